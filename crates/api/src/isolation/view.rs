//! What the victim sees: every route that reads, with the victim's own ids.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Error;
use super::exchange::ask;
use super::plan::{Place, Plan};
use super::values::Values;
use super::world::{Person, World};

/// Answers by route. The clock stands still, so they stay the same until something is changed.
pub(super) type View = BTreeMap<String, Value>;

impl World {
    /// What somebody sees of a tenant; a refusal is a sight, too: somebody else may have ended the
    /// session.
    ///
    /// # Errors
    /// If a request cannot be made.
    pub(super) async fn view(
        &self,
        person: &Person,
        values: &Values,
        plans: &[Plan],
    ) -> Result<View, Error> {
        let mut view = View::new();
        let seen = |plan: &&Plan| plan.method == "GET" && !plan.for_operators;
        for plan in plans.iter().filter(seen) {
            let given: Vec<_> = plan
                .slots
                .iter()
                .map(|slot| match slot.place {
                    Place::Path(_) => values.get(&slot.key).map(str::to_owned),
                    _ => None,
                })
                .collect();
            let asked = plan.request(&given, false)?;
            let answer = ask(&self.router, Some(&person.cookie), &asked).await?;
            // A stream tells what happens, not what is.
            if !answer.headers.contains("text/event-stream") {
                let mut body = answer.json();
                if let Some(body) = body.as_object_mut() {
                    body.remove("requestId");
                }
                let seen = json!({"status": answer.status, "body": body});
                view.insert(plan.route.clone(), seen);
            }
        }
        Ok(view)
    }
}

/// The first route of one's own that one is refused.
pub(super) fn refused(view: &View) -> Option<(&str, &Value)> {
    let mut answers = view.iter().map(|(route, seen)| (route.as_str(), seen));
    answers.find(|(_, seen)| !matches!(seen["status"].as_u64(), Some(200..300)))
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

    #[test]
    fn a_victim_who_is_refused_their_own_is_no_victim() {
        let view = |status: u16| View::from([("GET /a".to_owned(), json!({"status": status}))]);
        assert!(refused(&view(200)).is_none());
        assert_eq!(
            refused(&view(401)).map(|(route, _)| route.to_owned()),
            Some("GET /a".to_owned())
        );
    }

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
