-- The journal: what was done to data beyond what people do, and what undoes it.
CREATE TABLE repairs (
    id UUID NOT NULL PRIMARY KEY,
    -- The check whose finding it repairs, such as L101, or the step of the move, such as legacy.undo.
    code TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    -- applying and undoing: begun, and to be gone on with or taken back.
    state TEXT NOT NULL CHECK (state IN ('applying', 'applied', 'undoing', 'undone')),
    -- How many rows it touched.
    row_count BIGINT NOT NULL,
    -- JSON of what else belongs to it.
    detail TEXT NOT NULL
);
CREATE INDEX repairs_by_state ON repairs (state, code);

-- The rows that an entry touched and that nothing else could bring back.
CREATE TABLE repair_rows (
    repair_id UUID NOT NULL REFERENCES repairs (id),
    -- From 1, in the order in which they were touched; undoing goes backwards.
    position BIGINT NOT NULL,
    table_name TEXT NOT NULL,
    -- JSON of all its columns; before is none for a row that was made, after for one that was removed.
    before TEXT,
    after TEXT,
    PRIMARY KEY (repair_id, position),
    CHECK (before IS NOT NULL OR after IS NOT NULL)
);

-- Images hold every tenant's rows: only the operator's commands reach them.
GRANT SELECT, INSERT, UPDATE, DELETE ON repairs, repair_rows TO tenure_operator;
