//! Every difference between the engines that SQL can see, as named fragments.
//!
//! A statement that cannot be written in the portable subset takes a fragment from here; nothing
//! else asks which engine it runs on. The contract suite runs each fragment on both.

/// A database engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Engine {
    /// SQLite, embedded.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Engine {
    /// Its name as people write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }

    /// Ends a query for rows that the transaction goes on to change or delete, so that nobody else
    /// does in between. SQLite has one writer, which needs no such words.
    pub(crate) const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    /// A row, which the query calls `r`, as JSON text of these columns. Ids and other bytes are hex,
    /// with the engine's own marks.
    pub(crate) fn row_as_json(self, columns: &[String]) -> String {
        match self {
            Self::Sqlite => {
                let pairs = columns.iter().map(|column| {
                    format!("'{column}', CASE typeof(r.{column}) WHEN 'blob' THEN lower(hex(r.{column})) ELSE r.{column} END")
                });
                format!("json_object({})", pairs.collect::<Vec<_>>().join(", "))
            }
            Self::Postgres => "to_jsonb(r)::text".to_owned(),
        }
    }

    /// Ends a query for rows of work that the transaction takes, and passes over those that
    /// somebody else is taking.
    pub(crate) const fn for_update_of_free(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// Ends a query for rows that the transaction goes on to refer to, so that nobody deletes them
    /// in between.
    pub(crate) const fn for_reference(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR KEY SHARE",
        }
    }
}

/// A pattern for `LIKE … ESCAPE '!'` that finds `text` anywhere. Columns searched this way hold
/// case-folded text, since the engines do not agree on what ignoring case means.
#[must_use]
pub fn contains_pattern(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}
