//! Values that fit the schemas of the OpenAPI document. What cannot be made is an error: a route
//! that nothing can be sent to would be left out of the proof.

use serde_json::{Map, Value, json};
use tenure_domain::time::Instant;

use super::plan::{Place, Slot};

/// A token that nobody has.
pub(super) const NOBODYS_TOKEN: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// How deep schemas may refer to each other.
const DEPTH: usize = 16;

/// The document's schemas.
pub(super) struct Schemas<'a> {
    pub(super) document: &'a Value,
    pub(super) now: Instant,
}

/// A schema, and the name it was referred to by.
struct Resolved<'a> {
    schema: &'a Value,
    name: Option<&'a str>,
}

/// A parameter's value, or the slot for one that belongs to a tenant.
pub(super) enum Parameter {
    Fixed(String),
    Slot(String),
}

impl<'a> Schemas<'a> {
    /// Follows references, and takes the alternative that is not null.
    fn resolve(&self, mut schema: &'a Value) -> Result<Resolved<'a>, String> {
        let mut name = None;
        for _ in 0..DEPTH {
            if let Some(reference) = schema["$ref"].as_str() {
                let pointer = reference.trim_start_matches('#');
                name = pointer.rsplit('/').next();
                schema = self
                    .document
                    .pointer(pointer)
                    .ok_or_else(|| format!("the OpenAPI document has no {reference}"))?;
            } else if let Some([one, null]) = schema["oneOf"].as_array().map(Vec::as_slice)
                && null["type"] == "null"
            {
                schema = one;
            } else {
                return Ok(Resolved { schema, name });
            }
        }
        Err("its schema refers to itself".to_owned())
    }

    /// What a query parameter of this name and schema can be.
    pub(super) fn query(&self, name: &str, schema: &'a Value) -> Result<Parameter, String> {
        if name == "cursor" {
            return Ok(Parameter::Slot(name.to_owned()));
        }
        let mut slots = Vec::new();
        let value = self.value(name, schema, "", &mut slots, 0)?;
        if let Some(slot) = slots.pop() {
            return Ok(Parameter::Slot(slot.key));
        }
        Ok(match value {
            // A free text could find or name anything.
            Value::String(_) if self.is_free_text(schema)? => Parameter::Slot("text".to_owned()),
            Value::String(text) => Parameter::Fixed(text),
            value => Parameter::Fixed(value.to_string()),
        })
    }

    fn is_free_text(&self, schema: &'a Value) -> Result<bool, String> {
        let Resolved { schema, .. } = self.resolve(schema)?;
        let is_bound = ["format", "enum", "pattern"]
            .iter()
            .any(|word| !schema[*word].is_null());
        Ok(kind(schema) == Some("string") && !is_bound)
    }

    /// A body of this schema with everything that it may hold. Where a tenant's id belongs, it has
    /// null and `slots` tell what to put there.
    pub(super) fn body(&self, schema: &'a Value, slots: &mut Vec<Slot>) -> Result<Value, String> {
        self.value("", schema, "", slots, 0)
    }

    fn value(
        &self,
        name: &str,
        schema: &'a Value,
        pointer: &str,
        slots: &mut Vec<Slot>,
        depth: usize,
    ) -> Result<Value, String> {
        if depth > DEPTH {
            return Err("its schema is nested too deep".to_owned());
        }
        let Resolved {
            schema,
            name: kind_name,
        } = self.resolve(schema)?;
        if let Some(first) = schema["enum"].as_array().and_then(|words| words.first()) {
            return Ok(first.clone());
        }
        if let Some(choices) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
            return self.choice(name, choices, pointer, slots, depth);
        }
        match kind(schema) {
            Some("object") => self.object(schema, pointer, slots, depth),
            Some("array") => {
                let pointer = format!("{pointer}/0");
                let item = self.value(name, &schema["items"], &pointer, slots, depth + 1)?;
                Ok(json!([item]))
            }
            Some("string") => self.text(name, kind_name, schema, pointer, slots),
            Some("integer" | "number") => {
                // The least that is allowed, but not nothing.
                let least = schema["minimum"].as_i64().unwrap_or(1).max(1);
                Ok(json!(least))
            }
            Some("boolean") => Ok(json!(true)),
            _ => Err(format!("no value can be made for `{name}`: {schema}")),
        }
    }

    /// The first of several forms. Another one that holds ids would not be tried, so that is
    /// refused.
    fn choice(
        &self,
        name: &str,
        choices: &'a [Value],
        pointer: &str,
        slots: &mut Vec<Slot>,
        depth: usize,
    ) -> Result<Value, String> {
        let mut choices = choices.iter().filter(|choice| choice["type"] != "null");
        let first = choices
            .next()
            .ok_or_else(|| format!("`{name}` has no form to choose"))?;
        for other in choices {
            let mut of_other = Vec::new();
            self.value(name, other, pointer, &mut of_other, depth + 1)?;
            if !of_other.is_empty() {
                return Err(format!("`{name}` has a second form that holds ids"));
            }
        }
        self.value(name, first, pointer, slots, depth + 1)
    }

    fn object(
        &self,
        schema: &'a Value,
        pointer: &str,
        slots: &mut Vec<Slot>,
        depth: usize,
    ) -> Result<Value, String> {
        let properties = schema["properties"]
            .as_object()
            .ok_or_else(|| format!("an object without named properties at `{pointer}`"))?;
        let mut object = Map::new();
        for (name, schema) in properties {
            let pointer = format!("{pointer}/{name}");
            let value = self.value(name, schema, &pointer, slots, depth + 1)?;
            object.insert(name.clone(), value);
        }
        Ok(Value::Object(object))
    }

    fn text(
        &self,
        name: &str,
        kind_name: Option<&str>,
        schema: &Value,
        pointer: &str,
        slots: &mut Vec<Slot>,
    ) -> Result<Value, String> {
        let mut slot = |key: String| {
            slots.push(Slot {
                place: Place::Body(pointer.to_owned()),
                key,
            });
            Ok(Value::Null)
        };
        match (schema["format"].as_str(), name) {
            (Some("uuid"), _) => slot(kind_name.map_or_else(|| name.to_owned(), lower_first)),
            (None, "slug" | "email" | "confirm") => slot(name.to_owned()),
            (Some("date-time"), _) => Ok(json!(self.moment(name))),
            _ if schema["examples"][0].is_string() => Ok(schema["examples"][0].clone()),
            (None, _) if schema["pattern"].is_null() => Ok(json!(sample(name))),
            _ => Err(format!("no text can be made for `{name}`: {schema}")),
        }
    }

    /// A moment of the last hours; what ends comes after what begins.
    fn moment(&self, name: &str) -> Instant {
        let hours_ago = match name {
            "startedAt" | "from" => 2,
            _ => 1,
        };
        self.now.plus_seconds(-3600 * hours_ago)
    }
}

/// A schema's type; of several the one that is not null.
fn kind(schema: &Value) -> Option<&str> {
    match &schema["type"] {
        Value::String(kind) => Some(kind),
        Value::Array(kinds) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|kind| *kind != "null"),
        _ => None,
    }
}

/// What a schema's name is called where it is used: `ClientId` gives `clientId`.
fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    characters
        .next()
        .map(|first| first.to_lowercase().chain(characters).collect())
        .unwrap_or_default()
}

/// A text that a field of this name takes. If it does not, the control request is refused, and
/// that is an error.
fn sample(name: &str) -> &'static str {
    match name {
        "color" => "#2f9e44",
        "websiteUrl" => "https://example.com/",
        "timeZone" => "Europe/Berlin",
        "password" | "new" => "a password of the proof",
        // As long as a token is; nobody has it.
        "token" => NOBODYS_TOKEN,
        _ => "Probe",
    }
}
