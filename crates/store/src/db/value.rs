//! Parameters of statements.

use bytes::BytesMut;
use rusqlite::types::{ToSqlOutput, ValueRef};
use tenure_domain::format::{DateFormat, DurationFormat, NumberFormat, TimeFormat};
use tenure_domain::id;
use tenure_domain::invitation::InvitationStatus;
use tenure_domain::link::LinkPurpose;
use tenure_domain::message::{MessageKind, MessageState, SuppressionCause};
use tenure_domain::money::Currency;
use tenure_domain::organization::{OrganizationKind, TimeZoneName, WeekStart};
use tenure_domain::policy::Circle;
use tenure_domain::role::Role;
use tenure_domain::slug::Slug;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::Source;
use tokio_postgres::types::{Format, IsNull, ToSql, Type, to_sql_checked};
use uuid::Uuid;

/// One parameter, borrowed where it can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// SQL's null.
    Null,
    /// A whole number: counts, instants, seconds, minor units.
    Integer(i64),
    /// A number of the legacy application, to the bit.
    Real(f64),
    /// Yes or no.
    Bool(bool),
    /// A text.
    Text(&'a str),
    /// A text that the query owns.
    OwnedText(String),
    /// Bytes.
    Bytes(&'a [u8]),
    /// An id.
    Uuid(Uuid),
}

/// A statement's parameters, each turned into a [`Value`].
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::db::Value::from($value)),*] };
}
pub(crate) use values;

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Bool(yes) => ValueRef::Integer(i64::from(*yes)),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::OwnedText(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
            Self::Uuid(uuid) => ValueRef::Blob(uuid.as_bytes()),
        }))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            // `LIMIT` and the like may be narrower than what is bound to them.
            Self::Integer(number) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            // A sum of integers is a NUMERIC in PostgreSQL; none is ever bound.
            Self::Integer(number) => <i64 as ToSql>::to_sql_checked(number, ty, out),
            Self::Real(number) => <f64 as ToSql>::to_sql_checked(number, ty, out),
            Self::Bool(yes) => <bool as ToSql>::to_sql_checked(yes, ty, out),
            Self::Text(text) => <&str as ToSql>::to_sql_checked(text, ty, out),
            Self::OwnedText(text) => <String as ToSql>::to_sql_checked(text, ty, out),
            Self::Bytes(bytes) => <&[u8] as ToSql>::to_sql_checked(bytes, ty, out),
            Self::Uuid(uuid) if *ty == Type::UUID => {
                out.extend_from_slice(uuid.as_bytes());
                Ok(IsNull::No)
            }
            Self::Uuid(_) => Err(format!("an id was bound where PostgreSQL wants {ty}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, _: &Type) -> Format {
        Format::Binary
    }

    to_sql_checked!();
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<usize> for Value<'_> {
    /// A number of rows: more than fit are as good as all.
    fn from(rows: usize) -> Self {
        Self::Integer(i64::try_from(rows).unwrap_or(i64::MAX))
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Real(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::OwnedText(text)
    }
}

impl<'a> From<&'a [u8]> for Value<'a> {
    fn from(bytes: &'a [u8]) -> Self {
        Self::Bytes(bytes)
    }
}

impl<'a, const N: usize> From<&'a [u8; N]> for Value<'a> {
    fn from(bytes: &'a [u8; N]) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Uuid> for Value<'_> {
    fn from(uuid: Uuid) -> Self {
        Self::Uuid(uuid)
    }
}

impl From<Instant> for Value<'_> {
    fn from(instant: Instant) -> Self {
        Self::Integer(instant.as_millis())
    }
}

impl<'a> From<&'a Currency> for Value<'a> {
    fn from(currency: &'a Currency) -> Self {
        Self::Text(currency.as_str())
    }
}

impl<'a> From<&'a Slug> for Value<'a> {
    fn from(slug: &'a Slug) -> Self {
        Self::Text(slug.as_str())
    }
}

impl<'a> From<&'a TimeZoneName> for Value<'a> {
    fn from(name: &'a TimeZoneName) -> Self {
        Self::Text(name.as_str())
    }
}

impl From<WeekStart> for Value<'_> {
    fn from(day: WeekStart) -> Self {
        Self::Integer(i64::from(u8::from(day)))
    }
}

macro_rules! from_words {
    ($($word:ty),+) => {$(
        impl From<$word> for Value<'_> {
            fn from(word: $word) -> Self {
                Self::Text(word.as_str())
            }
        }
    )+};
}
from_words!(
    Role,
    OrganizationKind,
    Source,
    MessageKind,
    MessageState,
    SuppressionCause,
    LinkPurpose,
    Circle,
    DateFormat,
    TimeFormat,
    NumberFormat,
    DurationFormat,
    InvitationStatus
);

macro_rules! from_ids {
    ($($id:ident),+) => {$(
        impl From<id::$id> for Value<'_> {
            fn from(id: id::$id) -> Self {
                Self::Uuid(id.uuid())
            }
        }
    )+};
}
from_ids!(
    UserId,
    CredentialId,
    SessionId,
    OrganizationId,
    MembershipId,
    InvitationId,
    ClientId,
    ProjectId,
    TaskId,
    CategoryId,
    TimeEntryId,
    ImportId,
    AuditEntryId,
    MessageId,
    RepairId
);

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}
