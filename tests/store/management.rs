//! What changes of organizations and members leave behind: keys, events, the log.

use serde_json::json;
use tenure_domain::audit::Origin;
use tenure_domain::event::{Happening, Table};
use tenure_domain::id::{AuditEntryId, UserId};
use tenure_domain::organization::Deletion;
use tenure_domain::permission::{
    CreateClients, DeleteOrganization, ExportOrganization, MergeMembers, ReadAuditLog, ReadMembers,
    ReadOrganization, ReadReports, RestoreOrganization, UpdateMembers, UpdateOrganization,
};
use tenure_domain::role::Role;
use tenure_domain::slug::Slug;
use tenure_store::audit_log::{self, AuditFilter};
use tenure_store::events;
use tenure_store::idempotency_keys::{self, Claim, KeyedRequest};
use tenure_store::memberships::{self, Activity};
use tenure_store::tenant_tables::TENANT_TABLES;
use tenure_store::{Tenancy, export, organizations, purge, time_entries};
use tenure_testkit::{SeededRandomness, each_engine};

use super::fixture::{NOW, Tenant, Tenants, reads, writes};

const OPERATOR: Tenancy = Tenancy::Operator("tests");

each_engine! {
    async fn a_key_is_claimed_once_and_answers_the_same_request(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let scope = acme.scope::<CreateClients>();
        let request = KeyedRequest { key: "key".to_owned(), hash: [1; 32] };
        let other = KeyedRequest { key: "key".to_owned(), hash: [2; 32] };
        let claims = writes!(db, acme.tenancy(), |tx| {
            let first = idempotency_keys::claim(tx, &scope, &request, NOW).await?;
            idempotency_keys::complete(tx, &scope, &request, "{}").await?;
            let again = idempotency_keys::claim(tx, &scope, &request, NOW).await?;
            Ok::<_, tenure_store::Error>((first, again, idempotency_keys::claim(tx, &scope, &other, NOW).await?))
        });
        assert_eq!(claims.unwrap(), (Claim::New, Claim::Answered("{}".to_owned()), Claim::Reused));
    }

    async fn events_are_numbered_in_order_and_wake_who_waits(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let scope = acme.scope::<ReadReports>();
        let mut woken = db.subscribe(acme.organization);
        let id = tenants.client_id().uuid();
        for kind in [Happening::Created, Happening::Deleted] {
            let change = events::Change { table: Table::Clients, id, kind, user_id: None };
            writes!(db, acme.tenancy(), |tx| events::publish(tx, &scope, change, NOW).await).unwrap();
        }
        woken.changed().await.unwrap();
        let (positions, since) = reads!(db, acme.tenancy(), |tx| {
            Ok::<_, tenure_store::Error>((events::positions(tx, &scope).await?, events::since(tx, &scope, 1, 10).await?))
        }).unwrap();
        assert_eq!((positions.newest, positions.oldest), (2, Some(1)));
        assert_eq!(since.iter().map(|event| event.kind).collect::<Vec<_>>(), [Happening::Deleted]);
    }

    async fn the_log_keeps_what_it_is_told(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let scope = acme.scope::<ReadAuditLog>();
        let id = AuditEntryId::new(NOW, &SeededRandomness::new(3));
        let listed = writes!(db, acme.tenancy(), |tx| {
            let origin = Origin { request_id: "request".to_owned(), address: Some("127.0.0.1".to_owned()) };
            let change = audit_log::Change {
                id,
                at: NOW,
                function: "members.update",
                subject_id: acme.user.uuid(),
                before: Some(json!({"role": "member"})),
                after: None,
                origin: &origin,
            };
            audit_log::record(tx, &scope, &change).await?;
            audit_log::list(tx, &scope, &AuditFilter::default(), None, 10).await
        }).unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!((listed[0].id, listed[0].actor_id), (id, Some(acme.user)));
        assert_eq!((listed[0].before.clone(), listed[0].after.clone()), (Some(json!({"role": "member"})), None));
    }

    async fn an_organization_is_found_by_its_address_and_its_former_one(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let (read, update) = (acme.scope::<ReadOrganization>(), acme.scope::<UpdateOrganization>());
        writes!(db, acme.tenancy(), |tx| {
            organizations::lock(tx, &update).await?;
            let mut organization = organizations::find(tx, &read).await?.expect("the organization");
            let after = Slug::suggest("Acme Labs");
            assert!(organizations::change_slug(tx, &update, &organization.slug, &after, NOW).await?);
            organization.slug = after;
            organizations::update(tx, &update, &organization, NOW).await
        }).unwrap();
        for slug in ["acme", "acme-labs"] {
            let found = reads!(db, Tenancy::User(acme.user), |tx| memberships::active_by_slug(tx, acme.user, slug).await);
            assert_eq!(found.unwrap().map(|membership| membership.organization.id), Some(acme.organization), "{slug}");
            let facts = reads!(db, Tenancy::Operator("tests"), |tx| memberships::facts(tx, Some(acme.user), slug).await);
            assert!(facts.unwrap().is_some_and(|facts| facts.membership.is_some()), "{slug}");
        }
    }

    async fn an_organization_that_is_closed_takes_no_events_until_it_is_open_again(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let (read, delete, restore) = (acme.scope::<ReadOrganization>(), acme.scope::<DeleteOrganization>(), acme.scope::<RestoreOrganization>());
        let deletion = Deletion { requested_at: NOW, due: NOW.plus_seconds(60), requested_by: acme.user };
        let mut entry = tenants.entry(&acme, 1);
        (entry.stopped_at, entry.seconds) = (None, None);
        let (found, stopped) = writes!(db, acme.tenancy(), |tx| {
            time_entries::insert(tx, &acme.scope(), &entry).await?;
            let stopped = time_entries::stop_all(tx, &delete, NOW.plus_seconds(30)).await?;
            organizations::close(tx, &delete, &deletion).await?;
            Ok::<_, tenure_store::Error>((organizations::find(tx, &read).await?, stopped))
        }).unwrap();
        assert_eq!((found.and_then(|found| found.deletion), stopped), (Some(deletion), 1));
        let change = events::Change { table: Table::Clients, id: acme.user.uuid(), kind: Happening::Created, user_id: None };
        let refused = writes!(db, acme.tenancy(), |tx| events::publish(tx, &read, change, NOW).await);
        assert!(matches!(refused, Err(tenure_store::Error::Closing(closing)) if closing.due == deletion.due));
        writes!(db, acme.tenancy(), |tx| {
            organizations::reopen(tx, &restore, NOW).await?;
            events::publish(tx, &read, change, NOW).await
        }).unwrap();
    }

    async fn an_organization_whose_time_has_come_is_deleted_row_by_row(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let delete = acme.scope::<DeleteOrganization>();
        let deletion = Deletion { requested_at: NOW, due: NOW.plus_seconds(60), requested_by: acme.user };
        writes!(db, acme.tenancy(), |tx| organizations::close(tx, &delete, &deletion).await).unwrap();
        let memberships = TENANT_TABLES.iter().find(|table| table.name == "memberships").expect("the table");
        let id = acme.organization;
        let early = writes!(db, OPERATOR, |tx| {
            let due = purge::due(tx, NOW, 10).await?;
            let shut = purge::shut(tx, id, NOW).await?;
            let rows = purge::delete_rows(tx, id, memberships, 10, NOW).await?;
            Ok::<_, tenure_store::Error>((due.len(), shut, rows, purge::delete_organization(tx, id, NOW).await?))
        });
        assert_eq!(early.unwrap(), (0, false, 0, false));
        let now = deletion.due;
        let (due, there, gone) = writes!(db, OPERATOR, |tx| {
            let due = purge::due(tx, now, 10).await?;
            assert!(purge::shut(tx, id, now).await?);
            let rows = purge::delete_rows(tx, id, memberships, 10, now).await?;
            assert!(purge::delete_organization(tx, id, now).await?);
            let there = organizations::exists(tx, rival.organization).await?;
            Ok::<_, tenure_store::Error>((due, there, (rows, organizations::exists(tx, id).await?)))
        }).unwrap();
        assert_eq!(due.iter().map(|due| due.id).collect::<Vec<_>>(), [id]);
        assert_eq!((there, gone), (true, (1, false)));
    }

    async fn what_one_tracked_is_given_to_another_and_a_second_timer_ends(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let joins = tenants.membership(acme.organization, rival.user, Role::Member);
        let running = |of: &Tenant| {
            let mut entry = tenants.entry(of, 1);
            (entry.stopped_at, entry.seconds) = (None, None);
            entry
        };
        let (own, given, third) = (running(&acme), running(&rival), tenants.entry(&rival, 5));
        let merge = acme.scope::<MergeMembers>();
        let (to, from) = (acme.user, rival.user);
        let moved = writes!(db, acme.tenancy(), |tx| {
            memberships::insert(tx, &joins).await?;
            for entry in [&own, &given, &third] {
                time_entries::insert(tx, &acme.scope(), entry).await?;
            }
            time_entries::give(tx, &merge, from, to, NOW).await
        });
        assert_eq!(moved.unwrap(), 2);
        let of = |user: UserId, which: &str| format!("SELECT COUNT(*) FROM time_entries WHERE user_id = {} AND {which}", tenants.database.literal(user.uuid()));
        assert_eq!(tenants.database.number(&of(from, "TRUE")).await, 0);
        assert_eq!(tenants.database.number(&of(to, "stopped_at IS NULL")).await, 1);
        assert_eq!(tenants.database.number(&of(to, "seconds = 0 AND stopped_at = started_at")).await, 1);
    }

    async fn all_that_is_read_to_be_taken_away_is_the_organizations_own(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let scope = acme.scope::<ExportOrganization>();
        let (organization, counts) = reads!(db, acme.tenancy(), |tx| {
            let organization = export::organization(tx, &scope).await?;
            let mut counts = Vec::new();
            for dataset in export::datasets() {
                counts.push((dataset.file, export::rows(tx, &scope, &dataset, None, 10).await?.len()));
            }
            Ok::<_, tenure_store::Error>((organization, counts))
        }).unwrap();
        assert_eq!(organization[0], export::Cell::Id(acme.organization.uuid()));
        let filled: Vec<_> = counts.into_iter().filter(|(_, rows)| *rows > 0).collect();
        assert_eq!(filled, [("people", 1), ("members", 1)]);
    }

    async fn a_membership_changes_role_rests_and_ends(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let joins = tenants.membership(acme.organization, rival.user, Role::Member);
        let id = joins.id;
        writes!(db, acme.tenancy(), |tx| memberships::insert(tx, &joins).await).unwrap();
        let (read, update) = (acme.scope::<ReadMembers>(), acme.scope::<UpdateMembers>());
        let states = writes!(db, acme.tenancy(), |tx| {
            memberships::set_role(tx, &update, id, Role::Owner, NOW).await?;
            let others = memberships::other_active_owners(tx, &update, id).await?;
            memberships::set_activity(tx, &update, id, Activity::Inactive, NOW).await?;
            let resting = memberships::find(tx, &read, id).await?.expect("the member");
            memberships::remove(tx, &update, id, NOW).await?;
            let gone = memberships::find(tx, &read, id).await?.expect("the member");
            Ok::<_, tenure_store::Error>((others, resting, gone))
        }).unwrap();
        assert_eq!(states.0, 1);
        assert_eq!((states.1.role, states.1.active, states.1.removed), (Role::Owner, false, false));
        assert!(states.2.removed);
    }

    async fn running_entries_are_found_wherever_one_may_come_in(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let mut entry = tenants.entry(&acme, 1);
        (entry.stopped_at, entry.seconds) = (None, None);
        let id = entry.id;
        let scope = acme.scope();
        writes!(db, acme.tenancy(), |tx| time_entries::insert(tx, &scope, &entry).await).unwrap();
        let running = reads!(db, Tenancy::User(acme.user), |tx| time_entries::running_of_user(tx, acme.user).await).unwrap();
        assert_eq!(running.iter().map(|(organization, entry)| (*organization, entry.id)).collect::<Vec<_>>(), [(acme.organization, id)]);
    }
}
