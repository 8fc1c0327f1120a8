//! What operators see of the mail and do about it, and nobody else does.

use serde_json::json;
use tenure_testkit::mail::{Mishap, Provider};
use tenure_testkit::{TestApp, each_engine};

each_engine! {
    async fn without_a_way_to_send_mail_is_kept_where_operators_read_it(app: TestApp) {
        let operator = app.operator().await;
        let trial = operator.post("/operator/mail/test", json!({"to": "ivy@example.com"})).await;
        assert_eq!((trial.status, &trial.body["state"]), (202, &json!("queued")));
        app.send_mail().await;
        insta::assert_json_snapshot!("mail_status", operator.get("/operator/mail").await.snapshot());
        let story = operator.get(&format!("/operator/mail/messages/{}", trial.id())).await;
        let mut body = story.body;
        body["html"] = json!(body["html"].as_str().map(|html| html.contains("This mail arrived")));
        insta::assert_json_snapshot!("mail_kept", body);
    }

    async fn only_operators_may_look(app: TestApp) {
        let ida = app.user("Ida").await;
        for path in ["/operator/mail", "/operator/mail/messages", "/operator/mail/samples"] {
            let refused = ida.get(path).await;
            assert_eq!((refused.status, refused.code()), (403, "operator_required"));
            let refused = app.anonymous().get(path).await;
            assert_eq!((refused.status, refused.code()), (401, "not_authenticated"));
        }
    }

    async fn messages_are_listed_newest_first_by_state_kind_and_address(app: TestApp) {
        let operator = app.operator().await;
        for name in ["ada", "bob", "cleo"] {
            operator.post("/operator/mail/test", json!({"to": format!("{name}@example.com")})).await;
            app.clock.advance(1);
        }
        let recipients = async |query: &str| {
            let answer = operator.get(&format!("/operator/mail/messages{query}")).await;
            let rows = answer.body["page"].as_array().cloned().unwrap_or_default();
            let found = rows.iter().map(|row| row["recipient"].as_str().unwrap_or_default().to_owned());
            (found.collect::<Vec<_>>(), answer.body["continueCursor"].as_str().unwrap_or_default().to_owned())
        };
        let (first, cursor) = recipients("?limit=2").await;
        assert_eq!(first, ["cleo@example.com", "bob@example.com"]);
        assert_eq!(recipients(&format!("?limit=2&cursor={cursor}")).await.0, ["ada@example.com"]);
        assert_eq!(recipients("?search=BOB").await.0, ["bob@example.com"]);
        assert_eq!(recipients("?state=queued&kind=test").await.0.len(), 3);
        assert_eq!(recipients("?state=failed").await.0.len(), 0);
    }

    async fn what_was_given_up_is_sent_again_under_a_new_key(app: TestApp) {
        let provider = Provider::start().await;
        let app = app.sending_by_resend(&provider).await;
        let operator = app.operator().await;
        provider.then([Mishap::Invalid]);
        let trial = operator.post("/operator/mail/test", json!({"to": "ivy@example.com"})).await;
        app.send_mail().await;
        let path = format!("/operator/mail/messages/{}", trial.id());
        let failed = operator.get(&path).await;
        assert_eq!(failed.body["state"], "failed");
        assert_eq!(failed.body["reason"], "422 invalid_parameter: in words");
        assert_eq!(failed.body["text"], json!(null), "its links are nobody's business");
        let status = operator.get("/operator/mail").await;
        assert_eq!(status.body["failures"][0]["exampleMessageId"], json!(trial.id()));

        let again = operator.post("/operator/mail/retry", json!({"state": "failed"})).await;
        assert_eq!(again.body, json!({"queued": 1}));
        app.send_mail().await;
        let accepted = provider.accepted();
        assert_eq!(accepted.len(), 1);
        assert!(accepted[0].key.ends_with("/again/1"), "{}", accepted[0].key);
        let refused = operator.post(&format!("{path}/retry"), json!({})).await;
        assert_eq!((refused.status, refused.code()), (409, "message_settled"));
    }

    async fn a_trial_to_what_is_no_address_is_refused(app: TestApp) {
        let operator = app.operator().await;
        let refused = operator.post("/operator/mail/test", json!({"to": "ivy"})).await;
        assert_eq!((refused.status, &refused.body["fields"][0]["field"]), (422, &json!("to")));
        let unknown = operator.get("/operator/mail/messages/0196f0c4-8a00-7000-8000-000000000000").await;
        assert_eq!((unknown.status, unknown.code()), (404, "not_found"));
    }

    async fn every_letter_has_a_sample_in_text_and_html(app: TestApp) {
        let operator = app.operator().await;
        let samples = operator.get("/operator/mail/samples").await;
        let samples = samples.body.as_array().expect("samples").clone();
        assert!(samples.len() >= 2);
        for sample in samples {
            let (text, html) = (sample["text"].as_str(), sample["html"].as_str());
            assert!(text.is_some_and(|text| !text.contains('<')), "{sample}");
            assert!(html.is_some_and(|html| html.starts_with("<!doctype html>")), "{sample}");
        }
    }
}
