//! The mail of an invitation, and how it looks before it is sent.

use serde::{Deserialize, Serialize};
use tenure_domain::email::EmailAddress;
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::id::MessageId;
use tenure_domain::invitation::{Invitation, LIFETIME_SECONDS};
use tenure_domain::message::MessageKind;
use tenure_domain::permission::CreateInvitations;
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_store::Tx;
use tenure_store::scope::{Authority, Scope};
use utoipa::ToSchema;

use super::Inviter;
use crate::auth::Token;
use crate::error::check;
use crate::mail::{Envelope, Rendered, letters, post};
use crate::{Error, Tenure};

/// The most characters of what an inviter adds.
const NOTE_CHARACTERS: usize = 1_000;

/// An invitation that is not sent yet.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Draft {
    /// To whom.
    pub email: String,
    /// What they would be, up to one's own role.
    pub role: Role,
    /// What one adds in one's own words.
    #[serde(default)]
    pub note: Option<String>,
}

/// A mail as it would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The subject.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
}

/// What an inviter adds, checked.
pub(super) fn checked_note(fields: &mut Fields, note: Option<&str>) -> Option<String> {
    fields.optional_text("note", note, NOTE_CHARACTERS)
}

impl Tenure {
    /// The link with this token. Behind `#` it reaches no server's log on its way.
    pub(super) fn invitation_url(&self, token: &Token) -> String {
        format!("{}{}", self.invitation_url_head(), token.secret())
    }

    /// What every invitation's link begins with.
    pub(super) fn invitation_url_head(&self) -> String {
        format!("{}/invitation#", self.instance().public_url)
    }

    /// Puts an invitation's mail into the outbox.
    pub(super) async fn post_invitation(
        &self,
        tx: &mut Tx,
        by: &impl Authority,
        inviter: &Inviter,
        (invitation, message_id): (&Invitation, MessageId),
        url: String,
    ) -> Result<(), Error> {
        let rendered = self.render_invitation(
            inviter,
            (invitation.role, invitation.note.clone()),
            invitation.expires_at,
            url,
        )?;
        let envelope = Envelope {
            id: message_id,
            organization_id: Some(by.organization_id()),
            user_id: None,
            kind: MessageKind::Invitation,
            idempotency_key: format!("invitation/{}/{}", invitation.id, invitation.sends),
            recipient: EmailAddress::on_record(&invitation.email),
        };
        post(tx, envelope, rendered, self.now()).await.map(drop)
    }

    fn render_invitation(
        &self,
        inviter: &Inviter,
        (role, note): (Role, Option<String>),
        expires_at: Instant,
        url: String,
    ) -> Result<Rendered, Error> {
        let letter = letters::Invitation {
            organization: inviter.organization_name.clone(),
            inviter: Some(inviter.name.clone()),
            role,
            note,
            expires: expires_at.in_words(),
            url,
        };
        letter.letter().render(&self.instance().public_url)
    }

    /// The mail of an invitation before it is sent. Nothing is written.
    ///
    /// # Errors
    /// [`Error::Invalid`], [`Error::RoleAboveOwn`] or [`Error::PersonalWorkspace`].
    pub async fn preview_invitation(
        &self,
        scope: Scope<CreateInvitations>,
        draft: Draft,
    ) -> Result<Preview, Error> {
        let mut fields = Fields::new();
        if let Err(invalid) = EmailAddress::parse(&draft.email) {
            fields.refuse("email", FieldCode::Invalid, invalid.to_string());
        }
        let note = checked_note(&mut fields, draft.note.as_deref());
        check(fields)?;
        let inviter = self
            .db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move { Inviter::find(tx, &scope).await })
            })
            .await?;
        inviter.reaches(draft.role)?;
        let expires_at = self.now().plus_seconds(LIFETIME_SECONDS);
        // The token is made when the invitation is.
        let url = format!("{}…", self.invitation_url_head());
        let Rendered {
            subject,
            text,
            html,
        } = self.render_invitation(&inviter, (draft.role, note), expires_at, url)?;
        Ok(Preview {
            subject,
            text,
            html,
        })
    }
}
