CREATE TABLE users (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- As written; none for placeholders, anonymous users, and those whose address an older user has.
    email TEXT,
    -- NFC and case-folded: the form by which addresses are unique.
    email_key TEXT UNIQUE,
    email_verified_at INTEGER,
    is_operator INTEGER NOT NULL CHECK (is_operator IN (0, 1)),
    -- Nobody signs in as a placeholder: it holds what an unknown person tracked.
    is_placeholder INTEGER NOT NULL CHECK (is_placeholder IN (0, 1)),
    -- Only a default, so that it may go stale (check O601) and nothing depends on it.
    active_organization_id BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK ((email IS NULL) = (email_key IS NULL))
) STRICT;

CREATE TABLE credentials (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- password: an Argon2id string; legacyPassword: salt:key of the legacy application's scrypt;
    -- external: another provider vouches, there is no secret.
    kind TEXT NOT NULL CHECK (kind IN ('password', 'legacyPassword', 'external')),
    provider TEXT NOT NULL,
    account TEXT NOT NULL,
    secret TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK ((kind = 'external') = (secret IS NULL))
) STRICT;
CREATE INDEX credentials_of_user ON credentials (user_id);
CREATE INDEX credentials_of_legacy ON credentials (id) WHERE kind = 'legacyPassword';

CREATE TABLE sessions (
    id BLOB NOT NULL PRIMARY KEY,
    -- SHA-256 of the cookie's 256 random bits, which are nowhere else.
    token_hash BLOB NOT NULL UNIQUE,
    user_id BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    user_agent TEXT NOT NULL
) STRICT;
CREATE INDEX sessions_of_user ON sessions (user_id);

CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE organizations (
    id BLOB NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('personal', 'team')),
    color TEXT,
    currency TEXT NOT NULL,
    created_by BLOB REFERENCES users (id),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK (kind = 'team' OR created_by IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX one_personal_workspace_per_user ON organizations (created_by) WHERE kind = 'personal';

CREATE TABLE memberships (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    id BLOB NOT NULL,
    user_id BLOB NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'member', 'viewer')),
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
    invited_by BLOB,
    invited_at INTEGER,
    accepted_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_of_user ON memberships (user_id);

CREATE TABLE invitations (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    id BLOB NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'manager', 'member', 'viewer')),
    token_hash BLOB NOT NULL UNIQUE,
    status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'declined', 'revoked', 'expired')),
    invited_by BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    accepted_at INTEGER,
    revoked_at INTEGER,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_pending_invitation_per_address ON invitations (organization_id, email_key) WHERE status = 'pending';

-- What a user chose in the legacy application and still holds here: reminders, budgets, pomodoro.
CREATE TABLE user_settings (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    interrupt_enabled INTEGER NOT NULL CHECK (interrupt_enabled IN (0, 1)),
    interrupt_interval_minutes REAL NOT NULL,
    grace_period_seconds REAL,
    budget_warning_enabled INTEGER CHECK (budget_warning_enabled IN (0, 1)),
    budget_warning_threshold_seconds INTEGER,
    -- In minor units of the currency.
    budget_warning_threshold_minor INTEGER,
    pomodoro_enabled INTEGER CHECK (pomodoro_enabled IN (0, 1)),
    pomodoro_work_minutes REAL,
    pomodoro_break_minutes REAL,
    currency TEXT,
    updated_at INTEGER NOT NULL
) STRICT;
