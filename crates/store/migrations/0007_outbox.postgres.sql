-- Every mail: written, rendered, in the transaction that causes it; sent by the mail worker.
CREATE TABLE outbox (
    id UUID NOT NULL PRIMARY KEY,
    -- Whose doing it is; none for what concerns one person alone, such as a sign-in link.
    organization_id UUID REFERENCES organizations (id),
    -- Whom it concerns, where that is a user.
    user_id UUID REFERENCES users (id),
    -- The template it was made from.
    kind TEXT NOT NULL CHECK (kind IN ('invitation', 'renewalAsked', 'signInLink', 'passwordReset', 'addressConfirmation',
        'passwordChanged', 'addressChanged', 'memberRemoved', 'newDevice', 'weeklySummary', 'alert', 'test')),
    -- One message, whatever happens: causing it again is refused, and so is sending it twice.
    idempotency_key TEXT COLLATE "C" NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    recipient_key TEXT COLLATE "C" NOT NULL,
    -- Frozen at the first attempt, so that every attempt sends the same bytes.
    sender TEXT,
    subject TEXT NOT NULL,
    -- None once the message is done with and its links are nobody's business any more.
    text_body TEXT,
    html_body TEXT,
    state TEXT NOT NULL CHECK (state IN ('queued', 'kept', 'sent', 'delayed', 'delivered', 'bounced', 'complained',
        'suppressed', 'failed', 'cancelled')),
    attempts BIGINT NOT NULL,
    -- How often an operator had it sent again after it had surely not left: part of the key that the
    -- provider gets.
    rounds BIGINT NOT NULL DEFAULT 0,
    -- When the worker may next take it; none when there is nothing left to do.
    due_at BIGINT,
    -- Which worker has it, and until when it is believed alive.
    leased_by UUID,
    leased_until BIGINT,
    provider_id TEXT COLLATE "C" UNIQUE,
    -- What the provider said last, in its own words.
    reason TEXT,
    created_at BIGINT NOT NULL,
    state_at BIGINT NOT NULL,
    CHECK ((leased_by IS NULL) = (leased_until IS NULL)),
    CHECK (state = 'queued' OR due_at IS NULL)
);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'queued';
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_to ON outbox (recipient_key, id);
CREATE INDEX outbox_of_organization ON outbox (organization_id, id);
CREATE INDEX outbox_by_age ON outbox (state_at);

-- A message's story: each attempt with its answer, each word of the provider.
CREATE TABLE outbox_events (
    message_id UUID NOT NULL REFERENCES outbox (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    at BIGINT NOT NULL,
    -- attempted, retried, sent, delivered, …: the word of what happened.
    kind TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (message_id, position)
);
CREATE INDEX outbox_events_by_age ON outbox_events (at);

-- Webhooks that have been taken in: each counts once. One may come before its message's answer.
CREATE TABLE mail_webhooks (
    -- The provider's id of the delivery (svix-id).
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    provider_id TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    -- The event's own time.
    at BIGINT NOT NULL,
    detail TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    -- None while the message that it is about is not known.
    message_id UUID
);
CREATE INDEX mail_webhooks_waiting ON mail_webhooks (provider_id) WHERE message_id IS NULL;
CREATE INDEX mail_webhooks_by_age ON mail_webhooks (received_at);

-- Addresses that bounced or complained: nothing more goes there until an operator lifts it.
CREATE TABLE mail_suppressions (
    address_key TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('bounced', 'complained', 'provider')),
    reason TEXT NOT NULL,
    message_id UUID,
    created_at BIGINT NOT NULL
);

-- Whoever causes a mail writes it, for their own organization or for nobody's, and never reads one:
-- messages hold links that let people in. Only the worker and operators see them; what an organization
-- may know of its invitations' delivery stands with those.
ALTER TABLE outbox ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox FORCE ROW LEVEL SECURITY;
CREATE POLICY enqueue ON outbox FOR INSERT TO tenure_runtime WITH CHECK (
    organization_id IS NULL
    OR organization_id = (SELECT nullif(current_setting('app.organization_id', true), '')::uuid)
);
CREATE POLICY operator ON outbox TO tenure_operator USING (true);
GRANT INSERT ON outbox TO tenure_runtime;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox, outbox_events, mail_webhooks, mail_suppressions TO tenure_operator;
