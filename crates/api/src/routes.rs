//! The one table of routes. Each line is a handler; its method, path and function stand above the
//! handler, and what it asks of the caller is the type of its guard.

use axum::Router;
use axum::handler::Handler;
use axum::routing::MethodRouter;
use utoipa::openapi::path::{HttpMethod, Operation, Paths};
use utoipa::openapi::{RefOr, Schema};
use utoipa_axum::routes;

use crate::guard::Guarded;
pub use crate::guard::Needs;
use crate::state::ApiState;
use crate::{body, v1};

/// The shapes that a handler takes and gives, by name.
type Schemas = Vec<(String, RefOr<Schema>)>;

/// A route as it is registered.
pub struct Route {
    /// The function it calls, as in `projects.update`.
    pub function: String,
    /// `GET`, `POST`, …
    pub method: &'static str,
    /// The path below `/api/v1`, with `{names}` for ids.
    pub path: String,
    /// What it asks of whoever calls it.
    pub needs: Needs,
    pub(crate) paths: Paths,
    pub(crate) schemas: Schemas,
    handler: MethodRouter<ApiState>,
}

/// What a handler asks of whoever calls it: its guard's type says it.
fn needs<H: Handler<T, ApiState>, T: Guarded>(_: H) -> Needs {
    T::NEEDS
}

impl Route {
    fn new(needs: Needs, parts: (Schemas, Paths, MethodRouter<ApiState>)) -> Self {
        let (schemas, paths, handler) = parts;
        let (path, method, function) = named(&paths);
        Self {
            function,
            method,
            path,
            needs,
            paths,
            schemas,
            handler,
        }
    }
}

/// The one path, method and function of a handler.
fn named(paths: &Paths) -> (String, &'static str, String) {
    let mut found = paths.paths.iter().flat_map(|(path, item)| {
        let operations: [(&'static str, Option<&Operation>); 5] = [
            ("GET", item.get.as_ref()),
            ("POST", item.post.as_ref()),
            ("PUT", item.put.as_ref()),
            ("PATCH", item.patch.as_ref()),
            ("DELETE", item.delete.as_ref()),
        ];
        operations
            .into_iter()
            .filter_map(move |(method, operation)| {
                let function = operation?.operation_id.clone().unwrap_or_default();
                Some((path.clone(), method, function))
            })
    });
    found.next().unwrap_or_default()
}

/// The method as OpenAPI writes it.
impl Route {
    pub(crate) fn http_method(&self) -> HttpMethod {
        match self.method {
            "POST" => HttpMethod::Post,
            "PUT" => HttpMethod::Put,
            "PATCH" => HttpMethod::Patch,
            "DELETE" => HttpMethod::Delete,
            _ => HttpMethod::Get,
        }
    }
}

macro_rules! table {
    ($($handler:path;)+) => { vec![$(Route::new(needs($handler), routes!($handler)),)+] };
}

/// Every route.
#[must_use]
pub fn table() -> Vec<Route> {
    table![
        v1::auth::session::handler;
        v1::auth::set_up::handler;
        v1::auth::sign_up::handler;
        v1::auth::sign_in::handler;
        v1::auth::sign_out::handler;
        v1::auth::request_link::handler;
        v1::auth::consume_link::handler;
        v1::auth::account::handler;
        v1::auth::update_account::handler;
        v1::auth::change_password::handler;
        v1::auth::change_address::handler;
        v1::auth::list_sessions::handler;
        v1::auth::revoke_session::handler;

        v1::memberships::list::handler;
        v1::memberships::current::handler;
        v1::memberships::by_slug::handler;
        v1::organizations::set_active::handler;
        v1::organizations::ensure_personal_workspace::handler;
        v1::organizations::create::handler;
        v1::organizations::get::handler;
        v1::organizations::update::handler;
        v1::organizations::delete::handler;
        v1::organizations::restore::handler;
        v1::organizations::export::handler;
        v1::organizations::leave::handler;
        v1::organizations::transfer::handler;
        v1::members::list::handler;
        v1::members::update::handler;
        v1::members::remove::handler;
        v1::members::merge::handler;
        v1::audit_log::list::handler;

        v1::invitations::list::handler;
        v1::invitations::create::handler;
        v1::invitations::draft::handler;
        v1::invitations::get::handler;
        v1::invitations::resend::handler;
        v1::invitations::link::handler;
        v1::invitations::revoke::handler;
        v1::invitations::preview::handler;
        v1::invitations::accept::handler;
        v1::invitations::decline::handler;
        v1::invitations::renew::handler;

        v1::events::stream::handler;

        v1::clients::list::handler;
        v1::clients::create::handler;
        v1::clients::get::handler;
        v1::clients::update::handler;
        v1::clients::delete::handler;

        v1::projects::list::handler;
        v1::projects::create::handler;
        v1::projects::get::handler;
        v1::projects::update::handler;
        v1::projects::delete::handler;

        v1::tasks::list::handler;
        v1::tasks::create::handler;
        v1::tasks::get::handler;
        v1::tasks::update::handler;
        v1::tasks::delete::handler;

        v1::categories::list::handler;

        v1::time_entries::list::handler;
        v1::time_entries::create::handler;
        v1::time_entries::get::handler;
        v1::time_entries::update::handler;
        v1::time_entries::delete::handler;

        v1::timer::list_running::handler;
        v1::timer::current::handler;
        v1::timer::start::handler;
        v1::timer::stop::handler;

        v1::reports::summary::handler;

        v1::operator::mail::status::handler;
        v1::operator::mail::list_messages::handler;
        v1::operator::mail::get_message::handler;
        v1::operator::mail::retry_message::handler;
        v1::operator::mail::retry::handler;
        v1::operator::mail::test::handler;
        v1::operator::mail::list_suppressions::handler;
        v1::operator::mail::lift_suppression::handler;
        v1::operator::mail::samples::handler;

        v1::webhooks::resend::handler;
    ]
}

/// The table as a router.
pub(crate) fn router() -> Router<ApiState> {
    table()
        .into_iter()
        .fold(Router::new(), |router, route| {
            router.route(&route.path, route.handler)
        })
        .layer(body::limit())
}
