//! A hand-made legacy database: documents by table, with ids, and times in the order of writing.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use serde_json::{Value, json};
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::placement::{
    Decision, EntryRow, EntryState, Index, IndexBuilder, Placed, Row, Taken, UserRow,
};
use tenure_legacy::shape::LegacyTable;

/// The present of these tests: 2023-11-14T22:13:20Z.
pub(crate) const NOW: i64 = 1_700_000_000_000;

#[derive(Default)]
pub(crate) struct Legacy {
    documents: BTreeMap<ConvexId, (String, Value)>,
    pub(crate) taken: Taken,
    next: u8,
}

impl Legacy {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// An id of a table that no document has.
    pub(crate) fn missing(&mut self, table: &str) -> ConvexId {
        self.next += 1;
        let number = LegacyTable::ALL
            .iter()
            .position(|known| known.as_str() == table)
            .unwrap_or(100)
            + 10_001;
        ConvexId::new(
            NonZeroU32::new(u32::try_from(number).unwrap()).unwrap(),
            [self.next; 16],
        )
    }

    /// Adds a document: `fields` over those that its table requires; younger than all before.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "callers write the fields in place"
    )]
    pub(crate) fn add(&mut self, table: &str, fields: Value) -> ConvexId {
        let id = self.missing(table);
        let mut document = required(table);
        document["_id"] = json!(id.to_string());
        document["_creationTime"] = json!(1_600_000_000_000.5 + f64::from(self.next));
        for (name, value) in fields.as_object().unwrap() {
            document[name] = value.clone();
        }
        self.documents.insert(id, (table.to_owned(), document));
        id
    }

    pub(crate) fn user(&mut self, name: &str) -> ConvexId {
        self.add(
            "users",
            json!({"name": name, "email": format!("{name}@example.com")}),
        )
    }

    pub(crate) fn organization(&mut self, creator: ConvexId) -> ConvexId {
        self.add("organizations", json!({"createdBy": creator.to_string()}))
    }

    pub(crate) fn personal(&mut self, creator: ConvexId) -> ConvexId {
        self.add(
            "organizations",
            json!({"createdBy": creator.to_string(), "isPersonalWorkspace": true}),
        )
    }

    pub(crate) fn member(
        &mut self,
        organization: ConvexId,
        user: ConvexId,
        role: &str,
        is_active: bool,
    ) -> ConvexId {
        let (organization, user) = (organization.to_string(), user.to_string());
        self.add(
            "memberships",
            json!({"organizationId": organization, "userId": user, "role": role, "isActive": is_active}),
        )
    }

    /// An organization in which it is proven that others are, with these active members.
    pub(crate) fn team(&mut self, creator: ConvexId, members: &[ConvexId]) -> ConvexId {
        let organization = self.organization(creator);
        self.add(
            "invitations",
            json!({"organizationId": organization.to_string(), "status": "revoked"}),
        );
        for member in members {
            self.member(organization, *member, "member", true);
        }
        organization
    }

    pub(crate) fn index(&self) -> Index {
        let mut builder = IndexBuilder::new(NOW, self.taken.clone());
        // Youngest first, to show that the order of reading is not what counts.
        for (id, (table, document)) in self.documents.iter().rev() {
            builder.add(table, *id, &document.to_string());
        }
        builder.finish()
    }

    /// The decisions on all documents.
    pub(crate) fn decide_all(&self) -> BTreeMap<ConvexId, Decision> {
        self.decide_with(&self.index())
    }

    /// The same, from an index that was built oldest first.
    pub(crate) fn decide_all_in_order(&self) -> BTreeMap<ConvexId, Decision> {
        let mut builder = IndexBuilder::new(NOW, self.taken.clone());
        for (id, (table, document)) in &self.documents {
            builder.add(table, *id, &document.to_string());
        }
        self.decide_with(&builder.finish())
    }

    fn decide_with(&self, index: &Index) -> BTreeMap<ConvexId, Decision> {
        let decide = |(id, (table, document)): (&ConvexId, &(String, Value))| {
            (*id, index.decide(table, *id, &document.to_string()))
        };
        self.documents.iter().map(decide).collect()
    }

    pub(crate) fn decide(&self, id: ConvexId) -> Decision {
        let (table, document) = &self.documents[&id];
        self.index().decide(table, id, &document.to_string())
    }

    #[track_caller]
    pub(crate) fn placed(&self, id: ConvexId) -> Placed {
        match self.decide(id) {
            Decision::Placed(placed) => *placed,
            other => panic!("not placed, but {other:?}"),
        }
    }

    #[track_caller]
    pub(crate) fn home(&self, id: ConvexId) -> String {
        self.placed(id).home.unwrap().to_string()
    }

    #[track_caller]
    pub(crate) fn notes(&self, id: ConvexId) -> Vec<String> {
        self.placed(id)
            .notes
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// `reason` or `reason:field` of a document that must be orphaned.
    #[track_caller]
    pub(crate) fn orphaned(&self, id: ConvexId) -> String {
        match self.decide(id) {
            Decision::Orphaned(orphaned) => {
                let field = orphaned
                    .field
                    .map(|field| format!(":{field}"))
                    .unwrap_or_default();
                format!("{}{field}", orphaned.reason.as_str())
            }
            other => panic!("not orphaned, but {other:?}"),
        }
    }

    #[track_caller]
    pub(crate) fn entry(&self, id: ConvexId) -> EntryRow {
        match self.placed(id).row {
            Row::Entry(entry) => entry,
            other => panic!("no entry, but {other:?}"),
        }
    }
}

fn required(table: &str) -> Value {
    match table {
        "authAccounts" => json!({"provider": "password", "providerAccountId": "a@example.com"}),
        "organizations" => json!({"name": "Acme", "createdAt": 1.6e12}),
        "invitations" => json!({
            "email": "guest@example.com", "role": "member", "token": "t", "status": "pending", "invitedBy": "nobody",
            "createdAt": 1.6e12, "expiresAt": 4e12,
        }),
        "clients" => json!({"name": "Client", "archived": false}),
        "projects" => {
            json!({"name": "Project", "hourlyRate": 80, "budgetType": "hours", "archived": false})
        }
        "timeEntries" => {
            json!({"projectId": "none", "startedAt": 1.65e12, "source": "manual", "isOverrun": false})
        }
        "runningTimers" => json!({
            "projectId": "none", "startedAt": 1.65e12, "lastHeartbeatAt": 1.65e12, "awaitingInterruptAck": false,
        }),
        "categories" => {
            json!({"name": "Design", "isDefault": false, "createdAt": 1.6e12, "updatedAt": 1.6e12})
        }
        "userSettings" => json!({"interruptInterval": 30, "interruptEnabled": true}),
        "imports" => {
            json!({"provider": "toggl", "status": "completed", "createdAt": 1.6e12, "meta": null})
        }
        _ => json!({}),
    }
}

/// An id as a field's value.
pub(crate) fn text(id: ConvexId) -> Value {
    id.to_string().into()
}

/// End, seconds, and whether it was closed.
#[track_caller]
pub(crate) fn ended(legacy: &Legacy, id: ConvexId) -> (i64, i64, bool) {
    match legacy.entry(id).state {
        EntryState::Ended {
            stopped_at,
            seconds,
            is_closed,
        } => (stopped_at, seconds, is_closed),
        EntryState::Running { .. } => panic!("it runs"),
    }
}

/// Whether it runs after the move.
pub(crate) fn goes_on(legacy: &Legacy, id: ConvexId) -> bool {
    matches!(legacy.entry(id).state, EntryState::Running { .. })
}

#[track_caller]
pub(crate) fn user(legacy: &Legacy, id: ConvexId) -> UserRow {
    let Row::User(user) = legacy.placed(id).row else {
        panic!("no user")
    };
    user
}
