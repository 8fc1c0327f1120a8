-- The parts of a project. A task stays with its project, so that what was tracked on it does.
CREATE TABLE tasks (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    id BLOB NOT NULL,
    project_id BLOB NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    is_done INTEGER NOT NULL CHECK (is_done IN (0, 1)),
    created_by BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organization_id, id),
    -- What time entries refer to: a task together with its own project.
    UNIQUE (organization_id, project_id, id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_by_name ON tasks (organization_id, name_key, id);
CREATE INDEX tasks_of_project ON tasks (organization_id, project_id, name_key, id);

-- SQLite adds no foreign key of several columns to a table that is there: it is made anew.
-- Clustered for the page of an organization's entries, newest start first: the key is the order.
CREATE TABLE new_time_entries (
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
    task_id BLOB,
    PRIMARY KEY (organization_id, started_at, id),
    FOREIGN KEY (organization_id, user_id) REFERENCES memberships (organization_id, user_id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id),
    FOREIGN KEY (organization_id, category_id) REFERENCES categories (organization_id, id),
    FOREIGN KEY (organization_id, project_id, task_id) REFERENCES tasks (organization_id, project_id, id),
    CHECK (task_id IS NULL OR project_id IS NOT NULL),
    CHECK ((stopped_at IS NULL) = (seconds IS NULL)),
    CHECK (stopped_at IS NULL OR stopped_at >= started_at)
) STRICT, WITHOUT ROWID;
INSERT INTO new_time_entries (organization_id, started_at, id, user_id, project_id, category_id, description, description_key,
        stopped_at, seconds, source, is_overrun, last_heartbeat_at, created_at, updated_at)
    SELECT organization_id, started_at, id, user_id, project_id, category_id, description, description_key,
        stopped_at, seconds, source, is_overrun, last_heartbeat_at, created_at, updated_at
    FROM time_entries;
DROP TABLE time_entries;
ALTER TABLE new_time_entries RENAME TO time_entries;
CREATE UNIQUE INDEX time_entries_by_id ON time_entries (organization_id, id);
CREATE UNIQUE INDEX one_running_timer_per_user ON time_entries (organization_id, user_id) WHERE stopped_at IS NULL;
CREATE INDEX time_entries_of_user ON time_entries (organization_id, user_id, started_at, id);
CREATE INDEX time_entries_of_project ON time_entries (organization_id, project_id, started_at, id);
CREATE INDEX time_entries_of_category ON time_entries (organization_id, category_id);
CREATE INDEX running_timers_of_user ON time_entries (user_id) WHERE stopped_at IS NULL;
CREATE INDEX time_entries_of_task ON time_entries (organization_id, project_id, task_id) WHERE task_id IS NOT NULL;
