-- What changed, for open pages: kept for an hour, so that a reader who was away can catch up.
CREATE TABLE events (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    -- Counted up in the organization's own row, so that positions are in the order of commits.
    position INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('created', 'updated', 'deleted')),
    table_name TEXT NOT NULL,
    row_id BLOB NOT NULL,
    -- Whose time entry it is; only those who may see that user's entries are told.
    user_id BLOB,
    PRIMARY KEY (organization_id, position)
) STRICT, WITHOUT ROWID;

ALTER TABLE organizations ADD COLUMN event_position INTEGER NOT NULL DEFAULT 0;
