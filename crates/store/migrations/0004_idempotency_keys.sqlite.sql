-- Creates that were asked for with an Idempotency-Key, so that asking again makes nothing twice.
CREATE TABLE idempotency_keys (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    user_id BLOB NOT NULL REFERENCES users (id),
    key TEXT NOT NULL,
    -- SHA-256 of the function and the body: the same key with another request is a mistake.
    request_hash BLOB NOT NULL,
    -- The answer's JSON; written in the transaction that does the work.
    response TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, user_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (organization_id, created_at);
