//! Statements with conditions that depend on what was asked.

use super::Value;

/// A statement that grows: each condition brings its own parameters.
#[derive(Debug)]
pub struct Query<'a> {
    sql: String,
    values: Vec<Value<'a>>,
}

impl<'a> Query<'a> {
    /// A statement that begins with `sql`, whose parameters are `values`.
    pub(crate) fn new(sql: &str, values: &[Value<'a>]) -> Self {
        Self {
            sql: sql.to_owned(),
            values: values.to_vec(),
        }
    }

    /// A statement whose conditions stand before its end: `sql` has a `/* filter */` where they go.
    /// Gives the statement up to there, and the end to push when they are in.
    pub(crate) fn before_filter(sql: &'static str, values: &[Value<'a>]) -> (Self, &'static str) {
        let (head, end) = sql.split_once("/* filter */").unwrap_or((sql, ""));
        (Self::new(head, values), end)
    }

    /// Appends text that has no parameters.
    pub(crate) fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Appends text in which each `?` stands for the next of `values`.
    pub(crate) fn bind(&mut self, sql: &str, values: &[Value<'a>]) -> &mut Self {
        let mut values = values.iter();
        for part in sql.split_inclusive('?') {
            match (part.strip_suffix('?'), values.len()) {
                (Some(text), 1..) => {
                    self.values.extend(values.next().cloned());
                    self.sql.push_str(text);
                    self.sql.push('$');
                    self.sql.push_str(&self.values.len().to_string());
                }
                _ => self.sql.push_str(part),
            }
        }
        self
    }

    /// Appends a condition if there is a value for it.
    pub(crate) fn bind_if(&mut self, sql: &str, value: Option<impl Into<Value<'a>>>) -> &mut Self {
        if let Some(value) = value {
            self.bind(sql, &[value.into()]);
        }
        self
    }

    /// The text.
    #[must_use]
    pub fn sql(&self) -> &str {
        &self.sql
    }

    /// The parameters.
    #[must_use]
    pub fn values(&self) -> &[Value<'a>] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_condition_numbers_its_own_parameters() {
        let mut query = Query::new("SELECT 1 WHERE a = $1", &[Value::Integer(1)]);
        query
            .bind_if(" AND b = ?", Some(2_i64))
            .bind_if(" AND c = ?", None::<i64>);
        query.bind(
            " AND (d, e) < (?, ?)",
            &[Value::Integer(3), Value::Integer(4)],
        );
        assert_eq!(
            query.sql(),
            "SELECT 1 WHERE a = $1 AND b = $2 AND (d, e) < ($3, $4)"
        );
        assert_eq!(query.values().len(), 4);
    }
}
