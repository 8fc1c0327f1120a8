//! `tenure legacy orphans`

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::json;
use tenure_app::Tenure;
use tenure_app::operations::legacy::orphans::Orphan;

use super::SHOWN;
use crate::failure::Failure;
use crate::output::print;
use crate::progress::progress;

pub(super) async fn run(app: &Tenure, as_json: bool) -> Result<ExitCode, Failure> {
    let progress = progress(as_json);
    let orphans = app.legacy_orphans(progress.as_ref()).await;
    progress.end();
    let mut reasons: BTreeMap<String, Vec<Orphan>> = BTreeMap::new();
    for orphan in orphans? {
        reasons
            .entry(orphan.reason.clone())
            .or_default()
            .push(orphan);
    }
    if as_json {
        let reasons: serde_json::Map<_, _> = reasons
            .iter()
            .map(|(reason, orphans)| {
                let documents: Vec<_> = orphans.iter().map(Orphan::json).collect();
                (
                    reason.clone(),
                    json!({"count": orphans.len(), "documents": documents}),
                )
            })
            .collect();
        print(&json!({"reasons": reasons}).to_string())?;
        return Ok(ExitCode::SUCCESS);
    }
    if reasons.is_empty() {
        print("Every document has its home, or waits for `tenure legacy place`.")?;
    }
    for (reason, orphans) in &reasons {
        print(&format!("{reason}: {}", orphans.len()))?;
        for orphan in orphans.iter().take(SHOWN) {
            print(&format!("  {}", words(orphan)))?;
        }
        if orphans.len() > SHOWN {
            print(&format!(
                "  and {} more; --json has all",
                orphans.len() - SHOWN
            ))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn words(orphan: &Orphan) -> String {
    let said = orphan
        .evidence
        .iter()
        .map(|(field, value)| format!("{field} {value}"));
    let said: Vec<String> = said.collect();
    let field = orphan
        .field
        .as_ref()
        .map(|field| format!(" (field {field})"));
    let suggestions = match orphan.suggestions.as_slice() {
        [] => String::new(),
        slugs => format!("{}: ", slugs.join(", ")),
    };
    format!(
        "{} {}{}: says {}. {suggestions}{}",
        orphan.table,
        orphan.id,
        field.unwrap_or_default(),
        if said.is_empty() {
            "nothing".to_owned()
        } else {
            said.join(", ")
        },
        orphan.advice
    )
}
