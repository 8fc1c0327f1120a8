-- What whoever invites adds in their own words.
ALTER TABLE invitations ADD COLUMN note TEXT;
-- How often a link was made; the newest one is the one that works.
ALTER TABLE invitations ADD COLUMN sends INTEGER NOT NULL DEFAULT 0;
-- The newest message in the outbox, and what became of it. None for invitations of a snapshot, and
-- for those whose link was only copied.
ALTER TABLE invitations ADD COLUMN message_id BLOB;
ALTER TABLE invitations ADD COLUMN delivery_state TEXT CHECK (delivery_state IN ('queued', 'kept', 'sent', 'delayed',
    'delivered', 'bounced', 'complained', 'suppressed', 'failed', 'cancelled'));
ALTER TABLE invitations ADD COLUMN delivery_at INTEGER;
ALTER TABLE invitations ADD COLUMN delivery_reason TEXT;
ALTER TABLE invitations ADD COLUMN delivery_attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE invitations ADD COLUMN accepted_by BLOB;
ALTER TABLE invitations ADD COLUMN declined_at INTEGER;
-- When the invitee asked for a new link after this one had expired.
ALTER TABLE invitations ADD COLUMN renewal_asked_at INTEGER;
CREATE INDEX invitations_by_message ON invitations (organization_id, message_id);
