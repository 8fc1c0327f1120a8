-- One row per document of an imported snapshot, kept byte for byte.
CREATE TABLE legacy_documents (
    table_name TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    -- None where the document has none that can be read; it is orphaned then, or kept.
    creation_time DOUBLE PRECISION,
    -- The document's JSON exactly as it stood in the snapshot.
    document TEXT NOT NULL,
    -- imported: waits for `legacy place`; the others are what that made of it.
    state TEXT NOT NULL CHECK (state IN ('imported', 'placed', 'superseded', 'orphaned', 'kept')),
    -- Why it is orphaned, and for an unreadable one the field.
    reason TEXT,
    field TEXT,
    -- Where it was placed, and as which row; a document may be the same as another's row.
    organization_id UUID,
    row_id UUID,
    -- JSON array of `kind:field`.
    notes TEXT NOT NULL,
    imported_at BIGINT NOT NULL,
    placed_at BIGINT,
    PRIMARY KEY (table_name, id),
    CHECK ((state = 'orphaned') = (reason IS NOT NULL)),
    CHECK ((state = 'placed') = (row_id IS NOT NULL))
);
CREATE INDEX legacy_documents_by_state ON legacy_documents (state, table_name, id);

-- Legacy documents hold every tenant's rows: only the operator's commands reach them.
GRANT SELECT, INSERT, UPDATE, DELETE ON legacy_documents TO tenure_operator;
