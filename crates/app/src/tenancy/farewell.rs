//! Word to somebody whose membership somebody else has ended.

use tenure_domain::id::MessageId;
use tenure_domain::membership::Member;
use tenure_domain::message::MessageKind;
use tenure_domain::permission::{Proof, ReadOrganization};
use tenure_domain::time::Instant;
use tenure_store::scope::Scope;
use tenure_store::{Tx, organizations, users};

use super::audit::Teller;
use crate::mail::letters::{Farewell, MemberRemoved};
use crate::mail::{Envelope, post};
use crate::{Error, Tenure};

/// A mail that is written if a membership ends.
pub(super) struct Parting {
    id: MessageId,
    at: Instant,
    farewell: Farewell,
    instance: String,
}

impl Tenure {
    /// Word of the change that `teller` tells the audit log of: one change, one mail, by its id.
    pub(super) fn parting(&self, teller: &Teller, farewell: Farewell) -> Parting {
        Parting {
            id: MessageId::from_uuid(teller.id().uuid()),
            at: self.now(),
            farewell,
            instance: self.instance().public_url.clone(),
        }
    }
}

impl Parting {
    /// Mails it, in the transaction that ends the membership. Who has no address is not told.
    pub(super) async fn tell<P: Proof>(
        self,
        tx: &mut Tx,
        scope: &Scope<P>,
        member: &Member,
    ) -> Result<(), Error> {
        let user = users::find(tx, member.user_id).await?;
        let Some(recipient) = user.and_then(|user| user.email) else {
            return Ok(());
        };
        let organization = organizations::find(tx, &scope.also::<ReadOrganization>()?)
            .await?
            .ok_or(Error::OrganizationNotFound)?;
        let letter = MemberRemoved {
            organization: organization.name,
            farewell: self.farewell,
        };
        let envelope = Envelope {
            id: self.id,
            organization_id: Some(scope.organization_id()),
            user_id: Some(member.user_id),
            kind: MessageKind::MemberRemoved,
            idempotency_key: format!("memberRemoved/{}", self.id),
            recipient,
        };
        let rendered = letter.letter().render(&self.instance)?;
        post(tx, envelope, rendered, self.at).await.map(drop)
    }
}
