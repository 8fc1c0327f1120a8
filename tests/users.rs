//! `tenure user`, `tenure organization list|show`, `tenure member set-role`

use std::io::Write as _;
use std::process::Stdio;

use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{PASSWORD, Ran, TestApp, each_engine, tenure};

use crate::mailbox::{kinds, newest};

/// Runs a command against the test's database, with something on standard input.
fn run(app: &TestApp, arguments: &[&str], input: &str) -> Ran {
    let mut command = tenure(arguments);
    command
        .args(["--database", &app.database.url])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("tenure starts");
    let mut stdin = child.stdin.take().expect("an input");
    // A command that asks for nothing may have ended already.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    child.wait_with_output().expect("an end").into()
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> u16 {
    let form = json!({"email": email, "password": password});
    app.anonymous().post("/auth/sign-in", form).await.status
}

each_engine! {
    async fn a_user_is_made_with_a_password_from_standard_input(app: TestApp) {
        app.operator().await;
        let made = run(&app, &["user", "create", "--email", "mara@example.com", "--name", "Mara"], "lamp river oboe\n");
        assert_eq!((made.status, made.stderr.as_str()), (Some(0), ""));
        assert_eq!(made.stdout, "Mara (mara@example.com): Made the account. They can sign in.\n");
        assert_eq!(sign_in(&app, "mara@example.com", "lamp river oboe").await, 200);
        let again = run(&app, &["user", "create", "--json", "--email", "MARA@example.com", "--name", "Mara"], "lamp river oboe\n");
        assert_eq!((again.status, &again.failure()["code"]), (Some(1), &json!("address_taken")));
    }

    async fn what_cannot_be_accepted_is_bad_input(app: TestApp) {
        for (input, arguments) in [
            ("short\n", ["--email", "mara@example.com", "--name", "Mara"]),
            ("", ["--email", "mara@example.com", "--name", "Mara"]),
            ("lamp river oboe\n", ["--email", "mara", "--name", "Mara"]),
        ] {
            let refused = run(&app, &[&["user", "create"], arguments.as_slice()].concat(), input);
            assert_eq!(refused.status, Some(2), "{}", refused.stderr);
            assert!(refused.stderr.starts_with("error: "), "{}", refused.stderr);
        }
        assert_eq!(app.database.number("SELECT COUNT(*) FROM users").await, 0);
    }

    async fn a_user_chooses_a_password_by_the_link_that_is_mailed(app: TestApp) {
        app.operator().await;
        let made = run(&app, &["user", "create", "--send-link", "--email", "mara@example.com", "--name", "Mara"], "");
        assert_eq!(made.status, Some(0), "{}", made.stderr);
        assert_eq!(kinds(&app).await, ["passwordReset"]);
        let sent = run(&app, &["user", "set-password", "mara@example.com", "--send-link"], "");
        assert_eq!(sent.status, Some(0), "{}", sent.stderr);
        let unknown = run(&app, &["user", "set-password", "nobody@example.com", "--send-link", "--json"], "");
        assert_eq!((unknown.status, &unknown.failure()["code"]), (Some(1), &json!("user_not_found")));
    }

    async fn a_set_password_ends_the_sessions_and_is_told_of(app: TestApp) {
        let ana = app.user("Ana").await;
        let set = run(&app, &["user", "set-password", "ana@example.com"], "lamp river oboe\r\n");
        assert_eq!(set.stdout, "Ana (ana@example.com): Set the password and ended all sessions.\n");
        assert_eq!(ana.get("/memberships").await.code(), "not_authenticated");
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 401);
        assert_eq!(sign_in(&app, "ana@example.com", "lamp river oboe").await, 200);
        assert!(newest(&app, "passwordChanged").await.text.contains("by an operator"));
    }

    async fn users_are_listed_and_shown(app: TestApp) {
        let ana = app.user("Ana").await;
        let team = app.team("Acme").await;
        app.join(&team, Role::Member, ana.user_id()).await;
        let listed = run(&app, &["user", "list"], "");
        assert_eq!(listed.stdout, "olga@example.com  Olga Operator  operator\nana@example.com  Ana\n");
        let found = run(&app, &["user", "list", "--search", "ANA@", "--json"], "").json();
        assert_eq!((found.as_array().map(Vec::len), &found[0]["name"]), (Some(1), &json!("Ana")));
        let shown = run(&app, &["user", "show", "ANA@example.com"], "");
        let text = shown.stdout.replace(&ana.user_id().to_string(), "ID");
        insta::assert_snapshot!("user_show", text);
        let json = run(&app, &["user", "show", "ana@example.com", "--json"], "").json();
        assert_eq!((&json["user"]["name"], json["memberships"].as_array().map(Vec::len)), (&json!("Ana"), Some(2)));
        assert_eq!(run(&app, &["user", "show", "nobody@example.com"], "").status, Some(1));
    }

    async fn the_last_operator_stays_one(app: TestApp) {
        app.user("Ana").await;
        let refused = run(&app, &["user", "operator", "olga@example.com", "off", "--json"], "");
        assert_eq!((refused.status, &refused.failure()["code"]), (Some(1), &json!("last_operator")));
        assert_eq!(run(&app, &["user", "operator", "ana@example.com", "on"], "").status, Some(0));
        let json = run(&app, &["user", "operator", "olga@example.com", "off", "--json"], "").json();
        assert_eq!(json["isOperator"], false);
        assert_eq!(run(&app, &["user", "operator", "ana@example.com", "perhaps"], "").status, Some(2));
    }

    async fn organizations_are_listed_and_shown(app: TestApp) {
        let team = app.team("Acme").await;
        app.member(&team, Role::Owner, "Ana").await;
        app.former_member(&team, Role::Viewer, "Bob").await;
        let listed = run(&app, &["organization", "list"], "");
        assert!(listed.stdout.contains("acme  Acme  1 active\n"), "{}", listed.stdout);
        let shown = run(&app, &["organization", "show", "acme"], "");
        insta::assert_snapshot!("organization_show", shown.stdout.replace(&team.id.to_string(), "ID"));
        let json = run(&app, &["organization", "show", "acme", "--json"], "").json();
        assert_eq!((&json["slug"], json["members"].as_array().map(Vec::len)), (&json!("acme"), Some(2)));
        let unknown = run(&app, &["organization", "show", "nowhere", "--json"], "");
        assert_eq!((unknown.status, &unknown.failure()["code"]), (Some(1), &json!("organization_not_found")));
    }

    async fn a_members_role_is_set_by_the_rules_and_stands_in_the_audit_log(app: TestApp) {
        let team = app.team("Acme").await;
        let owner = app.member(&team, Role::Owner, "Olive").await;
        app.member(&team, Role::Member, "Ana").await;
        let set = |user: &str, role: &str| {
            run(&app, &["member", "set-role", "--json", "--user", user, "--organization", "acme", "--role", role], "")
        };
        let done = set("ana@example.com", "admin");
        assert_eq!((done.status, &done.json()["role"]), (Some(0), &json!("admin")));
        let log = owner.get(&team.path("audit-log")).await.body;
        assert_eq!(log["page"][0]["function"], "command: member set-role", "{log}");
        let last = set("olive@example.com", "viewer");
        assert_eq!((last.status, &last.failure()["code"]), (Some(1), &json!("last_owner")));
        assert_eq!(set("olga@example.com", "admin").failure()["code"], "not_found");
        assert_eq!(set("ana@example.com", "king").status, Some(2));
    }
}

#[test]
fn every_command_says_what_it_takes() {
    for arguments in [
        &["user"][..],
        &["user", "create"],
        &["user", "set-password"],
        &["organization"],
        &["member", "set-role"],
    ] {
        let help = Ran::of(tenure(&[arguments, &["--help"]].concat()));
        assert_eq!(help.status, Some(0), "{}", help.stderr);
        insta::assert_snapshot!(format!("help_{}", arguments.join("_")), help.stdout);
    }
}
