//! What operators' commands do without a session.

use tenure_domain::category::Category;
use tenure_domain::id::{ImportId, InvitationId, MessageId};
use tenure_domain::permission::{CreateCategories, ReadCategories};
use tenure_domain::role::Role;
use tenure_store::{Error, Tenancy, categories, instance, isolation, memberships};
use tenure_testkit::{Engine, SeededRandomness, TestDatabase, each_engine};

use super::fixture::{NOW, Tenants, reads, writes};

const COMMAND: Tenancy = Tenancy::Operator("tests");

each_engine! {
    async fn an_operators_command_acts_for_an_active_member_alone(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let (own, foreign) = reads!(db, acme.tenancy(), |tx| {
            let own = memberships::act_for(tx, acme.user, acme.organization).await?;
            Ok::<_, Error>((own, memberships::act_for(tx, rival.user, acme.organization).await?))
        }).unwrap();
        assert_eq!(own.map(|access| access.require::<CreateCategories>().is_ok()), Some(true));
        assert_eq!(foreign, None);
        let scope = acme.scope::<CreateCategories>();
        assert_eq!(scope.role(), Role::Owner);
        let category = Category { id: tenants.category_id(), name: "Design".to_owned(), color: None };
        let read = acme.scope::<ReadCategories>();
        let listed = writes!(db, acme.tenancy(), |tx| {
            categories::insert(tx, &scope, &category, NOW).await?;
            categories::list(tx, &read, None, 10).await
        }).unwrap();
        assert_eq!(listed.iter().map(|category| category.name.as_str()).collect::<Vec<_>>(), ["Design"]);
        assert!(!reads!(db, COMMAND, |tx| instance::is_empty(tx).await).unwrap());
    }

    async fn what_is_planted_for_a_tenant_no_statement_of_another_reaches(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let randomness = SeededRandomness::new(11);
        let plant = isolation::Plant {
            organization_id: acme.organization,
            category_id: tenants.category_id(),
            invitation_id: InvitationId::new(NOW, &randomness),
            import_id: ImportId::new(NOW, &randomness),
            message_id: MessageId::new(NOW, &randomness),
            text: "planted".to_owned(),
            token_hash: [3; 32],
            invited_by: acme.user,
            at: NOW,
        };
        writes!(db, COMMAND, |tx| isolation::plant(tx, &plant).await).unwrap();
        let tried = isolation::try_tables(&db, acme.organization, rival.organization, rival.user).await.unwrap();
        assert_eq!(tried.leaks, []);
        // SQLite has no roles to try.
        assert_eq!(tried.attempts > 100, db.engine() == Engine::Postgres);
    }

    async fn an_instance_without_anybody_is_empty(database: TestDatabase) {
        assert!(reads!(database.db, COMMAND, |tx| instance::is_empty(tx).await).unwrap());
    }
}
