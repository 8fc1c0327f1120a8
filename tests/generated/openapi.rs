//! The description of the API.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tenure_api::routes::{Needs, table};
use tenure_domain::error::ErrorCode;

#[test]
fn the_generated_openapi_document_is_the_one_of_the_routes() {
    let mut document =
        serde_json::to_string_pretty(&tenure_api::openapi_document()).expect("a document");
    document.push('\n');
    super::check("docs/api/openapi.json", &document);
}

#[test]
fn every_route_is_described_under_its_functions_name() {
    let document = document();
    let mut functions = BTreeSet::new();
    for route in table() {
        let operation = &document["paths"][&route.path][route.method.to_lowercase()];
        assert_eq!(operation["operationId"], route.function.as_str());
        assert!(
            functions.insert(route.function.clone()),
            "{} twice",
            route.function
        );
        assert!(
            operation["summary"].is_string(),
            "{} says nothing",
            route.function
        );
        let names: Vec<_> = route
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .map(|name| {
                let id = json!({"type": "string", "format": "uuid"});
                let schema = if name.ends_with("Id") {
                    id
                } else {
                    json!({"type": "string"})
                };
                json!({"name": name, "in": "path", "required": true, "schema": schema})
            })
            .collect();
        for parameter in names {
            let described = operation["parameters"].as_array().expect("parameters");
            assert!(
                described.contains(&parameter),
                "{}: {parameter}",
                route.function
            );
        }
        if let Some(body) = operation.get("requestBody") {
            assert_eq!(body["required"], true, "{}", route.function);
        }
        for (status, response) in operation["responses"].as_object().expect("responses") {
            let described = response["description"].as_str().unwrap_or_default();
            assert!(!described.is_empty(), "{} {status}", route.function);
        }
        let other = &operation["responses"]["default"]["content"]["application/problem+json"];
        assert_eq!(other["schema"]["$ref"], "#/components/schemas/Problem");
        let signs_in = operation["security"].is_array();
        assert_eq!(
            signs_in,
            route.needs != Needs::Nothing,
            "{}",
            route.function
        );
    }
    let paths = document["paths"].as_object().expect("paths");
    let described: usize = paths
        .values()
        .map(|item| item.as_object().expect("operations").len())
        .sum();
    assert_eq!(described, functions.len(), "an operation without a route");
}

#[test]
fn every_reference_leads_to_a_schema_and_every_schema_is_referred_to() {
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for reference in &found {
        let pointer = reference.strip_prefix('#').expect("a reference inside");
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
    let schemas = document["components"]["schemas"]
        .as_object()
        .expect("schemas");
    for name in schemas.keys() {
        assert!(
            found.contains(&format!("#/components/schemas/{name}")),
            "{name} is of no use"
        );
    }
}

#[test]
fn an_answer_always_has_all_its_fields() {
    let document = document();
    let (mut asked, mut answered) = (BTreeSet::new(), BTreeSet::new());
    for route in table() {
        let operation = &document["paths"][&route.path][route.method.to_lowercase()];
        reach(&document, &operation["requestBody"], &mut asked);
        for status in ["200", "201"] {
            reach(&document, &operation["responses"][status], &mut answered);
        }
    }
    for reference in answered.difference(&asked) {
        let schema = document.pointer(&reference[1..]).expect("a schema");
        let required: BTreeSet<_> = strings(&schema["required"]);
        let properties = schema["properties"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        for name in properties.keys() {
            assert!(
                required.contains(name),
                "{reference}: {name} looks as if it could be absent"
            );
        }
    }
    assert!(answered.len() > 15);
}

#[test]
fn the_error_codes_of_the_document_are_those_of_the_table() {
    let document = document();
    let described = strings(&document["components"]["schemas"]["ErrorCode"]["enum"]);
    let table: BTreeSet<_> = ErrorCode::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(described, table);
}

fn document() -> Value {
    serde_json::to_value(tenure_api::openapi_document()).expect("a document")
}

fn strings(value: &Value) -> BTreeSet<String> {
    let values = value.as_array().cloned().unwrap_or_default();
    values
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

/// Every `$ref` in a value.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                found.insert(reference.to_owned());
            }
            fields.values().for_each(|value| references(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

/// Every schema that a value refers to, and those they refer to.
fn reach(document: &Value, value: &Value, reached: &mut BTreeSet<String>) {
    let mut direct = BTreeSet::new();
    references(value, &mut direct);
    for reference in direct {
        let schema = document
            .pointer(&reference[1..])
            .cloned()
            .unwrap_or_default();
        if reached.insert(reference) {
            reach(document, &schema, reached);
        }
    }
}
