-- When the newest link was made: one from before somebody was removed does not bring them back. None for
-- invitations of a snapshot, whose link is as old as they are.
ALTER TABLE invitations ADD COLUMN link_made_at INTEGER;
-- Whether somebody revoked it, or its inviter lost the right to invite.
ALTER TABLE invitations ADD COLUMN revoked_because TEXT CHECK (revoked_because IN ('takenBack', 'inviterMayNot'));
CREATE INDEX invitations_by_link ON invitations (organization_id, link_made_at);
CREATE INDEX invitations_by_address ON invitations (email_key) WHERE status = 'pending';

-- Counted up when a user gets a membership or loses one, for the pages they have open elsewhere.
ALTER TABLE users ADD COLUMN memberships_version INTEGER NOT NULL DEFAULT 0;
