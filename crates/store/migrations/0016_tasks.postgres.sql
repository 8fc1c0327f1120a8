-- The parts of a project. A task stays with its project, so that what was tracked on it does.
CREATE TABLE tasks (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    id UUID NOT NULL,
    project_id UUID NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT COLLATE "C" NOT NULL,
    is_done BOOLEAN NOT NULL,
    created_by UUID,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, id),
    -- What time entries refer to: a task together with its own project.
    UNIQUE (organization_id, project_id, id),
    FOREIGN KEY (organization_id, project_id) REFERENCES projects (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX tasks_by_name ON tasks (organization_id, name_key, id);
CREATE INDEX tasks_of_project ON tasks (organization_id, project_id, name_key, id);

ALTER TABLE time_entries ADD COLUMN task_id UUID;
ALTER TABLE time_entries ADD CHECK (task_id IS NULL OR project_id IS NOT NULL);
ALTER TABLE time_entries ADD FOREIGN KEY (organization_id, project_id, task_id)
    REFERENCES tasks (organization_id, project_id, id);
CREATE INDEX time_entries_of_task ON time_entries (organization_id, project_id, task_id) WHERE task_id IS NOT NULL;

SELECT protect_tenant_table('tasks');
