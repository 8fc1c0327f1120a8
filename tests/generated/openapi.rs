//! The description of the API.

#[test]
fn the_generated_openapi_document_is_the_one_of_the_routes() {
    let mut document =
        serde_json::to_string_pretty(&tenure_api::openapi_document()).expect("a document");
    document.push('\n');
    super::check("docs/api/openapi.json", &document);
}
