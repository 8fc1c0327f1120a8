//! The OpenAPI document, made from the table of routes.
//!
//! What every route of a kind shares is added here once: the ids in the path, the cookie, and the
//! problems that its guard can answer with.

use tenure_domain::client::ArchivedFilter;
use tenure_domain::membership::MemberState;
use utoipa::PartialSchema;
use utoipa::ToSchema;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{
    ArrayBuilder, ComponentsBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type,
};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Content, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Paths, Ref,
    RefOr, Required, Response, ResponseBuilder, Schema, ServerBuilder,
};

use crate::problem::ProblemDetails;
use crate::routes::{Needs, Route, table};

/// The document.
#[must_use]
pub fn document() -> OpenApi {
    let mut paths = Paths::new();
    let mut schemas: Vec<(String, RefOr<Schema>)> = vec![
        ("Problem".to_owned(), ProblemDetails::schema()),
        // Only queries name it, whose schemas the routes do not bring.
        ("ArchivedFilter".to_owned(), ArchivedFilter::schema()),
        ("MemberState".to_owned(), MemberState::schema()),
    ];
    ProblemDetails::schemas(&mut schemas);
    for mut route in table() {
        schemas.append(&mut route.schemas);
        let method = route.http_method();
        for (path, mut item) in std::mem::take(&mut route.paths.paths) {
            let operations = [
                &mut item.get,
                &mut item.post,
                &mut item.put,
                &mut item.patch,
                &mut item.delete,
            ];
            for operation in operations.into_iter().flatten() {
                complete(operation, &route, &path);
                paths.add_path_operation(&path, vec![method.clone()], operation.clone());
            }
        }
    }
    for (name, schema) in &mut schemas {
        if let (Some(row), RefOr::T(Schema::Object(page))) = (row_of_page(name), &mut *schema) {
            let rows = ArrayBuilder::new()
                .items(Ref::from_schema_name(row))
                .build();
            page.properties
                .insert("page".to_owned(), RefOr::T(rows.into()));
            *name = format!("{row}Page");
        }
    }
    schemas.sort_by(|(a, _), (b, _)| a.cmp(b));
    schemas.dedup_by(|(a, _), (b, _)| a == b);
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Tenure")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some("A self-hosted, multi-tenant time tracker."))
                .license(Some(
                    LicenseBuilder::new()
                        .name("AGPL-3.0-or-later")
                        .identifier(Some("AGPL-3.0-or-later"))
                        .build(),
                ))
                .build(),
        )
        .servers(Some([ServerBuilder::new().url("/api/v1").build()]))
        .paths(paths)
        .components(Some(
            ComponentsBuilder::new()
                .schemas_from_iter(schemas)
                .security_scheme(
                    "session",
                    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
                        "tenure",
                        "The session's cookie; over https it is named __Host-tenure.",
                    ))),
                )
                .build(),
        ))
        .build()
}

fn complete(operation: &mut Operation, route: &Route, path: &str) {
    let mut parameters: Vec<RefOr<Parameter>> =
        names(path).map(path_parameter).map(RefOr::T).collect();
    parameters.append(operation.parameters.get_or_insert_default());
    operation.parameters = Some(parameters).filter(|parameters| !parameters.is_empty());
    operation.tags = route
        .function
        .split('.')
        .next()
        .map(|tag| vec![tag.to_owned()]);
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            said(status).clone_into(&mut response.description);
        }
        if let RefOr::T(response) = response {
            for content in response.content.values_mut() {
                if let RefOr::T(content) = content {
                    name_page(content);
                }
            }
        }
    }
    let mut problems: Vec<(&str, String)> = Vec::new();
    if route.needs != Needs::Nothing {
        operation.security = Some(vec![SecurityRequirement::new(
            "session",
            Vec::<String>::new(),
        )]);
        problems.push((
            "401",
            "`not_authenticated`: nobody is signed in.".to_owned(),
        ));
    }
    if route.needs == Needs::Operator {
        problems.push((
            "403",
            "`operator_required`: only operators of the instance may do this.".to_owned(),
        ));
    }
    if let Needs::Permission(permission) = route.needs {
        let needs = format!(
            "Needs the permission `{permission}`: {}.",
            permission.description()
        );
        let description = operation.description.get_or_insert_default();
        if !description.is_empty() {
            description.push_str("\n\n");
        }
        description.push_str(&needs);
        problems.push((
            "403",
            format!("`access_denied`: the role does not have `{permission}`."),
        ));
    }
    if path.contains('{') {
        problems.push((
            "404",
            "`organization_not_found` or `not_found`: also for what is another organization's."
                .to_owned(),
        ));
    }
    problems.push(("default", "Any other problem.".to_owned()));
    for (status, description) in problems {
        operation
            .responses
            .responses
            .entry(status.to_owned())
            .or_insert_with(|| RefOr::T(problem(&description)));
    }
}

/// What a status says where the schema says the rest: a description is required.
fn said(status: &str) -> &'static str {
    match status {
        "201" => "Made.",
        "204" => "Done; there is nothing to say.",
        _ => "Done.",
    }
}

/// What a page holds, by the name that the generic type has: `Page_Client` holds `Client`.
fn row_of_page(name: &str) -> Option<&str> {
    name.strip_prefix("Page_")
}

/// Has an answer refer to a page by the name it has in the document.
fn name_page(content: &mut Content) {
    if let Some(RefOr::Ref(reference)) = &mut content.schema {
        let name = reference.ref_location.rsplit('/').next();
        if let Some(row) = name.and_then(row_of_page) {
            *reference = Ref::from_schema_name(format!("{row}Page"));
        }
    }
}

/// The names in braces of a path.
fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn path_parameter(name: &str) -> Parameter {
    // Everything in a path is an id, but for slugs.
    let is_id = name.ends_with("Id");
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .format(is_id.then_some(SchemaFormat::KnownFormat(KnownFormat::Uuid)));
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .schema(Some(schema.build()))
        .build()
}

fn problem(description: &str) -> Response {
    ResponseBuilder::new()
        .description(description)
        .content(
            "application/problem+json",
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build(),
        )
        .build()
}
