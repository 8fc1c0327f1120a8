//! What the victim sees: every route that reads, with the victim's own ids.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Error;
use super::plan::{Place, Plan};
use super::values::Values;
use super::world::{Person, World};

/// Answers by route. The clock stands still, so they stay the same until something is changed.
pub(super) type View = BTreeMap<String, Value>;

impl World {
    /// What somebody sees of a tenant.
    ///
    /// # Errors
    /// If they are refused their own.
    pub(super) async fn view(
        &self,
        person: &Person,
        values: &Values,
        plans: &[Plan],
    ) -> Result<View, Error> {
        let mut view = View::new();
        for plan in plans.iter().filter(|plan| plan.method == "GET") {
            let given: Vec<_> = plan
                .slots
                .iter()
                .map(|slot| match slot.place {
                    Place::Path(_) => values.get(&slot.key).map(str::to_owned),
                    _ => None,
                })
                .collect();
            let asked = plan.request(&given, false)?;
            let answer = self.must_do(Some(person), &asked).await?;
            // A stream tells what happens, not what is.
            if !answer.headers.contains("text/event-stream") {
                view.insert(plan.route.clone(), answer.json());
            }
        }
        Ok(view)
    }
}

/// The routes whose answers differ.
pub(super) fn changed<'a>(before: &'a View, after: &View) -> Vec<&'a str> {
    let before = before.iter();
    before
        .filter(|(route, answer)| after.get(*route) != Some(answer))
        .map(|(route, _)| route.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_list_that_lost_a_row_is_named() {
        let before = View::from([
            ("GET /a".to_owned(), json!({"page": [1, 2]})),
            ("GET /b".to_owned(), json!({"page": []})),
        ]);
        let mut after = before.clone();
        assert!(changed(&before, &after).is_empty());
        after.insert("GET /a".to_owned(), json!({"page": [1]}));
        assert_eq!(changed(&before, &after), ["GET /a"]);
    }
}
