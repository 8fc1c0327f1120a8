//! The schema and every statement, on both engines.

use tenure_store::db::schema::{SchemaColumn, columns};
use tenure_store::tenant_tables::{
    Column, Export, Kind, ORGANIZATION, ORGANIZATION_WITHHELD, TENANT_TABLES,
};
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

/// What is deleted with an organization and what is exported of it, in one list: a table or column
/// that is missing there would stay behind, or be missing in an export.
#[tokio::test]
async fn the_list_of_tenant_tables_is_the_schemas_own() {
    const WHERE: &str = "say in crates/store/src/tenant_tables.rs whether it is exported";
    let columns = columns(&TestDatabase::on(Engine::Sqlite).await.db)
        .await
        .unwrap();
    let mut tables: Vec<_> = columns
        .iter()
        .filter(|column| column.column == "organization_id" && column.table != "legacy_documents")
        .map(|column| column.table.as_str())
        .collect();
    let mut listed: Vec<_> = TENANT_TABLES.iter().map(|table| table.name).collect();
    tables.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, tables, "{WHERE}");
    let known = |table: &str, column: &str| {
        let exported = |columns: &[Column], withheld: &[(&str, &str)]| {
            columns.iter().any(|(name, _)| *name == column)
                != withheld.iter().any(|(name, _)| *name == column)
        };
        if table == "organizations" {
            return exported(ORGANIZATION, ORGANIZATION_WITHHELD);
        }
        match TENANT_TABLES
            .iter()
            .find(|one| one.name == table)
            .map(|one| &one.export)
        {
            None | Some(Export::Nothing(_)) => true,
            Some(Export::Rows {
                columns, withheld, ..
            }) => column == "organization_id" || exported(columns, withheld),
        }
    };
    for SchemaColumn { table, column, .. } in &columns {
        assert!(known(table, column), "{table}.{column}: {WHERE}");
    }
    let kind_of = |table: &str, column: &str| {
        let found = columns
            .iter()
            .find(|one| one.table == table && one.column == column);
        found
            .unwrap_or_else(|| panic!("there is no {table}.{column}: {WHERE}"))
            .kind
            .clone()
    };
    let of_tables = TENANT_TABLES.iter().flat_map(|table| {
        let exported = match table.export {
            Export::Rows { columns, .. } => columns,
            Export::Nothing(_) => &[],
        };
        table
            .key
            .iter()
            .chain(exported)
            .map(|column| (table.name, *column))
    });
    let of_organizations = ORGANIZATION.iter().map(|column| ("organizations", *column));
    for (table, (column, kind)) in of_tables.chain(of_organizations) {
        let expected = match kind {
            Kind::Id => "BLOB",
            Kind::Text | Kind::Json => "TEXT",
            Kind::Flag | Kind::Integer | Kind::Time => "INTEGER",
        };
        assert_eq!(kind_of(table, column), expected, "{table}.{column}");
    }
}
