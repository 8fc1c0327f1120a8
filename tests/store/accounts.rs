//! Links, changes of address, devices, passwords, and what users choose for their own account.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::CredentialId;
use tenure_domain::link::LinkPurpose;
use tenure_store::address_changes::{self, NewAddressChange};
use tenure_store::credentials::{self, NewCredential, NewPassword, Secret};
use tenure_store::db::Violation;
use tenure_store::devices::{self, Seen};
use tenure_store::links::{self, NewLink};
use tenure_store::users::WeeklySummary;
use tenure_store::{Error, Tenancy, administration, sessions, users};
use tenure_testkit::{SeededRandomness, each_engine};

use super::fixture::{NOW, Tenants, reads, writes};

fn link(user: Option<tenure_domain::id::UserId>, token: u8) -> NewLink {
    NewLink {
        address_hash: [1; 32],
        purpose: LinkPurpose::SignIn,
        user_id: user,
        token_hash: [token; 32],
        created_at: NOW,
        expires_at: NOW.plus_seconds(600),
    }
}

each_engine! {
    async fn a_link_is_found_until_it_is_taken_and_a_newer_one_replaces_it(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let before_the_end = NOW.plus_seconds(599);
        writes!(db, Tenancy::Global, |tx| links::put(tx, &link(Some(acme.user), 3)).await).unwrap();
        writes!(db, Tenancy::Global, |tx| links::put(tx, &link(Some(acme.user), 4)).await).unwrap();
        let found = reads!(db, Tenancy::Global, |tx| links::find(tx, &[4; 32], before_the_end).await).unwrap();
        let found = found.expect("it works");
        assert_eq!((found.user.id, found.address_hash, found.purpose), (acme.user, [1; 32], LinkPurpose::SignIn));
        for (token, at) in [(3, NOW), (4, NOW.plus_seconds(600))] {
            let gone = reads!(db, Tenancy::Global, |tx| links::find(tx, &[token; 32], at).await).unwrap();
            assert!(gone.is_none(), "link {token}");
        }
        let taken: Vec<bool> = {
            let mut taken = Vec::new();
            for user in [rival.user, acme.user, acme.user] {
                taken.push(writes!(db, Tenancy::Global, |tx| links::take(tx, &[4; 32], user, NOW).await).unwrap());
            }
            taken
        };
        assert_eq!(taken, [false, true, false]);
    }

    async fn a_link_of_nobody_is_kept_until_it_expires_and_opens_nothing(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        writes!(db, Tenancy::Global, |tx| links::put(tx, &link(None, 3)).await).unwrap();
        assert!(reads!(db, Tenancy::Global, |tx| links::find(tx, &[3; 32], NOW).await).unwrap().is_none());
        assert_eq!(writes!(db, Tenancy::Global, |tx| links::delete_expired(tx, NOW).await).unwrap(), 0);
        let later = NOW.plus_seconds(600);
        assert_eq!(writes!(db, Tenancy::Global, |tx| links::delete_expired(tx, later).await).unwrap(), 1);
        writes!(db, Tenancy::Global, |tx| links::put(tx, &link(Some(acme.user), 3)).await).unwrap();
        assert_eq!(writes!(db, Tenancy::Global, |tx| links::end_of_user(tx, acme.user).await).unwrap(), 1);
    }

    async fn an_address_is_proven_by_its_owner_and_belongs_to_one_user(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let change = |email: &str, token: u8| NewAddressChange {
            user_id: acme.user,
            email: EmailAddress::on_record(email),
            token_hash: [token; 32],
            created_at: NOW,
            expires_at: NOW.plus_seconds(60),
        };
        let (first, second) = (change("first@example.com", 3), change("Second@example.com", 4));
        writes!(db, Tenancy::Global, |tx| address_changes::put(tx, &first).await).unwrap();
        writes!(db, Tenancy::Global, |tx| address_changes::put(tx, &second).await).unwrap();
        let account = reads!(db, Tenancy::Global, |tx| users::account(tx, acme.user, NOW).await).unwrap();
        assert_eq!(account.pending_email.as_ref().map(EmailAddress::as_str), Some("Second@example.com"));
        assert!(!account.has_password && !account.email_verified);
        let found = reads!(db, Tenancy::Global, |tx| address_changes::find(tx, &[4; 32], NOW).await).unwrap();
        assert_eq!(found.map(|found| found.user.id), Some(acme.user));
        for taken in [true, false] {
            let took = writes!(db, Tenancy::Global, |tx| address_changes::take(tx, &[4; 32], NOW).await);
            assert_eq!(took.unwrap(), taken);
        }
        let theirs = EmailAddress::on_record("RIVAL@example.com");
        let proven = writes!(db, Tenancy::Global, |tx| {
            let of_another = users::prove_email(tx, acme.user, &theirs, NOW).await?;
            Ok::<_, Error>((of_another, users::prove_email(tx, rival.user, &theirs, NOW).await?))
        });
        assert_eq!(proven.unwrap(), (false, true));
        let taken = EmailAddress::on_record("RIVAL@example.com");
        let refused = writes!(db, Tenancy::Global, |tx| users::set_email(tx, acme.user, &taken, NOW).await);
        assert!(matches!(refused, Err(Error::Constraint { violation: Violation::Unique, .. })));
    }

    async fn a_user_chooses_a_name_and_a_weekly_summary(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let chosen = writes!(db, Tenancy::Global, |tx| {
            users::set_name(tx, acme.user, "Ana", NOW).await?;
            users::set_weekly_summary(tx, acme.user, WeeklySummary::Since(NOW), NOW).await?;
            let wanted = users::account(tx, acme.user, NOW).await?.weekly_summary;
            users::set_weekly_summary(tx, acme.user, WeeklySummary::Unwanted, NOW).await?;
            Ok::<_, Error>((wanted, users::account(tx, acme.user, NOW).await?.weekly_summary))
        });
        assert_eq!(chosen.unwrap(), (true, false));
        let found = reads!(db, Tenancy::Global, |tx| users::find(tx, acme.user).await).unwrap();
        assert_eq!(found.map(|user| user.name).as_deref(), Some("Ana"));
    }

    async fn a_new_password_is_the_only_one(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let randomness = SeededRandomness::new(1);
        for number in [1, 2] {
            let credential = NewCredential {
                id: CredentialId::new(NOW, &randomness),
                user_id: acme.user,
                provider: "password".to_owned(),
                account: "acme@example.com".to_owned(),
                secret: Some(Secret::LegacyPassword(format!("salt:{number}"))),
                created_at: NOW,
            };
            writes!(db, Tenancy::Global, |tx| credentials::insert(tx, &credential).await).unwrap();
        }
        for (user, secrets) in [(acme.user, 2), (rival.user, 1)] {
            let password = NewPassword {
                id: CredentialId::new(NOW, &randomness),
                user_id: user,
                account: "acme@example.com".to_owned(),
                phc: "$argon2id$new".to_owned(),
                at: NOW,
            };
            writes!(db, Tenancy::Global, |tx| credentials::set_password(tx, &password).await).unwrap();
            let all = reads!(db, Tenancy::Global, |tx| credentials::secrets(tx, user).await).unwrap();
            assert_eq!(all.len(), secrets);
            assert!(all.iter().all(|one| one.secret == Secret::Password("$argon2id$new".to_owned())));
        }
    }

    async fn a_users_other_sessions_end_or_all_of_them(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let second = tenants.session(acme.user, 9);
        writes!(db, Tenancy::Global, |tx| sessions::insert(tx, &second).await).unwrap();
        let ended = writes!(db, Tenancy::Global, |tx| {
            let others = sessions::revoke_others(tx, acme.user, acme.session).await?;
            Ok::<_, Error>((others, sessions::revoke_all(tx, acme.user).await?))
        });
        assert_eq!(ended.unwrap(), (1, 1));
    }

    async fn a_device_is_new_unless_it_is_the_first_or_was_seen_within_ninety_days(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let day = |days: i64| NOW.plus_seconds(days * 24 * 3600);
        for (device, at, seen) in [
            (1, day(0), Seen::First),
            (2, day(1), Seen::New),
            (1, day(89), Seen::Before),
            (2, day(91), Seen::New),
            (1, day(179), Seen::New),
        ] {
            let told = writes!(db, Tenancy::Global, |tx| devices::see(tx, acme.user, &[device; 32], at).await);
            assert_eq!(told.unwrap(), seen, "device {device}");
        }
    }

    async fn a_weekly_summary_is_marked_once_for_each_week_and_never_for_an_earlier_one(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        writes!(db, Tenancy::Global, |tx| {
            users::set_weekly_summary(tx, acme.user, WeeklySummary::Since(NOW), NOW).await
        }).unwrap();
        for (week, marked) in [("2026-W46", true), ("2026-W46", false), ("2027-W01", true), ("2026-W53", false)] {
            let told = writes!(db, Tenancy::Global, |tx| users::mark_weekly_summary(tx, acme.user, week).await);
            assert_eq!(told.unwrap(), marked, "{week}");
        }
        let all = reads!(db, Tenancy::Global, |tx| users::weekly_subscribers(tx, None, 9).await).unwrap();
        let told: Vec<_> = all.iter().map(|one| (one.user.id, one.since, one.week.as_deref())).collect();
        assert_eq!(told, [(acme.user, NOW, Some("2027-W01"))]);
        let rest = reads!(db, Tenancy::Global, |tx| users::weekly_subscribers(tx, Some(acme.user), 9).await);
        assert!(rest.unwrap().is_empty());
    }

    async fn operators_look_users_and_organizations_up_across_tenants(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let command = Tenancy::Operator("tests");
        let all = reads!(db, Tenancy::Global, |tx| administration::users(tx, None, None, 9).await).unwrap();
        assert_eq!(all.len(), 2);
        let found = reads!(db, Tenancy::Global, |tx| administration::users(tx, Some("RIVAL@"), None, 9).await).unwrap();
        assert_eq!(found.iter().map(|user| user.id).collect::<Vec<_>>(), [rival.user]);
        let (of_acme, organizations, one, members, owner) = reads!(db, command, |tx| {
            Ok::<_, Error>((
                administration::memberships_of(tx, acme.user).await?,
                administration::organizations(tx, None, 9).await?,
                administration::organization(tx, "acme").await?,
                administration::members(tx, acme.organization, 9).await?,
                administration::first_owner(tx, acme.organization).await?,
            ))
        }).unwrap();
        assert_eq!(of_acme.iter().map(|one| one.organization_id).collect::<Vec<_>>(), [acme.organization]);
        assert_eq!(organizations.len(), 2);
        assert_eq!(one.map(|one| (one.id, one.active_members)), Some((acme.organization, 1)));
        assert_eq!(members.iter().map(|one| one.user_id).collect::<Vec<_>>(), [acme.user]);
        assert_eq!(owner, Some(acme.user));
        for (user, is_operator, operators) in [(acme.user, true, 1), (rival.user, true, 2), (acme.user, false, 1), (rival.user, false, 0)] {
            let left = writes!(db, Tenancy::Global, |tx| {
                administration::set_operator(tx, user, is_operator, NOW).await
            });
            assert_eq!(left.unwrap(), operators);
        }
    }
}
