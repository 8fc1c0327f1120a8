//! Sessions: who is signed in, and all that a page needs at its start.

use serde::Serialize;
use tenure_domain::id::{OrganizationId, SessionId, UserId};
use tenure_domain::membership::Membership;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::session::{Session, TOUCH_SECONDS};
use tenure_domain::user::User;
use tenure_store::memberships::{self, Authorized};
use tenure_store::sessions::{self, SignedIn};
use tenure_store::{Tenancy, Tx, users};
use utoipa::ToSchema;

use super::Token;
use crate::mail::TransportKind;
use crate::{Error, SignUp, Tenure};

/// What a page needs at its start: who is signed in, where they may go, what the instance is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overview {
    /// Who is signed in; none if nobody is.
    #[schema(required)]
    pub user: Option<User>,
    /// The user's active memberships: the personal workspace first, then by name.
    pub memberships: Vec<Membership>,
    /// Where to go if the address names no organization: the one last chosen, else the personal
    /// workspace.
    #[schema(required)]
    pub active_organization_id: Option<OrganizationId>,
    /// What the instance is.
    pub instance: InstanceView,
}

/// What everybody may know of the instance.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InstanceView {
    /// The version that runs.
    pub version: &'static str,
    /// Whether it has an operator; without one it must be set up by the link in the terminal.
    pub claimed: bool,
    /// Whether people may make their own accounts.
    pub sign_up_open: bool,
    /// Whether a mail that is asked for arrives by itself.
    pub mail: MailWay,
}

/// What becomes of mail, as people who wait for it need to know.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum MailWay {
    /// It is sent.
    Leaves,
    /// It stays in the outbox, where operators read it and pass its links on.
    Kept,
}

impl From<TransportKind> for MailWay {
    fn from(kind: TransportKind) -> Self {
        match kind {
            TransportKind::Resend | TransportKind::Smtp => Self::Leaves,
            TransportKind::Mailbox => Self::Kept,
        }
    }
}

impl Tenure {
    /// Ends the session with this token, if there is one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sign_out(&self, token: Token) -> Result<(), Error> {
        let now = self.now();
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move { end(tx, &token, now).await })
            })
            .await
    }

    /// Who is signed in by this token.
    ///
    /// # Errors
    /// [`Error::NotAuthenticated`] if nobody is.
    pub async fn authenticate(&self, token: &Token) -> Result<SignedIn, Error> {
        let (hash, now) = (token.hash(), self.now());
        let signed_in = self
            .db
            .read(Tenancy::Global, move |tx| {
                Box::pin(async move { sessions::find(tx, &hash, now).await.map_err(Error::from) })
            })
            .await?
            .ok_or(Error::NotAuthenticated)?;
        self.note_use(&signed_in);
        Ok(signed_in)
    }

    /// Who is signed in by this token, and their access to an organization.
    ///
    /// # Errors
    /// [`Error::NotAuthenticated`] if nobody is. Without a membership there is no access, which is
    /// not an error here: the caller says so without telling whether the organization exists.
    pub async fn authorize(
        &self,
        token: &Token,
        organization: OrganizationId,
    ) -> Result<Authorized, Error> {
        let (hash, now) = (token.hash(), self.now());
        let authorized = self
            .db
            .read(Tenancy::Organization(organization), move |tx| {
                Box::pin(async move {
                    memberships::authorize(tx, &hash, organization, now)
                        .await
                        .map_err(Error::from)
                })
            })
            .await?
            .ok_or(Error::NotAuthenticated)?;
        self.note_use(&authorized.signed_in);
        Ok(authorized)
    }

    /// Notes that a session is in use, off the request's path and not more than every few minutes.
    fn note_use(&self, signed_in: &SignedIn) {
        let now = self.now();
        if now.seconds_since(signed_in.last_seen_at) < TOUCH_SECONDS {
            return;
        }
        let (db, session) = (self.db.clone(), signed_in.session_id);
        tokio::spawn(async move {
            let touched: Result<(), Error> = db
                .write(Tenancy::Global, move |tx| {
                    Box::pin(
                        async move { sessions::touch(tx, session, now).await.map_err(Error::from) },
                    )
                })
                .await;
            if let Err(error) = touched {
                tracing::warn!(%error, "the use of a session could not be noted");
            }
        });
    }

    /// What a page needs at its start.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn overview(&self, token: Option<&Token>) -> Result<Overview, Error> {
        let user = match token {
            None => None,
            Some(token) => match self.authenticate(token).await {
                Ok(signed_in) => Some(signed_in.user),
                Err(Error::NotAuthenticated) => None,
                Err(error) => return Err(error),
            },
        };
        self.overview_of(user).await
    }

    pub(crate) async fn overview_of(&self, user: Option<User>) -> Result<Overview, Error> {
        let (memberships, active_organization_id) = match &user {
            Some(user) => self.memberships_of(user.id).await?,
            None => (Vec::new(), None),
        };
        let claimed = self
            .db
            .read(Tenancy::Global, |tx| {
                Box::pin(async move { users::has_operator(tx).await.map_err(Error::from) })
            })
            .await?;
        let instance = InstanceView {
            version: self.instance().version,
            claimed,
            sign_up_open: claimed && self.instance().sign_up == SignUp::Open,
            mail: self.outgoing.kind().into(),
        };
        Ok(Overview {
            user,
            memberships,
            active_organization_id,
            instance,
        })
    }

    /// A user's active memberships, and which of their organizations is the default.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn memberships_of(
        &self,
        user: UserId,
    ) -> Result<(Vec<Membership>, Option<OrganizationId>), Error> {
        let (memberships, chosen) = self
            .db
            .read(Tenancy::User(user), move |tx| {
                Box::pin(async move {
                    let memberships = memberships::active_of_user(tx, user).await?;
                    let chosen = users::active_organization(tx, user).await?;
                    Ok::<_, Error>((memberships, chosen))
                })
            })
            .await?;
        let is_member = |id: &OrganizationId| {
            memberships
                .iter()
                .any(|membership| membership.organization.id == *id)
        };
        let personal = || {
            let personal = memberships
                .iter()
                .find(|membership| membership.organization.kind == OrganizationKind::Personal);
            personal.map(|membership| membership.organization.id)
        };
        let default = chosen.filter(is_member).or_else(personal);
        Ok((memberships, default))
    }

    /// A user's sessions, last used first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_sessions(&self, signed_in: &SignedIn) -> Result<Vec<Session>, Error> {
        let (user, current, now) = (signed_in.user.id, signed_in.session_id, self.now());
        self.db
            .read(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    sessions::list(tx, user, current, now)
                        .await
                        .map_err(Error::from)
                })
            })
            .await
    }

    /// Ends one of a user's sessions.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it is not one of theirs, or has ended.
    pub async fn revoke_session(
        &self,
        signed_in: &SignedIn,
        session: SessionId,
    ) -> Result<(), Error> {
        let user = signed_in.user.id;
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    if sessions::revoke(tx, session, user).await? {
                        Ok(())
                    } else {
                        Err(Error::NotFound("session"))
                    }
                })
            })
            .await
    }
}

/// Ends the session with this token, if there is one.
pub(super) async fn end(
    tx: &mut Tx,
    token: &Token,
    now: tenure_domain::time::Instant,
) -> Result<(), Error> {
    if let Some(signed_in) = sessions::find(tx, &token.hash(), now).await? {
        sessions::revoke(tx, signed_in.session_id, signed_in.user.id).await?;
    }
    Ok(())
}
