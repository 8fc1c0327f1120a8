//! The isolation of tenants, proved by trying every route and every table.

use std::collections::BTreeSet;

use tenure_api::isolation::{Error, Report, prove};
use tenure_api::routes::table;
use tenure_store::db::Engine;
use tenure_testkit::{TestApp, TestDatabase, each_engine};

/// Routes that were not tried in any way.
fn untried(report: &Report) -> BTreeSet<String> {
    let routes = table().into_iter();
    routes
        .map(|route| format!("{} {}", route.method, route.path))
        .filter(|route| !report.attempts_by_route.contains_key(route))
        .collect()
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

    async fn a_database_that_is_somebodys_is_left_alone(app: TestApp) {
        app.operator().await;
        let refused = prove(app.database.db.clone(), |_, _| {}).await;
        assert!(matches!(refused, Err(Error::NotEmpty)));
    }
}
