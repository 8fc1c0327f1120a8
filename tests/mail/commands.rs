//! `tenure mail` and `tenure config check`, as they are typed.

use serde_json::{Value, json};
use tenure_testkit::mail::{Mishap, Provider};
use tenure_testkit::{Engine, Ran, TestDatabase, tenure};

/// Runs a command over a database, with these variables set. Blocking, so off the runtime's threads.
async fn run(database: &TestDatabase, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = tenure(arguments);
    command.args(["--database", &database.url]);
    command.envs(variables.iter().copied());
    let ran = tokio::task::spawn_blocking(move || Ran::of(command)).await;
    ran.expect("it ends")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_way_to_send_a_test_is_kept_and_the_status_says_so() {
    let database = TestDatabase::on(Engine::Sqlite).await;
    let test = run(&database, &["mail", "test", "--to", "ivy@example.com"], &[]).await;
    assert_eq!(test.status, Some(1));
    insta::assert_snapshot!("mail_test_kept", test.stdout);
    let status = run(&database, &["mail", "status"], &[]).await;
    assert_eq!(status.status, Some(1));
    insta::assert_snapshot!("mail_status_kept", status.stdout);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_is_sent_and_what_was_given_up_is_sent_again() {
    let database = TestDatabase::on(Engine::Sqlite).await;
    let provider = Provider::start().await;
    let url = provider.url();
    let variables = [
        ("RESEND_API_KEY", "re_stand_in"),
        ("RESEND_BASE_URL", url.as_str()),
        ("FROM_EMAIL", "Tenure <time@example.com>"),
    ];
    provider.then([Mishap::Invalid]);
    let failed = run(
        &database,
        &["mail", "test", "--to", "ivy@example.com"],
        &variables,
    )
    .await;
    assert_eq!(failed.status, Some(1));
    insta::assert_snapshot!("mail_test_failed", failed.stdout);
    let sent = run(
        &database,
        &["mail", "test", "--to", "ivy@example.com", "--json"],
        &variables,
    )
    .await;
    assert_eq!(
        (sent.status, &sent.json()["state"]),
        (Some(0), &json!("sent"))
    );
    let status = run(&database, &["mail", "status", "--json"], &variables).await;
    assert_eq!(
        (status.status, &status.json()["counts"]["failed"]),
        (Some(0), &json!(1))
    );
    let retried = run(&database, &["mail", "retry", "--json"], &variables).await;
    assert_eq!(
        (retried.status, retried.json()),
        (Some(0), json!({"queued": 1}))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_test_to_what_is_no_address_is_refused() {
    let database = TestDatabase::on(Engine::Sqlite).await;
    let refused = run(&database, &["mail", "test", "--to", "ivy", "--json"], &[]).await;
    assert_eq!(refused.status, Some(2));
    assert_eq!(refused.failure()["code"], "validation_failed");
    let unusable = run(&database, &["mail", "test", "--json"], &[]).await;
    assert_eq!(
        (unusable.status, &unusable.failure()["code"]),
        (Some(2), &json!("usage"))
    );
}

fn check(variables: &[(&str, &str)]) -> Ran {
    let mut command = tenure(&["config", "check", "--json"]);
    command.envs(variables.iter().copied());
    Ran::of(command)
}

fn setting(checked: &Ran, name: &str) -> Value {
    let checked = checked.json();
    let settings = checked["settings"].as_array().expect("settings");
    let found = settings.iter().find(|setting| setting["name"] == name);
    found.expect("the setting").clone()
}

#[test]
fn every_setting_is_shown_with_its_source_and_no_secret() {
    let checked = check(&[
        ("RESEND_API_KEY", "re_very_secret"),
        ("FROM_EMAIL", "time@example.com"),
        ("DATABASE_URL", "postgres://tenure:very_secret@db/tenure"),
        ("TENURE_LISTEN", "127.0.0.1:9999"),
    ]);
    assert_eq!(checked.status, Some(0), "{checked:?}");
    assert!(
        !checked.stdout.contains("very_secret"),
        "{}",
        checked.stdout
    );
    assert_eq!(
        setting(&checked, "resend_api_key")["source"],
        "RESEND_API_KEY"
    );
    assert_eq!(
        setting(&checked, "database")["value"],
        "postgres://•••@db/tenure"
    );
    assert_eq!(setting(&checked, "listen")["source"], "TENURE_LISTEN");
    assert_eq!(setting(&checked, "mail_per_second")["source"], "default");
}

#[test]
fn what_is_wrong_is_named_beside_its_setting() {
    for (variables, name) in [
        (
            [("RESEND_API_KEY", "re_x"), ("TENURE_SIGN_UP", "open")],
            "resend_api_key",
        ),
        (
            [("TENURE_SIGN_UP", "perhaps"), ("FROM_EMAIL", "")],
            "sign_up",
        ),
        (
            [("RESEND_API_KEY", "re_x"), ("FROM_EMAIL", "nobody")],
            "from_email",
        ),
        (
            [("RESEND_WEBHOOK_SECRET", "secret"), ("FROM_EMAIL", "")],
            "resend_webhook_secret",
        ),
    ] {
        let checked = check(&variables);
        assert_eq!(checked.status, Some(1), "{checked:?}");
        assert!(
            setting(&checked, name)["problem"].is_string(),
            "{variables:?}: {}",
            checked.stdout
        );
    }
}
