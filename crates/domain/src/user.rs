//! Users.

use serde::Serialize;
use utoipa::ToSchema;

use crate::email::EmailAddress;
use crate::id::UserId;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The name others see.
    pub name: String,
    /// The address; none for placeholders, anonymous users, and those whose address an older user has.
    #[schema(required)]
    pub email: Option<EmailAddress>,
    /// Whether the user may run the instance.
    pub is_operator: bool,
}

/// What a user may know and change of their own account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Account {
    /// Who it is.
    pub user: User,
    /// Whether the user has shown, by a link, that the address is theirs.
    pub email_verified: bool,
    /// Whether the user can sign in with a password; by a link everybody with an address can.
    pub has_password: bool,
    /// The address that is to be the next one, until its link is opened.
    #[schema(required)]
    pub pending_email: Option<EmailAddress>,
    /// Whether the user is mailed a summary of each week.
    pub weekly_summary: bool,
}
