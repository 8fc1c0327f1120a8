//! The use cases of Tenure.
//!
//! [`Tenure`] is what everything above sees: the HTTP API and the command line call its methods,
//! and each method is one use case, in one transaction where it writes. It keeps the database to
//! itself: a handler that wants a tenant's data must bring a scope.

pub mod auth;
mod environment;
mod error;
mod events;
pub mod mail;
pub mod operations;
pub mod tenancy;
pub mod tracker;

use std::sync::Arc;

use tenure_domain::time::Instant;
use tenure_store::Db;
use tokio::sync::Semaphore;

pub use auth::password::PasswordHasher;
pub use environment::{Environment, Instance, SignUp};
pub use error::Error;

use mail::Outgoing;

/// The application: the database, the clock, the randomness and the instance's settings. Cloning
/// shares it.
#[derive(Clone)]
pub struct Tenure {
    db: Db,
    environment: Arc<Environment>,
    instance: Arc<Instance>,
    passwords: PasswordHasher,
    /// Turns to make an export.
    exports: Arc<Semaphore>,
    outgoing: Arc<Outgoing>,
}

impl Tenure {
    /// The application over a migrated database.
    #[must_use]
    pub fn new(db: Db, environment: Environment, instance: Instance) -> Self {
        let passwords = PasswordHasher::new(environment.randomness.as_ref());
        Self {
            db,
            environment: Arc::new(environment),
            instance: Arc::new(instance),
            passwords,
            exports: Arc::new(Semaphore::new(tenancy::export::AT_ONCE)),
            outgoing: Arc::default(),
        }
    }

    /// The same application, whose mail leaves this way. Without it, mail stays in the outbox.
    #[must_use]
    pub fn sending_by(self, outgoing: Outgoing) -> Self {
        Self {
            outgoing: Arc::new(outgoing),
            ..self
        }
    }

    /// What keeps mail from leaving whatever the provider says, and what that means; none if
    /// nothing does.
    #[must_use]
    pub fn mail_problem(&self) -> Option<String> {
        self.outgoing.problem()
    }

    /// The present, by the clock that was given.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.environment.clock.now()
    }

    /// The instance's settings.
    #[must_use]
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// An id for a request, by which its lines in the log are found.
    #[must_use]
    pub fn new_request_id(&self) -> String {
        tenure_domain::id::RequestId::new(self.now(), self.randomness()).to_string()
    }

    fn randomness(&self) -> &dyn tenure_domain::randomness::Randomness {
        self.environment.randomness.as_ref()
    }
}
