//! The second wall: what PostgreSQL itself refuses, whatever the code above asks for.

use std::num::NonZeroUsize;

use tenure_domain::permission::ReadMembers;
use tenure_store::db::{Options, Target};
use tenure_store::memberships::MemberFilter;
use tenure_store::{Db, Error, Tenancy, memberships, users};
use tenure_testkit::{Engine, TestDatabase, each_engine};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Client, NoTls};

use super::fixture::{Tenants, reads};

/// Tables that name an organization without being a tenant's, which only the operator reads: those
/// that the runtime role may add to, and nothing else, and those that it may not even do that with.
const WRITTEN_ONLY: [&str; 1] = ["outbox"];
const OPERATORS: [&str; 2] = ["legacy_documents", "outbox"];

async fn superuser(database: &TestDatabase) -> Client {
    let (client, connection) = tokio_postgres::connect(&database.url, NoTls)
        .await
        .expect("a connection");
    tokio::spawn(connection);
    client
}

async fn names(client: &Client, sql: &str) -> Vec<String> {
    let rows = client.query(sql, &[]).await.expect("rows");
    rows.iter().map(|row| row.get(0)).collect()
}

/// Every table with an organization's rows.
async fn tenant_tables(client: &Client) -> Vec<String> {
    let tables = names(
        client,
        "SELECT table_name::text FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY table_name",
    )
    .await;
    let tables: Vec<_> = tables
        .into_iter()
        .filter(|table| !OPERATORS.contains(&table.as_str()))
        .collect();
    assert!(tables.len() >= 7, "{tables:?}");
    tables
}

/// A row of the first organization in every tenant table.
async fn a_row_in_every_table(tenants: &Tenants) {
    let (organization, user) = (tenants.acme.organization, tenants.acme.user);
    let id = tenants.client_id();
    tenants.database.execute(&format!("
        INSERT INTO clients (organization_id, id, name, name_key, is_archived, created_at, updated_at)
            VALUES ('{organization}', '{id}', 'Globex', 'globex', FALSE, 0, 0);
        INSERT INTO projects (organization_id, id, client_id, name, name_key, is_archived, created_at, updated_at)
            VALUES ('{organization}', '{id}', '{id}', 'Site', 'site', FALSE, 0, 0);
        INSERT INTO tasks (organization_id, id, project_id, name, name_key, is_done, created_at, updated_at)
            VALUES ('{organization}', '{id}', '{id}', 'Layout', 'layout', FALSE, 0, 0);
        INSERT INTO categories (organization_id, id, name, name_key, is_default, created_at, updated_at)
            VALUES ('{organization}', '{id}', 'Design', 'design', FALSE, 0, 0);
        INSERT INTO time_entries (organization_id, started_at, id, user_id, description, description_key, source, is_overrun, created_at, updated_at)
            VALUES ('{organization}', 0, '{id}', '{user}', '', '', 'timer', FALSE, 0, 0);
        INSERT INTO imports (organization_id, id, provider, status, meta, created_at)
            VALUES ('{organization}', '{id}', 'csv', 'done', '', 0);
        INSERT INTO invitations (organization_id, id, email, email_key, role, token_hash, status, created_at, expires_at)
            VALUES ('{organization}', '{id}', 'a@example.com', 'a@example.com', 'viewer', '\\x00', 'pending', 0, 0);
        INSERT INTO former_slugs (organization_id, slug, retired_at) VALUES ('{organization}', 'former', 0);
        INSERT INTO audit_log (organization_id, id, at, function, subject_id, request_id)
            VALUES ('{organization}', '{id}', 0, 'members.update', '{id}', '');
        INSERT INTO idempotency_keys (organization_id, user_id, key, request_hash, response, created_at)
            VALUES ('{organization}', '{user}', 'key', '\\x00', '', 0);
        INSERT INTO events (organization_id, position, at, kind, table_name, row_id)
            VALUES ('{organization}', 1, 0, 'created', 'clients', '{id}');
    ")).await;
}

async fn in_postgres() -> (Tenants, Client) {
    let tenants = Tenants::on(Engine::Postgres).await;
    let client = superuser(&tenants.database).await;
    (tenants, client)
}

#[tokio::test]
async fn every_tenant_table_has_row_level_security_forced() {
    let (_tenants, client) = in_postgres().await;
    for table in tenant_tables(&client)
        .await
        .iter()
        .map(String::as_str)
        .chain(["organizations"])
    {
        let row = client.query_one("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = $1::text::regclass", &[&table]).await;
        let row = row.expect("a table");
        assert_eq!(
            (row.get(0), row.get(1)),
            (true, true),
            "{table}: call protect_tenant_table in its migration"
        );
    }
}

#[tokio::test]
async fn the_runtime_role_owns_nothing_and_bypasses_nothing() {
    let (_tenants, client) = in_postgres().await;
    for role in ["tenure_runtime", "tenure_operator"] {
        let row = client.query_one("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = $1", &[&role]).await;
        let row = row.expect("the role");
        let able: Vec<bool> = (0..4).map(|column| row.get(column)).collect();
        assert_eq!(able, [false; 4], "{role}");
        let possessions = client
            .query_one(
                "SELECT count(*) FROM pg_class WHERE relowner = $1::text::regrole",
                &[&role],
            )
            .await;
        assert_eq!(possessions.expect("a count").get::<_, i64>(0), 0, "{role}");
        let owner = client.query_one("SELECT bool_or(pg_has_role($1, relowner, 'MEMBER')) FROM pg_class WHERE relname = 'clients'", &[&role]).await;
        assert!(
            !owner.expect("an answer").get::<_, bool>(0),
            "{role} is a member of the owner"
        );
    }
    for table in OPERATORS {
        let rights = if WRITTEN_ONLY.contains(&table) {
            "SELECT, UPDATE, DELETE"
        } else {
            "SELECT, INSERT, UPDATE, DELETE"
        };
        let may = client
            .query_one(
                "SELECT has_table_privilege('tenure_runtime', $1::text, $2::text)",
                &[&table, &rights],
            )
            .await;
        assert!(
            !may.expect("an answer").get::<_, bool>(0),
            "{table} is the operator's alone"
        );
    }
}

#[tokio::test]
async fn nothing_of_another_tenant_can_be_seen_changed_or_added() {
    let (tenants, client) = in_postgres().await;
    a_row_in_every_table(&tenants).await;
    let (acme, rival) = (tenants.acme.organization, tenants.rival.organization);
    for table in tenant_tables(&client).await {
        let count = format!("SELECT count(*) FROM {table} WHERE organization_id = '{acme}'");
        let rows: i64 = client.query_one(&count, &[]).await.expect("a count").get(0);
        assert!(
            rows > 0,
            "give {table} a row in a_row_in_every_table (tests/store/row_level_security.rs)"
        );
        client
            .batch_execute(&format!(
                "
            CREATE TEMPORARY TABLE copy AS SELECT * FROM {table} WHERE organization_id = '{acme}';
            GRANT SELECT ON copy TO tenure_runtime;
            SET ROLE tenure_runtime; SET app.organization_id = '{rival}';
        "
            ))
            .await
            .expect("the role is taken");
        assert_eq!(
            client
                .query_one(&count, &[])
                .await
                .expect("a count")
                .get::<_, i64>(0),
            0,
            "{table}"
        );
        for change in [
            format!("UPDATE {table} SET organization_id = organization_id"),
            format!("DELETE FROM {table} WHERE organization_id = '{acme}'"),
        ] {
            let of_rival = format!("SELECT count(*) FROM {table}");
            let own: i64 = client
                .query_one(&of_rival, &[])
                .await
                .expect("a count")
                .get(0);
            match client.execute(&change, &[]).await {
                Ok(touched) => assert!(i64::try_from(touched).expect("few") <= own, "{change}"),
                // Nobody changes the audit log at all.
                Err(refused) => assert_eq!(
                    (table.as_str(), refused.code()),
                    ("audit_log", Some(&SqlState::INSUFFICIENT_PRIVILEGE)),
                    "{change}"
                ),
            }
        }
        let added = client
            .execute(&format!("INSERT INTO {table} SELECT * FROM copy"), &[])
            .await;
        let refused = added.expect_err(&format!("{table} took another tenant's row"));
        assert_eq!(
            refused.code(),
            Some(&SqlState::INSUFFICIENT_PRIVILEGE),
            "{table}: {refused:?}"
        );
        // Set and reset, the setting is an empty text, which names nobody.
        for unset in ["SET app.organization_id = ''", "RESET app.organization_id"] {
            client.batch_execute(unset).await.expect("it runs");
            let all = client
                .query_one(&format!("SELECT count(*) FROM {table}"), &[])
                .await;
            assert_eq!(
                all.expect("a count").get::<_, i64>(0),
                0,
                "{table} without a tenant"
            );
        }
        client
            .batch_execute("RESET ROLE; DROP TABLE copy")
            .await
            .expect("the role is given back");
        let left: i64 = client.query_one(&count, &[]).await.expect("a count").get(0);
        assert_eq!(left, rows, "{table} lost a row");
    }
}

#[tokio::test]
async fn a_user_sees_their_own_memberships_and_organizations_alone() {
    let (tenants, client) = in_postgres().await;
    client
        .batch_execute(&format!(
            "SET ROLE tenure_runtime; SET app.user_id = '{}'",
            tenants.acme.user
        ))
        .await
        .expect("the role is taken");
    assert_eq!(
        names(&client, "SELECT organization_id::text FROM memberships").await,
        [tenants.acme.organization.to_string()]
    );
    assert_eq!(
        names(&client, "SELECT name FROM organizations").await,
        ["Acme"]
    );
    for change in [
        "UPDATE memberships SET role = 'owner'",
        "DELETE FROM memberships",
        "UPDATE organizations SET name = ''",
    ] {
        assert_eq!(
            client.execute(change, &[]).await.expect("it runs"),
            0,
            "{change}"
        );
    }
}

#[tokio::test]
async fn a_transactions_tenant_ends_with_it_even_if_it_is_given_up() {
    let tenants = Tenants::on(Engine::Postgres).await;
    let acme = tenants.acme;
    let mut options = Options::new(Target::parse(&tenants.database.url).expect("a URL"));
    options.readers = NonZeroUsize::MIN;
    let db = Db::open(&options).await.expect("the database opens");
    let seen = async |tenancy: Tenancy| {
        let scope = acme.scope::<ReadMembers>();
        let members = reads!(db, tenancy, |tx| memberships::list(
            tx,
            &scope,
            &MemberFilter::default(),
            None,
            9
        )
        .await);
        members.expect("an answer").len()
    };
    assert_eq!(seen(acme.tenancy()).await, 1);
    assert_eq!(
        seen(Tenancy::Global).await,
        0,
        "the one connection kept the tenant"
    );
    assert_eq!(seen(Tenancy::Operator("tests")).await, 1);
    assert_eq!(
        seen(Tenancy::Global).await,
        0,
        "the one connection kept the role"
    );
    let (under_way, begins) = tokio::sync::oneshot::channel();
    let given_up = db.write(acme.tenancy(), move |tx| {
        Box::pin(async move {
            users::count(tx).await?;
            under_way.send(()).expect("the test waits");
            std::future::pending::<Result<(), Error>>().await
        })
    });
    tokio::select! {
        outcome = given_up => panic!("it ended: {outcome:?}"),
        begun = begins => begun.expect("it begins"),
    }
    assert_eq!(
        seen(Tenancy::Global).await,
        0,
        "a transaction that was given up left its tenant"
    );
}

#[tokio::test]
async fn the_log_is_deleted_with_its_organization_and_never_before() {
    let (tenants, client) = in_postgres().await;
    a_row_in_every_table(&tenants).await;
    let (acme, user) = (tenants.acme.organization, tenants.acme.user);
    let delete = "DELETE FROM audit_log";
    client
        .batch_execute("SET ROLE tenure_operator")
        .await
        .expect("the role is taken");
    assert_eq!(client.execute(delete, &[]).await.expect("it runs"), 0);
    let update = client
        .execute("UPDATE audit_log SET function = ''", &[])
        .await
        .expect_err("nobody changes the log");
    assert_eq!(update.code(), Some(&SqlState::INSUFFICIENT_PRIVILEGE));
    client
        .batch_execute(&format!(
            "UPDATE organizations SET deletion_requested_at = 0, deletion_due = 0, deletion_requested_by = '{user}'
             WHERE id = '{acme}'"
        ))
        .await
        .expect("it is to be deleted");
    assert_eq!(client.execute(delete, &[]).await.expect("it runs"), 1);
}

each_engine! {
    async fn every_tenant_tables_key_begins_with_its_organization(database: TestDatabase) {
        let keys = match Target::parse(&database.url).expect("a URL") {
            Target::Sqlite(path) => {
                let file = rusqlite::Connection::open(path).expect("the file opens");
                let mut query = file.prepare(
                    "SELECT t.name, (SELECT k.name FROM pragma_table_info(t.name) k WHERE k.pk = 1)
                     FROM sqlite_schema t, pragma_table_info(t.name) c
                     WHERE t.type = 'table' AND c.name = 'organization_id'",
                ).expect("a query");
                let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
                rows.collect::<Result<Vec<(String, String)>, _>>().expect("tables and keys")
            }
            Target::Postgres(_) => {
                let rows = superuser(&database).await.query(
                    "SELECT t.relname::text, k.attname::text FROM pg_class t
                     JOIN pg_attribute c ON c.attrelid = t.oid AND c.attname = 'organization_id'
                     JOIN pg_index i ON i.indrelid = t.oid AND i.indisprimary
                     JOIN pg_attribute k ON k.attrelid = t.oid AND k.attnum = i.indkey[0]
                     WHERE t.relkind = 'r'", &[],
                ).await.expect("tables and keys");
                rows.iter().map(|row| (row.get(0), row.get(1))).collect()
            }
        };
        let tenant: Vec<_> = keys.iter().filter(|(table, _)| !OPERATORS.contains(&table.as_str())).collect();
        assert!(tenant.len() >= 7, "{tenant:?}");
        for (table, first) in tenant {
            assert_eq!(first, "organization_id", "{table}");
        }
    }
}
