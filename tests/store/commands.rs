//! What operators' commands do without a session.

use tenure_domain::category::Category;
use tenure_domain::permission::{CreateCategories, ReadCategories};
use tenure_domain::role::Role;
use tenure_store::{Error, Tenancy, categories, instance, memberships};
use tenure_testkit::{TestDatabase, each_engine};

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

    async fn an_instance_without_anybody_is_empty(database: TestDatabase) {
        assert!(reads!(database.db, COMMAND, |tx| instance::is_empty(tx).await).unwrap());
    }
}
