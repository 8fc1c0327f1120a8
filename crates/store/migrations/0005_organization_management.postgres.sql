ALTER TABLE organizations ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';
-- ISO 8601: 1 is Monday, 7 is Sunday.
ALTER TABLE organizations ADD COLUMN week_start BIGINT NOT NULL DEFAULT 1 CHECK (week_start BETWEEN 1 AND 7);

-- Someone removed keeps a membership: what they tracked stays with the organization.
ALTER TABLE memberships ADD COLUMN removed_at BIGINT;

CREATE INDEX running_timers_of_user ON time_entries (user_id) WHERE stopped_at IS NULL;

-- Slugs that organizations had before: links to them still lead there.
CREATE TABLE former_slugs (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    slug TEXT COLLATE "C" NOT NULL,
    retired_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, slug)
);
CREATE INDEX former_slugs_by_slug ON former_slugs (slug);

-- Who changed what: organizations, members, roles, settings. Written with the change; never changed.
CREATE TABLE audit_log (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    id UUID NOT NULL,
    at BIGINT NOT NULL,
    actor_id UUID REFERENCES users (id),
    function TEXT NOT NULL,
    subject_id UUID NOT NULL,
    -- JSON of what changed.
    before TEXT,
    after TEXT,
    request_id TEXT NOT NULL,
    address TEXT,
    PRIMARY KEY (organization_id, id)
);

SELECT protect_tenant_table('former_slugs');
SELECT protect_tenant_table('audit_log');
-- Nobody changes the log, not even by mistake.
REVOKE UPDATE, DELETE ON audit_log FROM tenure_runtime, tenure_operator;

-- A link with a former slug is followed by members, before they know the organization's id.
CREATE POLICY own ON former_slugs FOR SELECT TO tenure_runtime
    USING (organization_id IN (
        SELECT organization_id FROM memberships
        WHERE user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)
    ));

-- One's own running timers are shown wherever one is.
CREATE POLICY own ON time_entries FOR SELECT TO tenure_runtime
    USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));
