//! The isolation of tenants, proved by trying every route and every table.

use std::collections::BTreeSet;

use tenure_api::isolation::{Error, Report, prove};
use tenure_api::routes::table;
use tenure_domain::randomness::SystemRandomness;
use tenure_store::db::schema::columns;
use tenure_store::db::{Engine, Options, Scratch, Target};
use tenure_store::{Db, Tenancy, users};
use tenure_testkit::{TestApp, TestDatabase, each_engine};

/// Routes that were not tried in any way.
fn untried(report: &Report) -> BTreeSet<String> {
    let routes = table().into_iter();
    routes
        .map(|route| format!("{} {}", route.method, route.path))
        .filter(|route| !report.attempts_by_route.contains_key(route))
        .collect()
}

async fn has_operator(db: &Db) -> bool {
    db.read(Tenancy::Global, |tx| Box::pin(users::has_operator(tx)))
        .await
        .expect("the database answers")
}

each_engine! {
    async fn no_route_and_no_table_gives_away_what_is_anothers(database: TestDatabase) {
        let report = prove(database.db.clone(), |_, _| {}).await.expect("everything can be tried");
        assert_eq!(report.leaks, []);
        assert_eq!(untried(&report), BTreeSet::new());
        assert_eq!(report.routes, table().len());
        assert!(report.attempts > report.routes * 10, "only {} attempts", report.attempts);
        let (tables, table_attempts) = (report.tables, report.table_attempts);
        match database.db.engine() {
            Engine::Sqlite => assert_eq!((tables, table_attempts), (0, 0)),
            Engine::Postgres => assert!(tables > 10 && table_attempts > tables * 19, "{tables} {table_attempts}"),
        }
    }

    async fn a_scratch_database_is_complete_and_another_one(app: TestApp) {
        app.operator().await;
        let options = Options::new(Target::parse(&app.database.url).expect("a database URL"));
        let scratch = Scratch::beside(&options, &SystemRandomness).await.expect("it is made");
        let (made, given) = (columns(scratch.db()).await, columns(&app.database.db).await);
        assert_eq!(made.expect("its columns"), given.expect("their columns"));
        assert!(!has_operator(scratch.db()).await);
        scratch.remove().await.expect("it is removed");
        assert!(has_operator(&app.database.db).await);
    }

    async fn a_database_that_is_somebodys_is_left_alone(app: TestApp) {
        app.operator().await;
        let refused = prove(app.database.db.clone(), |_, _| {}).await;
        assert!(matches!(refused, Err(Error::NotEmpty)));
    }
}
