ALTER TABLE organizations ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';
-- ISO 8601: 1 is Monday, 7 is Sunday.
ALTER TABLE organizations ADD COLUMN week_start INTEGER NOT NULL DEFAULT 1 CHECK (week_start BETWEEN 1 AND 7);

-- Someone removed keeps a membership: what they tracked stays with the organization.
ALTER TABLE memberships ADD COLUMN removed_at INTEGER;

CREATE INDEX running_timers_of_user ON time_entries (user_id) WHERE stopped_at IS NULL;

-- Slugs that organizations had before: links to them still lead there.
CREATE TABLE former_slugs (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    slug TEXT NOT NULL,
    retired_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, slug)
) STRICT, WITHOUT ROWID;
CREATE INDEX former_slugs_by_slug ON former_slugs (slug);

-- Who changed what: organizations, members, roles, settings. Written with the change; never changed.
CREATE TABLE audit_log (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    id BLOB NOT NULL,
    at INTEGER NOT NULL,
    actor_id BLOB REFERENCES users (id),
    function TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    -- JSON of what changed.
    before TEXT,
    after TEXT,
    request_id TEXT NOT NULL,
    address TEXT,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
