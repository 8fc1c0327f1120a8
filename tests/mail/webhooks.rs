//! What the provider tells afterwards: signed, once, in any order.

use serde_json::{Value, json};
use tenure_domain::time::Clock as _;
use tenure_testkit::mail::{Provider, Webhook};
use tenure_testkit::{Actor, TestApp, each_engine};

/// A message that was sent.
struct Sent {
    app: TestApp,
    /// For as long as it is held, it runs.
    _provider: Provider,
    operator: Actor,
    message: String,
    provider_id: String,
}

impl Sent {
    async fn of(app: TestApp) -> Self {
        let provider = Provider::start().await;
        let app = app.sending_by_resend(&provider).await;
        let operator = app.operator().await;
        let trial = operator
            .post("/operator/mail/test", json!({"to": "ivy@example.com"}))
            .await;
        app.send_mail().await;
        Self {
            provider_id: provider.accepted()[0].id.clone(),
            message: trial.id(),
            _provider: provider,
            app,
            operator,
        }
    }

    fn webhook(&self, kind: &str) -> Webhook {
        Webhook::of(&self.provider_id, kind, self.app.clock.now())
    }

    async fn bring(&self, webhook: &Webhook) -> u16 {
        self.app
            .anonymous()
            .send_raw(webhook.request())
            .await
            .status
    }

    async fn message(&self) -> Value {
        let path = format!("/operator/mail/messages/{}", self.message);
        self.operator.get(&path).await.body
    }
}

each_engine! {
    async fn a_later_word_moves_a_message_on_and_an_earlier_one_does_not(app: TestApp) {
        let sent = Sent::of(app).await;
        for (kind, state) in [
            ("delivery_delayed", "delayed"),
            ("delivered", "delivered"),
            ("sent", "delivered"),
            ("delivery_delayed", "delivered"),
            ("opened", "delivered"),
            ("complained", "complained"),
            ("bounced", "complained"),
            ("delivered", "complained"),
        ] {
            assert_eq!(sent.bring(&sent.webhook(kind)).await, 204);
            assert_eq!(sent.message().await["state"], state, "after {kind}");
        }
    }

    async fn a_delivery_that_comes_twice_counts_once(app: TestApp) {
        let sent = Sent::of(app).await;
        for _ in 0..3 {
            assert_eq!(sent.bring(&sent.webhook("delivered")).await, 204);
        }
        let message = sent.message().await;
        let told = message["events"].as_array().expect("a story").iter();
        assert_eq!(told.filter(|event| event["kind"] == "delivered").count(), 1);
    }

    async fn a_webhook_that_comes_before_the_answer_is_stored_waits_for_it(app: TestApp) {
        let provider = Provider::start().await;
        let app = app.sending_by_resend(&provider).await;
        let operator = app.operator().await;
        let early = Webhook::of("00000000-0000-4000-8000-000000000001", "delivered", app.clock.now());
        assert_eq!(app.anonymous().send_raw(early.request()).await.status, 204);
        let trial = operator.post("/operator/mail/test", json!({"to": "ivy@example.com"})).await;
        app.send_mail().await;
        let message = operator.get(&format!("/operator/mail/messages/{}", trial.id())).await;
        assert_eq!(message.body["state"], "delivered");
    }

    async fn what_is_not_signed_now_by_the_secret_is_refused(app: TestApp) {
        let sent = Sent::of(app).await;
        let mut changed = sent.webhook("delivered").request();
        *changed.body_mut() = axum::body::Body::from("{}");
        let mut unsigned = sent.webhook("delivered").request();
        unsigned.headers_mut().remove("svix-signature");
        for request in [changed, unsigned] {
            let answer = sent.app.anonymous().send_raw(request).await;
            assert_eq!((answer.status, answer.code()), (401, "webhook_refused"));
        }
        let old = sent.webhook("delivered");
        sent.app.clock.advance(301);
        assert_eq!(sent.bring(&old).await, 401);
        assert_eq!(sent.message().await["state"], "sent");
    }

    async fn an_address_that_bounced_gets_nothing_until_an_operator_lifts_it(app: TestApp) {
        let sent = Sent::of(app).await;
        assert_eq!(sent.bring(&sent.webhook("bounced")).await, 204);
        let suppressions = sent.operator.get("/operator/mail/suppressions").await;
        insta::assert_json_snapshot!("suppressions", suppressions.snapshot(), {
            ".body.page[].messageId" => "[id]", ".body.continueCursor" => "[cursor]",
        });
        let again = sent.operator.post("/operator/mail/test", json!({"to": "Ivy@example.com"})).await;
        sent.app.send_mail().await;
        let path = format!("/operator/mail/messages/{}", again.id());
        let suppressed = sent.operator.get(&path).await.body;
        assert_eq!((&suppressed["state"], &suppressed["attempts"]), (&json!("suppressed"), &json!(0)));
        let reason = suppressed["reason"].as_str().unwrap_or_default();
        assert!(reason.contains("550 no such user"), "{reason}");

        let lifted = sent.operator.delete("/operator/mail/suppressions/ivy%40example.com").await;
        assert_eq!(lifted.status, 204);
        sent.operator.post(&format!("{path}/retry"), json!({})).await;
        sent.app.send_mail().await;
        assert_eq!(sent.operator.get(&path).await.body["state"], "sent");
    }

    async fn a_bounce_that_is_not_for_good_suppresses_nothing(app: TestApp) {
        let sent = Sent::of(app).await;
        let mut webhook = sent.webhook("bounced");
        webhook.body["data"]["bounce"]["type"] = json!("Transient");
        assert_eq!(sent.bring(&webhook).await, 204);
        assert_eq!(sent.message().await["state"], "bounced");
        let suppressions = sent.operator.get("/operator/mail/suppressions").await;
        assert_eq!(suppressions.body["page"], json!([]));
    }
}
