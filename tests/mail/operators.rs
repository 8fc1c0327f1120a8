//! What operators see of the mail, and nobody else does.

use serde_json::json;
use tenure_domain::email::EmailAddress;
use tenure_testkit::{TestApp, each_engine};

each_engine! {
    async fn operators_see_how_mail_stands(app: TestApp) {
        let operator = app.operator().await;
        let to = EmailAddress::parse("ivy@example.com").expect("an address");
        app.tenure.send_trial_mail(to, "a test".to_owned()).await.expect("the outbox takes it");
        let status = operator.get("/operator/mail").await;
        insta::assert_json_snapshot!("mail_status", status.snapshot());
    }

    async fn only_operators_may_look(app: TestApp) {
        let ida = app.user("Ida").await;
        let refused = ida.get("/operator/mail").await;
        assert_eq!((refused.status, refused.code()), (403, "operator_required"));
        let refused = app.anonymous().get("/operator/mail").await;
        assert_eq!((refused.status, refused.code()), (401, "not_authenticated"));
        assert_eq!(refused.body["counts"], json!(null));
    }
}
