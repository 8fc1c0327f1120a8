//! What columns of moved rows may hold, as parameters.

use tenure_domain::id::{
    CategoryId, ClientId, CredentialId, ImportId, InvitationId, MembershipId, OrganizationId,
    ProjectId, TimeEntryId, UserId,
};
use tenure_domain::money::Currency;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::role::Role;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::Source;

use crate::db::Value;

/// A column's content as a parameter.
pub(super) trait AsValue {
    fn as_value(&self) -> Value<'_>;
}

macro_rules! copied_values {
    ($($kind:ty),+) => {$(
        impl AsValue for $kind {
            fn as_value(&self) -> Value<'_> {
                Value::from(*self)
            }
        }
    )+};
}
copied_values!(
    i64,
    f64,
    bool,
    Instant,
    Role,
    OrganizationKind,
    Source,
    UserId,
    CredentialId,
    OrganizationId,
    MembershipId,
    InvitationId,
    ClientId,
    ProjectId,
    CategoryId,
    TimeEntryId,
    ImportId
);

impl AsValue for String {
    fn as_value(&self) -> Value<'_> {
        Value::from(self)
    }
}

impl AsValue for Vec<u8> {
    fn as_value(&self) -> Value<'_> {
        Value::from(self.as_slice())
    }
}

impl AsValue for Currency {
    fn as_value(&self) -> Value<'_> {
        Value::from(self)
    }
}

impl<T: AsValue> AsValue for Option<T> {
    fn as_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, AsValue::as_value)
    }
}
