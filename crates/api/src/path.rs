//! Ids in the path.

use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use tenure_app::tenancy::joining::Link;
use tenure_domain::email::EmailAddress;
use tenure_domain::id::{
    ClientId, InvitationId, MembershipId, MessageId, ProjectId, SessionId, TaskId, TimeEntryId,
};

use crate::problem::Problem;

/// An id that stands in the path under its own name.
pub(crate) trait PathId: FromStr + Send {
    /// Its name in the path.
    const NAME: &'static str;
    /// What it is the id of.
    const WHAT: &'static str;
}

macro_rules! path_ids {
    ($($id:ident $name:literal $what:literal;)+) => {$(
        impl PathId for $id {
            const NAME: &'static str = $name;
            const WHAT: &'static str = $what;
        }
    )+};
}

path_ids! {
    SessionId "sessionId" "session";
    MembershipId "membershipId" "member";
    InvitationId "invitationId" "invitation";
    ClientId "clientId" "client";
    ProjectId "projectId" "project";
    TaskId "taskId" "task";
    TimeEntryId "timeEntryId" "time entry";
    MessageId "messageId" "message";
}

/// The id in the path. What is no id at all is answered like one that nothing has.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: PathId, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let found = param(parts, state, T::NAME)
            .await
            .and_then(|text| text.parse().ok());
        found
            .map(Self)
            .ok_or_else(|| tenure_app::Error::NotFound(T::WHAT).into())
    }
}

/// The id of a membership in the path that must be a placeholder's.
pub(crate) struct PlaceholderId(pub(crate) MembershipId);

impl<S: Send + Sync> FromRequestParts<S> for PlaceholderId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let found = param(parts, state, "placeholderId").await;
        let found = found.and_then(|text| text.parse().ok());
        found
            .map(Self)
            .ok_or_else(|| tenure_app::Error::NotFound("member").into())
    }
}

/// The slug in the path.
pub(crate) struct Slug(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Slug {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let slug = param(parts, state, "slug").await;
        slug.map(Self)
            .ok_or_else(|| tenure_app::Error::OrganizationNotFound.into())
    }
}

/// The token of a link, in the path. It is in no log: the path is written without it.
pub(crate) struct LinkToken(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for LinkToken {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let token = param(parts, state, "token").await;
        token
            .map(Self)
            .ok_or_else(|| tenure_app::Error::LinkNotFound.into())
    }
}

/// The e-mail address in the path.
pub(crate) struct Address(pub(crate) EmailAddress);

impl<S: Send + Sync> FromRequestParts<S> for Address {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let address = param(parts, state, "address").await.unwrap_or_default();
        Ok(Self(EmailAddress::on_record(&address)))
    }
}

/// The link whose token is in the path. Every text is one, so that all are answered alike.
pub(crate) struct TokenInPath(pub(crate) Link);

impl<S: Send + Sync> FromRequestParts<S> for TokenInPath {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let token = param(parts, state, "token").await.unwrap_or_default();
        Ok(Self(Link::presented(&token)))
    }
}

/// The part of the path that stands for `name`.
pub(crate) async fn param<S: Send + Sync>(
    parts: &mut Parts,
    state: &S,
    name: &str,
) -> Option<String> {
    let params = RawPathParams::from_request_parts(parts, state).await.ok()?;
    params
        .iter()
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}
