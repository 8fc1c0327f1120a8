//! `GET /organizations/{organizationId}/events`

use std::convert::Infallible;
use std::time::Duration;

use axum::http::HeaderName;
use axum::response::IntoResponse;
use axum::response::sse::{Event as Message, KeepAlive, Sse};
use futures::Stream;
use serde_json::json;
use tenure_app::Tenure;
use tenure_app::auth::Token;
use tenure_app::tenancy::live::{Grounds, News};
use tenure_domain::id::OrganizationId;
use tenure_domain::permission::ReadOrganization;
use tokio::sync::{mpsc, watch};

use crate::guard::LiveGuard;
use crate::problem::Problem;

/// How often a quiet stream says that it lives, and looks whether one is still in the organization.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// How long a reader may take for one message before it is dropped; it catches up when it comes
/// back with the id of the last message it got.
const PATIENCE: Duration = Duration::from_secs(30);
/// Messages under way to a reader.
const UNDER_WAY: usize = 16;

/// What changes in the organization while one looks at it, as server-sent events: `changed` with
/// `table`, `id` and `kind`; `access` with one's `role` when what one may do here may have changed;
/// `memberships` when one has joined another organization; `revoked` when the membership has ended;
/// `reset` when more was missed than is kept. `Last-Event-ID` goes on where a stream broke.
#[utoipa::path(
    get,
    path = "/organizations/{organizationId}/events",
    operation_id = "events",
    params(("Last-Event-ID" = Option<i64>, Header, description = "The id of the last message that was read.")),
    responses((status = 200, body = String, content_type = "text/event-stream"))
)]
pub(crate) async fn handler(
    guard: LiveGuard<ReadOrganization>,
) -> Result<impl IntoResponse, Problem> {
    let woken = guard.guard.app().subscribe(guard.guard.scope);
    let (send, messages) = mpsc::channel(UNDER_WAY);
    let reader = Reader {
        app: guard.guard.app().clone(),
        token: guard.token,
        organization: guard.guard.scope.organization_id(),
        grounds: Grounds::of(&guard.guard.scope),
        memberships: None,
        position: guard.last_event_id,
        send,
    };
    tokio::spawn(reader.serve(woken, guard.stopping));
    let stream = Sse::new(stream(messages)).keep_alive(KeepAlive::new().interval(HEARTBEAT));
    // Proxies that gather answers before they pass them on would make every message late.
    Ok((
        [(HeaderName::from_static("x-accel-buffering"), "no")],
        stream,
    ))
}

fn stream(messages: mpsc::Receiver<Message>) -> impl Stream<Item = Result<Message, Infallible>> {
    futures::stream::unfold(messages, async |mut messages| {
        Some((Ok(messages.recv().await?), messages))
    })
}

/// One open page.
struct Reader {
    app: Tenure,
    token: Token,
    organization: OrganizationId,
    grounds: Grounds,
    /// How often the reader's own memberships had changed at the last look.
    memberships: Option<i64>,
    position: Option<i64>,
    send: mpsc::Sender<Message>,
}

/// Why a stream ends.
struct Over;

impl Reader {
    async fn serve(mut self, mut woken: watch::Receiver<()>, mut stopping: watch::Receiver<bool>) {
        loop {
            // Marked as seen before the look, so that nothing that comes during it is missed.
            woken.mark_unchanged();
            if self.tell_news().await.is_err() {
                return;
            }
            tokio::select! {
                changed = woken.changed() => if changed.is_err() { return },
                () = self.send.closed() => return,
                _ = stopping.wait_for(|stopping| *stopping) => return,
                () = tokio::time::sleep(HEARTBEAT) => {}
            }
        }
    }

    /// Tells everything that is new.
    async fn tell_news(&mut self) -> Result<(), Over> {
        loop {
            let news = self
                .app
                .news(&self.token, self.organization, self.position)
                .await;
            let news = news.map_err(|error| {
                tracing::warn!(%error, "a stream of events ends");
                Over
            })?;
            match news {
                News::Revoked => {
                    self.tell(Message::default().event("revoked").data("{}"))
                        .await?;
                    return Err(Over);
                }
                News::Missed { grounds, position } => {
                    self.tell_grounds(grounds).await?;
                    self.position = Some(position);
                    self.tell(
                        Message::default()
                            .event("reset")
                            .data("{}")
                            .id(position.to_string()),
                    )
                    .await?;
                }
                News::Events {
                    grounds,
                    memberships,
                    events,
                    position,
                    more,
                } => {
                    self.tell_grounds(grounds).await?;
                    self.tell_memberships(memberships).await?;
                    for event in events {
                        let message = Message::default()
                            .event("changed")
                            .id(event.position.to_string());
                        self.tell(message.json_data(event).map_err(|_| Over)?)
                            .await?;
                    }
                    // A new reader learns at once where it stands, to go on from there after a break.
                    if self.position.is_none() {
                        self.tell(
                            Message::default()
                                .event("ready")
                                .data("{}")
                                .id(position.to_string()),
                        )
                        .await?;
                    }
                    self.position = Some(position);
                    if !more {
                        return Ok(());
                    }
                }
            }
        }
    }

    async fn tell_grounds(&mut self, grounds: Grounds) -> Result<(), Over> {
        if grounds != self.grounds {
            self.grounds = grounds;
            let Grounds { role, .. } = grounds;
            let message = Message::default()
                .event("access")
                .json_data(json!({"role": role}))
                .map_err(|_| Over)?;
            self.tell(message).await?;
        }
        Ok(())
    }

    /// Tells that one has a membership more or less, wherever that is.
    async fn tell_memberships(&mut self, memberships: i64) -> Result<(), Over> {
        let before = self.memberships.replace(memberships);
        if before.is_some_and(|before| before != memberships) {
            self.tell(Message::default().event("memberships").data("{}"))
                .await?;
        }
        Ok(())
    }

    async fn tell(&self, message: Message) -> Result<(), Over> {
        match tokio::time::timeout(PATIENCE, self.send.send(message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(Over),
        }
    }
}
