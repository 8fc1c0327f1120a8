//! Sending by a mail server.

use serde_json::json;
use tenure_app::mail::{Outgoing, Smtp, Transport};
use tenure_testkit::mail::MailServer;
use tenure_testkit::{TestApp, each_engine};

async fn by(app: TestApp, server: &MailServer) -> TestApp {
    let pace = TestApp::pace();
    let sender = "Tenure <time@example.com>".to_owned();
    let smtp = Smtp::new(&server.url(), sender, pace.timeout()).expect("a mail server");
    app.sending_by(Outgoing {
        transport: Transport::Smtp(smtp),
        pace,
        webhook_secrets: Vec::new(),
    })
    .await
}

each_engine! {
    async fn a_message_leaves_with_an_id_of_its_own_and_both_texts(app: TestApp) {
        let server = MailServer::start().await;
        let app = by(app, &server).await;
        let operator = app.operator().await;
        let trial = operator.post("/operator/mail/test", json!({"to": "ivy@example.com"})).await;
        app.send_mail().await;
        let received = server.received();
        assert_eq!(received.len(), 1);
        assert_eq!((received[0].from.as_str(), received[0].to.as_str()), ("time@example.com", "ivy@example.com"));
        let text = &received[0].text;
        assert!(text.contains(&format!("Message-ID: <{}@example.com>", trial.id())), "{text}");
        assert!(text.contains("text/plain") && text.contains("text/html"), "{text}");
        let message = operator.get(&format!("/operator/mail/messages/{}", trial.id())).await;
        assert_eq!(message.body["state"], "sent");
    }

    async fn a_reply_for_now_is_tried_again_and_one_for_good_is_not(app: TestApp) {
        let server = MailServer::start().await;
        let app = by(app, &server).await;
        let operator = app.operator().await;
        server.refuse("450 4.2.0 greylisted");
        server.refuse("550 5.1.1 no such user");
        let trial = operator.post("/operator/mail/test", json!({"to": "ivy@example.com"})).await;
        let path = format!("/operator/mail/messages/{}", trial.id());
        app.send_mail().await;
        assert_eq!(operator.get(&path).await.body["state"], "queued");
        app.clock.advance(60);
        app.send_mail().await;
        let message = operator.get(&path).await.body;
        assert_eq!((&message["state"], &message["attempts"]), (&json!("failed"), &json!(2)));
        let reason = message["reason"].as_str().unwrap_or_default();
        assert!(reason.contains("no such user"), "{reason}");
        assert!(server.received().is_empty());
    }
}
