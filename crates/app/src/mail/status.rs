//! How mail stands, for operators.

use serde::Serialize;
use tenure_domain::id::MessageId;
use tenure_domain::message::{MessageEvent, MessageState};
use tenure_domain::time::Instant;
use tenure_store::outbox_view;
use utoipa::ToSchema;

use super::TransportKind;
use super::pause::Pause;
use crate::auth::OperatorAccess;
use crate::{Error, Tenure};

/// How mail stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MailStatus {
    /// How mail leaves.
    pub transport: TransportView,
    /// How many messages are in each state.
    pub counts: MessageCounts,
    /// When the message was written that has waited longest.
    #[schema(required)]
    pub oldest_queued_at: Option<Instant>,
    /// What happened in the last hour.
    pub last_hour: LastHour,
    /// Why messages did not arrive, most frequent first; at most twenty reasons.
    pub failures: Vec<Failures>,
    /// How many addresses get nothing any more.
    pub suppressed: i64,
}

/// How mail leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TransportView {
    /// Which way.
    pub kind: TransportKind,
    /// Whom it is from.
    #[schema(required)]
    pub sender: Option<String>,
    /// What keeps mail from leaving, and what to do; none if nothing does.
    #[schema(required)]
    pub problem: Option<String>,
}

macro_rules! counts {
    ($($state:ident $field:ident,)+) => {
        /// How many messages are in each state.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub struct MessageCounts {
            $(#[doc = concat!("Messages that are ", stringify!($field), ".")] pub $field: i64,)+
        }

        impl FromIterator<(MessageState, i64)> for MessageCounts {
            fn from_iter<I: IntoIterator<Item = (MessageState, i64)>>(counted: I) -> Self {
                let mut counts = Self::default();
                for (state, count) in counted {
                    match state { $(MessageState::$state => counts.$field = count,)+ }
                }
                counts
            }
        }
    };
}

counts! {
    Queued queued,
    Kept kept,
    Sent sent,
    Delayed delayed,
    Delivered delivered,
    Bounced bounced,
    Complained complained,
    Suppressed suppressed,
    Failed failed,
    Cancelled cancelled,
}

/// What happened in the last hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LastHour {
    /// Messages that the provider took.
    pub sent: i64,
    /// Messages that were given up.
    pub failed: i64,
    /// Tries that will be made again.
    pub retried: i64,
}

/// Messages that did not arrive, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Failures {
    /// What became of them.
    pub state: MessageState,
    /// Why, in the provider's words.
    pub reason: String,
    /// How many.
    pub count: i64,
    /// The newest of them.
    pub example_message_id: MessageId,
}

impl Tenure {
    /// How mail stands.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn mail_status(&self, operator: OperatorAccess) -> Result<MailStatus, Error> {
        let hour_ago = self.now().plus_seconds(-3600);
        let mut transport = TransportView {
            kind: self.outgoing.kind(),
            sender: self.outgoing.sender().map(str::to_owned),
            problem: self.outgoing.problem(),
        };
        self.db
            .read(operator.tenancy(), move |tx| {
                Box::pin(async move {
                    if let Some(pause) = Pause::find(tx).await? {
                        transport.problem.get_or_insert_with(|| pause.in_words());
                    }
                    let counts = outbox_view::count_by_state(tx).await?.into_iter().collect();
                    let oldest_queued_at = outbox_view::oldest_queued(tx).await?;
                    let last_hour = last_hour(&outbox_view::count_events(tx, hour_ago).await?);
                    let failures = outbox_view::failures(tx).await?;
                    let suppressed = outbox_view::count_suppressions(tx).await?;
                    Ok(MailStatus {
                        transport,
                        counts,
                        oldest_queued_at,
                        last_hour,
                        failures: failures.into_iter().map(Failures::from).collect(),
                        suppressed,
                    })
                })
            })
            .await
    }
}

fn last_hour(counted: &[(MessageEvent, i64)]) -> LastHour {
    let count = |wanted: MessageEvent| {
        let found = counted.iter().find(|(kind, _)| *kind == wanted);
        found.map_or(0, |(_, count)| *count)
    };
    LastHour {
        sent: count(MessageEvent::Sent),
        failed: count(MessageEvent::Failed),
        retried: count(MessageEvent::Retried) + count(MessageEvent::Unanswered),
    }
}

impl From<outbox_view::Failed> for Failures {
    fn from(failed: outbox_view::Failed) -> Self {
        Self {
            state: failed.state,
            reason: failed.reason,
            count: failed.messages,
            example_message_id: failed.example,
        }
    }
}
