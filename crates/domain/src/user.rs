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
