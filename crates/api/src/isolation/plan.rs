//! How a route can be asked: where in it something of a tenant's stands.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Error;
use super::exchange::Asked;
use super::schema::{NOBODYS_TOKEN, Parameter, Schemas};
use super::values::{Sort, Values, sort};
use crate::routes::{Needs, Route};

/// Names that only one may have on the whole instance: whoever wants one that is taken is told so.
/// There the answer to a name that is taken and to one that is free must differ.
const CLAIMS: [(&str, &str); 3] = [
    ("auth.signUp", "email"),
    ("organizations.create", "slug"),
    ("organizations.update", "slug"),
];

/// What may be anybody's, and is answered as if it were nobody's: addresses that anybody may name, where
/// what is done is a mail to the address itself, or nothing; and a link that leads nowhere, which may be
/// asked to be renewed like any other.
const ANYBODYS: [(&str, &str); 3] = [
    ("auth.requestLink", "email"),
    ("invitations.draft", "email"),
    ("invitations.renew", "token"),
];

/// A place in a request where something of a tenant's stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) place: Place,
    /// What it is called among a tenant's values.
    pub(super) key: String,
}

/// Where a slot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// In the path, by name.
    Path(String),
    /// Behind `?`, by name.
    Query(String),
    /// In a header, by name.
    Header(String),
    /// In the body, by JSON pointer.
    Body(String),
}

/// Which slots hold something of the victim's, by number, and what: a key of their values.
pub(super) type Swap = BTreeMap<usize, String>;

/// A route, ready to be asked.
#[derive(Debug)]
pub(super) struct Plan {
    /// As in `GET /timers`.
    pub(super) route: String,
    pub(super) method: &'static str,
    pub(super) slots: Vec<Slot>,
    /// Whether only operators may ask: neither tenant's people are any.
    pub(super) for_operators: bool,
    function: String,
    path: String,
    /// Whether a secret token stands in the path. It is nobody's id: whoever has it may use it.
    takes_token: bool,
    /// Parameters behind `?` that belong to nobody, such as `limit`.
    fixed: Vec<(String, String)>,
    body: Option<Value>,
}

impl Plan {
    /// Reads from the OpenAPI document what the route takes.
    ///
    /// # Errors
    /// If it takes something for which no value can be made.
    pub(super) fn of(route: &Route, schemas: &Schemas<'_>) -> Result<Self, Error> {
        let label = format!("{} {}", route.method, route.path);
        let unprovable = |reason: String| Error::unprovable(&label, reason);
        let operation = &schemas.document["paths"][&route.path][route.method.to_lowercase()];
        if operation.is_null() {
            return Err(unprovable(
                "the OpenAPI document does not have it".to_owned(),
            ));
        }
        let (mut slots, mut fixed) = (Vec::new(), Vec::new());
        let (mut path, mut takes_token) = (route.path.clone(), false);
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default();
            let (place, key) = match parameter["in"].as_str() {
                // An invitation's token is a tenant's.
                Some("path") if name == "token" && !route.function.starts_with("invitations.") => {
                    path = path.replace("{token}", NOBODYS_TOKEN);
                    takes_token = true;
                    continue;
                }
                Some("path") => (Place::Path(name.to_owned()), name.to_owned()),
                Some("header") => (Place::Header(name.to_owned()), name.to_owned()),
                Some("query") => match schemas
                    .query(name, &parameter["schema"])
                    .map_err(&unprovable)?
                {
                    Parameter::Slot(key) => (Place::Query(name.to_owned()), key),
                    Parameter::Fixed(value) => {
                        fixed.push((name.to_owned(), value));
                        continue;
                    }
                },
                _ => return Err(unprovable(format!("`{name}` stands in an unknown place"))),
            };
            slots.push(Slot { place, key });
        }
        let content = &operation["requestBody"]["content"];
        let body = match &content["application/json"]["schema"] {
            Value::Null if content.is_null() => None,
            Value::Null => return Err(unprovable("its body is not JSON".to_owned())),
            schema => Some(schemas.body(schema, &mut slots).map_err(unprovable)?),
        };
        Ok(Self {
            route: label,
            method: route.method,
            slots,
            for_operators: route.needs == Needs::Operator,
            function: route.function.clone(),
            path,
            takes_token,
            fixed,
            body,
        })
    }

    /// Every way to put something of the victim's into the request.
    ///
    /// # Errors
    /// If the victim has nothing of a kind that the route asks for.
    pub(super) fn swaps(&self, victim: &Values) -> Result<Vec<Swap>, Error> {
        for slot in &self.slots {
            if victim.get(&slot.key).is_none() {
                let reason = format!("the victim has no `{}` to try", slot.key);
                return Err(Error::unprovable(&self.route, reason));
            }
        }
        let numbers = |wanted: fn(&Slot) -> bool| -> Vec<usize> {
            let slots = self.slots.iter().enumerate();
            slots
                .filter(|(_, slot)| wanted(slot))
                .map(|(number, _)| number)
                .collect()
        };
        let path = numbers(|slot| matches!(slot.place, Place::Path(_)));
        let query = numbers(|slot| matches!(slot.place, Place::Query(_)) && slot.is_id());
        let body = numbers(|slot| matches!(slot.place, Place::Body(_)));
        // Every combination in the path, with at least one of the victim's.
        let mut sets: Vec<Vec<usize>> = (1_u32..1 << path.len())
            .map(|set| {
                let chosen = path.iter().enumerate();
                chosen
                    .filter(|(bit, _)| set & (1 << bit) != 0)
                    .map(|(_, slot)| *slot)
                    .collect()
            })
            .collect();
        // Each other one alone, each kind of them together, and all.
        sets.extend((0..self.slots.len()).map(|slot| vec![slot]));
        sets.push([path.as_slice(), &body].concat());
        sets.push([path.as_slice(), &query].concat());
        sets.extend([query, body]);
        let whole = sets.into_iter().filter(|set| !set.is_empty()).map(|set| {
            set.into_iter()
                .map(|slot| (slot, self.slots[slot].key.clone()))
                .collect::<Swap>()
        });
        // Ids of every other kind where one kind is asked for. A slug in a body is one to take, and
        // those that an organization had before are free to be taken.
        let slots = self.slots.iter().enumerate();
        let mistaken = slots
            .filter(|(_, slot)| slot.is_id() || matches!(slot.place, Place::Path(_)))
            .flat_map(|(number, slot)| {
                let keys = victim.others_like(&slot.key).into_iter();
                keys.map(move |key| Swap::from([(number, key.to_owned())]))
            });
        let all: BTreeSet<Swap> = whole.chain(mistaken).collect();
        Ok(all.into_iter().collect())
    }

    /// The request with these values, one for each slot that is used. With `full`, what may stand
    /// behind `?` does.
    ///
    /// # Errors
    /// If the body has no such place.
    pub(super) fn request(&self, values: &[Option<String>], full: bool) -> Result<Asked, Error> {
        let mut path = self.path.clone();
        let mut query: Vec<String> = Vec::new();
        let mut headers = Vec::new();
        let mut body = self.body.clone();
        for (slot, value) in self.slots.iter().zip(values) {
            let Some(value) = value else { continue };
            match &slot.place {
                Place::Path(name) => path = path.replace(&format!("{{{name}}}"), value),
                Place::Query(name) => query.push(format!("{name}={value}")),
                Place::Header(name) => headers.push((name.clone(), value.clone())),
                Place::Body(pointer) => {
                    let place = body.as_mut().and_then(|body| body.pointer_mut(pointer));
                    let place = place.ok_or_else(|| {
                        Error::unprovable(&self.route, format!("its body has no {pointer}"))
                    })?;
                    *place = Value::String(value.clone());
                }
            }
        }
        if full {
            let fixed = self.fixed.iter();
            query.extend(fixed.map(|(name, value)| format!("{name}={value}")));
        }
        if !query.is_empty() {
            path = format!("{path}?{}", query.join("&"));
        }
        Ok(Asked {
            route: self.route.clone(),
            method: self.method,
            path_and_query: path,
            headers,
            body,
        })
    }

    /// Whether a route that takes a token was understood, and the token is one that nobody has.
    pub(super) const fn understood_token(&self, status: u16) -> bool {
        self.takes_token && status == 404
    }

    /// Whether the swap asks for a name that only one may have.
    pub(super) fn is_claim(&self, swap: &Swap) -> bool {
        swap.keys().any(|number| {
            let key = self.slots[*number].key.as_str();
            CLAIMS.contains(&(self.function.as_str(), key))
        })
    }

    /// Whether the swap is in the path or the body, and not something that anybody may name.
    pub(super) fn names(&self, swap: &Swap) -> bool {
        swap.keys().any(|number| {
            let slot = &self.slots[*number];
            let is_anybodys = ANYBODYS.contains(&(self.function.as_str(), slot.key.as_str()));
            !is_anybodys && matches!(slot.place, Place::Path(_) | Place::Body(_))
        })
    }

    /// What the swap put where, for people.
    pub(super) fn describe(&self, swap: &Swap) -> Vec<String> {
        let described = swap.iter().map(|(number, key)| {
            let slot = &self.slots[*number];
            let place = match &slot.place {
                Place::Path(name) => format!("path {name}"),
                Place::Query(name) => format!("query {name}"),
                Place::Header(name) => format!("header {name}"),
                Place::Body(pointer) => format!("body {pointer}"),
            };
            if *key == slot.key {
                place
            } else {
                format!("{place} = {key}")
            }
        });
        described.collect()
    }
}

impl Slot {
    /// Whether an id stands there.
    pub(super) fn is_id(&self) -> bool {
        sort(&self.key) == Sort::Id
    }
}
