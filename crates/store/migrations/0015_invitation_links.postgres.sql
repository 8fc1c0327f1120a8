-- When the newest link was made: one from before somebody was removed does not bring them back. None for
-- invitations of a snapshot, whose link is as old as they are.
ALTER TABLE invitations ADD COLUMN link_made_at BIGINT;
-- Whether somebody revoked it, or its inviter lost the right to invite.
ALTER TABLE invitations ADD COLUMN revoked_because TEXT CHECK (revoked_because IN ('takenBack', 'inviterMayNot'));
CREATE INDEX invitations_by_link ON invitations (organization_id, link_made_at);
CREATE INDEX invitations_by_address ON invitations (email_key) WHERE status = 'pending';

-- Whoever brings a link sees the invitation that its token hashes to, and nothing else: that is how
-- the organization is found.
CREATE POLICY bearer ON invitations FOR SELECT TO tenure_runtime
    USING (token_hash = (SELECT decode(nullif(current_setting('app.invitation_token', true), ''), 'hex')));

-- Counted up when a user gets a membership or loses one, for the pages they have open elsewhere.
ALTER TABLE users ADD COLUMN memberships_version BIGINT NOT NULL DEFAULT 0;
