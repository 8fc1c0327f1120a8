//! Sending: once, the same bytes at every try, and what becomes of each answer.

use std::time::Duration;

use serde_json::{Value, json};
use tenure_app::mail::{MailWorker, Outgoing};
use tenure_testkit::mail::{Mishap, Provider};
use tenure_testkit::{Actor, TestApp, each_engine};
use tokio::sync::watch;

/// An application that sends by a provider, its operator, and a message that waits.
struct Fixture {
    app: TestApp,
    provider: Provider,
    operator: Actor,
    message: String,
}

impl Fixture {
    async fn of(app: TestApp) -> Self {
        let provider = Provider::start().await;
        let app = app.sending_by_resend(&provider).await;
        let operator = app.operator().await;
        let trial = operator
            .post("/operator/mail/test", json!({"to": "ivy@example.com"}))
            .await;
        Self {
            message: trial.id(),
            app,
            provider,
            operator,
        }
    }

    async fn message(&self) -> Value {
        let path = format!("/operator/mail/messages/{}", self.message);
        self.operator.get(&path).await.body
    }

    async fn problem(&self) -> Value {
        let status = self.operator.get("/operator/mail").await;
        status.body["transport"]["problem"].clone()
    }
}

fn kinds(message: &Value) -> Vec<&str> {
    let events = message["events"].as_array().expect("a story");
    events
        .iter()
        .map(|event| event["kind"].as_str().unwrap_or_default())
        .collect()
}

each_engine! {
    async fn a_message_leaves_once_and_its_text_is_scrubbed(app: TestApp) {
        let fixture = Fixture::of(app).await;
        fixture.app.send_mail().await;
        fixture.app.send_mail().await;
        let accepted = fixture.provider.accepted();
        assert_eq!(accepted.len(), 1);
        assert_eq!(accepted[0].key, format!("test/{}", fixture.message));
        assert_eq!(accepted[0].body["from"], "Tenure <time@example.com>");
        assert_eq!(accepted[0].recipient(), "ivy@example.com");
        let message = fixture.message().await;
        assert_eq!((&message["state"], &message["attempts"]), (&json!("sent"), &json!(1)));
        assert_eq!((&message["text"], &message["html"]), (&json!(null), &json!(null)));
        assert_eq!(kinds(&message), ["attempted", "sent"]);
    }

    async fn a_try_without_an_answer_is_made_again_with_the_same_bytes(app: TestApp) {
        let fixture = Fixture::of(app).await;
        fixture.provider.then([Mishap::CutAfterTaking, Mishap::ServerError]);
        fixture.app.send_mail().await;
        assert_eq!(fixture.message().await["state"], "queued");
        for _ in 0..2 {
            fixture.app.clock.advance(3600);
            fixture.app.send_mail().await;
        }
        // Another payload under the same key would have been refused.
        assert_eq!((fixture.provider.accepted().len(), fixture.provider.requests()), (1, 3));
        let message = fixture.message().await;
        assert_eq!((&message["state"], &message["attempts"]), (&json!("sent"), &json!(3)));
        assert_eq!(
            kinds(&message),
            ["attempted", "unanswered", "attempted", "unanswered", "attempted", "sent"]
        );
    }

    async fn the_sender_of_the_first_try_stays(app: TestApp) {
        let fixture = Fixture::of(app).await;
        fixture.provider.then([Mishap::CutAfterTaking]);
        fixture.app.send_mail().await;
        // The settings change, and the server starts again.
        let app = fixture.app.sending_by_resend_as(&fixture.provider, "Other <other@example.com>").await;
        app.clock.advance(3600);
        app.send_mail().await;
        assert_eq!(fixture.provider.accepted().len(), 1);
        let path = format!("/operator/mail/messages/{}", fixture.message);
        assert_eq!(fixture.operator.get(&path).await.body["state"], "sent");
    }

    async fn retry_after_is_waited_for_and_the_try_does_not_count(app: TestApp) {
        let fixture = Fixture::of(app).await;
        fixture.provider.then([Mishap::RateLimited(Some(30))]);
        fixture.app.send_mail().await;
        let message = fixture.message().await;
        assert_eq!(message["dueAt"], "2026-11-10T12:00:30.000Z");
        assert_eq!(message["attempts"], 0);
        fixture.app.clock.advance(29);
        fixture.app.send_mail().await;
        assert_eq!(fixture.provider.requests(), 1);
        fixture.app.clock.advance(1);
        fixture.app.send_mail().await;
        assert_eq!(fixture.provider.accepted().len(), 1);
    }

    async fn a_used_up_quota_pauses_everything_for_an_hour_or_as_long_as_is_said(app: TestApp) {
        let fixture = Fixture::of(app).await;
        fixture.provider.then([Mishap::DailyQuota(None), Mishap::MonthlyQuota(Some(7200))]);
        fixture.app.send_mail().await;
        let another = fixture.operator.post("/operator/mail/test", json!({"to": "bob@example.com"})).await;
        assert_eq!(another.status, 202);
        // A trial ends the pause, so that it shows whether the quota is there again.
        fixture.app.send_mail().await;
        assert_eq!(fixture.provider.requests(), 2);
        let problem = fixture.problem().await;
        assert!(problem.as_str().is_some_and(|text| text.contains("quota")), "{problem}");
        fixture.app.clock.advance(7199);
        fixture.app.send_mail().await;
        assert_eq!(fixture.provider.requests(), 2);
        fixture.app.clock.advance(1);
        fixture.app.send_mail().await;
        assert_eq!(fixture.provider.accepted().len(), 2);
        assert_eq!(fixture.problem().await, json!(null));
    }

    async fn refused_settings_stop_sending_and_burn_no_message(app: TestApp) {
        let fixture = Fixture::of(app).await;
        for name in ["bob", "cleo"] {
            fixture.operator.post("/operator/mail/test", json!({"to": format!("{name}@example.com")})).await;
        }
        fixture.provider.then([Mishap::UnknownKey; 3]);
        fixture.app.send_mail().await;
        let problem = fixture.problem().await;
        assert!(problem.as_str().is_some_and(|text| text.contains("restricted_api_key")), "{problem}");
        let requests = fixture.provider.requests();
        assert!(requests <= 3);
        fixture.app.clock.advance(60);
        fixture.app.send_mail().await;
        assert_eq!(fixture.provider.requests(), requests, "nothing is tried during the pause");
        fixture.app.clock.advance(300);
        fixture.app.send_mail().await;
        assert_eq!(fixture.provider.accepted().len(), 3);
        assert_eq!(fixture.message().await["attempts"], 1);
    }

    async fn after_its_last_try_a_message_is_given_up_with_the_reason(app: TestApp) {
        let fixture = Fixture::of(app).await;
        fixture.provider.then([Mishap::Unavailable; 20]);
        for _ in 0..20 {
            fixture.app.send_mail().await;
            fixture.app.clock.advance(3600);
        }
        let message = fixture.message().await;
        assert_eq!((&message["state"], &message["attempts"]), (&json!("failed"), &json!(20)));
        let reason = message["reason"].as_str().unwrap_or_default();
        assert!(reason.contains("503 service_unavailable"), "{reason}");
        fixture.app.send_mail().await;
        assert_eq!(fixture.provider.requests(), 20);
    }

    async fn two_workers_send_nothing_twice(app: TestApp) {
        let fixture = Fixture::of(app).await;
        for number in 0..40 {
            fixture.operator.post("/operator/mail/test", json!({"to": format!("{number}@example.com")})).await;
        }
        tokio::join!(fixture.app.send_mail(), fixture.app.send_mail());
        assert_eq!((fixture.provider.accepted().len(), fixture.provider.requests()), (41, 41));
    }

    async fn a_running_worker_is_woken_by_the_commit_and_ends_when_told(app: TestApp) {
        let provider = Provider::start().await;
        let app = app.sending_by_resend(&provider).await;
        let operator = app.operator().await;
        let (stop, stopping) = watch::channel(false);
        let worker = MailWorker::new(&app.tenure);
        let running = tokio::spawn(async move { worker.run(stopping).await });
        operator.post("/operator/mail/test", json!({"to": "ivy@example.com"})).await;
        tokio::time::timeout(Duration::from_secs(20), async {
            while provider.accepted().is_empty() {
                tokio::task::yield_now().await;
            }
        })
        .await
        .expect("the message leaves");
        stop.send_replace(true);
        running.await.expect("the worker ends");
    }

    async fn what_is_old_and_done_with_is_removed(app: TestApp) {
        let fixture = Fixture::of(app).await;
        fixture.app.send_mail().await;
        fixture.app.clock.advance(31 * 86_400);
        fixture.app.send_mail().await;
        let path = format!("/operator/mail/messages/{}", fixture.message);
        // The operator's session has ended by then.
        let operator = fixture.app.signed_in("olga@example.com").await;
        assert_eq!(operator.get(&path).await.status, 404);
        assert_eq!(fixture.provider.accepted().len(), 1);
    }

    async fn mail_waits_while_the_settings_cannot_be_used(app: TestApp) {
        let problem = "RESEND_API_KEY is set and FROM_EMAIL is not.";
        let app = app.sending_by(Outgoing::unusable(problem)).await;
        let operator = app.operator().await;
        let trial = operator.post("/operator/mail/test", json!({"to": "ivy@example.com"})).await;
        app.send_mail().await;
        let message = operator.get(&format!("/operator/mail/messages/{}", trial.id())).await;
        assert_eq!(message.body["state"], "queued");
        let status = operator.get("/operator/mail").await;
        let told = status.body["transport"]["problem"].as_str().unwrap_or_default().to_owned();
        assert!(told.starts_with(problem), "{told}");
    }
}
