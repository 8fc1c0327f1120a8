-- An organization that its owner deletes waits first: until `deletion_due` it can be restored.
ALTER TABLE organizations ADD COLUMN deletion_requested_at INTEGER;
ALTER TABLE organizations ADD COLUMN deletion_due INTEGER
    CHECK (deletion_due IS NULL OR kind = 'team')
    CHECK ((deletion_due IS NULL) = (deletion_requested_at IS NULL));
ALTER TABLE organizations ADD COLUMN deletion_requested_by BLOB REFERENCES users (id)
    CHECK ((deletion_due IS NULL) = (deletion_requested_by IS NULL));
CREATE INDEX organizations_to_delete ON organizations (deletion_due, id) WHERE deletion_due IS NOT NULL;
