//! Wakes: who waits for an organization's events is told that there are some. The events
//! themselves are in the database; a wake that is lost costs only time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tenure_domain::id::OrganizationId;
use tokio::sync::watch;

/// Who waits for which organization.
#[derive(Debug, Default)]
pub(super) struct Wakes(Mutex<HashMap<OrganizationId, watch::Sender<()>>>);

impl Wakes {
    /// Waits for an organization from now on.
    pub(super) fn subscribe(&self, organization: OrganizationId) -> watch::Receiver<()> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, sender| sender.receiver_count() > 0);
        waiting
            .entry(organization)
            .or_insert_with(|| watch::channel(()).0)
            .subscribe()
    }

    /// Wakes who waits for an organization.
    pub(super) fn wake(&self, organization: OrganizationId) {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = waiting.get(&organization) {
            sender.send_replace(());
        }
    }
}
