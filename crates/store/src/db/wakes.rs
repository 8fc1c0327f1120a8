//! Wakes: who waits for an organization's events, or for mail to send, is told that there is some.
//! What it is stands in the database; a wake that is lost costs only time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tenure_domain::id::OrganizationId;
use tokio::sync::watch;

/// What can be waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Wake {
    /// An organization's events.
    Events(OrganizationId),
    /// Mail in the outbox.
    Outbox,
}

impl std::fmt::Display for Wake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Events(organization) => organization.fmt(f),
            Self::Outbox => f.write_str("outbox"),
        }
    }
}

impl std::str::FromStr for Wake {
    type Err = tenure_domain::id::InvalidId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "outbox" {
            Ok(Self::Outbox)
        } else {
            text.parse().map(Self::Events)
        }
    }
}

/// Who waits for what.
#[derive(Debug, Default)]
pub(super) struct Wakes(Mutex<HashMap<Wake, watch::Sender<()>>>);

impl Wakes {
    /// Waits for it from now on.
    pub(super) fn subscribe(&self, wake: Wake) -> watch::Receiver<()> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, sender| sender.receiver_count() > 0);
        waiting
            .entry(wake)
            .or_insert_with(|| watch::channel(()).0)
            .subscribe()
    }

    /// Wakes who waits for it.
    pub(super) fn wake(&self, wake: Wake) {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = waiting.get(&wake) {
            sender.send_replace(());
        }
    }
}
