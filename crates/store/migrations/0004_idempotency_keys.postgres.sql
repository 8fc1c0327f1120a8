-- Creates that were asked for with an Idempotency-Key, so that asking again makes nothing twice.
CREATE TABLE idempotency_keys (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    user_id UUID NOT NULL REFERENCES users (id),
    key TEXT COLLATE "C" NOT NULL,
    -- SHA-256 of the function and the body: the same key with another request is a mistake.
    request_hash BYTEA NOT NULL,
    -- The answer's JSON; written in the transaction that does the work.
    response TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, user_id, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (organization_id, created_at);

SELECT protect_tenant_table('idempotency_keys');
