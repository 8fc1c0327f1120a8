//! The application of the proof: over a scratch database, with a clock that stands still, so that
//! the same question has the same answer until somebody changes something.

use std::sync::Arc;

use axum::Router;
use serde_json::{Value, json};
use tenure_app::auth::{Browser, SignIn, hex};
use tenure_app::{Environment, Instance, SignUp, Tenure};
use tenure_domain::id::UserId;
use tenure_domain::randomness::{Randomness, SystemRandomness};
use tenure_domain::time::{Clock, Instant, SystemClock};
use tenure_store::Db;
use tokio::sync::watch;

use super::Error;
use super::exchange::{Answer, Asked, ask};
use super::values::{Sort, nobodys};
use crate::cookie::Cookies;

/// Where the application believes to be reached; nobody goes there.
const PUBLIC_URL: &str = "http://tenure.invalid";

/// A clock that stands still.
struct Standing(Instant);

impl Clock for Standing {
    fn now(&self) -> Instant {
        self.0
    }
}

/// The application, its router and its database.
pub(super) struct World {
    pub(super) app: Tenure,
    pub(super) db: Db,
    pub(super) router: Router,
    pub(super) randomness: Arc<dyn Randomness>,
    /// Tells streams to end, when it is dropped.
    _stop: watch::Sender<bool>,
}

/// Somebody with an account.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: UserId,
    pub(super) email: String,
    pub(super) cookie: String,
    password: String,
}

impl World {
    /// The application over an empty database, with an operator who has nothing to do with either
    /// tenant.
    ///
    /// # Errors
    /// [`Error::NotEmpty`].
    pub(super) async fn new(db: Db) -> Result<Self, Error> {
        let randomness: Arc<dyn Randomness> = Arc::new(SystemRandomness);
        let environment = Environment {
            clock: Arc::new(Standing(SystemClock.now())),
            randomness: randomness.clone(),
        };
        let instance = Instance {
            version: env!("CARGO_PKG_VERSION"),
            public_url: PUBLIC_URL.to_owned(),
            sign_up: SignUp::Open,
        };
        let app = Tenure::new(db.clone(), environment, instance);
        let link = app.set_up_link().await?.ok_or(Error::NotEmpty)?;
        let (stop, stopping) = watch::channel(false);
        let router = crate::router(app.clone(), stopping).await?;
        let world = Self {
            app,
            db,
            router,
            randomness,
            _stop: stop,
        };
        let token = link.split_once('#').map_or("", |(_, token)| token);
        world
            .account("/auth/set-up", "Operator", json!({"token": token}))
            .await?;
        Ok(world)
    }

    /// The moment at which everything happens.
    pub(super) fn now(&self) -> Instant {
        self.app.now()
    }

    /// Random text of lower-case hexadecimal digits.
    pub(super) fn word(&self) -> String {
        let mut random = [0; 6];
        self.randomness.fill(&mut random);
        hex(&random)
    }

    /// A value that nobody has.
    pub(super) fn nobodys(&self, sort: Sort) -> String {
        nobodys(sort, self.now(), self.randomness.as_ref())
    }

    /// Somebody new.
    pub(super) async fn sign_up(&self, name: &str) -> Result<Person, Error> {
        self.account("/auth/sign-up", name, json!({})).await
    }

    async fn account(&self, path: &str, name: &str, mut form: Value) -> Result<Person, Error> {
        let email = format!("{}@example.com", self.word());
        let password = format!("{} {}", self.word(), self.word());
        form["name"] = json!(name);
        form["email"] = json!(email);
        form["password"] = json!(password);
        let answer = self.must(None, "POST", path.to_owned(), Some(form)).await?;
        let id = answer.json()["user"]["id"].as_str().map(str::parse);
        let (Some(Ok(id)), Some(cookie)) = (id, answer.cookie) else {
            return Err(Error::unprovable(path, "the answer signs nobody in"));
        };
        Ok(Person {
            id,
            email,
            cookie,
            password,
        })
    }

    /// Signs somebody in again whose session has ended.
    pub(super) async fn keep_signed_in(&self, person: &mut Person) -> Result<(), Error> {
        let path = "/auth/session".to_owned();
        let session = self.must(Some(person), "GET", path, None).await?;
        if session.json()["user"].is_object() {
            return Ok(());
        }
        let form = SignIn {
            email: person.email.clone(),
            password: person.password.clone(),
        };
        // Not through the router, which limits how often one may sign in.
        let (token, _) = self.app.sign_in(form, Browser::default()).await?;
        let cookie = Cookies::new(PUBLIC_URL).give(&token);
        let cookie = cookie.to_str().unwrap_or_default().split(';').next();
        cookie.unwrap_or_default().clone_into(&mut person.cookie);
        Ok(())
    }

    /// Asks for something that must be done, or there is nothing to prove with.
    ///
    /// # Errors
    /// If it is refused.
    pub(super) async fn must(
        &self,
        person: Option<&Person>,
        method: &'static str,
        path: String,
        body: Option<Value>,
    ) -> Result<Answer, Error> {
        let asked = Asked {
            route: format!("{method} {path}"),
            method,
            path_and_query: path,
            headers: Vec::new(),
            body,
        };
        self.must_do(person, &asked).await
    }

    /// The same, for a request with headers.
    pub(super) async fn must_do(
        &self,
        person: Option<&Person>,
        asked: &Asked,
    ) -> Result<Answer, Error> {
        let cookie = person.map(|person| person.cookie.as_str());
        let answer = ask(&self.router, cookie, asked).await?;
        if answer.is_success() {
            Ok(answer)
        } else {
            let reason = format!("it was answered {} {}", answer.status, answer.body);
            Err(Error::unprovable(&asked.route, reason))
        }
    }
}
