//! Routes × roles: what each may do is one committed page, the same on both engines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use tenure_api::routes::{Needs, Route, table};
use tenure_domain::permission::grants;
use tenure_domain::policy::Policy;
use tenure_testkit::{Answer, TestApp, each_engine};

use super::fixture::{Caller, World, path};

const HEAD: &str = "\
# Who may call what

Every registered route, called with a valid request by everybody: what `cargo xtask generate` found
when it last ran the access test. `deactivated` was an owner of the organization, `stranger` owns
another one, `operator` runs the instance and is in neither.

```text
";

each_engine! {
    async fn every_route_answers_every_caller_as_the_generated_matrix_says(app: TestApp) {
        let mut world = World::of(app).await;
        let mut matrix = String::from(HEAD);
        for route in table() {
            let mut outcomes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for index in 0..world.callers.len() {
                // Asked for anew: a route may have ended the session that was here before.
                let owner = world.caller("owner").actor.clone();
                let caller = &world.callers[index];
                let own = if caller.role.is_some() { caller.actor.clone() } else { owner.clone() };
                let acme = world.acme.clone();
                let ids = world.things(&acme, &owner, &own).await;
                let body = world.body(&route, &ids, &world.callers[index]);
                let answer = world.call(index, &route, &path(&route, &ids), body).await;
                let caller = &world.callers[index];
                agrees_with_the_table(&route, caller, &answer);
                let outcome = format!("{} {}", answer.status, answer.code());
                outcomes.entry(outcome).or_default().push(caller.name);
            }
            let needs = match route.needs {
                Needs::Nothing => "anyone".to_owned(),
                Needs::SignIn => "a signed-in user".to_owned(),
                Needs::Operator => "an operator".to_owned(),
                Needs::Permission(permission) => permission.to_string(),
            };
            let Route { function, method, path, .. } = &route;
            writeln!(matrix, "{function}: {method} {path}, for {needs}").expect("a text");
            for (outcome, callers) in outcomes {
                let outcome = outcome.trim_end();
                writeln!(matrix, "  {outcome:<27} {}", callers.join(" ")).expect("a text");
            }
        }
        matrix.push_str("```\n");
        crate::generated::check("docs/reference/access.md", &matrix);
    }
}

/// The answer is the one that the tables of routes and permissions promise.
fn agrees_with_the_table(route: &Route, caller: &Caller, answer: &Answer) {
    let who = format!("{} as {}: {}", route.function, caller.name, answer.body);
    match route.needs {
        Needs::Nothing => {}
        _ if caller.is_anonymous() => assert_eq!(answer.code(), "not_authenticated", "{who}"),
        Needs::SignIn => assert_ne!(answer.code(), "not_authenticated", "{who}"),
        Needs::Operator if caller.is_operator() => {
            assert!((200..300).contains(&answer.status), "{who}");
        }
        Needs::Operator => assert_eq!(answer.code(), "operator_required", "{who}"),
        Needs::Permission(permission) => match caller.role {
            None => assert_eq!(answer.code(), "organization_not_found", "{who}"),
            Some(role) if grants(role, Policy::default(), permission) => {
                assert!((200..300).contains(&answer.status), "{who}");
            }
            Some(role) => {
                assert_eq!(answer.code(), "access_denied", "{who}");
                assert_eq!(answer.body["permission"], permission.as_str(), "{who}");
                assert_eq!(answer.body["role"], role.as_str(), "{who}");
            }
        },
    }
}

/// What a viewer may do, and what an owner still may while the organization waits to be deleted,
/// follows from permissions that change nothing: a route that writes must ask for another.
#[test]
fn a_route_that_writes_asks_for_a_permission_that_does_more_than_read() {
    for Route {
        function,
        method,
        needs,
        ..
    } in table()
    {
        if let Needs::Permission(permission) = needs {
            assert!(
                method == "GET" || !permission.only_reads(),
                "{function} is a {method} for {permission}"
            );
        }
    }
}
