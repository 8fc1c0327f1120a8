//! Guards: the first argument of every handler, and the only way to the application.
//!
//! A guard's type says what the handler needs: nothing ([`Anyone`]), a signed-in user
//! ([`SignedIn`]), an operator ([`Operator`]), or a permission in the organization of the path
//! ([`Guard`]). The router's table takes what a route asks for from that type, so that it cannot say
//! anything else.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use tenure_app::auth::{Browser, OperatorAccess, Token};
use tenure_app::tenancy::joining::Visitor;
use tenure_app::{Error, Tenure};
use tenure_domain::audit::Origin;
use tenure_domain::id::OrganizationId;
use tenure_domain::permission::{Permission, Proof};
use tenure_store::scope::Scope;
use tenure_store::sessions;

use tokio::sync::watch;

use crate::cookie::Cookies;
use crate::cursor::{CursorKey, List};
use crate::limits::Limits;
use crate::path::param;
use crate::problem::Problem;
use crate::request::request_id;
use crate::state::ApiState;

/// What a route asks of whoever calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A signed-in user.
    SignIn,
    /// A signed-in user who may run the instance.
    Operator,
    /// A permission in the organization of the path.
    Permission(Permission),
}

/// A handler's arguments, of which the first is a guard. A handler without one has no route.
pub(crate) trait Guarded {
    /// What the guard asks.
    const NEEDS: Needs;
}

/// A type that is a guard.
pub(crate) trait IsGuard {
    /// What it asks.
    const NEEDS: Needs;
}

impl<M, G: IsGuard> Guarded for (M, G) {
    const NEEDS: Needs = G::NEEDS;
}

impl<M, G: IsGuard, A> Guarded for (M, G, A) {
    const NEEDS: Needs = G::NEEDS;
}

impl<M, G: IsGuard, A, B> Guarded for (M, G, A, B) {
    const NEEDS: Needs = G::NEEDS;
}

/// Whoever it is.
pub(crate) struct Anyone {
    state: ApiState,
    /// The session's token, if the request brings one.
    pub(crate) token: Option<Token>,
    user_agent: String,
    /// Where the request comes from, if the server knows.
    pub(crate) network: Option<IpAddr>,
}

impl IsGuard for Anyone {
    const NEEDS: Needs = Needs::Nothing;
}

impl Anyone {
    pub(crate) fn app(&self) -> &Tenure {
        self.state.app()
    }

    pub(crate) fn cookies(&self) -> &Cookies {
        self.state.cookies()
    }

    pub(crate) fn limits(&self) -> &Limits {
        self.state.limits()
    }

    /// The browser that asks.
    pub(crate) fn browser(&self) -> Browser {
        Browser {
            user_agent: self.user_agent.clone(),
            network: self.network,
            session: self.token.clone(),
        }
    }

    /// Whoever brings a link: the request counts as an attempt to guess one.
    pub(crate) fn visitor(&self) -> Result<Visitor, Problem> {
        self.limits().redeem(self.network)?;
        Ok(Visitor {
            browser: self.browser(),
            origin: Origin {
                request_id: request_id(),
                address: self.network.map(|address| address.to_string()),
            },
        })
    }
}

impl FromRequestParts<ApiState> for Anyone {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let user_agent = parts
            .headers
            .get(USER_AGENT)
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default();
        Ok(Self {
            token: state.cookies().token(&parts.headers),
            user_agent: user_agent.to_owned(),
            network: network(parts),
            state: state.clone(),
        })
    }
}

/// A signed-in user.
pub(crate) struct SignedIn {
    state: ApiState,
    /// Who it is, and by which session.
    pub(crate) signed_in: sessions::SignedIn,
}

impl IsGuard for SignedIn {
    const NEEDS: Needs = Needs::SignIn;
}

impl SignedIn {
    pub(crate) fn app(&self) -> &Tenure {
        self.state.app()
    }

    pub(crate) fn user(&self) -> &tenure_domain::user::User {
        &self.signed_in.user
    }

    /// Counts an attempt to guess one's own password: a browser that was left open is no way to it.
    pub(crate) fn attempt(&self) -> Result<(), Problem> {
        let key = format!("user/{}", self.signed_in.user.id);
        self.state.limits().attempt(&key, None)
    }

    /// No such organization, or none of the user's; with where they may go.
    pub(crate) async fn organization_not_found(&self) -> Problem {
        not_found(&self.state, &self.signed_in).await
    }
}

impl FromRequestParts<ApiState> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let token = state
            .cookies()
            .token(&parts.headers)
            .ok_or(Error::NotAuthenticated)?;
        let signed_in = state.app().authenticate(&token).await?;
        Ok(Self {
            state: state.clone(),
            signed_in,
        })
    }
}

/// A signed-in user who may run the instance.
pub(crate) struct Operator {
    state: ApiState,
    /// The proof, which every use case of the instance's own data asks for.
    pub(crate) access: OperatorAccess,
}

impl IsGuard for Operator {
    const NEEDS: Needs = Needs::Operator;
}

impl Operator {
    pub(crate) fn app(&self) -> &Tenure {
        self.state.app()
    }

    /// The list that `function` gives for `filter`.
    pub(crate) fn list(&self, function: &str, filter: &impl std::fmt::Debug) -> List<'_> {
        self.state.cursors().list(function, "operator", filter)
    }
}

impl FromRequestParts<ApiState> for Operator {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let token = state
            .cookies()
            .token(&parts.headers)
            .ok_or(Error::NotAuthenticated)?;
        let access = state.app().authenticate_operator(&token).await?;
        Ok(Self {
            state: state.clone(),
            access,
        })
    }
}

/// Someone with the permission `P` in the organization of the path.
pub(crate) struct Guard<P: Proof> {
    state: ApiState,
    /// The proof, which every use case of the organization's data asks for.
    pub(crate) scope: Scope<P>,
    network: Option<IpAddr>,
}

impl<P: Proof> IsGuard for Guard<P> {
    const NEEDS: Needs = Needs::Permission(P::PERMISSION);
}

impl<P: Proof> Guard<P> {
    pub(crate) fn app(&self) -> &Tenure {
        self.state.app()
    }

    /// The list that this route gives for `filter`.
    pub(crate) fn list(&self, filter: &impl std::fmt::Debug) -> List<'_> {
        self.cursors()
            .list(P::PERMISSION.as_str(), self.scope.organization_id(), filter)
    }

    /// Where the request comes from, for the audit log.
    pub(crate) fn origin(&self) -> Origin {
        Origin {
            request_id: request_id(),
            address: self.network.map(|address| address.to_string()),
        }
    }

    fn cursors(&self) -> &CursorKey {
        self.state.cursors()
    }
}

impl<P: Proof> FromRequestParts<ApiState> for Guard<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let token = state
            .cookies()
            .token(&parts.headers)
            .ok_or(Error::NotAuthenticated)?;
        let named = param(parts, state, "organizationId")
            .await
            .and_then(|id| id.parse::<OrganizationId>().ok());
        let Some(organization) = named else {
            let signed_in = state.app().authenticate(&token).await?;
            return Err(not_found(state, &signed_in).await);
        };
        let authorized = state.app().authorize(&token, organization).await?;
        match authorized.access {
            Some(access) => {
                let scope = access.require().map_err(Error::from)?;
                Ok(Self {
                    state: state.clone(),
                    scope,
                    network: network(parts),
                })
            }
            None => Err(not_found(state, &authorized.signed_in).await),
        }
    }
}

/// A [`Guard`] for an answer that goes on: what it takes to look again whether one still may.
pub(crate) struct LiveGuard<P: Proof> {
    pub(crate) guard: Guard<P>,
    /// The session's token.
    pub(crate) token: Token,
    /// Where the reader stopped, if it comes back after a break.
    pub(crate) last_event_id: Option<i64>,
    /// Becomes true when the server stops.
    pub(crate) stopping: watch::Receiver<bool>,
}

impl<P: Proof> IsGuard for LiveGuard<P> {
    const NEEDS: Needs = Needs::Permission(P::PERMISSION);
}

impl<P: Proof> FromRequestParts<ApiState> for LiveGuard<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let guard = Guard::from_request_parts(parts, state).await?;
        let token = state
            .cookies()
            .token(&parts.headers)
            .ok_or(Error::NotAuthenticated)?;
        let last = parts
            .headers
            .get("last-event-id")
            .and_then(|id| id.to_str().ok());
        Ok(Self {
            guard,
            token,
            last_event_id: last.and_then(|id| id.parse().ok()),
            stopping: state.stopping(),
        })
    }
}

/// Where a request comes from, if the server knows.
fn network(parts: &Parts) -> Option<IpAddr> {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(peer)| peer.ip())
}

/// No such organization, or none of the user's: the same answer, with where they may go.
async fn not_found(state: &ApiState, signed_in: &sessions::SignedIn) -> Problem {
    match state.app().memberships_of(signed_in.user.id).await {
        Ok((memberships, _)) => Problem::organization_not_found(memberships),
        Err(error) => error.into(),
    }
}
