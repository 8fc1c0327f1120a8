-- One row per document of an imported snapshot, kept byte for byte.
CREATE TABLE legacy_documents (
    table_name TEXT NOT NULL,
    id TEXT NOT NULL,
    -- None where the document has none that can be read; it is orphaned then, or kept.
    creation_time REAL,
    -- The document's JSON exactly as it stood in the snapshot.
    document TEXT NOT NULL,
    -- imported: waits for `legacy place`; the others are what that made of it.
    state TEXT NOT NULL CHECK (state IN ('imported', 'placed', 'superseded', 'orphaned', 'kept')),
    -- Why it is orphaned, and for an unreadable one the field.
    reason TEXT,
    field TEXT,
    -- Where it was placed, and as which row; a document may be the same as another's row.
    organization_id BLOB,
    row_id BLOB,
    -- JSON array of `kind:field`.
    notes TEXT NOT NULL,
    imported_at INTEGER NOT NULL,
    placed_at INTEGER,
    PRIMARY KEY (table_name, id),
    CHECK ((state = 'orphaned') = (reason IS NOT NULL)),
    CHECK ((state = 'placed') = (row_id IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX legacy_documents_by_state ON legacy_documents (state, table_name, id);
