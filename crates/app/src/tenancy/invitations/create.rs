//! Inviting: one address or a list of them, each with its own outcome.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use tenure_domain::audit::Origin;
use tenure_domain::email::EmailAddress;
use tenure_domain::event::{Happening, Table};
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::id::{InvitationId, MessageId};
use tenure_domain::invitation::{Invitation, LIFETIME_SECONDS};
use tenure_domain::permission::CreateInvitations;
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_store::Tx;
use tenure_store::idempotency_keys::{self, KeyedRequest};
use tenure_store::invitation_mail::Reach;
use tenure_store::invitations::{self, NewInvitation, Standing};
use tenure_store::scope::Scope;
use utoipa::ToSchema;

use super::letter::checked_note;
use super::limits::{PERIOD_SECONDS, Room, may_mail};
use super::{Inviter, found, shown};
use crate::auth::Token;
use crate::error::check;
use crate::events::tell;
use crate::tracker::{Created, answered};
use crate::{Error, Tenure};

/// The most addresses of one request.
const ADDRESSES: usize = 100;

/// Invitations to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewInvitations {
    /// The addresses, 1 to 100.
    #[schema(min_items = 1, max_items = 100)]
    pub emails: Vec<String>,
    /// What the invitees would be, up to one's own role.
    pub role: Role,
    /// What one adds in one's own words.
    #[serde(default)]
    pub note: Option<String>,
}

/// What became of one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum InvitationOutcome {
    /// It is invited.
    Created,
    /// Somebody in the organization has it.
    AlreadyMember,
    /// An invitation to it is pending.
    AlreadyInvited,
    /// It is no e-mail address.
    InvalidAddress,
    /// Mail does not arrive there.
    Undeliverable,
    /// Too many invitations are under way.
    LimitReached,
}

/// One address of a request, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvitationResult {
    /// The address as it was sent.
    pub email: String,
    /// What became of it.
    pub outcome: InvitationOutcome,
    /// The invitation, made now or pending already.
    #[schema(required)]
    pub invitation: Option<Invitation>,
    /// The link of an invitation that was made now; shown this once.
    #[schema(required)]
    pub link: Option<String>,
    /// What happened and what to do, if there is something to say.
    #[schema(required)]
    pub detail: Option<String>,
}

/// What became of each address, in the order they came. One that came twice is there once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InvitationResults {
    /// The addresses.
    pub results: Vec<InvitationResult>,
}

impl InvitationResults {
    /// As it is kept for a request that is sent again: of a token only the hash is stored.
    fn without_links(&self) -> Self {
        let results = self.results.iter().cloned();
        Self {
            results: results
                .map(|result| InvitationResult {
                    link: None,
                    ..result
                })
                .collect(),
        }
    }
}

/// One address of a request.
struct Candidate {
    written: String,
    address: Option<EmailAddress>,
}

/// What is the same for all addresses of a request.
struct Batch {
    scope: Scope<CreateInvitations>,
    inviter: Inviter,
    role: Role,
    note: Option<String>,
    reaches: HashMap<String, Reach>,
    room: Room,
    origin: Origin,
    now: Instant,
}

/// Why an address is not invited.
struct Refusal {
    outcome: InvitationOutcome,
    invitation: Option<Invitation>,
    detail: String,
}

impl Refusal {
    fn new(outcome: InvitationOutcome, detail: impl Into<String>) -> Self {
        Self {
            outcome,
            invitation: None,
            detail: detail.into(),
        }
    }
}

impl Tenure {
    /// Invites people, and mails them in the same transaction. Each address has its own outcome; the
    /// request as a whole is refused for its form and the inviter's right alone.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Error::RoleAboveOwn`] or [`Error::PersonalWorkspace`].
    pub async fn create_invitations(
        &self,
        scope: Scope<CreateInvitations>,
        new: NewInvitations,
        request: Option<KeyedRequest>,
        origin: Origin,
    ) -> Result<Created<InvitationResults>, Error> {
        let mut fields = Fields::new();
        let candidates = candidates(&mut fields, new.emails);
        let note = checked_note(&mut fields, new.note.as_deref());
        check(fields)?;
        let (app, now, role) = (self.clone(), self.now(), new.role);
        let addresses = candidates.iter().filter_map(|each| each.address.clone());
        let reaches = self.reaches(addresses.collect(), now).await?;
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    if let Some(json) = answered(tx, &scope, request.as_ref(), now).await? {
                        return Ok(Created::Before(json));
                    }
                    let inviter = Inviter::lock(tx, &scope).await?;
                    inviter.reaches(role)?;
                    app.settle_expired(tx, &scope, &origin, now).await?;
                    let since = now.plus_seconds(-PERIOD_SECONDS);
                    let counts = invitations::count(tx, &scope, since).await?;
                    let mut batch = Batch {
                        scope,
                        inviter,
                        role,
                        note,
                        reaches,
                        room: Room::of(counts),
                        origin,
                        now,
                    };
                    let mut results = Vec::with_capacity(candidates.len());
                    for candidate in candidates {
                        results.push(app.invite(tx, &mut batch, candidate).await?);
                    }
                    let results = InvitationResults { results };
                    if let Some(request) = request {
                        let kept = Created::New(results.without_links()).json()?;
                        idempotency_keys::complete(tx, &scope, &request, &kept).await?;
                    }
                    Ok(Created::New(results))
                })
            })
            .await
    }

    async fn invite(
        &self,
        tx: &mut Tx,
        batch: &mut Batch,
        candidate: Candidate,
    ) -> Result<InvitationResult, Error> {
        let Candidate { written, address } = candidate;
        let refused = |refusal: Refusal| InvitationResult {
            email: written.clone(),
            outcome: refusal.outcome,
            invitation: refusal.invitation,
            link: None,
            detail: Some(refusal.detail),
        };
        let Some(email) = address else {
            let detail = "This is no e-mail address. Write one such as name@example.com.";
            return Ok(refused(Refusal::new(
                InvitationOutcome::InvalidAddress,
                detail,
            )));
        };
        if let Some(refusal) = refuse(tx, batch, &email).await? {
            return Ok(refused(refusal));
        }
        let Some((invitation, link)) = self.make(tx, batch, &email).await? else {
            let refusal = already_invited(tx, batch, &email).await?;
            return Ok(refused(refusal.unwrap_or_else(|| {
                Refusal::new(
                    InvitationOutcome::AlreadyInvited,
                    "Somebody else just invited this address.",
                )
            })));
        };
        Ok(InvitationResult {
            email: written,
            outcome: InvitationOutcome::Created,
            invitation: Some(invitation),
            link: Some(link),
            detail: None,
        })
    }

    /// Makes one invitation with its mail, and gives it with its link; none if one is pending.
    async fn make(
        &self,
        tx: &mut Tx,
        batch: &Batch,
        email: &EmailAddress,
    ) -> Result<Option<(Invitation, String)>, Error> {
        let (scope, now) = (&batch.scope, batch.now);
        let token = Token::random(self.randomness());
        let new = NewInvitation {
            id: InvitationId::new(now, self.randomness()),
            email: email.clone(),
            role: batch.role,
            note: batch.note.clone(),
            token_hash: token.hash(),
            message_id: MessageId::new(now, self.randomness()),
            created_at: now,
            expires_at: now.plus_seconds(LIFETIME_SECONDS),
        };
        if !invitations::insert(tx, scope, &new).await? {
            return Ok(None);
        }
        let invitation = found(tx, scope, new.id, now).await?;
        let url = self.invitation_url(&token);
        self.post_invitation(
            tx,
            scope,
            &batch.inviter,
            (&invitation, new.message_id),
            url.clone(),
        )
        .await?;
        self.teller("invitations.create", batch.origin.clone())
            .tell(tx, scope, new.id.uuid(), None, Some(shown(&invitation)))
            .await?;
        let change = (Table::Invitations, new.id.uuid(), Happening::Created);
        tell(tx, scope, change, now).await?;
        Ok(Some((invitation, url)))
    }
}

/// The addresses of a request, each once.
fn candidates(fields: &mut Fields, emails: Vec<String>) -> Vec<Candidate> {
    if emails.is_empty() {
        fields.refuse("emails", FieldCode::Required, "Name at least one address.");
    }
    if emails.len() > ADDRESSES {
        let message = format!(
            "Invite at most {ADDRESSES} addresses at once; these are {}.",
            emails.len()
        );
        fields.refuse("emails", FieldCode::TooLong, message);
    }
    let mut seen = HashSet::new();
    let candidates = emails.into_iter().map(|written| Candidate {
        address: EmailAddress::parse(&written).ok(),
        written: written.trim().chars().take(320).collect(),
    });
    candidates
        .filter(|candidate| {
            let key = candidate.address.as_ref().map(EmailAddress::key);
            seen.insert(key.unwrap_or_else(|| candidate.written.clone()))
        })
        .collect()
}

/// Why this address cannot be invited, if it cannot.
async fn refuse(
    tx: &mut Tx,
    batch: &mut Batch,
    email: &EmailAddress,
) -> Result<Option<Refusal>, Error> {
    match invitations::standing(tx, &batch.scope, email).await? {
        Standing::Member => {
            return Ok(Some(Refusal::new(
                InvitationOutcome::AlreadyMember,
                "They are a member already.",
            )));
        }
        Standing::Deactivated => {
            return Ok(Some(Refusal::new(
                InvitationOutcome::AlreadyMember,
                "They are a member who is deactivated. Reactivate them instead.",
            )));
        }
        Standing::Unknown | Standing::Removed => {}
    }
    if let Some(refusal) = already_invited(tx, batch, email).await? {
        return Ok(Some(refusal));
    }
    let reach = batch.reaches.get(&email.key());
    if let Some(reason) = reach.and_then(|reach| reach.suppressed.as_deref()) {
        return Ok(Some(Refusal::new(
            InvitationOutcome::Undeliverable,
            format!(
                "Mail to this address came back: {reason} Check how it is written, or ask an operator to lift this."
            ),
        )));
    }
    if !reach.is_none_or(may_mail) || !batch.room.take() {
        return Ok(Some(Refusal::new(
            InvitationOutcome::LimitReached,
            "Too many invitations for one day, or too many pending. Revoke those that nobody needs, or try again tomorrow.",
        )));
    }
    Ok(None)
}

async fn already_invited(
    tx: &mut Tx,
    batch: &Batch,
    email: &EmailAddress,
) -> Result<Option<Refusal>, Error> {
    let Some(id) = invitations::pending_for(tx, &batch.scope, email).await? else {
        return Ok(None);
    };
    let invitation = found(tx, &batch.scope, id, batch.now).await?;
    Ok(Some(Refusal {
        outcome: InvitationOutcome::AlreadyInvited,
        invitation: Some(invitation),
        detail: "An invitation to this address is pending. Send it again if it did not arrive."
            .to_owned(),
    }))
}
