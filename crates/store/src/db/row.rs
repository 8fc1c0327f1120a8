//! Rows: columns taken in the order the statement names them.

use tenure_domain::email::EmailAddress;
use tenure_domain::event::{Happening, Table};
use tenure_domain::format::{DateFormat, DurationFormat, NumberFormat, TimeFormat};
use tenure_domain::id;
use tenure_domain::invitation::{InvitationStatus, Revocation};
use tenure_domain::link::LinkPurpose;
use tenure_domain::message::{MessageEvent, MessageKind, MessageState, SuppressionCause};
use tenure_domain::money::Currency;
use tenure_domain::organization::{OrganizationKind, TimeZoneName, WeekStart};
use tenure_domain::policy::Circle;
use tenure_domain::role::Role;
use tenure_domain::slug::Slug;
use tenure_domain::time::Instant;
use tenure_domain::time_entry::Source;
use uuid::Uuid;

use super::Error;

/// A row of a result, read from its first column to its last.
pub struct Columns<'a> {
    row: Row<'a>,
    next: usize,
}

enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

/// A type that is made of a row's columns.
pub trait FromRow: Sized {
    /// Takes the columns in the order the statement names them.
    ///
    /// # Errors
    /// If a column is not of its type.
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error>;
}

/// A type that a column can hold.
pub trait Column: Sized {
    /// Takes the next column.
    ///
    /// # Errors
    /// If it holds something else.
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error>;
}

impl<'a> Columns<'a> {
    pub(super) const fn sqlite(row: &'a rusqlite::Row<'a>) -> Self {
        Self {
            row: Row::Sqlite(row),
            next: 0,
        }
    }

    pub(super) const fn postgres(row: &'a tokio_postgres::Row) -> Self {
        Self {
            row: Row::Postgres(row),
            next: 0,
        }
    }

    /// Takes the next column.
    ///
    /// # Errors
    /// If it holds something else.
    pub fn take<T: Column>(&mut self) -> Result<T, Error> {
        T::from_next(self)
    }

    fn raw<T>(&mut self) -> Result<T, Error>
    where
        T: rusqlite::types::FromSql + for<'b> tokio_postgres::types::FromSql<'b>,
    {
        let column = self.next;
        self.next += 1;
        match self.row {
            Row::Sqlite(row) => row.get(column).map_err(|error| Error::Decode {
                column,
                reason: error.to_string(),
            }),
            Row::Postgres(row) => row.try_get(column).map_err(|error| Error::Decode {
                column,
                // The error's own text leaves its cause out.
                reason: std::error::Error::source(&error)
                    .map_or_else(|| error.to_string(), ToString::to_string),
            }),
        }
    }

    /// A word that stands for a `T`, read where the engine keeps it.
    fn word<T: Word>(&mut self) -> Result<T, Error> {
        self.raw::<RawWord<T>>().map(|raw| raw.0)
    }

    fn optional_word<T: Word>(&mut self) -> Result<Option<T>, Error> {
        Ok(self.raw::<Option<RawWord<T>>>()?.map(|raw| raw.0))
    }
}

/// A column as the engine has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Raw {
    Null,
    Integer(i64),
    Real(f64),
    Text(String),
    /// Bytes, and ids.
    Bytes(Vec<u8>),
}

/// A row whose columns are known only to whoever asked for them.
#[derive(Debug)]
pub(crate) struct RawRow(pub(crate) Vec<Raw>);

impl FromRow for RawRow {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        let count = match columns.row {
            Row::Sqlite(row) => row.as_ref().column_count(),
            Row::Postgres(row) => row.len(),
        };
        (0..count)
            .map(|_| columns.raw::<Raw>())
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl rusqlite::types::FromSql for Raw {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        use rusqlite::types::ValueRef;
        Ok(match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(_) => Self::Text(value.as_str()?.to_owned()),
            ValueRef::Blob(bytes) => Self::Bytes(bytes.to_owned()),
        })
    }
}

impl<'a> tokio_postgres::types::FromSql<'a> for Raw {
    fn from_sql(
        ty: &tokio_postgres::types::Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        use tokio_postgres::types::Type;
        Ok(match *ty {
            Type::INT8 => Self::Integer(i64::from_sql(ty, raw)?),
            Type::BOOL => Self::Integer(i64::from(bool::from_sql(ty, raw)?)),
            Type::FLOAT8 => Self::Real(f64::from_sql(ty, raw)?),
            Type::UUID | Type::BYTEA => Self::Bytes(raw.to_owned()),
            _ => Self::Text(<&str>::from_sql(ty, raw)?.to_owned()),
        })
    }

    fn from_sql_null(
        _: &tokio_postgres::types::Type,
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &tokio_postgres::types::Type) -> bool {
        use tokio_postgres::types::Type;
        matches!(
            *ty,
            Type::INT8 | Type::BOOL | Type::FLOAT8 | Type::UUID | Type::BYTEA
        ) || <&str as tokio_postgres::types::FromSql>::accepts(ty)
    }
}

/// A type that columns hold as one of a few words, or as a short code.
trait Word: Sized {
    /// What the word stands for.
    fn from_word(word: &str) -> Result<Self, String>;
}

/// A [`Word`] as the engines hold it: text.
struct RawWord<T>(T);

impl<T: Word> rusqlite::types::FromSql for RawWord<T> {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        T::from_word(value.as_str()?)
            .map(Self)
            .map_err(|reason| rusqlite::types::FromSqlError::Other(reason.into()))
    }
}

impl<'a, T: Word> tokio_postgres::types::FromSql<'a> for RawWord<T> {
    fn from_sql(
        ty: &tokio_postgres::types::Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(T::from_word(<&str>::from_sql(ty, raw)?)?))
    }

    fn accepts(ty: &tokio_postgres::types::Type) -> bool {
        <&str as tokio_postgres::types::FromSql>::accepts(ty)
    }
}

macro_rules! raw_columns {
    ($($kind:ty),+) => {$(
        impl Column for $kind {
            fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
                columns.raw()
            }
        }
        impl Column for Option<$kind> {
            fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
                columns.raw()
            }
        }
    )+};
}
raw_columns!(i64, f64, bool, String, Vec<u8>);

/// An id as the engines hold it: 16 bytes or a `uuid`.
struct RawUuid(Uuid);

impl rusqlite::types::FromSql for RawUuid {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        Uuid::from_slice(value.as_blob()?)
            .map(Self)
            .map_err(|error| rusqlite::types::FromSqlError::Other(Box::new(error)))
    }
}

impl<'a> tokio_postgres::types::FromSql<'a> for RawUuid {
    fn from_sql(
        _: &tokio_postgres::types::Type,
        raw: &'a [u8],
    ) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(Uuid::from_slice(raw)?))
    }

    fn accepts(ty: &tokio_postgres::types::Type) -> bool {
        *ty == tokio_postgres::types::Type::UUID
    }
}

impl Column for Uuid {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns.raw::<RawUuid>().map(|raw| raw.0)
    }
}

impl Column for Option<Uuid> {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns
            .raw::<Option<RawUuid>>()
            .map(|raw| raw.map(|raw| raw.0))
    }
}

macro_rules! id_columns {
    ($($id:ident),+) => {$(
        impl Column for id::$id {
            fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
                Uuid::from_next(columns).map(Self::from_uuid)
            }
        }
        impl Column for Option<id::$id> {
            fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
                Ok(<Option<Uuid> as Column>::from_next(columns)?.map(id::$id::from_uuid))
            }
        }
    )+};
}
id_columns!(
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

impl Column for Instant {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns.raw().map(Self::from_millis)
    }
}

impl Column for Option<Instant> {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(columns.raw::<Option<i64>>()?.map(Instant::from_millis))
    }
}

impl Column for Option<EmailAddress> {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(columns
            .raw::<Option<String>>()?
            .map(|text| EmailAddress::on_record(&text)))
    }
}

impl Column for EmailAddress {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns.raw::<String>().map(|text| Self::on_record(&text))
    }
}

impl<const N: usize> Column for [u8; N] {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        let column = columns.next;
        let bytes: Vec<u8> = columns.raw()?;
        bytes.try_into().map_err(|bytes: Vec<u8>| Error::Decode {
            column,
            reason: format!("{} bytes where {N} belong", bytes.len()),
        })
    }
}

impl Column for TimeZoneName {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns.raw().map(Self::on_record)
    }
}

impl Column for WeekStart {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        let column = columns.next;
        let day: i64 = columns.raw()?;
        u8::try_from(day)
            .ok()
            .and_then(|day| Self::try_from(day).ok())
            .ok_or_else(|| Error::Decode {
                column,
                reason: format!("{day} is no day of the week"),
            })
    }
}

impl Column for Slug {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns.raw().map(Self::on_record)
    }
}

impl Word for Role {
    fn from_word(word: &str) -> Result<Self, String> {
        word.parse()
            .map_err(|error: tenure_domain::role::UnknownRole| error.to_string())
    }
}

impl Word for Currency {
    fn from_word(word: &str) -> Result<Self, String> {
        word.parse()
            .map_err(|error: tenure_domain::money::InvalidCurrency| error.to_string())
    }
}

impl Word for OrganizationKind {
    fn from_word(word: &str) -> Result<Self, String> {
        match word {
            "personal" => Ok(Self::Personal),
            "team" => Ok(Self::Team),
            _ => Err(format!("`{word}` is no kind of organization")),
        }
    }
}

macro_rules! listed_words {
    ($($word:ty),+) => {$(
        impl Word for $word {
            fn from_word(word: &str) -> Result<Self, String> {
                let found = Self::ALL.iter().find(|one| one.as_str() == word);
                found.copied().ok_or_else(|| format!("`{word}` is none of the words for it"))
            }
        }
    )+};
}
listed_words!(
    Source,
    Table,
    Happening,
    MessageKind,
    MessageState,
    MessageEvent,
    SuppressionCause,
    LinkPurpose,
    Circle,
    DateFormat,
    TimeFormat,
    NumberFormat,
    DurationFormat,
    InvitationStatus,
    Revocation
);

macro_rules! word_columns {
    ($($word:ty),+) => {$(
        impl Column for $word {
            fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
                columns.word()
            }
        }
        impl Column for Option<$word> {
            fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
                columns.optional_word()
            }
        }
    )+};
}
word_columns!(
    Role,
    Currency,
    OrganizationKind,
    Source,
    Table,
    Happening,
    MessageKind,
    MessageState,
    MessageEvent,
    SuppressionCause,
    LinkPurpose,
    Circle,
    DateFormat,
    TimeFormat,
    NumberFormat,
    DurationFormat,
    InvitationStatus,
    Revocation
);

macro_rules! tuples {
    ($($($name:ident)+;)+) => {$(
        impl<$($name: Column),+> FromRow for ($($name,)+) {
            fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
                Ok(($($name::from_next(columns)?,)+))
            }
        }
    )+};
}
tuples! { A; A B; A B C; A B C D; A B C D E; A B C D E F; A B C D E F G; A B C D E F G H; }
