CREATE TABLE clients (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    -- Case-folded name: what lists are ordered and searched by.
    name_key TEXT NOT NULL,
    note TEXT,
    website_url TEXT,
    color TEXT,
    street TEXT,
    city TEXT,
    country TEXT,
    post_code TEXT,
    is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1)),
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX clients_by_name ON clients (organization_id, name_key, id);

CREATE TABLE projects (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    id BLOB NOT NULL,
    client_id BLOB,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    color TEXT,
    hourly_rate_minor INTEGER,
    hourly_rate_currency TEXT,
    budget_kind TEXT CHECK (budget_kind IN ('hours', 'amount')),
    -- Not below zero where people enter it; the legacy application let that in.
    budget_seconds INTEGER,
    budget_minor INTEGER,
    budget_currency TEXT,
    is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1)),
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id),
    CHECK ((hourly_rate_minor IS NULL) = (hourly_rate_currency IS NULL)),
    CHECK ((budget_minor IS NULL) = (budget_currency IS NULL)),
    CHECK ((budget_seconds IS NOT NULL) = (budget_kind IS NOT NULL AND budget_kind = 'hours')),
    CHECK ((budget_minor IS NOT NULL) = (budget_kind IS NOT NULL AND budget_kind = 'amount'))
) STRICT, WITHOUT ROWID;
CREATE INDEX projects_by_name ON projects (organization_id, name_key, id);
CREATE INDEX projects_of_client ON projects (organization_id, client_id);

CREATE TABLE categories (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    color TEXT,
    is_default INTEGER NOT NULL CHECK (is_default IN (0, 1)),
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX categories_by_name ON categories (organization_id, name_key, id);

-- Clustered for the page of an organization's entries, newest start first: the key is the order.
CREATE TABLE time_entries (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    started_at INTEGER NOT NULL,
    id BLOB NOT NULL,
    user_id BLOB NOT NULL,
    project_id BLOB,
    category_id BLOB,
    description TEXT NOT NULL,
    -- Case-folded description, for the search.
    description_key TEXT NOT NULL,
    stopped_at INTEGER,
    -- What counts; for legacy entries it may differ from the end less the start.
    seconds INTEGER CHECK (seconds >= 0),
    source TEXT NOT NULL CHECK (source IN ('manual', 'timer', 'autoStop', 'overrun', 'pomodoroBreak')),
    is_overrun INTEGER NOT NULL CHECK (is_overrun IN (0, 1)),
    last_heartbeat_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, started_at, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id),
    FOREIGN KEY (organization_id, category_id) REFERENCES categories (organization_id, id),
    CHECK ((stopped_at IS NULL) = (seconds IS NULL)),
    CHECK (stopped_at IS NULL OR stopped_at >= started_at)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX time_entries_by_id ON time_entries (organization_id, id);
CREATE UNIQUE INDEX one_running_timer_per_user ON time_entries (organization_id, user_id) WHERE stopped_at IS NULL;
CREATE INDEX time_entries_of_user ON time_entries (organization_id, user_id, started_at, id);
CREATE INDEX time_entries_of_project ON time_entries (organization_id, project_id, started_at, id);
CREATE INDEX time_entries_of_category ON time_entries (organization_id, category_id);

-- Imports that people ran in the legacy application; their own history, kept.
CREATE TABLE imports (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    id BLOB NOT NULL,
    requested_by BLOB,
    provider TEXT NOT NULL,
    status TEXT NOT NULL,
    error TEXT,
    meta TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
