//! What holds for every database, however odd.

use std::collections::{HashMap, HashSet};

use proptest::prelude::*;
use serde_json::{Value, json};
use tenure_legacy::placement::{Decision, EntryState, Home, Member, Row};

use crate::legacy::Legacy;

const TABLES: [&str; 9] = [
    "organizations",
    "memberships",
    "clients",
    "projects",
    "categories",
    "timeEntries",
    "timeEntries",
    "runningTimers",
    "userSettings",
];
const REFERENCES: [&str; 7] = [
    "organizationId",
    "userId",
    "ownerId",
    "createdBy",
    "projectId",
    "clientId",
    "isActive",
];

/// A document: its table, and for each reference which of the documents before it it names.
type Sketch = (usize, [Option<u8>; REFERENCES.len()], u16);

fn database(sketches: &[Sketch]) -> Legacy {
    let mut legacy = Legacy::new();
    let mut known: HashMap<&str, Vec<String>> = HashMap::new();
    for name in ["ada", "bob", "eve"] {
        known
            .entry("users")
            .or_default()
            .push(legacy.user(name).to_string());
    }
    for (table, references, at) in sketches {
        let table = TABLES[*table];
        let mut fields =
            json!({"startedAt": 1_650_000_000_000_i64 + i64::from(*at % 3000), "role": "member"});
        for (field, wanted) in REFERENCES.iter().zip(references) {
            let Some(wanted) = wanted else { continue };
            let of = match *field {
                "organizationId" => "organizations",
                "projectId" => "projects",
                "clientId" => "clients",
                "isActive" => {
                    fields["isActive"] = (wanted % 2 == 0).into();
                    fields["isPersonalWorkspace"] = (wanted % 3 == 0).into();
                    fields["lastHeartbeatAt"] =
                        json!(1_650_000_000_000_i64 + i64::from(*wanted) * 100);
                    fields["category"] = json!("Design");
                    continue;
                }
                _ => "users",
            };
            let ids = known.get(of).map_or(&[][..], Vec::as_slice);
            // One more than there are: a document that is not there.
            let id = ids.get(usize::from(*wanted) % (ids.len() + 1));
            fields[*field] = id.map_or_else(|| Value::from("gone"), |id| id.as_str().into());
        }
        if *at % 4 == 0 && table == "timeEntries" {
            fields["seconds"] = (*at).into();
        }
        let id = legacy.add(table, fields).to_string();
        known.entry(table).or_default().push(id);
    }
    legacy
}

proptest! {
    #[test]
    fn rows_refer_inside_their_home_and_one_runs_for_each_member(
        sketches in prop::collection::vec((0..TABLES.len(), prop::array::uniform7(prop::option::weighted(0.7, 0..6_u8)), 0..u16::MAX), 0..60),
    ) {
        let legacy = database(&sketches);
        let decisions = legacy.decide_all();
        let home = |id| match decisions.get(&id) {
            Some(Decision::Placed(placed)) => placed.home,
            _ => None,
        };
        let mut running = HashSet::new();
        let mut memberships = HashSet::new();
        for decision in decisions.values() {
            let Decision::Placed(placed) = decision else { continue };
            match &placed.row {
                Row::Membership(row) => {
                    prop_assert!(memberships.insert((row.organization, row.user)));
                }
                Row::Project(row) => {
                    prop_assert!(row.client.is_none_or(|client| home(client) == placed.home));
                }
                Row::SameAs(entry) => prop_assert_eq!(home(*entry), placed.home),
                Row::Entry(row) => {
                    prop_assert!(row.project.is_none_or(|project| home(project) == placed.home));
                    if matches!(row.state, EntryState::Running { .. }) {
                        let who = match &row.member {
                            Member::User { user, .. } => (placed.home, Some(*user), None),
                            Member::Placeholder(placeholder) => (placed.home, None, Some(placeholder.clone())),
                        };
                        prop_assert!(running.insert(who), "two run for one member");
                    } else if let EntryState::Ended { seconds, stopped_at, .. } = row.state {
                        prop_assert!(seconds >= 0 && stopped_at >= row.started_at);
                    }
                }
                Row::Settings(row) => {
                    prop_assert!(legacy.index().is_active_member(row.user, row.active_organization));
                }
                Row::User(row) => {
                    prop_assert!(legacy.index().is_active_member(row.id, row.personal_workspace));
                    let is_new = row.personal_workspace == Home::NewPersonal(row.id);
                    prop_assert_eq!(row.new_workspace.is_some(), is_new);
                }
                _ => {}
            }
        }
        prop_assert_eq!(decisions, legacy.decide_all_in_order(), "the order of reading counts");
    }
}
