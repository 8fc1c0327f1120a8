//! The schema and every statement, on both engines.

use tenure_store::db::schema::{SchemaColumn, columns};
use tenure_testkit::{Engine, TestDatabase, each_engine};

each_engine! {
    async fn every_statement_can_be_prepared(database: TestDatabase) {
        let statements: Vec<_> = tenure_store::statements().collect();
        assert!(statements.len() > 40, "only {} statements are listed", statements.len());
        database.db.prepare_all(&statements).await.unwrap();
    }

    async fn migrating_again_changes_nothing(database: TestDatabase) {
        let before = columns(&database.db).await.unwrap();
        tenure_store::db::migrate::migrate(&database.db).await.unwrap();
        assert_eq!(columns(&database.db).await.unwrap(), before);
    }
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let sqlite = columns(&TestDatabase::on(Engine::Sqlite).await.db)
        .await
        .unwrap();
    let postgres = columns(&TestDatabase::on(Engine::Postgres).await.db)
        .await
        .unwrap();
    let only = |these: &[SchemaColumn], those: &[SchemaColumn]| -> Vec<SchemaColumn> {
        these
            .iter()
            .filter(|column| !those.contains(column))
            .cloned()
            .collect()
    };
    assert_eq!(only(&sqlite, &postgres), [], "on SQLite alone");
    assert_eq!(only(&postgres, &sqlite), [], "on PostgreSQL alone");
    assert!(sqlite.len() > 80);
}
