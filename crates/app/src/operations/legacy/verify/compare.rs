//! Where two sides differ, in words.

use serde_json::Value as Json;
use tenure_store::db::Value;
use tenure_store::legacy_documents::{Outcome, State};
use tenure_store::legacy_placement::MovedRow;

/// Takes over what people may change without the move being wrong: the organization they last
/// chose, and a legacy secret that was hashed anew at their first sign-in.
pub(in crate::operations::legacy) fn forgive(expected: &MovedRow, found: &mut MovedRow) {
    match (expected, found) {
        (MovedRow::User(expected), MovedRow::User(found))
            if found.active_organization_id.is_some() =>
        {
            found.active_organization_id = expected.active_organization_id;
            found.updated_at = expected.updated_at;
        }
        (MovedRow::Credential(expected), MovedRow::Credential(found))
            if expected.kind == "legacyPassword" && found.kind == "password" =>
        {
            found.kind.clone_from(&expected.kind);
            found.secret.clone_from(&expected.secret);
            found.updated_at = expected.updated_at;
        }
        _ => {}
    }
}

/// How a row differs from what its document says; none if it does not. Secrets are not shown.
pub(in crate::operations::legacy) fn row_difference(
    expected: &MovedRow,
    found: Option<&MovedRow>,
) -> Option<String> {
    let Some(found) = found else {
        return Some(format!("its row in {} is gone", expected.table()));
    };
    if expected == found {
        return None;
    }
    let values = expected.values().into_iter().zip(found.values());
    let columns: Vec<String> = expected
        .columns()
        .iter()
        .zip(values)
        .filter(|(_, (expected, found))| expected != found)
        .map(|(column, (expected, found))| match (expected, found) {
            (Value::Integer(expected), Value::Integer(found)) => {
                format!("{column} ({expected} by the document, {found} in the row)")
            }
            _ => (*column).to_owned(),
        })
        .collect();
    let table = expected.table();
    Some(format!(
        "its row in {table} differs in {}",
        columns.join(", ")
    ))
}

/// How what is noted at a document differs from what it comes to.
pub(super) fn outcome_difference(expected: &Outcome, found: &Outcome) -> Option<String> {
    if expected == found {
        return None;
    }
    if found.state == State::Imported {
        return Some("it is not placed yet".to_owned());
    }
    Some(format!(
        "it is noted as {}, and comes to {}",
        words(found),
        words(expected)
    ))
}

/// An outcome in words.
fn words(outcome: &Outcome) -> String {
    let of = |word: &str, what: Option<String>| what.map(|what| format!("{word}{what}"));
    let parts = [
        Some(outcome.state.as_str().to_owned()),
        outcome.reason.clone(),
        outcome.field.clone(),
        of("in ", outcome.organization_id.map(|id| id.to_string())),
        of("as ", outcome.row_id.map(|id| id.to_string())),
        of(
            "noted ",
            Some(outcome.notes.clone()).filter(|notes| notes != "[]"),
        ),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" ")
}

/// Every difference of two reports, as `path: … by the documents, … in the database`.
pub(super) fn json_differences(path: &str, expected: &Json, found: &Json, all: &mut Vec<String>) {
    match (expected, found) {
        (Json::Object(one), Json::Object(other)) => {
            let mut keys: Vec<&String> = one.keys().chain(other.keys()).collect();
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                let side = |object: &serde_json::Map<String, Json>| {
                    object.get(key).cloned().unwrap_or_default()
                };
                json_differences(&format!("{path}.{key}"), &side(one), &side(other), all);
            }
        }
        _ if expected == found => {}
        _ => all.push(format!(
            "{}: {expected} by the documents, {found} in the database",
            path.trim_start_matches('.')
        )),
    }
}
