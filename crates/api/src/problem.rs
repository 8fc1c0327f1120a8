//! Problems: every refusal, as RFC 9457 `application/problem+json`.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tenure_app::Error;
use tenure_domain::error::ErrorCode;
use tenure_domain::field::FieldProblem;
use tenure_domain::membership::Membership;
use tenure_domain::policy::Setting;
use tenure_domain::role::Role;
use utoipa::ToSchema;

use crate::request::request_id;

/// A refusal, boxed: most requests are not refused.
#[derive(Debug, Clone)]
pub(crate) struct Problem(Box<ProblemDetails>);

/// Why a request was refused.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub(crate) struct ProblemDetails {
    /// A URI for the kind of problem, `urn:tenure:problem:` and the code.
    #[serde(rename = "type")]
    kind: String,
    /// What it is, in a few words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What happened and what to do.
    detail: String,
    /// The stable code that scripts may rely on.
    code: ErrorCode,
    /// The request's id, which the server's log has too.
    request_id: String,
    /// For `validation_failed`: what is wrong with which field.
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Vec<FieldProblem>>,
    /// For `access_denied`: the permission that was missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    permission: Option<&'static str>,
    /// For `access_denied`: the role held.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<Role>,
    /// For `access_denied`: the setting of the organization that decides who has the permission, if
    /// one does.
    #[serde(skip_serializing_if = "Option::is_none")]
    setting: Option<&'static str>,
    /// For `organization_not_found`: where the user may go instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    memberships: Option<Vec<Membership>>,
    #[serde(skip)]
    retry_after_seconds: Option<u64>,
}

impl Problem {
    /// A problem of this kind; `detail` says what happened and what to do.
    pub(crate) fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self(Box::new(ProblemDetails {
            kind: format!("urn:tenure:problem:{code}"),
            title: code.title(),
            status: code.status(),
            detail: detail.into(),
            code,
            request_id: request_id(),
            fields: None,
            permission: None,
            role: None,
            setting: None,
            memberships: None,
            retry_after_seconds: None,
        }))
    }

    /// No such organization, or none of the user's; with those they may choose from.
    pub(crate) fn organization_not_found(memberships: Vec<Membership>) -> Self {
        let mut problem = Self::from(Error::OrganizationNotFound);
        problem.0.memberships = Some(memberships);
        problem
    }

    /// Too many attempts.
    pub(crate) fn rate_limited(seconds: u64) -> Self {
        let detail = format!("Wait {seconds} seconds, then try again.");
        let mut problem = Self::new(ErrorCode::RateLimited, detail);
        problem.0.retry_after_seconds = Some(seconds);
        problem
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let code = error.code();
        // What went wrong inside is for the log; the answer has the id to find it by.
        let mut problem = if code == ErrorCode::Internal {
            tracing::error!(request_id = request_id(), %error, "a request failed");
            Self::new(
                code,
                "The server's log has the cause under this request's id. Nothing was changed.",
            )
        } else {
            Self::new(code, error.to_string())
        };
        let details = &mut *problem.0;
        match error {
            Error::Invalid(fields) => details.fields = Some(fields),
            Error::Denied(denied) => {
                details.permission = Some(denied.permission.as_str());
                details.role = Some(denied.role);
                details.setting = denied.permission.setting().map(Setting::as_str);
            }
            Error::RateLimited {
                retry_after_seconds,
            } => details.retry_after_seconds = Some(retry_after_seconds),
            _ => {}
        }
        if code == ErrorCode::Overloaded {
            details.retry_after_seconds = Some(5);
        }
        problem
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.0.retry_after_seconds;
        let mut response = (status, Json(self.0)).into_response();
        response.headers_mut().insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = retry_after {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The answer to an address that the API does not have.
pub(crate) async fn no_such_route() -> Problem {
    Problem::new(
        ErrorCode::RouteNotFound,
        "See /api/docs for the addresses of this API.",
    )
}

/// The answer to a method that an address does not take.
pub(crate) async fn method_not_allowed() -> Problem {
    Problem::new(
        ErrorCode::MethodNotAllowed,
        "See /api/docs for the methods of this address.",
    )
}
