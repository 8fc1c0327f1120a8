-- An organization that its owner deletes waits first: until `deletion_due` it can be restored.
ALTER TABLE organizations ADD COLUMN deletion_requested_at BIGINT;
ALTER TABLE organizations ADD COLUMN deletion_due BIGINT
    CHECK (deletion_due IS NULL OR kind = 'team')
    CHECK ((deletion_due IS NULL) = (deletion_requested_at IS NULL));
ALTER TABLE organizations ADD COLUMN deletion_requested_by UUID REFERENCES users (id)
    CHECK ((deletion_due IS NULL) = (deletion_requested_by IS NULL));
CREATE INDEX organizations_to_delete ON organizations (deletion_due, id) WHERE deletion_due IS NOT NULL;

-- Nobody changes the log, and it goes with its organization alone: a purge may delete what an
-- organization that waits for its end has in it.
GRANT DELETE ON audit_log TO tenure_operator;
CREATE POLICY goes_with_its_organization ON audit_log AS RESTRICTIVE FOR DELETE TO tenure_operator
    USING (organization_id IN (SELECT id FROM organizations WHERE deletion_due IS NOT NULL));
