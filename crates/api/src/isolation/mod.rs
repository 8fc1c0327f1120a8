//! The proof that no tenant sees another's data, by trying: `tenure doctor isolation`.
//!
//! In an empty database two tenants are made through the API itself, a victim and an attacker, who
//! owns an organization of their own: nobody else may do more there. Every registered route is
//! then asked for the victim's: ids swapped in every combination of the path, behind `?`, in
//! headers and bodies, ids of one kind where another is wanted, and all of it without signing in.
//! What can be sent is read from the OpenAPI document, so that a new route is tried without anybody
//! adding it here; one that cannot be tried is an error.
//!
//! An answer leaks ([`judge`]) if it holds what only the victim has, if it carries out what names
//! the victim's, if it differs from the answer for an id that nobody has, or if the victim sees
//! something else afterwards. On PostgreSQL every tenant table is tried as the runtime role, too.

mod error;
mod exchange;
mod judge;
mod plan;
mod proof;
mod report;
mod schema;
mod secrets;
mod tenant;
mod values;
mod view;
mod world;

use serde_json::Value;
use tenure_store::{Db, isolation};

pub use error::Error;
pub use report::{Caller, Leak, LeakKind, Report};

use self::plan::Plan;
use self::proof::Proof;
use self::schema::Schemas;
use self::world::World;

/// Gives the proof in a migrated database of its own, which it fills. `tell` hears how many of how
/// many routes are done.
///
/// # Errors
/// [`Error::NotEmpty`] if the database is somebody's; [`Error::Unprovable`] or
/// [`Error::EmptyTable`] if something could not be tried, which is not a leak and no proof either;
/// what the application and the database give.
pub async fn prove(db: Db, tell: impl Fn(usize, usize) + Send + Sync) -> Result<Report, Error> {
    let world = World::new(db).await?;
    let document = crate::openapi_document();
    let document: Value = serde_json::to_value(&document)
        .map_err(|error| Error::unprovable("the OpenAPI document", error.to_string()))?;
    let schemas = Schemas {
        document: &document,
        now: world.now(),
    };
    let table = crate::routes::table();
    let plans = table.iter().map(|route| Plan::of(route, &schemas));
    let plans = plans.collect::<Result<Vec<Plan>, Error>>()?;
    let mut proof = Proof::begin(world, &plans).await?;
    let mut incomplete = None;
    for (done, plan) in plans.iter().enumerate() {
        tell(done, plans.len());
        if let Err(error) = proof.try_route(plan, &plans).await {
            // What leaked is worth more than why the rest could not be tried: it may be why.
            if proof.leaks.is_empty() {
                return Err(error);
            }
            incomplete = Some(error.to_string());
            break;
        }
    }
    let own = proof.own_tenant().await?;
    let tried =
        isolation::try_tables(&proof.world.db, proof.victims.id, own.id, proof.attacker.id).await?;
    if let Some(table) = tried.unproved.into_iter().next() {
        let error = Error::EmptyTable(table);
        if proof.leaks.is_empty() && tried.leaks.is_empty() {
            return Err(error);
        }
        incomplete.get_or_insert(error.to_string());
    }
    tell(plans.len(), plans.len());
    let mut leaks = proof.leaks;
    leaks.extend(tried.leaks.into_iter().map(|reached| Leak {
        route: format!("table {}", reached.table),
        caller: Caller::RuntimeRole,
        swapped: vec![reached.attempt],
        kind: LeakKind::Reached,
        detail: reached.detail,
    }));
    Ok(Report {
        routes: proof.attempts.len(),
        attempts: proof.attempts.values().sum(),
        tables: tried.tables.len(),
        table_attempts: tried.attempts,
        leaks,
        incomplete,
        attempts_by_route: proof.attempts,
    })
}
