//! Rows: columns taken in the order the statement names them.

use tenure_domain::email::EmailAddress;
use tenure_domain::id;
use tenure_domain::money::Currency;
use tenure_domain::organization::{OrganizationKind, TimeZoneName, WeekStart};
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

    /// Takes the next column, which holds the word of one of `all`.
    pub(crate) fn word<T: Copy>(
        &mut self,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Result<T, Error> {
        self.text(|text| {
            let found = all.iter().copied().find(|one| word(*one) == text);
            found.ok_or_else(|| format!("`{text}` is none of the words for it"))
        })
    }

    fn text<T>(&mut self, read: impl FnOnce(String) -> Result<T, String>) -> Result<T, Error> {
        let column = self.next;
        read(self.raw()?).map_err(|reason| Error::Decode { column, reason })
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
    CategoryId,
    TimeEntryId,
    ImportId,
    AuditEntryId
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

impl Column for Role {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns.text(|text| {
            text.parse()
                .map_err(|error: tenure_domain::role::UnknownRole| error.to_string())
        })
    }
}

impl Column for Option<Role> {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        let column = columns.next;
        let role = columns.raw::<Option<String>>()?.map(|text| text.parse());
        role.transpose()
            .map_err(|error: tenure_domain::role::UnknownRole| Error::Decode {
                column,
                reason: error.to_string(),
            })
    }
}

impl Column for Currency {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns.text(|text| {
            text.parse()
                .map_err(|error: tenure_domain::money::InvalidCurrency| error.to_string())
        })
    }
}

impl Column for Option<Currency> {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        let column = columns.next;
        let currency = columns.raw::<Option<String>>()?.map(|text| text.parse());
        currency.transpose().map_err(
            |error: tenure_domain::money::InvalidCurrency| Error::Decode {
                column,
                reason: error.to_string(),
            },
        )
    }
}

impl Column for OrganizationKind {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns.text(|text| match text.as_str() {
            "personal" => Ok(Self::Personal),
            "team" => Ok(Self::Team),
            _ => Err(format!("`{text}` is no kind of organization")),
        })
    }
}

impl Column for Source {
    fn from_next(columns: &mut Columns<'_>) -> Result<Self, Error> {
        columns.word(&Self::ALL, Self::as_str)
    }
}

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
