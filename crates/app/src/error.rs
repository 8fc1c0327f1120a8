//! What a use case can be refused for.

use tenure_domain::email::EmailAddress;
use tenure_domain::error::ErrorCode;
use tenure_domain::field::{FieldCode, FieldProblem, Fields};
use tenure_domain::message::MessageState;
use tenure_domain::role::Role;
use tenure_store::scope::{AccessDenied, Closing, Refused};

/// Why a use case was refused: what happened and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nobody is signed in.
    #[error("Sign in first.")]
    NotAuthenticated,
    /// Unknown address or wrong password: one answer for both.
    #[error("No account has this address with this password. Check both, or ask for a new link.")]
    InvalidCredentials,
    /// Only who runs the instance may.
    #[error(
        "Only operators of this instance may do this. Ask one of them, or let them make you one."
    )]
    OperatorRequired,
    /// A webhook that the mail provider did not sign.
    #[error(
        "The mail provider did not sign this, or not within five minutes. Compare RESEND_WEBHOOK_SECRET with the provider's page, and the clock."
    )]
    WebhookRefused,
    /// The instance takes no sign-ups.
    #[error("Ask the operator of this instance for an account.")]
    SignUpClosed,
    /// The instance has no operator yet.
    #[error(
        "Open the set-up link that the server printed in its terminal, and make the first account there."
    )]
    SetUpRequired,
    /// The set-up link is not, or no longer, the one of this instance.
    #[error(
        "The set-up link is not, or no longer, valid. Take the newest one from the server's terminal; a restart prints another."
    )]
    SetUpRefused,
    /// Another user has this address.
    #[error("An account with this address exists. Sign in with it, or use another address.")]
    AddressTaken,
    /// Somebody who is signed in gave another password than theirs.
    #[error(
        "This is not your password of now. If you forgot it, sign out and ask for a link to choose a new one."
    )]
    WrongPassword,
    /// Somebody who is signed in has no password to confirm with.
    #[error("Your account has no password yet. Sign out and ask for a link to choose one.")]
    NoPassword,
    /// Nobody has this address. Only operators are told.
    #[error("No user has the address {}. Check it: letters' case does not matter, everything else does.", .0.as_str())]
    UserNotFound(EmailAddress),
    /// No organization has this name in URLs. Only operators are told.
    #[error("No organization has the address {0}: it is what stands behind /o/ in the browser.")]
    NoSuchOrganization(String),
    /// Nobody would be left to run the instance.
    #[error(
        "This is the only operator, and somebody has to run the instance. Make somebody else an operator first."
    )]
    LastOperator,
    /// The organization has no active owner in whose name to act.
    #[error("The organization has no active owner.")]
    OwnerMissing,
    /// A link that is unknown, used, replaced by a newer one or too old: one answer for all.
    #[error(
        "The link does not, or no longer, work: it may have been used, be too old, or a newer one was asked for. Ask for a new one."
    )]
    LinkNotFound,
    /// No such organization, or none that the user is in.
    #[error("There is no such organization, or you are not a member of it.")]
    OrganizationNotFound,
    /// A link that leads nowhere, was used, or does not work any more: one answer for all.
    #[error(
        "This invitation does not work: it may have been used, taken back, or replaced by a newer one. Look for a newer mail, or ask whoever invited you."
    )]
    InvitationNotFound,
    /// The link's time is over; told to the invitee alone.
    #[error("This invitation expired on {at}. Ask for a new one.")]
    InvitationExpired {
        /// When, in words.
        at: String,
    },
    /// Somebody else is signed in.
    #[error(
        "This invitation is for {invited}, and you are signed in with {own}. Sign out and open the link again, or ask for an invitation to your address."
    )]
    InvitationOtherAddress {
        /// The invited address.
        invited: String,
        /// That of who is signed in.
        own: String,
    },
    /// The invitation cannot be changed any more.
    #[error("{0}")]
    InvitationSettled(&'static str),
    /// Nothing is sent to this address any more.
    #[error(
        "Mail to this address came back: {reason} Copy a link instead, or ask an operator to lift this."
    )]
    AddressUndeliverable {
        /// The provider's words.
        reason: String,
    },
    /// Too often.
    #[error("This was done too often in one day. Try again tomorrow.")]
    RateLimited {
        /// How long to wait.
        retry_after_seconds: u64,
    },
    /// No such thing in this organization.
    #[error("There is no such {0} in this organization.")]
    NotFound(&'static str),
    /// No such thing on this instance.
    #[error("There is no such {0}.")]
    NotThere(&'static str),
    /// A mail that has left already, or whose text is gone.
    #[error(
        "This message is {} and cannot be sent again: its text is gone. Whoever caused it can cause it anew.", .0.as_str()
    )]
    MessageSettled(MessageState),
    /// The role does not allow it.
    #[error("This needs the permission {}, which your role, {}, does not have. {}: ask an owner or admin of this organization.", .0.permission, .0.role, .0.holders())]
    Denied(#[from] AccessDenied),
    /// The organization waits to be deleted.
    #[error("This organization is to be deleted at {}. Until then it can only be looked at: an owner can restore it.", .0.due)]
    OrganizationClosing(Closing),
    /// Some fields cannot be accepted.
    #[error("{}", in_words(.0))]
    Invalid(Vec<FieldProblem>),
    /// Other rows refer to it.
    #[error("This {what} has {count} {of}. Archive it instead, or move them first.")]
    StillInUse {
        /// What was to be deleted.
        what: &'static str,
        /// How many refer to it.
        count: i64,
        /// Of which kind.
        of: &'static str,
    },
    /// An idempotency key came with another request before.
    #[error(
        "This Idempotency-Key came with another request before. Use a new key for each new request."
    )]
    IdempotencyKeyReused,
    /// The last active owner would be gone.
    #[error(
        "This would leave the organization without an active owner. Make somebody else an owner first."
    )]
    LastOwner,
    /// A personal workspace has one member, for good.
    #[error(
        "A personal workspace is one person's own: it cannot be left or handed on, and takes no members. Make an organization for that."
    )]
    PersonalWorkspace,
    /// A role above one's own.
    #[error(
        "Your role, {own}, cannot give or change the role {wanted}. Only {wanted}s and above can."
    )]
    RoleAboveOwn {
        /// The role of who asks.
        own: Role,
        /// The role that was to be given, or that the member has.
        wanted: Role,
    },
    /// A timer of this user already runs in this organization.
    #[error("Another timer is running in this organization. Stop it first.")]
    TimerAlreadyRunning,
    /// No timer of this user runs in this organization.
    #[error("No timer is running in this organization. It may have been stopped in another tab.")]
    NoRunningTimer,
    /// Too much at once.
    #[error("The server has too much to do at the moment. Try again in a few seconds.")]
    Overloaded,
    /// The database failed.
    #[error(transparent)]
    Store(tenure_store::Error),
    /// Something that cannot happen did.
    #[error("{0}")]
    Internal(String),
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Denied(denied) => Self::Denied(denied),
            Refused::Closing(closing) => Self::OrganizationClosing(closing),
        }
    }
}

impl From<tenure_store::Error> for Error {
    fn from(error: tenure_store::Error) -> Self {
        match error {
            tenure_store::Error::Closing(closing) => Self::OrganizationClosing(closing),
            error => Self::Store(error),
        }
    }
}

fn in_words(problems: &[FieldProblem]) -> String {
    problems
        .iter()
        .map(|problem| format!("{}: {}", problem.field, problem.message))
        .collect::<Vec<_>>()
        .join(" ")
}

impl Error {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::NotAuthenticated => ErrorCode::NotAuthenticated,
            Self::InvalidCredentials => ErrorCode::InvalidCredentials,
            Self::WebhookRefused => ErrorCode::WebhookRefused,
            Self::OperatorRequired => ErrorCode::OperatorRequired,
            Self::SignUpClosed => ErrorCode::SignUpClosed,
            Self::SetUpRequired => ErrorCode::SetUpRequired,
            Self::SetUpRefused => ErrorCode::SetUpRefused,
            Self::AddressTaken => ErrorCode::AddressTaken,
            Self::WrongPassword => ErrorCode::WrongPassword,
            Self::NoPassword => ErrorCode::NoPassword,
            Self::UserNotFound(_) => ErrorCode::UserNotFound,
            Self::LastOperator => ErrorCode::LastOperator,
            Self::OwnerMissing => ErrorCode::OwnerMissing,
            Self::LinkNotFound => ErrorCode::LinkNotFound,
            Self::OrganizationNotFound | Self::NoSuchOrganization(_) => {
                ErrorCode::OrganizationNotFound
            }
            Self::InvitationNotFound => ErrorCode::InvitationNotFound,
            Self::InvitationExpired { .. } => ErrorCode::InvitationExpired,
            Self::InvitationOtherAddress { .. } => ErrorCode::InvitationOtherAddress,
            Self::InvitationSettled(_) => ErrorCode::InvitationSettled,
            Self::AddressUndeliverable { .. } => ErrorCode::AddressUndeliverable,
            Self::RateLimited { .. } => ErrorCode::RateLimited,
            Self::NotFound(_) | Self::NotThere(_) => ErrorCode::NotFound,
            Self::MessageSettled(_) => ErrorCode::MessageSettled,
            Self::Denied(_) => ErrorCode::AccessDenied,
            Self::OrganizationClosing(_) => ErrorCode::OrganizationClosing,
            Self::Invalid(_) => ErrorCode::ValidationFailed,
            Self::StillInUse { .. } => ErrorCode::StillInUse,
            Self::LastOwner => ErrorCode::LastOwner,
            Self::PersonalWorkspace => ErrorCode::PersonalWorkspace,
            Self::RoleAboveOwn { .. } => ErrorCode::RoleAboveOwn,
            Self::IdempotencyKeyReused => ErrorCode::IdempotencyKeyReused,
            Self::TimerAlreadyRunning => ErrorCode::TimerAlreadyRunning,
            Self::NoRunningTimer => ErrorCode::NoRunningTimer,
            Self::Overloaded | Self::Store(tenure_store::Error::Busy(_)) => ErrorCode::Overloaded,
            Self::Store(tenure_store::Error::StatementTimeout) => ErrorCode::Timeout,
            Self::Store(_) | Self::Internal(_) => ErrorCode::Internal,
        }
    }

    /// One field's problem.
    #[must_use]
    pub fn field(field: &'static str, code: FieldCode, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldProblem {
            field,
            code,
            message: message.into(),
        }])
    }
}

/// Ends a form's validation.
pub(crate) fn check(fields: Fields) -> Result<(), Error> {
    fields.finish().map_err(Error::Invalid)
}
