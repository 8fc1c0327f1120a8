//! The one table of errors that reach people: stable code, HTTP status, title.

use serde::{Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

macro_rules! errors {
    ($($name:ident $code:literal $status:literal $title:literal;)+) => {
        /// A stable code for one way a request or command is refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ErrorCode {
            $(#[doc = $title] $name,)+
        }

        impl ErrorCode {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The code itself, which scripts may rely on.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The HTTP status it is answered with.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)+ }
            }

            /// What it says in a few words.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ }
            }
        }
    };
}

errors! {
    MalformedRequest "malformed_request" 400 "The request cannot be read";
    BadCursor "bad_cursor" 400 "The cursor is not one of this list";
    NotAuthenticated "not_authenticated" 401 "Not signed in";
    InvalidCredentials "invalid_credentials" 401 "Address or password is wrong";
    WebhookRefused "webhook_refused" 401 "The webhook is not signed";
    CrossSiteRefused "cross_site_refused" 403 "Another site may not write here";
    AccessDenied "access_denied" 403 "Your role does not allow this";
    OperatorRequired "operator_required" 403 "Only operators may do this";
    WrongPassword "wrong_password" 403 "The password is wrong";
    SignUpClosed "sign_up_closed" 403 "This instance takes no sign-ups";
    SetUpRequired "set_up_required" 403 "This instance has no operator yet";
    SetUpRefused "set_up_refused" 403 "The set-up link is not valid";
    OrganizationNotFound "organization_not_found" 404 "Organization not found";
    LinkNotFound "link_not_found" 404 "The link does not work";
    UserNotFound "user_not_found" 404 "No such user";
    InvitationNotFound "invitation_not_found" 404 "This invitation does not work";
    NotFound "not_found" 404 "Not found";
    RouteNotFound "route_not_found" 404 "No such address in the API";
    MethodNotAllowed "method_not_allowed" 405 "This address does not take that method";
    AddressTaken "address_taken" 409 "The e-mail address is taken";
    NoPassword "no_password" 409 "The account has no password";
    InvitationOtherAddress "invitation_other_address" 409 "The invitation is for another address";
    InvitationSettled "invitation_settled" 409 "The invitation is settled";
    AddressUndeliverable "address_undeliverable" 409 "Mail does not arrive at this address";
    StillInUse "still_in_use" 409 "Still in use";
    OrganizationClosing "organization_closing" 409 "The organization is to be deleted";
    LastOperator "last_operator" 409 "An instance keeps an operator";
    OwnerMissing "owner_missing" 409 "The organization has no owner";
    LastOwner "last_owner" 409 "An organization keeps an owner";
    PersonalWorkspace "personal_workspace" 409 "Not in a personal workspace";
    RoleAboveOwn "role_above_own" 403 "That role is above yours";
    TimerAlreadyRunning "timer_already_running" 409 "A timer is already running";
    NoRunningTimer "no_running_timer" 409 "No timer is running";
    MessageSettled "message_settled" 409 "The message cannot be sent again";
    InvitationExpired "invitation_expired" 410 "The invitation has expired";
    BodyTooLarge "body_too_large" 413 "The request is too large";
    UnsupportedMediaType "unsupported_media_type" 415 "The request must be JSON";
    IdempotencyKeyReused "idempotency_key_reused" 422 "The key was used for another request";
    ValidationFailed "validation_failed" 422 "Some fields cannot be accepted";
    RateLimited "rate_limited" 429 "Too many attempts";
    Internal "internal" 500 "Something went wrong on our side";
    Overloaded "overloaded" 503 "Too much at once";
    Timeout "timeout" 504 "This took too long";
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

// Written out, since the derive does not see names that a macro passes on.
impl PartialSchema for ErrorCode {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Self::ALL.iter().map(|code| code.as_str())))
            .description(Some("A stable code for one way a request is refused."))
            .into()
    }
}

impl ToSchema for ErrorCode {
    fn name() -> std::borrow::Cow<'static, str> {
        "ErrorCode".into()
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
