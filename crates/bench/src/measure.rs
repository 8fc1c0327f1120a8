//! The measurement: candidates in turns, so that what else the machine does falls on all of them.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::Run;
use crate::candidate::{self, Candidate, Kind};
use crate::dataset::{Dataset, Tenant};
use crate::load::{self, Round};
use crate::machine::{Cores, Memory};

/// What the rounds of one candidate came to.
pub(crate) struct Measured {
    pub(crate) kind: Kind,
    pub(crate) rounds: Vec<Round>,
    /// The processor time of one answer in each round, in microseconds.
    pub(crate) processor: Vec<f64>,
    pub(crate) memory: Memory,
}

/// Measures every candidate.
pub(crate) async fn measure(run: &Run, cores: Option<&Cores>) -> Result<Vec<Measured>> {
    let scratch = fs::canonicalize(&run.scratch).or_else(|_| {
        fs::create_dir_all(&run.scratch)?;
        fs::canonicalize(&run.scratch)
    })?;
    let dataset = Dataset::prepare(&scratch).await?;
    let requests = Arc::new(Dataset::tenants().iter().map(request).collect::<Vec<_>>());
    let core = cores.map(|cores| cores.server.as_str());

    let tenure = candidate::tenure(&run.tenure, &dataset.database, &scratch);
    let tenure = Candidate::start(Kind::Tenure, tenure, core)?;
    let bare = candidate::own("bare", &dataset.database)?;
    let bare = Candidate::start(Kind::Bare, bare, core)?;
    let body = same_page(&tenure, &bare, &requests).await?;
    let file = scratch.join("page.json");
    fs::write(&file, body)?;
    let fixed = candidate::own("fixed", Path::new(&file))?;
    let fixed = Candidate::start(Kind::Fixed, fixed, core)?;

    let candidates = [tenure, bare, fixed];
    let length = Duration::from_secs_f64(run.seconds);
    let mut rounds: [(Vec<Round>, Vec<f64>); 3] = Default::default();
    for number in 1..=run.rounds {
        for (candidate, rounds) in candidates.iter().zip(&mut rounds) {
            let connections = run.connections;
            let before = candidate.processor_time()?;
            let round = load::round(
                candidate.address,
                &requests,
                connections,
                length / 5,
                length,
            )
            .await?;
            let name = candidate.kind.name();
            eprintln!("round {number}: {name} {:.0}/s", round.per_second);
            let spent = candidate.processor_time()?.saturating_sub(before);
            rounds
                .1
                .push(spent.as_secs_f64() * 1e6 / f64::from(round.answers));
            rounds.0.push(round);
        }
    }
    let measured = candidates.iter().zip(rounds).map(|(candidate, rounds)| {
        Ok(Measured {
            kind: candidate.kind,
            rounds: rounds.0,
            processor: rounds.1,
            memory: candidate.memory()?,
        })
    });
    measured.collect()
}

fn request(tenant: &Tenant) -> Vec<u8> {
    format!(
        "GET /api/v1/organizations/{}/time-entries?limit=50 HTTP/1.1\r\nHost: 127.0.0.1\r\n\
         Accept: application/json\r\nCookie: tenure={}\r\n\r\n",
        tenant.organization, tenant.token
    )
    .into_bytes()
}

/// The server's page, after a look that the bare candidate gives the same entries.
async fn same_page(tenure: &Candidate, bare: &Candidate, requests: &[Vec<u8>]) -> Result<Vec<u8>> {
    let mut last = Vec::new();
    for request in requests.iter().step_by(requests.len() / 10) {
        last = load::body(tenure.address, request).await?;
        let ours: Value = serde_json::from_slice(&last)?;
        let theirs: Value = serde_json::from_slice(&load::body(bare.address, request).await?)?;
        ensure!(
            ours["page"] == theirs["page"] && ours["isDone"] == theirs["isDone"],
            "the candidates give different pages"
        );
        let rows = ours["page"].as_array().map_or(0, Vec::len);
        ensure!(rows == 50, "a page has {rows} entries, not 50");
    }
    Ok(last)
}
