-- What changed, for open pages: kept for an hour, so that a reader who was away can catch up.
CREATE TABLE events (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    -- Counted up in the organization's own row, so that positions are in the order of commits.
    position BIGINT NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('created', 'updated', 'deleted')),
    table_name TEXT NOT NULL,
    row_id UUID NOT NULL,
    -- Whose time entry it is; only those who may see that user's entries are told.
    user_id UUID,
    PRIMARY KEY (organization_id, position)
);

ALTER TABLE organizations ADD COLUMN event_position BIGINT NOT NULL DEFAULT 0;

SELECT protect_tenant_table('events');
