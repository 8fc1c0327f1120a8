//! SQLite's writer: transactions that wait together are committed together, and stay apart.

use std::num::NonZeroUsize;
use std::sync::mpsc;
use std::time::Duration;

use tenure_store::db::{Options, Target};
use tenure_store::settings::{self, Key};
use tenure_store::{Db, Error, Tenancy, sessions};
use tenure_testkit::Engine;

use super::fixture::{NOW, Tenants, reads, writes};

const GLOBAL: Tenancy = Tenancy::Global;

/// Keeps the writer busy until told, so that what is sent meanwhile waits together.
fn busy(db: &Db) -> (mpsc::Sender<()>, tokio::task::JoinHandle<Result<(), Error>>) {
    let (go_on, wait) = mpsc::channel::<()>();
    let (at_work, starts) = mpsc::channel();
    let db = db.clone();
    let job = tokio::spawn(async move {
        writes!(db, GLOBAL, |tx| {
            at_work.send(()).expect("the test waits");
            wait.recv().expect("the test goes on");
            settings::put(tx, Key::CursorKey, "first", NOW).await
        })
    });
    starts.recv().expect("the writer begins");
    (go_on, job)
}

async fn remembered(db: &Db, key: Key) -> Option<String> {
    reads!(db, GLOBAL, |tx| settings::find(tx, key).await).expect("an answer")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_transaction_takes_no_other_of_its_group_with_it() {
    let tenants = Tenants::on(Engine::Sqlite).await;
    let db = tenants.db();
    let (go_on, first) = busy(&db);
    let failing = async {
        writes!(db, GLOBAL, |tx| {
            settings::put(tx, Key::CursorKey, "failing", NOW).await?;
            Err::<(), _>(Error::Busy("changed its mind".to_owned()))
        })
    };
    let panicking = async {
        writes!(db, GLOBAL, |tx| {
            settings::put(tx, Key::CursorKey, "panicking", NOW).await?;
            panic!("a bug in the work")
        })
    };
    let last = async {
        writes!(db, GLOBAL, |tx| settings::put(
            tx,
            Key::SetUpTokenHash,
            "last",
            NOW
        )
        .await)
    };
    let release = async { go_on.send(()).expect("the writer waits") };
    let (failing, panicking, last, ()): (_, Result<(), Error>, _, ()) =
        tokio::join!(failing, panicking, last, release);
    assert!(matches!(failing, Err(Error::Busy(_))), "{failing:?}");
    assert!(
        matches!(panicking, Err(Error::Panicked(_))),
        "{panicking:?}"
    );
    last.unwrap();
    first.await.unwrap().unwrap();
    assert_eq!(
        remembered(&db, Key::CursorKey).await.as_deref(),
        Some("first")
    );
    assert_eq!(
        remembered(&db, Key::SetUpTokenHash).await.as_deref(),
        Some("last")
    );
}

/// Ending a statement that writes makes SQLite roll everything back that is not committed: what
/// shares its commit must be told so, and what comes after must not be touched by it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everybody_is_told_the_truth_when_a_writing_statement_takes_too_long() {
    let tenants = Tenants::on(Engine::Sqlite).await;
    many_sessions(&tenants).await;
    let mut options = Options::new(Target::parse(&tenants.database.url).expect("a URL"));
    (options.readers, options.statement_timeout) = (NonZeroUsize::MIN, Duration::ZERO);
    let db = Db::open(&options).await.expect("the database opens");
    let (go_on, first) = busy(&db);
    let slow = async { writes!(db, GLOBAL, |tx| sessions::delete_expired(tx, NOW).await) };
    let last = async {
        writes!(db, GLOBAL, |tx| settings::put(
            tx,
            Key::SetUpTokenHash,
            "last",
            NOW
        )
        .await)
    };
    let release = async { go_on.send(()).expect("the writer waits") };
    let (slow, last, ()) = tokio::join!(slow, last, release);
    assert!(matches!(slow, Err(Error::StatementTimeout)), "{slow:?}");
    let first = first.await.unwrap();
    assert!(
        matches!(first, Err(Error::Busy(_))),
        "asked to try again: {first:?}"
    );
    assert_eq!(remembered(&db, Key::CursorKey).await, None);
    last.unwrap();
    assert_eq!(
        remembered(&db, Key::SetUpTokenHash).await.as_deref(),
        Some("last")
    );
    let left = tenants
        .database
        .number("SELECT COUNT(*) FROM sessions")
        .await;
    assert_eq!(left, 60_002, "nothing of the slow one was kept");
}

#[tokio::test]
async fn work_that_waits_for_something_else_is_refused_and_undone() {
    let tenants = Tenants::on(Engine::Sqlite).await;
    let db = tenants.db();
    let outcome = writes!(db, GLOBAL, |tx| {
        settings::put(tx, Key::CursorKey, "waiting", NOW).await?;
        tokio::task::yield_now().await;
        Ok::<_, Error>(())
    });
    assert!(
        matches!(outcome, Err(Error::AwaitedElsewhere)),
        "{outcome:?}"
    );
    assert_eq!(remembered(&db, Key::CursorKey).await, None);
    let outcome = reads!(db, GLOBAL, |tx| {
        settings::find(tx, Key::CursorKey).await?;
        tokio::task::yield_now().await;
        Ok::<_, Error>(())
    });
    assert!(
        matches!(outcome, Err(Error::AwaitedElsewhere)),
        "{outcome:?}"
    );
}

#[tokio::test]
async fn what_was_sent_is_done_even_if_nobody_waits_for_it() {
    let tenants = Tenants::on(Engine::Sqlite).await;
    let db = tenants.db();
    let gone = db.write(GLOBAL, |tx| {
        Box::pin(settings::put(tx, Key::CursorKey, "gone", NOW))
    });
    assert!(futures_now(gone).is_none(), "it is under way");
    let kept = writes!(db, GLOBAL, |tx| settings::find_or_put(
        tx,
        Key::CursorKey,
        "late",
        NOW
    )
    .await);
    assert_eq!(kept.unwrap(), "gone", "in the order in which it was sent");
}

/// Polls once and lets go.
fn futures_now<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match future.as_mut().poll(&mut context) {
        std::task::Poll::Ready(value) => Some(value),
        std::task::Poll::Pending => None,
    }
}

/// Sessions that have ended, so many that removing them takes a while.
async fn many_sessions(tenants: &Tenants) {
    let user = tenants.database.literal(tenants.acme.user.uuid());
    let sql = format!(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60000)
         INSERT INTO sessions (id, token_hash, user_id, created_at, last_seen_at, expires_at, user_agent)
         SELECT randomblob(16), randomblob(32), {user}, 0, 0, 0, '' FROM numbers"
    );
    tenants.database.execute(&sql).await;
}
