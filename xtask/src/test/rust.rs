use std::env;

use anyhow::{Context as _, Result};
use tenure_pg_cluster::{Binaries, Cluster};

use crate::{debian, process};

/// Read by the testkit: a login that may create databases and roles.
const POSTGRES_URL: &str = "TENURE_TEST_POSTGRES_URL";

pub(super) fn run() -> Result<()> {
    // Somebody else's server, for another version of PostgreSQL or for Citus.
    if let Ok(url) = env::var(POSTGRES_URL) {
        println!("{POSTGRES_URL} is set: no cluster is started");
        return tests(&url);
    }
    if Binaries::find().is_none() {
        debian::install("PostgreSQL's server", &["postgresql", "util-linux"])?;
    }
    let cluster = Cluster::start().context("cannot start a PostgreSQL cluster")?;
    tests(&cluster.url())
}

fn tests(postgres: &str) -> Result<()> {
    // Some tests run the program itself.
    process::run(process::cargo().args(["build", "--package", "tenure"]))?;
    let nextest = process::output(process::cargo().args(["nextest", "--version"])).is_some();
    if nextest {
        process::run(
            process::cargo()
                .args(["nextest", "run", "--workspace"])
                .env(POSTGRES_URL, postgres),
        )?;
        // nextest leaves the examples in the documentation out.
        return process::run(
            process::cargo()
                .args(["test", "--workspace", "--doc", "--quiet"])
                .env(POSTGRES_URL, postgres),
        );
    }
    process::run(
        process::cargo()
            .args(["test", "--workspace", "--no-fail-fast"])
            .env(POSTGRES_URL, postgres),
    )
}
