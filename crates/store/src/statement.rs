//! Statements: SQL with a name, listed so that a test can prepare each on both engines.

/// One SQL statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// `aggregate::NAME`, for logs and tests.
    pub name: &'static str,
    /// The text, in the portable subset.
    pub sql: &'static str,
}

impl AsRef<str> for Statement {
    fn as_ref(&self) -> &str {
        self.sql
    }
}

/// Declares a file's statements and lists them in `STATEMENTS`, so that none can be left out.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* const $name: $crate::statement::Statement = $crate::statement::Statement {
            name: concat!(module_path!(), "::", stringify!($name)),
            sql: $sql,
        };)+
        /// Every statement of this file.
        pub(crate) const STATEMENTS: &[$crate::statement::Statement] = &[$($name,)+];
    };
}
pub(crate) use statements;
