//! Users, how they sign in, and what they chose.

use serde_json::json;
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::placement::{Decision, Home, Row};

use crate::legacy::{Legacy, user};

#[test]
fn the_oldest_user_keeps_an_address_that_several_have() {
    let mut legacy = Legacy::new();
    let address = |email: &str| json!({"email": email, "emailVerificationTime": 1.6e12});
    let first = legacy.add("users", address(" Zo\u{eb}@Example.com "));
    let second = legacy.add("users", address("zoe\u{308}@example.COM"));
    let row = user(&legacy, first);
    assert_eq!(
        (row.email.as_deref(), row.lost_address),
        (Some("Zo\u{eb}@Example.com"), false)
    );
    assert_eq!(row.email_verified_at, Some(1_600_000_000_000));
    let row = user(&legacy, second);
    assert_eq!(
        (row.email, row.email_key, row.email_verified_at),
        (None, None, None)
    );
    assert_eq!((row.lost_address, row.address_kept_by), (true, Some(first)));
}

#[test]
fn an_address_of_the_instance_stays_where_it_is() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    legacy.taken.email_keys.insert("ada@example.com".to_owned());
    let row = user(&legacy, ada);
    assert_eq!(
        (row.email, row.lost_address, row.address_kept_by),
        (None, true, None)
    );
}

#[test]
fn anonymous_users_have_neither_address_nor_credential_and_take_none_from_others() {
    let mut legacy = Legacy::new();
    let anonymous = legacy.add(
        "users",
        json!({"isAnonymous": true, "email": "ada@example.com"}),
    );
    let ada = legacy.user("ada");
    let account = legacy.add(
        "authAccounts",
        json!({"userId": anonymous.to_string(), "secret": "00:00"}),
    );
    assert_eq!(user(&legacy, anonymous).email, None);
    assert!(!user(&legacy, anonymous).lost_address);
    assert_eq!(user(&legacy, ada).email.as_deref(), Some("ada@example.com"));
    let Row::Account(account) = legacy.placed(account).row else {
        panic!("no account")
    };
    assert_eq!(account.secret, None);
}

#[test]
fn passwords_are_carried_and_one_in_another_form_is_flagged() {
    let mut legacy = Legacy::new();
    let (ada, nobody) = (legacy.user("ada"), legacy.missing("users"));
    let good = format!("00ff:{}", "ab".repeat(64));
    for (provider, secret, carried) in [
        ("password", good.as_str(), Some(true)),
        ("password", "$2b$10$x", Some(false)),
        ("github", "refresh token", None),
    ] {
        let id = legacy.add(
            "authAccounts",
            json!({"userId": ada.to_string(), "provider": provider, "secret": secret}),
        );
        let Row::Account(account) = legacy.placed(id).row else {
            panic!("no account")
        };
        assert_eq!(
            account.secret.as_ref().map(|_| account.is_verifiable),
            carried,
            "{provider} {secret}"
        );
        assert!(
            !format!("{account:?}").contains(secret),
            "a secret in a log"
        );
    }
    let lost = legacy.add("authAccounts", json!({"userId": nobody.to_string()}));
    assert_eq!(legacy.orphaned(lost), "owner_missing");
}

#[test]
fn the_active_organization_is_the_chosen_one_only_for_active_members() {
    let mut legacy = Legacy::new();
    let (ada, bob, eve) = (legacy.user("ada"), legacy.user("bob"), legacy.user("eve"));
    let team = legacy.team(ada, &[bob]);
    legacy.member(team, eve, "member", false);
    let settings =
        |user: ConvexId| json!({"userId": user.to_string(), "organizationId": team.to_string()});
    for user in [bob, eve] {
        legacy.add("userSettings", settings(user));
    }
    assert_eq!(
        user(&legacy, bob).active_organization,
        Home::Organization(team)
    );
    assert_eq!(
        user(&legacy, eve).active_organization,
        Home::NewPersonal(eve)
    );
    assert_eq!(
        user(&legacy, ada).active_organization,
        Home::NewPersonal(ada),
        "without settings"
    );
}

#[test]
fn of_several_settings_of_a_user_the_newest_count() {
    let mut legacy = Legacy::new();
    let (ada, nobody) = (legacy.user("ada"), legacy.missing("users"));
    let older = legacy.add("userSettings", json!({"userId": ada.to_string()}));
    let newer = legacy.add(
        "userSettings",
        json!({"userId": ada.to_string(), "currency": "CHF"}),
    );
    assert_eq!(legacy.decide(older), Decision::Superseded { by: newer });
    assert_eq!(legacy.notes(newer), ["word_unknown:currency"]);
    let lost = legacy.add("userSettings", json!({"userId": nobody.to_string()}));
    assert_eq!(legacy.orphaned(lost), "owner_missing");
}
