//! Users, credentials, sessions, settings, organizations, memberships.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{CredentialId, MembershipId};
use tenure_domain::organization::OrganizationKind;
use tenure_domain::permission::{ReadMembers, ReadOrganization};
use tenure_domain::role::Role;
use tenure_domain::session::IDLE_SECONDS;
use tenure_store::credentials::{self, NewCredential, Secret};
use tenure_store::memberships::MemberFilter;
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, memberships, organizations, sessions, users};
use tenure_testkit::{SeededRandomness, each_engine};

use super::fixture::{NOW, Tenants, new_organization, reads, writes};

each_engine! {
    async fn users_are_found_by_address_and_remember_an_organization(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let (twin, mut operator) = (tenants.user("ACME"), tenants.user("Olga"));
        operator.is_operator = true;
        let added = writes!(db, Tenancy::Global, |tx| users::insert(tx, &twin).await);
        assert!(!added.unwrap(), "the address is taken");
        assert!(!reads!(db, Tenancy::Global, |tx| users::has_operator(tx).await).unwrap());
        writes!(db, Tenancy::Global, |tx| users::insert(tx, &operator).await).unwrap();
        assert!(reads!(db, Tenancy::Global, |tx| users::has_operator(tx).await).unwrap());
        assert_eq!(reads!(db, Tenancy::Global, |tx| users::count(tx).await).unwrap(), 3);
        let found = reads!(db, Tenancy::Global, |tx| {
            users::find_by_email(tx, &EmailAddress::on_record("acme@EXAMPLE.com")).await
        });
        assert_eq!(found.unwrap().map(|user| user.id), Some(acme.user));
        let chosen = writes!(db, Tenancy::Global, |tx| {
            users::set_active_organization_if_none(tx, acme.user, acme.organization, NOW).await?;
            users::set_active_organization_if_none(tx, acme.user, rival.organization, NOW).await?;
            users::active_organization(tx, acme.user).await
        });
        assert_eq!(chosen.unwrap(), Some(acme.organization));
        let chosen = writes!(db, Tenancy::Global, |tx| {
            users::set_active_organization(tx, acme.user, rival.organization, NOW).await?;
            users::active_organization(tx, acme.user).await
        });
        assert_eq!(chosen.unwrap(), Some(rival.organization));
    }

    async fn a_legacy_secret_is_replaced_unless_it_changed_meanwhile(tenants: Tenants) {
        let (db, user) = (tenants.db(), tenants.acme.user);
        let credential = NewCredential {
            id: CredentialId::new(NOW, &SeededRandomness::new(1)),
            user_id: user,
            provider: "password".to_owned(),
            account: "acme@example.com".to_owned(),
            secret: Some(Secret::LegacyPassword("salt:key".to_owned())),
            created_at: NOW,
        };
        let (once, again) = (credential.clone(), credential);
        assert!(!reads!(db, Tenancy::Global, |tx| credentials::has_legacy_secrets(tx).await).unwrap());
        writes!(db, Tenancy::Global, |tx| credentials::insert(tx, &once).await).unwrap();
        writes!(db, Tenancy::Global, |tx| credentials::insert(tx, &again).await).unwrap();
        assert!(reads!(db, Tenancy::Global, |tx| credentials::has_legacy_secrets(tx).await).unwrap());
        for phc in ["$argon2id$first", "$argon2id$second"] {
            let mut before = reads!(db, Tenancy::Global, |tx| credentials::secrets(tx, user).await).unwrap();
            assert_eq!(before.len(), 1);
            let mut before = before.remove(0);
            before.secret = Secret::LegacyPassword("salt:key".to_owned());
            writes!(db, Tenancy::Global, |tx| credentials::replace_secret(tx, &before, phc, NOW).await).unwrap();
        }
        let after = reads!(db, Tenancy::Global, |tx| credentials::secrets(tx, user).await).unwrap();
        assert!(after[0].secret == Secret::Password("$argon2id$first".to_owned()), "the second came too late");
    }

    async fn sessions_begin_are_used_and_end(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let second = tenants.session(acme.user, 9);
        let other = second.id;
        writes!(db, Tenancy::Global, |tx| sessions::insert(tx, &second).await).unwrap();
        let later = NOW.plus_seconds(60);
        writes!(db, Tenancy::Global, |tx| sessions::touch(tx, other, later).await).unwrap();
        let listed = reads!(db, Tenancy::Global, |tx| sessions::list(tx, acme.user, acme.session, later).await).unwrap();
        let told: Vec<_> = listed.iter().map(|session| (session.id, session.current)).collect();
        assert_eq!(told, [(other, false), (acme.session, true)]);
        let found = reads!(db, Tenancy::Global, |tx| sessions::find(tx, &[9; 32], later).await).unwrap();
        assert_eq!(found.map(|found| found.last_seen_at), Some(later));
        let foreign = writes!(db, Tenancy::Global, |tx| sessions::revoke(tx, other, rival.user).await);
        assert!(!foreign.unwrap(), "another user's session stays");
        assert!(writes!(db, Tenancy::Global, |tx| sessions::revoke(tx, other, acme.user).await).unwrap());
        let idle = NOW.plus_seconds(IDLE_SECONDS);
        let found = reads!(db, Tenancy::Global, |tx| sessions::find(tx, &acme.token_hash, idle).await);
        assert!(found.unwrap().is_none(), "it has been idle too long");
        assert_eq!(writes!(db, Tenancy::Global, |tx| sessions::delete_expired(tx, idle).await).unwrap(), 2);
    }

    async fn of_many_who_take_a_setting_one_gets_it(tenants: Tenants) {
        let db = tenants.db();
        writes!(db, Tenancy::Global, |tx| settings::put(tx, Key::SetUpTokenHash, "a", NOW).await).unwrap();
        writes!(db, Tenancy::Global, |tx| settings::put(tx, Key::SetUpTokenHash, "b", NOW).await).unwrap();
        let kept = writes!(db, Tenancy::Global, |tx| settings::find_or_put(tx, Key::SetUpTokenHash, "c", NOW).await);
        assert_eq!(kept.unwrap(), "b");
        let taken: Vec<bool> = {
            let mut taken = Vec::new();
            for value in ["a", "b", "b"] {
                taken.push(writes!(db, Tenancy::Global, |tx| settings::take(tx, Key::SetUpTokenHash, value).await).unwrap());
            }
            taken
        };
        assert_eq!(taken, [false, true, false]);
        assert_eq!(reads!(db, Tenancy::Global, |tx| settings::find(tx, Key::SetUpTokenHash).await).unwrap(), None);
    }

    async fn an_organization_has_its_slug_and_a_user_one_personal_workspace(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let randomness = SeededRandomness::new(2);
        let operator = Tenancy::Operator("tests");
        let twin = new_organization(&randomness, "Acme");
        assert!(!writes!(db, operator, |tx| organizations::insert(tx, &twin).await).unwrap(), "the slug is taken");
        let mut ids = Vec::new();
        for name in ["Mine", "Mine too"] {
            let mut personal = new_organization(&randomness, name);
            (personal.kind, personal.created_by) = (OrganizationKind::Personal, Some(acme.user));
            ids.push(personal.id);
            let made = writes!(db, operator, |tx| organizations::insert(tx, &personal).await);
            assert_eq!(made.unwrap(), name == "Mine");
        }
        let of = async |user| {
            reads!(db, Tenancy::User(user), |tx| organizations::personal_of(tx, user).await).unwrap()
        };
        assert_eq!((of(acme.user).await, of(rival.user).await), (Some(ids[0]), None));
        let scope = acme.scope::<ReadOrganization>();
        let found = reads!(db, acme.tenancy(), |tx| organizations::find(tx, &scope).await).unwrap();
        assert_eq!(found.map(|found| found.name).as_deref(), Some("Acme"));
    }

    async fn memberships_authorize_their_own_organization_alone(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let foreign = reads!(db, rival.tenancy(), |tx| {
            memberships::authorize(tx, &acme.token_hash, rival.organization, NOW).await
        });
        let foreign = foreign.unwrap().expect("a session");
        assert_eq!((foreign.signed_in.user.id, foreign.access), (acme.user, None));
        let nobody = reads!(db, acme.tenancy(), |tx| memberships::authorize(tx, &[0; 32], acme.organization, NOW).await);
        assert!(nobody.unwrap().is_none());
        let twice = tenants.membership(acme.organization, acme.user, Role::Viewer);
        assert!(!writes!(db, acme.tenancy(), |tx| memberships::insert(tx, &twice).await).unwrap());
        let joined = tenants.membership(acme.organization, rival.user, Role::Viewer);
        let id = joined.id;
        assert!(writes!(db, acme.tenancy(), |tx| memberships::insert(tx, &joined).await).unwrap());
        let fresh = MembershipId::new(NOW, &SeededRandomness::new(3));
        for changed in [true, false] {
            let made = writes!(db, acme.tenancy(), |tx| {
                memberships::make_owner(tx, acme.organization, fresh, rival.user, NOW).await
            });
            assert_eq!(made.unwrap(), changed);
        }
        let own = reads!(db, Tenancy::User(rival.user), |tx| memberships::active_of_user(tx, rival.user).await).unwrap();
        let told: Vec<_> = own.iter().map(|own| (own.organization.name.as_str(), own.role)).collect();
        assert_eq!(told, [("Acme", Role::Owner), ("Rival", Role::Owner)]);
        let scope = acme.scope::<ReadMembers>();
        let all = reads!(db, acme.tenancy(), |tx| memberships::list(tx, &scope, &MemberFilter::default(), None, 9).await).unwrap();
        assert_eq!(all.len(), 2);
        let after = all[0].id;
        let rest = reads!(db, acme.tenancy(), |tx| memberships::list(tx, &scope, &MemberFilter::default(), Some(after), 9).await).unwrap();
        assert_eq!(rest, all[1..]);
        assert!(all.iter().any(|member| member.id == id));
        let is_member = writes!(db, rival.tenancy(), |tx| {
            memberships::is_member(tx, &rival.scope::<ReadMembers>(), acme.user).await
        });
        assert!(!is_member.unwrap());
        assert!(writes!(db, acme.tenancy(), |tx| memberships::is_member(tx, &scope, rival.user).await).unwrap());
    }
}
