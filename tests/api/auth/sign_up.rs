//! `POST /auth/sign-up`

use serde_json::{Value, json};
use tenure_app::SignUp;
use tenure_testkit::{Engine, PASSWORD, TestApp, each_engine};

fn form(name: &str, email: &str, password: &str) -> Value {
    json!({"name": name, "email": email, "password": password})
}

each_engine! {
    async fn signing_up_makes_an_account_a_workspace_and_a_session(app: TestApp) {
        app.operator().await;
        let answer = app.anonymous().post("/auth/sign-up", form(" Ana Sousa ", "Ana@Example.com", PASSWORD)).await;
        insta::assert_json_snapshot!("sign_up", answer.snapshot());
        let ana = app.anonymous().signed_in_by(&answer);
        assert_eq!(ana.get("/auth/session").await.body, answer.body);
    }

    async fn nobody_signs_up_before_the_instance_is_set_up(app: TestApp) {
        let answer = app.anonymous().post("/auth/sign-up", form("Ana", "ana@example.com", PASSWORD)).await;
        assert_eq!((answer.status, answer.code()), (403, "set_up_required"));
        let session = app.anonymous().get("/auth/session").await.body;
        assert_eq!(session["instance"]["claimed"], false);
        assert_eq!(session["instance"]["signUpOpen"], false);
    }

    async fn every_field_that_cannot_be_accepted_is_named(app: TestApp) {
        app.operator().await;
        let answer = app.anonymous().post("/auth/sign-up", form("  ", "nobody", "short")).await;
        insta::assert_json_snapshot!("sign_up_refused", answer.snapshot());
    }

    async fn a_name_with_a_line_break_is_refused_since_it_may_stand_in_a_mail_header(app: TestApp) {
        app.operator().await;
        let answer = app.anonymous().post("/auth/sign-up", form("Eve\r\nBcc: all", "eve@example.com", PASSWORD)).await;
        assert_eq!(answer.status, 422, "{}", answer.body);
        assert_eq!(answer.body["fields"][0]["field"], "name");
    }

    async fn a_password_is_taken_as_it_is_or_refused_never_cut(app: TestApp) {
        app.operator().await;
        for (password, code) in [
            ("sieben7", Some("too_short")),
            ("ana@example.com", Some("invalid")),
            ("Ana Sousa", Some("invalid")),
            (&"x".repeat(1025), Some("too_long")),
            ("日本語の合言葉です", None),
        ] {
            let answer = app.anonymous().post("/auth/sign-up", form("Ana Sousa", "ana@example.com", password)).await;
            assert_eq!(answer.body["fields"][0]["code"].as_str(), code, "{password}: {}", answer.body);
            if code.is_some() {
                assert_eq!(answer.body["fields"][0]["field"], "password");
            }
        }
        let long: String = "a wholly other phrase; ".chars().cycle().take(1024).collect();
        let bob = app.anonymous().post("/auth/sign-up", form("Bob", "bob@example.com", &long)).await;
        assert_eq!(bob.status, 201, "{}", bob.body);
        let cut = json!({"email": "bob@example.com", "password": long[..1023]});
        assert_eq!(app.anonymous().post("/auth/sign-in", cut).await.code(), "invalid_credentials");
        let whole = json!({"email": "bob@example.com", "password": long});
        assert_eq!(app.anonymous().post("/auth/sign-in", whole).await.status, 200);
    }

    async fn a_password_that_is_guessed_first_is_refused_and_words_of_no_pattern_are_not(app: TestApp) {
        app.operator().await;
        for password in ["password", "Password1", "12345678", "qwertyuiop", "iloveyou", "aaaaaaaa", "P@ssw0rd", "greyhoun"] {
            let answer = app.anonymous().post("/auth/sign-up", form("Ana", "ana@example.com", password)).await;
            let problem = &answer.body["fields"][0];
            assert_eq!((answer.status, &problem["code"]), (422, &json!("invalid")), "{password}");
            let message = problem["message"].as_str().unwrap_or_default();
            assert!(message.contains("guessed first") && message.contains("few words"), "{message}");
        }
        let answer = app.anonymous().post("/auth/sign-up", form("Ana", "ana@example.com", "lamp river oboe")).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
    }

    async fn an_address_is_taken_in_every_case_and_unicode_form(app: TestApp) {
        app.operator().await;
        let first = app.anonymous().post("/auth/sign-up", form("Zoë", "zo\u{eb}@example.com", PASSWORD)).await;
        assert_eq!(first.status, 201);
        for variant in ["ZO\u{cb}@EXAMPLE.COM", "zoe\u{308}@example.com", " zo\u{eb}@Example.com "] {
            let answer = app.anonymous().post("/auth/sign-up", form("Other", variant, PASSWORD)).await;
            assert_eq!((answer.status, answer.code()), (409, "address_taken"), "{variant}");
        }
    }

    async fn of_many_who_take_one_address_at_once_one_gets_it(app: TestApp) {
        app.operator().await;
        let tries = (0..8).map(|_| {
            let actor = app.anonymous();
            tokio::spawn(async move { actor.post("/auth/sign-up", form("Ana", "ana@example.com", PASSWORD)).await.status })
        });
        let mut statuses = Vec::new();
        for one in tries.collect::<Vec<_>>() {
            statuses.push(one.await.expect("an answer"));
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409, 409, 409, 409, 409]);
    }
}

/// An instance whose operator took sign-ups away.
struct ClosedApp(TestApp);

impl ClosedApp {
    async fn on(engine: Engine) -> Self {
        Self(TestApp::with(engine, SignUp::Closed).await)
    }
}

each_engine! {
    async fn a_closed_instance_takes_its_operator_and_nobody_else(closed: ClosedApp) {
        let app = closed.0;
        let operator = app.operator().await;
        assert_eq!(operator.get("/auth/session").await.body["user"]["isOperator"], true);
        let answer = app.anonymous().post("/auth/sign-up", form("Ana", "ana@example.com", PASSWORD)).await;
        assert_eq!((answer.status, answer.code()), (403, "sign_up_closed"));
        let session = app.anonymous().get("/auth/session").await.body;
        assert_eq!(session["instance"]["signUpOpen"], false);
    }
}
