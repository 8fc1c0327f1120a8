//! Addresses that get nothing any more, for operators.

use serde::Serialize;
use tenure_domain::email::EmailAddress;
use tenure_domain::id::MessageId;
use tenure_domain::message::SuppressionCause;
use tenure_domain::page::PageLimit;
use tenure_domain::time::Instant;
use tenure_store::mail_suppressions::{self, Suppression};
use utoipa::ToSchema;

use crate::auth::OperatorAccess;
use crate::tracker::Slice;
use crate::{Error, Tenure};

/// An address that gets nothing any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuppressedAddress {
    /// The address.
    pub address: String,
    /// What happened.
    pub cause: SuppressionCause,
    /// The provider's words.
    pub reason: String,
    /// The message that it happened to.
    #[schema(required)]
    pub message_id: Option<MessageId>,
    /// When.
    pub created_at: Instant,
}

impl From<Suppression> for SuppressedAddress {
    fn from(suppression: Suppression) -> Self {
        Self {
            address: suppression.address,
            cause: suppression.cause,
            reason: suppression.reason,
            message_id: suppression.message_id,
            created_at: suppression.created_at,
        }
    }
}

impl Tenure {
    /// Addresses that get nothing any more, in their order. `after` is the one to go on from, as
    /// addresses are compared.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_suppressions(
        &self,
        operator: OperatorAccess,
        after: Option<String>,
        limit: PageLimit,
    ) -> Result<Slice<SuppressedAddress>, Error> {
        let slice = self
            .db
            .read(operator.tenancy(), move |tx| {
                Box::pin(async move {
                    let after = after.unwrap_or_default();
                    let rows = mail_suppressions::list(tx, &after, limit.rows() + 1).await?;
                    Ok::<_, Error>(Slice::new(rows, limit))
                })
            })
            .await?;
        Ok(Slice {
            rows: slice
                .rows
                .into_iter()
                .map(SuppressedAddress::from)
                .collect(),
            more: slice.more,
        })
    }

    /// Lets mail go to an address again, if it did not.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn lift_suppression(
        &self,
        operator: OperatorAccess,
        address: EmailAddress,
    ) -> Result<(), Error> {
        self.db
            .write(operator.tenancy(), move |tx| {
                Box::pin(async move {
                    mail_suppressions::lift(tx, &address).await?;
                    Ok(())
                })
            })
            .await
    }
}
