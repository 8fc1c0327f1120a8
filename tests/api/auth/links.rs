//! `POST /auth/link`, `POST /auth/link/{token}`

use axum::http::header::SET_COOKIE;
use serde_json::{Value, json};
use tenure_domain::id::{CredentialId, UserId};
use tenure_domain::time::Clock as _;
use tenure_store::Tenancy;
use tenure_store::credentials::{self, NewCredential, Secret};
use tenure_store::users::{self, NewUser};
use tenure_testkit::{Answer, PASSWORD, SeededRandomness, TestApp, each_engine};

use crate::mailbox::{kinds, mails, newest};

const NEW_PASSWORD: &str = "a wholly other phrase";

/// Asks for a link, a second after whatever was before.
async fn ask(app: &TestApp, email: &str, purpose: &str) -> Answer {
    app.clock.advance(1);
    let form = json!({"email": email, "purpose": purpose});
    app.anonymous().post("/auth/link", form).await
}

async fn open(app: &TestApp, token: &str, form: Value) -> Answer {
    let path = format!("/auth/link/{token}");
    app.anonymous().post(&path, form).await
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> u16 {
    let form = json!({"email": email, "password": password});
    app.anonymous().post("/auth/sign-in", form).await.status
}

/// A user as the move brings them in: with a secret of the legacy application, or with none.
async fn moved_in(app: &TestApp, name: &str, secret: Option<&str>) -> UserId {
    let (now, randomness) = (app.clock.now(), SeededRandomness::new(41));
    let email = tenure_domain::email::EmailAddress::on_record(&format!("{name}@example.com"));
    let user = NewUser {
        id: UserId::new(now, &randomness),
        name: name.to_owned(),
        email: Some(email.clone()),
        email_verified_at: None,
        is_operator: false,
        is_placeholder: false,
        created_at: now,
    };
    let id = user.id;
    let credential = secret.map(|secret| NewCredential {
        id: CredentialId::new(now, &randomness),
        user_id: id,
        provider: "password".to_owned(),
        account: email.as_str().to_owned(),
        secret: Some(Secret::LegacyPassword(secret.to_owned())),
        created_at: now,
    });
    let written: Result<(), tenure_store::Error> = app
        .database
        .db
        .write(Tenancy::Global, move |tx| {
            Box::pin(async move {
                assert!(users::insert(tx, &user).await?, "the address is free");
                if let Some(credential) = credential {
                    credentials::insert(tx, &credential).await?;
                }
                Ok(())
            })
        })
        .await;
    written.expect("the database takes it");
    id
}

each_engine! {
    async fn a_link_signs_in_once_and_proves_the_address(app: TestApp) {
        app.user("Ana").await;
        let asked = ask(&app, " ANA@example.com", "signIn").await;
        insta::assert_json_snapshot!("request_link", asked.snapshot());
        let mail = newest(&app, "signInLink").await;
        assert_eq!(mail.to, "Ana@example.com".to_lowercase());
        let answer = open(&app, &mail.token(), json!({})).await;
        insta::assert_json_snapshot!("consume_link", answer.snapshot());
        let ana = app.anonymous().signed_in_by(&answer);
        let account = ana.get("/auth/account").await;
        assert_eq!(account.body["emailVerified"], true, "{}", account.body);
        let again = open(&app, &mail.token(), json!({})).await;
        assert_eq!((again.status, again.code()), (404, "link_not_found"));
        assert!(!again.headers.contains_key(SET_COOKIE));
    }

    async fn whoever_asks_learns_nothing_of_who_has_an_account(app: TestApp) {
        app.user("Ana").await;
        for purpose in ["signIn", "passwordReset"] {
            let known = ask(&app, "ana@example.com", purpose).await;
            for unknown in ["nobody@example.com", "no address", "a\u{0}b@example.com", "", &"x".repeat(100_000)] {
                let answer = ask(&app, unknown, purpose).await;
                assert_eq!(answer.snapshot(), known.snapshot(), "{purpose}");
                assert_eq!(answer.headers.len(), known.headers.len());
            }
        }
        // Each left a row, known or not; two mails went out.
        assert_eq!(kinds(&app).await, ["signInLink", "passwordReset"]);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM links").await, 12);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM links WHERE user_id IS NOT NULL").await, 2);
    }

    async fn only_hashes_of_links_and_addresses_are_stored(app: TestApp) {
        app.user("Ana").await;
        ask(&app, "ana@example.com", "signIn").await;
        let sql = "SELECT COUNT(*) FROM links WHERE length(token_hash) = 32 AND length(address_hash) = 32";
        assert_eq!(app.database.number(sql).await, 1);
    }

    async fn a_newer_link_ends_the_one_before_of_its_purpose_alone(app: TestApp) {
        app.user("Ana").await;
        ask(&app, "ana@example.com", "signIn").await;
        let first = newest(&app, "signInLink").await.token();
        ask(&app, "ana@example.com", "passwordReset").await;
        let reset = newest(&app, "passwordReset").await.token();
        ask(&app, "ana@example.com", "signIn").await;
        let second = newest(&app, "signInLink").await.token();
        assert_eq!(open(&app, &first, json!({})).await.code(), "link_not_found");
        assert_eq!(open(&app, &second, json!({})).await.status, 200);
        assert_eq!(open(&app, &reset, json!({"password": NEW_PASSWORD})).await.status, 200);
    }

    async fn whatever_is_wrong_with_a_link_the_answer_is_one(app: TestApp) {
        app.user("Ana").await;
        ask(&app, "ana@example.com", "signIn").await;
        let used = newest(&app, "signInLink").await.token();
        assert_eq!(open(&app, &used, json!({})).await.status, 200);
        ask(&app, "ana@example.com", "signIn").await;
        let old = newest(&app, "signInLink").await.token();
        app.clock.advance(10 * 60);
        let unknown = open(&app, &"A".repeat(43), json!({})).await;
        for token in [&used, &old, "x", &used[1..], &used.to_lowercase()] {
            let answer = open(&app, token, json!({})).await;
            assert_eq!(answer.snapshot(), unknown.snapshot(), "{token}");
            assert_eq!(answer.headers.len(), unknown.headers.len());
        }
        insta::assert_json_snapshot!("link_not_found", unknown.snapshot());
    }

    async fn a_sign_in_link_lives_ten_minutes_and_a_password_link_an_hour(app: TestApp) {
        app.user("Ana").await;
        for (purpose, seconds, form) in [
            ("signIn", 600, json!({})),
            ("passwordReset", 3600, json!({"password": NEW_PASSWORD})),
        ] {
            for (age, status) in [(seconds - 1, 200), (seconds, 404)] {
                ask(&app, "ana@example.com", purpose).await;
                let token = newest(&app, purpose.replace("signIn", "signInLink").as_str()).await.token();
                app.clock.advance(age);
                assert_eq!(open(&app, &token, form.clone()).await.status, status, "{purpose} after {age} s");
            }
        }
    }

    async fn of_many_who_use_one_link_at_once_one_comes_in(app: TestApp) {
        app.user("Ana").await;
        ask(&app, "ana@example.com", "signIn").await;
        let token = newest(&app, "signInLink").await.token();
        let tries: Vec<_> = (0..8)
            .map(|_| {
                let (actor, path) = (app.anonymous(), format!("/auth/link/{token}"));
                tokio::spawn(async move { actor.post(&path, json!({})).await.status })
            })
            .collect();
        let mut statuses = Vec::new();
        for one in tries {
            statuses.push(one.await.expect("an answer"));
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 404, 404, 404, 404, 404, 404, 404]);
    }

    async fn a_password_link_asks_for_the_password_and_stays_usable_until_it_has_one(app: TestApp) {
        app.user("Ana").await;
        ask(&app, "ana@example.com", "passwordReset").await;
        let token = newest(&app, "passwordReset").await.token();
        for (form, code) in [
            (json!({}), "too_short"),
            (json!({"password": "short"}), "too_short"),
            (json!({"password": "ana@example.com"}), "invalid"),
        ] {
            let answer = open(&app, &token, form).await;
            let problem = &answer.body["fields"][0];
            assert_eq!((answer.status, &problem["field"], &problem["code"]), (422, &json!("password"), &json!(code)));
        }
        assert_eq!(open(&app, &token, json!({"password": NEW_PASSWORD})).await.status, 200);
        assert_eq!(sign_in(&app, "ana@example.com", NEW_PASSWORD).await, 200);
    }

    async fn a_sign_in_link_takes_no_password(app: TestApp) {
        app.user("Ana").await;
        ask(&app, "ana@example.com", "signIn").await;
        let token = newest(&app, "signInLink").await.token();
        let refused = open(&app, &token, json!({"password": NEW_PASSWORD})).await;
        assert_eq!((refused.status, refused.code()), (422, "validation_failed"));
        assert_eq!(open(&app, &token, json!({})).await.status, 200);
    }

    async fn a_new_password_ends_every_session_and_every_other_link_and_is_told_of(app: TestApp) {
        let ana = app.user("Ana").await;
        ask(&app, "ana@example.com", "signIn").await;
        let other = newest(&app, "signInLink").await.token();
        ask(&app, "ana@example.com", "passwordReset").await;
        let token = newest(&app, "passwordReset").await.token();
        let answer = open(&app, &token, json!({"password": NEW_PASSWORD})).await;
        assert_eq!((answer.status, &answer.body["purpose"]), (200, &json!("passwordReset")));
        let now = app.anonymous().signed_in_by(&answer);
        assert_eq!(ana.get("/memberships").await.code(), "not_authenticated");
        assert_eq!(now.get("/memberships").await.status, 200);
        assert_eq!(open(&app, &other, json!({})).await.code(), "link_not_found");
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 401);
        assert_eq!(sign_in(&app, "ana@example.com", NEW_PASSWORD).await, 200);
        let notice = newest(&app, "passwordChanged").await;
        assert_eq!(notice.to, "ana@example.com");
        assert!(notice.text.contains("with a link that was mailed"), "{}", notice.text);
    }

    async fn a_user_of_the_legacy_application_gets_a_password_of_today(app: TestApp) {
        app.operator().await;
        let secret = format!("{}:{}", "0".repeat(32), "0".repeat(128));
        let id = moved_in(&app, "lena", Some(&secret)).await;
        ask(&app, "lena@example.com", "passwordReset").await;
        let token = newest(&app, "passwordReset").await.token();
        assert_eq!(open(&app, &token, json!({"password": NEW_PASSWORD})).await.status, 200);
        let sql = format!("SELECT kind FROM credentials WHERE user_id = {}", app.database.literal(id.uuid()));
        assert_eq!(app.database.query(&sql).await, [["password"]]);
        assert_eq!(sign_in(&app, "lena@example.com", NEW_PASSWORD).await, 200);
    }

    async fn a_user_without_any_credential_comes_in_by_either_link(app: TestApp) {
        app.operator().await;
        moved_in(&app, "noah", None).await;
        ask(&app, "noah@example.com", "signIn").await;
        let token = newest(&app, "signInLink").await.token();
        let answer = open(&app, &token, json!({})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(answer.body["memberships"][0]["organization"]["kind"], "personal");
        ask(&app, "noah@example.com", "passwordReset").await;
        let token = newest(&app, "passwordReset").await.token();
        assert_eq!(open(&app, &token, json!({"password": NEW_PASSWORD})).await.status, 200);
        assert_eq!(sign_in(&app, "noah@example.com", NEW_PASSWORD).await, 200);
    }

    async fn nobody_comes_in_as_a_placeholder(app: TestApp) {
        app.operator().await;
        let id = moved_in(&app, "ghost", None).await;
        ask(&app, "ghost@example.com", "signIn").await;
        let token = newest(&app, "signInLink").await.token();
        let mark = format!("UPDATE users SET is_placeholder = TRUE WHERE id = {}", app.database.literal(id.uuid()));
        app.database.execute(&mark).await;
        assert_eq!(open(&app, &token, json!({})).await.code(), "link_not_found");
        let before = mails(&app).await.len();
        assert_eq!(ask(&app, "ghost@example.com", "signIn").await.status, 202);
        assert_eq!(mails(&app).await.len(), before, "a placeholder is sent nothing");
    }

    async fn a_mailbox_is_not_filled_by_who_asks_again_and_again(app: TestApp) {
        app.user("Ana").await;
        let mut refused = ask(&app, "ana@example.com", "signIn").await;
        for _ in 0..20 {
            if refused.status == 202 {
                refused = ask(&app, "ana@example.com", "passwordReset").await;
            }
        }
        assert_eq!((refused.status, refused.code()), (429, "rate_limited"));
        let sent = mails(&app).await.len();
        assert!((5..20).contains(&sent), "{sent} mails");
        assert_eq!(ask(&app, "bob@example.com", "signIn").await.status, 202);
        assert_eq!(sign_in(&app, "ana@example.com", PASSWORD).await, 200, "a password still lets in");
    }
}
