//! `tenure demo`

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use tenure_app::Tenure;
use tenure_app::operations::demo::Demo;

use crate::context::{application, open};
use crate::failure::Failure;
use crate::output::print;
use crate::settings::Settings;

/// Fills an empty instance, or refuses.
pub async fn run(settings: &Settings, json: bool) -> Result<ExitCode, Failure> {
    // No server runs here; nothing that the demo writes holds this address.
    let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let app = application(open(settings).await?, settings, nowhere);
    let demo = app.fill_demo().await?.ok_or_else(|| {
        Failure::refused(
            "instance_not_empty",
            "this instance holds data already, and the demo leaves it alone",
            "Fill another one: choose an empty place with --data-dir, or an empty --database.",
        )
    })?;
    if json {
        print(&as_json(&demo)?)?;
    } else {
        print(&welcome(&demo))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Fills the instance of a server that is about to start; one that holds data stays as it is.
pub async fn fill(app: &Tenure) -> Result<(), Failure> {
    match app.fill_demo().await? {
        Some(demo) => print(&welcome(&demo)),
        None => print("This instance holds data already: the demo left it alone."),
    }
}

fn as_json(demo: &Demo) -> Result<String, Failure> {
    serde_json::to_string(demo).map_err(|error| {
        Failure::unusable("output", error.to_string(), "Run it again without --json.")
    })
}

/// How to sign in, as the demo user or as somebody else of their team. The password stands at the
/// end of its line, for people and scripts to copy.
fn welcome(demo: &Demo) -> String {
    let teams: Vec<String> = demo
        .organizations
        .iter()
        .map(|organization| format!("{} ({})", organization.name, organization.role))
        .collect();
    let others: Vec<&str> = demo
        .people
        .iter()
        .map(|person| person.email.as_str())
        .filter(|email| *email != demo.email)
        .collect();
    format!(
        "The demo is ready: sign in as {} with {password}\n\
         or as {} with {password}\n\
         You are in {}, with {} time entries.\n\
         The same password is that of {}.",
        demo.email,
        others.first().unwrap_or(&demo.email.as_str()),
        teams.join(", "),
        demo.time_entries,
        others.join(", "),
        password = demo.password,
    )
}
