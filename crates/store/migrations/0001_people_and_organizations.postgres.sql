-- The roles tenure_runtime and tenure_operator exist before any migration runs.
GRANT USAGE ON SCHEMA public TO tenure_runtime, tenure_operator;
GRANT SELECT ON schema_migrations TO tenure_runtime, tenure_operator;

-- Puts up the second wall around a tenant table: the runtime role sees one organization's rows,
-- the operator role all; everybody else, the owner included, none.
CREATE FUNCTION protect_tenant_table(tenant_table regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format(
        'CREATE POLICY tenant ON %s TO tenure_runtime USING '
        '(organization_id = (SELECT nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
        tenant_table
    );
    EXECUTE format('CREATE POLICY operator ON %s TO tenure_operator USING (true)', tenant_table);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO tenure_runtime, tenure_operator', tenant_table);
END
$$;

CREATE TABLE users (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- As written; none for placeholders, anonymous users, and those whose address an older user has.
    email TEXT,
    -- NFC and case-folded: the form by which addresses are unique.
    email_key TEXT COLLATE "C" UNIQUE,
    email_verified_at BIGINT,
    is_operator BOOLEAN NOT NULL,
    -- Nobody signs in as a placeholder: it holds what an unknown person tracked.
    is_placeholder BOOLEAN NOT NULL,
    -- Only a default, so that it may go stale (check O601) and nothing depends on it.
    active_organization_id UUID,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK ((email IS NULL) = (email_key IS NULL))
);

CREATE TABLE credentials (
    id UUID NOT NULL PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- password: an Argon2id string; legacyPassword: salt:key of the legacy application's scrypt;
    -- external: another provider vouches, there is no secret.
    kind TEXT NOT NULL CHECK (kind IN ('password', 'legacyPassword', 'external')),
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    secret TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK ((kind = 'external') = (secret IS NULL))
);
CREATE INDEX credentials_of_user ON credentials (user_id);
CREATE INDEX credentials_of_legacy ON credentials (id) WHERE kind = 'legacyPassword';

CREATE TABLE sessions (
    id UUID NOT NULL PRIMARY KEY,
    -- SHA-256 of the cookie's 256 random bits, which are nowhere else.
    token_hash BYTEA NOT NULL UNIQUE,
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    user_agent TEXT NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id);

CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE organizations (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('personal', 'team')),
    color TEXT,
    currency TEXT NOT NULL,
    created_by UUID REFERENCES users (id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    CHECK (kind = 'team' OR created_by IS NOT NULL)
);
CREATE UNIQUE INDEX one_personal_workspace_per_user ON organizations (created_by) WHERE kind = 'personal';

CREATE TABLE memberships (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    id UUID NOT NULL,
    user_id UUID NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'member', 'viewer')),
    is_active BOOLEAN NOT NULL,
    invited_by UUID,
    invited_at BIGINT,
    accepted_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, user_id)
);
CREATE INDEX memberships_of_user ON memberships (user_id);

CREATE TABLE invitations (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    id UUID NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT COLLATE "C" NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'member', 'viewer')),
    token_hash BYTEA NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'declined', 'revoked', 'expired')),
    invited_by UUID,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    accepted_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (organization_id, id)
);
CREATE UNIQUE INDEX one_pending_invitation_per_address ON invitations (organization_id, email_key) WHERE status = 'pending';

-- What a user chose in the legacy application and still holds here: reminders, budgets, pomodoro.
CREATE TABLE user_settings (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    interrupt_enabled BOOLEAN NOT NULL,
    interrupt_interval_minutes DOUBLE PRECISION NOT NULL,
    grace_period_seconds DOUBLE PRECISION,
    budget_warning_enabled BOOLEAN,
    budget_warning_threshold_seconds BIGINT,
    -- In minor units of the currency.
    budget_warning_threshold_minor BIGINT,
    pomodoro_enabled BOOLEAN,
    pomodoro_work_minutes DOUBLE PRECISION,
    pomodoro_break_minutes DOUBLE PRECISION,
    currency TEXT,
    updated_at BIGINT NOT NULL
);

GRANT SELECT, INSERT, UPDATE, DELETE ON users, credentials, sessions, settings, user_settings
    TO tenure_runtime, tenure_operator;

SELECT protect_tenant_table('memberships');
SELECT protect_tenant_table('invitations');

-- People see their own memberships wherever they are: that is how a tenant is found at all.
CREATE POLICY own ON memberships FOR SELECT TO tenure_runtime
    USING (user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations TO tenure_runtime
    USING (id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid));
CREATE POLICY own ON organizations FOR SELECT TO tenure_runtime
    USING (id IN (
        SELECT organization_id FROM memberships
        WHERE user_id = (SELECT nullif(current_setting('app.user_id', true), '')::uuid)
    ));
-- The personal workspace is found by its creator, before the membership that makes it visible.
CREATE POLICY created ON organizations FOR SELECT TO tenure_runtime
    USING (kind = 'personal' AND created_by = (SELECT nullif(current_setting('app.user_id', true), '')::uuid));
CREATE POLICY operator ON organizations TO tenure_operator USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON organizations TO tenure_runtime, tenure_operator;
