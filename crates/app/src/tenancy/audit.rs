//! The audit log: written with every change of an organization, its members and roles.

use serde_json::Value as Json;
use tenure_domain::audit::{AuditEntry, Origin};
use tenure_domain::id::AuditEntryId;
use tenure_domain::page::PageLimit;
use tenure_domain::permission::ReadAuditLog;
use tenure_domain::time::Instant;
use tenure_store::Tx;
use tenure_store::audit_log::{self, AuditFilter, Change};
use tenure_store::scope::{Authority, Scope};

use crate::tracker::Slice;
use crate::{Error, Tenure};

/// What every entry of one use case shares.
pub(crate) struct Teller {
    id: AuditEntryId,
    at: Instant,
    function: &'static str,
    origin: Origin,
}

impl Teller {
    /// The id of the entry that it writes.
    pub(super) const fn id(&self) -> AuditEntryId {
        self.id
    }

    /// Tells of a change, in its transaction.
    pub(super) async fn tell(
        self,
        tx: &mut Tx,
        by: &impl Authority,
        subject_id: uuid::Uuid,
        before: Option<Json>,
        after: Option<Json>,
    ) -> Result<(), Error> {
        let Self {
            id,
            at,
            function,
            ref origin,
        } = self;
        audit_log::record(
            tx,
            by,
            &Change {
                id,
                at,
                function,
                subject_id,
                before,
                after,
                origin,
            },
        )
        .await?;
        Ok(())
    }
}

impl Tenure {
    /// The teller of a use case's change.
    pub(crate) fn teller(&self, function: &'static str, origin: Origin) -> Teller {
        let at = self.now();
        Teller {
            id: AuditEntryId::new(at, self.randomness()),
            at,
            function,
            origin,
        }
    }

    /// The audit log, newest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_audit_log(
        &self,
        scope: Scope<ReadAuditLog>,
        filter: AuditFilter,
        after: Option<AuditEntryId>,
        limit: PageLimit,
    ) -> Result<Slice<AuditEntry>, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows =
                        audit_log::list(tx, &scope, &filter, after, limit.rows() + 1).await?;
                    Ok(Slice::new(rows, limit))
                })
            })
            .await
    }
}
