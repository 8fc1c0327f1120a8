//! What a transaction promises, on both engines.

use std::num::NonZeroUsize;
use std::time::Duration;

use tenure_domain::client::Client;
use tenure_domain::permission::{CreateClients, CreateTimeEntries, ReadReports};
use tenure_store::db::{Options, Target};
use tenure_store::time_entries::TimeEntryFilter;
use tenure_store::{Db, Error, Tenancy, clients, time_entries, users};
use tenure_testkit::{Engine, TestDatabase, each_engine};

use super::fixture::{NOW, Tenants, reads, writes};

/// The same database, used in another way.
async fn reopened(database: &TestDatabase, change: impl FnOnce(&mut Options)) -> Db {
    let mut options = Options::new(Target::parse(&database.url).expect("a URL"));
    options.readers = NonZeroUsize::MIN;
    change(&mut options);
    Db::open(&options).await.expect("the database opens")
}

fn client(tenants: &Tenants, name: &str) -> Client {
    Client {
        id: tenants.client_id(),
        name: name.to_owned(),
        note: None,
        website_url: None,
        color: None,
        address: None,
        archived: false,
        created_at: NOW,
        updated_at: NOW,
    }
}

/// Holds a lock that keeps everybody from writing to the clients, until it is dropped.
enum Held {
    Sqlite(#[expect(dead_code, reason = "holds the lock")] rusqlite::Connection),
    Postgres(#[expect(dead_code, reason = "holds the lock")] tokio_postgres::Client),
}

async fn hold(database: &TestDatabase) -> Held {
    match Target::parse(&database.url).expect("a URL") {
        Target::Sqlite(path) => {
            let file = rusqlite::Connection::open(path).expect("the file opens");
            file.execute_batch("BEGIN IMMEDIATE")
                .expect("the lock is taken");
            Held::Sqlite(file)
        }
        Target::Postgres(url) => {
            let (client, connection) = tokio_postgres::connect(&url, tokio_postgres::NoTls)
                .await
                .expect("a connection");
            tokio::spawn(connection);
            let lock = "BEGIN; LOCK TABLE clients, time_entries IN ACCESS EXCLUSIVE MODE";
            client.batch_execute(lock).await.expect("the lock is taken");
            Held::Postgres(client)
        }
    }
}

each_engine! {
    async fn a_failed_statement_fails_the_transaction_and_nothing_of_it_is_kept(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let (made, twin) = (client(&tenants, "Globex"), client(&tenants, "Initech"));
        let id = made.id;
        let outcome = writes!(db, acme.tenancy(), |tx| {
            let scope = acme.scope::<CreateClients>();
            clients::insert(tx, &scope, &made).await?;
            let again = clients::insert(tx, &scope, &made).await;
            assert!(again.is_err_and(|error| error.is_unique_violation()));
            let after = clients::insert(tx, &scope, &twin).await;
            assert!(matches!(after, Err(Error::AlreadyFailed)), "{after:?}");
            // The work itself takes the failure for nothing; its transaction does not.
            Ok::<_, Error>(())
        });
        assert!(matches!(outcome, Err(Error::AlreadyFailed)), "{outcome:?}");
        let exists = writes!(db, acme.tenancy(), |tx| clients::exists(tx, &acme.scope::<CreateClients>(), id).await);
        assert!(!exists.unwrap());
    }

    async fn work_that_gives_an_error_is_undone(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let made = client(&tenants, "Globex");
        let id = made.id;
        let outcome = writes!(db, acme.tenancy(), |tx| {
            clients::insert(tx, &acme.scope::<CreateClients>(), &made).await?;
            Err::<(), _>(Error::Busy("changed its mind".to_owned()))
        });
        assert!(matches!(outcome, Err(Error::Busy(_))));
        let exists = writes!(db, acme.tenancy(), |tx| clients::exists(tx, &acme.scope::<CreateClients>(), id).await);
        assert!(!exists.unwrap());
    }

    async fn a_panic_inside_work_is_contained_and_undone(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let made = client(&tenants, "Globex");
        let id = made.id;
        let outcome: Result<(), Error> = writes!(db, acme.tenancy(), |tx| {
            clients::insert(tx, &acme.scope::<CreateClients>(), &made).await?;
            panic!("a bug in the work")
        });
        assert!(matches!(&outcome, Err(Error::Panicked(message)) if message == "a bug in the work"), "{outcome:?}");
        let outcome: Result<(), Error> = reads!(db, acme.tenancy(), |tx| {
            users::count(tx).await?;
            panic!("a bug in the reading")
        });
        assert!(matches!(outcome, Err(Error::Panicked(_))), "{outcome:?}");
        let exists = writes!(db, acme.tenancy(), |tx| clients::exists(tx, &acme.scope::<CreateClients>(), id).await);
        assert!(!exists.unwrap());
    }

    async fn a_reading_transaction_cannot_write(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let made = client(&tenants, "Globex");
        let outcome = reads!(db, acme.tenancy(), |tx| clients::insert(tx, &acme.scope::<CreateClients>(), &made).await);
        assert!(matches!(outcome, Err(Error::NotWritable(_))), "{outcome:?}");
    }

    async fn a_lock_that_somebody_keeps_is_waited_for_only_so_long(tenants: Tenants) {
        let acme = tenants.acme;
        let made = client(&tenants, "Globex");
        let db = reopened(&tenants.database, |options| options.busy_timeout = Duration::from_millis(200)).await;
        let held = hold(&tenants.database).await;
        let new = made.clone();
        let outcome = writes!(db, acme.tenancy(), |tx| clients::insert(tx, &acme.scope::<CreateClients>(), &new).await);
        assert!(matches!(outcome, Err(Error::Busy(_))), "{outcome:?}");
        drop(held);
        let mut outcome = Err(Error::Closed);
        // The other end may notice a moment later that its holder is gone.
        for _ in 0..20 {
            let new = made.clone();
            outcome = writes!(db, acme.tenancy(), |tx| clients::insert(tx, &acme.scope::<CreateClients>(), &new).await);
            if outcome.is_ok() {
                break;
            }
        }
        outcome.unwrap();
    }

    async fn a_statement_that_takes_too_long_is_ended(tenants: Tenants) {
        let acme = tenants.acme;
        let sqlite = tenants.database.db.engine() == Engine::Sqlite;
        // SQLite's clock is looked at while it works, PostgreSQL's also while it waits.
        let (limit, held) = if sqlite {
            many_entries(&tenants).await;
            (Duration::ZERO, None)
        } else {
            (Duration::from_secs(1), Some(hold(&tenants.database).await))
        };
        let db = reopened(&tenants.database, |options| options.statement_timeout = limit).await;
        let outcome = reads!(db, acme.tenancy(), |tx| {
            time_entries::totals_by_project(tx, &acme.scope::<ReadReports>(), &TimeEntryFilter::default()).await
        });
        assert!(matches!(outcome, Err(Error::StatementTimeout)), "{outcome:?}");
        drop(held);
        assert_eq!(reads!(db, Tenancy::Global, |tx| users::count(tx).await).unwrap(), 2, "the connection goes on");
    }

    async fn many_writers_at_once_all_get_in(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let writers: Vec<_> = (0..100).map(|minutes| {
            let (db, entry) = (db.clone(), tenants.entry(&acme, minutes));
            tokio::spawn(async move {
                writes!(db, acme.tenancy(), |tx| time_entries::insert(tx, &acme.scope::<CreateTimeEntries>(), &entry).await)
            })
        }).collect();
        for writer in writers {
            writer.await.expect("no panic").unwrap();
        }
        assert_eq!(tenants.database.number("SELECT COUNT(*) FROM time_entries").await, 100);
    }
}

/// Enough entries that adding them up takes a while.
async fn many_entries(tenants: &Tenants) {
    let (organization, user) = (
        tenants.database.literal(tenants.acme.organization.uuid()),
        tenants.database.literal(tenants.acme.user.uuid()),
    );
    let sql = format!(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60000)
         INSERT INTO time_entries (organization_id, started_at, id, user_id, description, description_key,
             stopped_at, seconds, source, is_overrun, created_at, updated_at)
         SELECT {organization}, n, randomblob(16), {user}, '', '', n, 0, 'manual', FALSE, 0, 0 FROM numbers"
    );
    tenants.database.execute(&sql).await;
}
