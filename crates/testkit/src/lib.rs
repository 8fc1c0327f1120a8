//! What Tenure's tests stand on: real databases of both engines, a clock and randomness that can be
//! told, the application behind its own router, and actors that use it.
//!
//! ```ignore
//! each_engine! {
//!     async fn a_manager_adds_a_client(app: TestApp) {
//!         let acme = app.team("Acme").await;
//!         let mia = app.member(&acme, Role::Manager, "Mia").await;
//!         let answer = mia.post(&acme.path("clients"), json!({"name": "Globex"})).await;
//!         assert_eq!(answer.status, 201);
//!     }
//! }
//! ```

mod actor;
mod app;
mod binary;
mod clock;
mod database;
pub mod mail;
mod randomness;
mod sql;
mod stream;

pub use actor::{Actor, Answer};
pub use app::{PASSWORD, Team, TestApp};
pub use binary::{Ran, binary, tenure};
pub use clock::TestClock;
pub use database::{Engine, TestDatabase};
pub use randomness::SeededRandomness;
pub use stream::{EventStream, Message};

/// Declares tests that run on every engine, each on a database of its own: one of a [`TestApp`], a
/// [`TestDatabase`], or anything else with an async `on(Engine)`.
#[macro_export]
macro_rules! each_engine {
    ($($(#[$meta:meta])* async fn $name:ident($argument:ident: $kind:ty) $body:block)+) => {$(
        mod $name {
            #[allow(clippy::wildcard_imports, unused_imports, reason = "the test's own module is its scope")]
            use super::*;

            $(#[$meta])*
            async fn on_this($argument: $kind) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                on_this(<$kind>::on($crate::Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                on_this(<$kind>::on($crate::Engine::Postgres).await).await;
            }
        }
    )+};
}
