//! One declaration of a table's columns makes its row, its statements, and what writes and reads it.

use crate::db::{Columns, Error, FromRow, Value};
use crate::statement::Statement;

/// A row by its columns.
pub(super) trait Moved: FromRow + Send {
    const INSERT: Statement;
    const MAKE: Statement;
    const FIND: Statement;
    const OF_DOCUMENTS: Statement;
    const REMOVE: Statement;
    const REPLACE: Statement;
    /// How many columns the key has; they come first.
    const KEY: usize;
    const COLUMNS: &'static [&'static str];
    fn values(&self) -> Vec<Value<'_>>;
}

/// A row with the id of the document that lives on as it.
pub(super) struct OfDocument<T> {
    pub(super) document: String,
    pub(super) row: T,
}

impl<T: FromRow> FromRow for OfDocument<T> {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            document: columns.take()?,
            row: T::from_row(columns)?,
        })
    }
}

/// Declares the kinds of rows. `key` compares the first columns with parameters, `of` with the
/// legacy document's `organization_id` and `row_id`. The number before a column is its parameter's.
macro_rules! moved_rows {
    ($(
        $(#[$about:meta])*
        $kind:ident($row:ident) in $table:literal, key $key_columns:literal $key:literal, of $of:literal {
            $(#[$first_about:meta])* $first:ident: $first_type:ty,
            $($number:literal $(#[$column_about:meta])* $column:ident: $type:ty,)+
        }
    )+) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, PartialEq)]
            #[expect(missing_docs, reason = "the columns of the table, which its migration describes")]
            pub struct $row {
                $(#[$first_about])* pub $first: $first_type,
                $($(#[$column_about])* pub $column: $type,)+
            }

            impl FromRow for $row {
                fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
                    Ok(Self { $first: columns.take()?, $($column: columns.take()?,)+ })
                }
            }

            impl Moved for $row {
                const INSERT: Statement = Statement {
                    name: concat!("legacy_placement::INSERT ", $table),
                    sql: concat!(
                        "INSERT INTO ", $table, " (", stringify!($first), $(", ", stringify!($column),)+
                        ") VALUES ($1", $(", $", $number,)+ ")"
                    ),
                };
                const MAKE: Statement = Statement {
                    name: concat!("legacy_placement::MAKE ", $table),
                    sql: concat!(
                        "INSERT INTO ", $table, " (", stringify!($first), $(", ", stringify!($column),)+
                        ") VALUES ($1", $(", $", $number,)+ ") ON CONFLICT DO NOTHING"
                    ),
                };
                const FIND: Statement = Statement {
                    name: concat!("legacy_placement::FIND ", $table),
                    sql: concat!(
                        "SELECT ", stringify!($first), $(", ", stringify!($column),)+
                        " FROM ", $table, " WHERE ", $key
                    ),
                };
                const OF_DOCUMENTS: Statement = Statement {
                    name: concat!("legacy_placement::OF_DOCUMENTS ", $table),
                    sql: concat!(
                        "SELECT d.id, r.", stringify!($first), $(", r.", stringify!($column),)+
                        " FROM legacy_documents d JOIN ", $table, " r ON ", $of,
                        " WHERE d.table_name = $1 AND d.id > $2 AND d.id <= $3"
                    ),
                };
                const REMOVE: Statement = Statement {
                    name: concat!("legacy_placement::REMOVE ", $table),
                    sql: concat!(
                        "DELETE FROM ", $table, " WHERE ", $key,
                        $(" AND ", stringify!($column), " IS NOT DISTINCT FROM $", $number,)+
                    ),
                };
                const REPLACE: Statement = Statement {
                    name: concat!("legacy_placement::REPLACE ", $table),
                    sql: concat!(
                        "UPDATE ", $table, " SET ", stringify!($first), " = $1",
                        $(", ", stringify!($column), " = $", $number,)+ " WHERE ", $key
                    ),
                };
                const KEY: usize = $key_columns;
                const COLUMNS: &'static [&'static str] = &[stringify!($first), $(stringify!($column),)+];

                fn values(&self) -> Vec<Value<'_>> {
                    vec![self.$first.as_value(), $(self.$column.as_value(),)+]
                }
            }
        )+

        /// A row of any table that the move writes.
        #[derive(Debug, Clone, PartialEq)]
        pub enum MovedRow {
            $($(#[$about])* $kind($row),)+
        }

        impl MovedRow {
            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)+ }
            }

            /// Its columns, in the order of its declaration.
            #[must_use]
            pub fn values(&self) -> Vec<Value<'_>> {
                match self { $(Self::$kind(row) => row.values(),)+ }
            }

            /// The names of its columns, in the same order.
            #[must_use]
            pub const fn columns(&self) -> &'static [&'static str] {
                match self { $(Self::$kind(_) => $row::COLUMNS,)+ }
            }

            /// The table it is in.
            #[must_use]
            pub const fn table(&self) -> &'static str {
                match self { $(Self::$kind(_) => $table,)+ }
            }
        }

        pub(crate) const STATEMENTS: &[Statement] = &[
            $($row::INSERT, $row::MAKE, $row::FIND, $row::OF_DOCUMENTS, $row::REMOVE, $row::REPLACE,)+
        ];

        /// Adds rows in the order in which tables refer to each other: those of documents, which
        /// must not be there, and then `made` ones, which may be there from an earlier batch.
        ///
        /// # Errors
        /// If the database fails, or a row of a document is there.
        pub async fn insert(tx: &mut Tx, rows: &[MovedRow], made: &[MovedRow]) -> Result<(), Error> {
            $({
                let of_kind = |rows: &'_ [MovedRow]| -> Vec<usize> {
                    rows.iter().enumerate()
                        .filter(|(_, row)| matches!(row, MovedRow::$kind(_)))
                        .map(|(place, _)| place)
                        .collect()
                };
                for (statement, rows) in [($row::INSERT, rows), ($row::MAKE, made)] {
                    let sets: Vec<Vec<Value<'_>>> = of_kind(rows)
                        .into_iter()
                        .filter_map(|place| rows.get(place))
                        .map(MovedRow::values)
                        .collect();
                    if !sets.is_empty() {
                        tx.execute_each(statement, &sets).await?;
                    }
                }
            })+
            Ok(())
        }

        /// Removes these rows of one table, each only if it still is as it stands here in every
        /// column, and tells how many were.
        ///
        /// # Errors
        /// If the database fails, or something refers to one of them.
        pub async fn remove(tx: &mut Tx, rows: &[MovedRow]) -> Result<u64, Error> {
            let mut removed = 0;
            $({
                let sets: Vec<Vec<Value<'_>>> = rows.iter()
                    .filter(|row| matches!(row, MovedRow::$kind(_)))
                    .map(MovedRow::values)
                    .collect();
                if !sets.is_empty() {
                    removed += tx.execute_each($row::REMOVE, &sets).await?;
                }
            })+
            Ok(removed)
        }

        /// Makes the row that has the same key as `row` what `row` is, and tells whether there is one.
        ///
        /// # Errors
        /// If the database fails, or refuses what it would be.
        pub async fn replace(tx: &mut Tx, row: &MovedRow) -> Result<bool, Error> {
            let replaced = match row {
                $(MovedRow::$kind(row) => tx.execute($row::REPLACE, &row.values()).await?,)+
            };
            Ok(replaced == 1)
        }

        /// The row that has the same key as `like`.
        ///
        /// # Errors
        /// If the database fails.
        pub async fn find(tx: &mut Tx, like: &MovedRow) -> Result<Option<MovedRow>, Error> {
            let mut key = like.values();
            match like {
                $(MovedRow::$kind(_) => {
                    key.truncate($row::KEY);
                    let row: Option<$row> = tx.optional($row::FIND, &key).await?;
                    Ok(row.map(MovedRow::$kind))
                })+
            }
        }

        /// The kinds of rows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Kind {
            $($(#[$about])* $kind,)+
        }

        impl Kind {
            /// The table that its rows are in.
            #[must_use]
            pub const fn table(self) -> &'static str {
                match self { $(Self::$kind => $table,)+ }
            }
        }

        /// The rows of this kind that the documents of a table live on as, by document, for the ids
        /// after `after` up to `last`.
        ///
        /// # Errors
        /// If the database fails.
        pub async fn of_documents(
            tx: &mut Tx,
            kind: Kind,
            table: &str,
            after: &str,
            last: &str,
        ) -> Result<HashMap<String, MovedRow>, Error> {
            match kind {
                $(Kind::$kind => {
                    let rows: Vec<OfDocument<$row>> =
                        tx.all($row::OF_DOCUMENTS, values![table, after, last]).await?;
                    Ok(rows.into_iter().map(|of| (of.document, MovedRow::$kind(of.row))).collect())
                })+
            }
        }
    };
}
pub(super) use moved_rows;
