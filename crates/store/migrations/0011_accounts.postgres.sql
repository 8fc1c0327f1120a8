-- Links by which people come in without a password, or choose a new one. One for each address and
-- purpose, so that a newer one ends the one before; whoever uses one takes the row away with it.
CREATE TABLE links (
    -- SHA-256 of the address in the form by which addresses are unique.
    address_hash BYTEA NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('signIn', 'passwordReset')),
    -- Whose address it is. None if it is nobody's: asking leaves a row all the same, so that it is
    -- the same work, and no link opens that row.
    user_id UUID REFERENCES users (id) ON DELETE CASCADE,
    -- SHA-256 of the link's 256 random bits, which are in the mail and nowhere else.
    token_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (address_hash, purpose)
);
CREATE INDEX links_of_user ON links (user_id);
CREATE INDEX links_by_expiry ON links (expires_at);

-- Addresses that users want and have yet to prove; the newest wish is the one that counts.
CREATE TABLE address_changes (
    user_id UUID NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    email TEXT NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

-- From where users have signed in, so that they are told of what is new.
CREATE TABLE known_devices (
    user_id UUID NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    -- SHA-256 of the browser's name for itself and its network.
    device_hash BYTEA NOT NULL,
    last_seen_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, device_hash)
);

-- Since when the user wants a summary of each week; none if they want none.
ALTER TABLE users ADD COLUMN weekly_summary_since BIGINT;
-- The newest week they got it for, as in 2026-W46.
ALTER TABLE users ADD COLUMN weekly_summary_week TEXT COLLATE "C";
CREATE INDEX users_with_weekly_summary ON users (id) WHERE weekly_summary_since IS NOT NULL;

CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX sessions_by_use ON sessions (last_seen_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON links, address_changes, known_devices TO tenure_runtime, tenure_operator;
