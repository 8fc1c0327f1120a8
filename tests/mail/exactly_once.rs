//! Whatever breaks, and whoever dies, a message leaves exactly once, or ends with a visible reason.
//!
//! The real server sends to a stand-in that fails in every way, in an order that a seed draws, and is
//! killed again and again meanwhile.

use std::collections::HashMap;
use std::process::{Child, Stdio};
use std::time::Duration;

use tenure_app::auth::OperatorAccess;
use tenure_domain::message::MessageState;
use tenure_domain::page::PageLimit;
use tenure_store::outbox_view::MessageFilter;
use tenure_testkit::mail::{Mishap, Provider};
use tenure_testkit::{Engine, TestApp, tenure};

const EVERY_WAY: [Mishap; 13] = [
    Mishap::RateLimited(None),
    Mishap::RateLimited(Some(0)),
    Mishap::DailyQuota(None),
    Mishap::DailyQuota(Some(0)),
    Mishap::MonthlyQuota(None),
    Mishap::ServerError,
    Mishap::Unavailable,
    Mishap::Locked,
    Mishap::UnknownKey,
    Mishap::Invalid,
    Mishap::Slow(Duration::from_millis(900)),
    Mishap::CutAfterTaking,
    Mishap::CutBeforeTaking,
];
/// How long the whole may take before it is given up.
const PATIENCE: Duration = Duration::from_secs(150);
/// How often one looks whether something has happened in the other process.
const LOOK: Duration = Duration::from_millis(20);

/// A server, killed when it is dropped.
struct Server(Child);

impl Server {
    fn start(app: &TestApp, provider: &Provider) -> Self {
        let url = app.database.url.clone();
        let child = tenure(&["serve", "--listen", "127.0.0.1:0", "--database", &url])
            .env("RESEND_API_KEY", "re_stand_in")
            .env("RESEND_BASE_URL", provider.url())
            .env("FROM_EMAIL", "Tenure <time@example.com>")
            .env("TENURE_MAIL_PER_SECOND", "5000")
            .env("TENURE_MAIL_RETRY_BASE_MS", "20")
            .env("TENURE_MAIL_RETRY_CAP_MS", "200")
            .env("TENURE_MAIL_RETRY_ATTEMPTS", "100")
            .env("TENURE_MAIL_LEASE_MS", "1000")
            .env("TENURE_MAIL_PAUSE_MS", "10")
            .env("TENURE_MAIL_QUOTA_WAIT_MS", "10")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        Self(child.expect("tenure starts"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGKILL: it has no time to put anything in order.
        self.0.kill().expect("it runs");
        self.0.wait().expect("it ends");
    }
}

async fn until(mut done: impl AsyncFnMut() -> bool) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while !done().await {
            tokio::time::sleep(LOOK).await;
        }
    });
    waited.await.expect("it goes on");
}

async fn each_leaves_exactly_once(engine: Engine, messages: usize, kills: usize, servers: usize) {
    let app = TestApp::on(engine).await;
    let operator = OperatorAccess::by_command("tests");
    for number in 0..messages {
        let to = format!("{number}@example.com");
        let written = app.tenure.send_trial_mail(operator, &to).await;
        written.expect("the outbox takes it");
    }
    let provider = Provider::start().await;
    provider.weather(4, &EVERY_WAY);
    let mut running: Vec<Server> = (0..servers)
        .map(|_| Server::start(&app, &provider))
        .collect();
    for kill in 0..kills {
        let before = provider.requests();
        until(async || provider.requests() > before + 5 || waiting(&app).await == 0).await;
        let victim = kill % servers;
        running[victim] = Server::start(&app, &provider);
    }
    until(async || waiting(&app).await == 0).await;
    drop(running);

    let mut left: HashMap<String, usize> = HashMap::new();
    for accepted in provider.accepted() {
        *left.entry(accepted.recipient().to_owned()).or_default() += 1;
    }
    let (mut after, mut seen, mut sent) = (None, 0, 0);
    loop {
        let limit = PageLimit::new(PageLimit::MAX).expect("a limit");
        let filter = MessageFilter::default();
        let slice = app
            .tenure
            .list_messages(operator, filter, after, limit)
            .await;
        let slice = slice.expect("the database answers");
        for message in &slice.rows {
            seen += 1;
            let times = left.get(&message.recipient).copied().unwrap_or_default();
            let reason = message.reason.clone().unwrap_or_default();
            match message.state {
                MessageState::Sent => {
                    sent += 1;
                    assert_eq!(times, 1, "{message:?}");
                }
                MessageState::Failed => {
                    assert!(
                        times <= 1 && reason.contains("invalid_parameter"),
                        "{message:?}"
                    );
                }
                _ => panic!("{message:?} has not ended"),
            }
        }
        after = slice.rows.last().map(|message| message.id);
        if !slice.more {
            break;
        }
    }
    assert_eq!(seen, messages);
    assert!(sent > messages / 2, "only {sent} were sent");
}

/// How many messages have not ended.
async fn waiting(app: &TestApp) -> i64 {
    let operator = OperatorAccess::by_command("tests");
    let status = app.tenure.mail_status(operator).await;
    status.expect("the database answers").counts.queued
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_messages_leave_exactly_once_though_the_server_is_killed_twenty_times() {
    each_leaves_exactly_once(Engine::Sqlite, 1_000, 20, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_servers_that_are_killed_in_turn_send_each_message_exactly_once() {
    each_leaves_exactly_once(Engine::Postgres, 200, 6, 2).await;
}
