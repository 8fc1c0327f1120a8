-- Homes that an operator gave to legacy documents which had none by what they say.
CREATE TABLE legacy_assignments (
    table_name TEXT NOT NULL,
    id TEXT NOT NULL,
    -- The legacy id of a user, or that of an organization: its home follows as if it named that one.
    user_document TEXT,
    organization_document TEXT,
    assigned_at INTEGER NOT NULL,
    PRIMARY KEY (table_name, id),
    CHECK ((user_document IS NULL) <> (organization_document IS NULL))
) STRICT, WITHOUT ROWID;
