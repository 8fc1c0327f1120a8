//! Homes, parents, placeholders and categories.

use serde_json::json;
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::placement::{CategoryReference, Decision, Home, Member, Placeholder, Row};
use tenure_legacy::shape::Reference;

use crate::legacy::{Legacy, text};

#[test]
fn the_named_organization_is_the_home_also_of_strangers_work() {
    let mut legacy = Legacy::new();
    let (ada, eve) = (legacy.user("ada"), legacy.user("eve"));
    let team = legacy.team(ada, &[]);
    let id = legacy.add(
        "clients",
        json!({"organizationId": text(team), "ownerId": text(eve), "workspaceType": "personal"}),
    );
    assert_eq!(legacy.home(id), team.to_string());
    let lost = legacy.missing("organizations");
    for named in [text(lost), "".into(), text(ada)] {
        let id = legacy.add(
            "clients",
            json!({"organizationId": named, "ownerId": text(eve)}),
        );
        assert_eq!(legacy.orphaned(id), "organization_missing", "{named}");
    }
}

#[test]
fn the_parents_home_is_the_home_only_for_its_active_members() {
    let mut legacy = Legacy::new();
    let (ada, bob, left, eve) = (
        legacy.user("ada"),
        legacy.user("bob"),
        legacy.user("left"),
        legacy.user("eve"),
    );
    let team = legacy.team(ada, &[bob]);
    legacy.member(team, left, "member", false);
    let client = legacy.add("clients", json!({"organizationId": text(team)}));
    for (user, home) in [
        (bob, team.to_string()),
        (left, format!("new:{left}")),
        (eve, format!("new:{eve}")),
    ] {
        let project = legacy.add(
            "projects",
            json!({"ownerId": text(user), "clientId": text(client)}),
        );
        assert_eq!(legacy.home(project), home);
        let is_foreign = home != team.to_string();
        let notes = if is_foreign {
            vec!["reference_foreign:clientId".to_owned()]
        } else {
            Vec::new()
        };
        assert_eq!(legacy.notes(project), notes);
        // The project's home, not its client's, is what an entry follows.
        let entry = legacy.add(
            "timeEntries",
            json!({"ownerId": text(user), "projectId": text(project), "seconds": 1}),
        );
        assert_eq!(legacy.home(entry), home);
        assert_eq!(legacy.entry(entry).project, Some(project));
    }
}

#[test]
fn else_the_users_personal_workspace_is_the_home() {
    let mut legacy = Legacy::new();
    let (ada, bob) = (legacy.user("ada"), legacy.user("bob"));
    let own = legacy.personal(ada);
    for (table, field) in [
        ("clients", "createdBy"),
        ("categories", "userId"),
        ("imports", "requestedBy"),
        ("imports", "ownerId"),
    ] {
        let id = legacy.add(table, json!({field: text(ada)}));
        assert_eq!(legacy.home(id), own.to_string(), "{table} {field}");
        let id = legacy.add(table, json!({field: text(bob)}));
        assert_eq!(legacy.home(id), format!("new:{bob}"));
    }
}

#[test]
fn the_first_user_that_is_named_is_the_user_there_or_not() {
    let mut legacy = Legacy::new();
    let (ada, bob, nobody) = (
        legacy.user("ada"),
        legacy.user("bob"),
        legacy.missing("users"),
    );
    let id = legacy.add(
        "timeEntries",
        json!({"userId": text(ada), "ownerId": text(bob), "seconds": 1}),
    );
    assert_eq!(legacy.home(id), format!("new:{ada}"));
    let id = legacy.add(
        "timeEntries",
        json!({"userId": null, "ownerId": text(bob), "seconds": 1}),
    );
    assert_eq!(legacy.home(id), format!("new:{bob}"), "null is absent");
    let id = legacy.add(
        "timeEntries",
        json!({"userId": text(nobody), "ownerId": text(bob), "seconds": 1}),
    );
    assert_eq!(legacy.orphaned(id), "owner_missing");
    let id = legacy.add("clients", json!({"ownerId": "not an id"}));
    assert_eq!(legacy.orphaned(id), "owner_missing");
}

#[test]
fn what_names_nobody_is_unowned_whatever_its_parent() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let team = legacy.team(ada, &[ada]);
    let project = legacy.add("projects", json!({"organizationId": text(team)}));
    let entry = legacy.add(
        "timeEntries",
        json!({"projectId": text(project), "seconds": 1}),
    );
    assert_eq!(legacy.orphaned(entry), "unowned");
    let client = legacy.add("clients", json!({}));
    assert_eq!(legacy.orphaned(client), "unowned");
}

#[test]
fn tables_that_are_not_placed_are_kept() {
    let mut legacy = Legacy::new();
    let id = legacy.add("pushSubscriptions", json!({"name": 5}));
    assert_eq!(legacy.decide(id), Decision::Kept);
}

#[test]
fn a_parent_that_is_missing_orphaned_or_unreadable_does_not_hold_a_document_back() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let parents = [
        legacy.missing("clients"),
        legacy.add("clients", json!({})),
        legacy.add("clients", json!({"ownerId": text(ada), "name": 5})),
        legacy.add("projects", json!({"ownerId": text(ada)})),
    ];
    for parent in parents {
        let project = legacy.add(
            "projects",
            json!({"ownerId": text(ada), "clientId": text(parent)}),
        );
        assert_eq!(legacy.notes(project), ["reference_missing:clientId"]);
        let Row::Project(row) = legacy.placed(project).row else {
            panic!("no project")
        };
        assert_eq!(
            (row.client, row.project.client),
            (None, Some(Reference::Id(parent)))
        );
    }
    let none = legacy.add("projects", json!({"ownerId": text(ada), "clientId": null}));
    assert_eq!(legacy.notes(none), [""; 0]);
}

#[test]
fn an_entry_whose_user_is_missing_or_unnamed_goes_to_a_placeholder_of_the_known_home() {
    let mut legacy = Legacy::new();
    let (ada, nobody) = (legacy.user("ada"), legacy.missing("users"));
    let team = legacy.team(ada, &[]);
    for (fields, user) in [
        (
            json!({"organizationId": text(team), "userId": text(nobody)}),
            Some(Reference::Id(nobody)),
        ),
        (
            json!({"organizationId": text(team), "userId": "x"}),
            Some(Reference::Other("x".into())),
        ),
        (json!({"organizationId": text(team)}), None),
    ] {
        let timer = legacy.add("runningTimers", fields.clone());
        let mut fields = fields;
        fields["seconds"] = 60.into();
        let entry = legacy.add("timeEntries", fields);
        for id in [entry, timer] {
            assert_eq!(
                legacy.notes(id),
                ["placeholder", "reference_missing:projectId"]
            );
            let placeholder = Placeholder {
                home: Home::Organization(team),
                user: user.clone(),
            };
            assert_eq!(legacy.entry(id).member, Member::Placeholder(placeholder));
        }
    }
}

#[test]
fn other_documents_of_a_missing_user_need_no_placeholder_in_a_known_home() {
    let mut legacy = Legacy::new();
    let (ada, nobody) = (legacy.user("ada"), legacy.missing("users"));
    let team = legacy.team(ada, &[]);
    for table in ["clients", "projects", "categories", "imports"] {
        let id = legacy.add(
            table,
            json!({"organizationId": text(team), "userId": text(nobody)}),
        );
        assert_eq!(legacy.notes(id), [""; 0], "{table}");
    }
}

#[test]
fn a_user_without_a_membership_of_the_home_gets_an_inactive_one() {
    let mut legacy = Legacy::new();
    let (ada, bob, left, eve) = (
        legacy.user("ada"),
        legacy.user("bob"),
        legacy.user("left"),
        legacy.user("eve"),
    );
    let own = legacy.personal(ada);
    legacy.member(own, bob, "member", true);
    legacy.member(own, left, "member", false);
    for (user, makes) in [(ada, false), (bob, false), (left, false), (eve, true)] {
        let id = legacy.add(
            "timeEntries",
            json!({"organizationId": text(own), "userId": text(user), "seconds": 1}),
        );
        assert_eq!(
            legacy.entry(id).member,
            Member::User {
                user,
                make_inactive_membership: makes
            }
        );
    }
}

#[test]
fn a_category_is_found_by_name_in_the_home_or_made() {
    let mut legacy = Legacy::new();
    let (ada, bob) = (legacy.user("ada"), legacy.user("bob"));
    let category = |user: ConvexId, name: &str| json!({"userId": text(user), "name": name});
    let oldest = legacy.add("categories", category(ada, "B\u{fc}ro"));
    legacy.add("categories", category(ada, "Bu\u{308}ro "));
    legacy.add("categories", category(bob, "Travel"));
    for (name, expected) in [
        (
            json!(" Bu\u{308}ro"),
            Some(CategoryReference::Existing(oldest)),
        ),
        (
            json!("b\u{fc}ro"),
            Some(CategoryReference::Named("b\u{fc}ro".to_owned())),
        ),
        (
            json!("Travel"),
            Some(CategoryReference::Named("Travel".to_owned())),
        ),
        (json!(" "), None),
        (json!(null), None),
    ] {
        let id = legacy.add(
            "timeEntries",
            json!({"ownerId": text(ada), "seconds": 1, "category": name}),
        );
        assert_eq!(legacy.entry(id).category, expected, "{name}");
    }
}
