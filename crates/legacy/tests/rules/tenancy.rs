//! Organizations, memberships and invitations.

use crate::legacy::{Legacy, NOW, user};
use serde_json::json;
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::placement::{
    Decision, Home, Kind, MembershipRow, OrganizationRow, Row, WorkspaceRule,
};
use tenure_legacy::shape::{Currency, InvitationStatus, Role};

#[track_caller]
fn organization(legacy: &Legacy, id: ConvexId) -> OrganizationRow {
    let Row::Organization(organization) = legacy.placed(id).row else {
        panic!("no organization")
    };
    organization
}

#[track_caller]
fn membership(legacy: &Legacy, id: ConvexId) -> MembershipRow {
    let Row::Membership(membership) = legacy.placed(id).row else {
        panic!("no membership")
    };
    membership
}

#[track_caller]
fn status(legacy: &Legacy, id: ConvexId) -> InvitationStatus {
    let Row::Invitation(invitation) = legacy.placed(id).row else {
        panic!("no invitation")
    };
    invitation.status
}

#[test]
fn the_oldest_marked_organization_is_the_personal_workspace_whoever_else_is_in_it() {
    let mut legacy = Legacy::new();
    let (ada, guest) = (legacy.user("ada"), legacy.user("guest"));
    let sole = legacy.organization(ada);
    let marked = legacy.add(
        "organizations",
        json!({"createdBy": ada.to_string(), "workspaceType": "personal"}),
    );
    let second = legacy.personal(ada);
    let others = legacy.personal(guest);
    legacy.member(marked, guest, "member", true);
    let row = user(&legacy, ada);
    assert_eq!(
        (row.personal_workspace, row.workspace_rule),
        (Home::Organization(marked), WorkspaceRule::Marked)
    );
    assert_eq!(row.new_workspace, None);
    let kinds = [marked, sole, second, others].map(|id| organization(&legacy, id).kind);
    assert_eq!(
        kinds,
        [Kind::Personal, Kind::Team, Kind::Team, Kind::Personal]
    );
}

#[test]
fn without_a_mark_it_is_the_oldest_in_which_nobody_else_has_ever_been() {
    let mut legacy = Legacy::new();
    let (ada, guest) = (legacy.user("ada"), legacy.user("guest"));
    let (left, gone, invited) = (
        legacy.organization(ada),
        legacy.organization(ada),
        legacy.organization(ada),
    );
    legacy.member(left, guest, "member", false);
    let missing = legacy.missing("users");
    legacy.member(gone, missing, "member", true);
    legacy.add(
        "invitations",
        json!({"organizationId": invited.to_string(), "status": "revoked"}),
    );
    let sole = legacy.organization(ada);
    let later = legacy.organization(ada);
    legacy.member(sole, ada, "owner", true);
    // An invitation to one's own address has invited nobody else.
    legacy.add(
        "invitations",
        json!({"organizationId": sole.to_string(), "email": " ADA@example.com"}),
    );
    let row = user(&legacy, ada);
    assert_eq!(
        (row.personal_workspace, row.workspace_rule),
        (Home::Organization(sole), WorkspaceRule::Sole)
    );
    assert_eq!(organization(&legacy, later).kind, Kind::Team);
}

#[test]
fn where_there_is_none_a_new_workspace_is_made() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let nameless = legacy.add("users", json!({"isAnonymous": true}));
    legacy.team(ada, &[]);
    legacy.add(
        "userSettings",
        json!({"userId": ada.to_string(), "currency": "GBP"}),
    );
    let row = user(&legacy, ada);
    assert_eq!(
        (row.personal_workspace, row.workspace_rule),
        (Home::NewPersonal(ada), WorkspaceRule::New)
    );
    let workspace = row.new_workspace.unwrap();
    assert_eq!(
        (workspace.name.as_str(), workspace.slug.as_str()),
        ("ada's Workspace", "ada")
    );
    assert_eq!(workspace.currency, Some(Currency::Gbp));
    assert_eq!(
        user(&legacy, nameless).new_workspace.unwrap().slug,
        "personal"
    );
}

#[test]
fn an_organization_whose_creator_is_missing_is_a_team_even_if_marked() {
    let mut legacy = Legacy::new();
    let nobody = legacy.missing("users");
    let id = legacy.personal(nobody);
    let row = organization(&legacy, id);
    assert_eq!(
        (row.kind, row.created_by, row.make_owner),
        (Kind::Team, None, None)
    );
}

#[test]
fn users_own_their_personal_workspace_whatever_the_membership_says() {
    for (role, is_active) in [("viewer", true), ("owner", false), ("boss", true)] {
        let mut legacy = Legacy::new();
        let ada = legacy.user("ada");
        let own = legacy.personal(ada);
        let id = legacy.member(own, ada, role, is_active);
        let row = membership(&legacy, id);
        assert_eq!((row.role, row.is_active), (Role::Owner, true), "{role}");
        assert_eq!(organization(&legacy, own).make_owner, None);
    }
}

#[test]
fn a_personal_workspace_without_its_creators_membership_gets_one() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let own = legacy.personal(ada);
    assert_eq!(organization(&legacy, own).make_owner, Some(ada));
    // A team does not: the snapshot has no evidence of an owner (finding P401).
    let team = legacy.team(ada, &[]);
    assert_eq!(organization(&legacy, team).make_owner, None);
}

#[test]
fn of_several_memberships_the_newest_active_one_counts_else_the_newest() {
    let mut legacy = Legacy::new();
    let (ada, bob) = (legacy.user("ada"), legacy.user("bob"));
    let team = legacy.team(ada, &[]);
    let older = legacy.member(team, bob, "viewer", true);
    let counts = legacy.member(team, bob, "manager", true);
    let left = legacy.member(team, bob, "admin", false);
    assert_eq!(legacy.decide(older), Decision::Superseded { by: counts });
    assert_eq!(legacy.decide(left), Decision::Superseded { by: counts });
    assert_eq!(membership(&legacy, counts).role, Role::Manager);

    let first = legacy.member(team, ada, "admin", false);
    let last = legacy.member(team, ada, "viewer", false);
    assert_eq!(legacy.decide(first), Decision::Superseded { by: last });
    assert!(!membership(&legacy, last).is_active);
}

#[test]
fn is_active_decides_where_it_is_there_else_inactive_at() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let team = legacy.team(ada, &[]);
    for (fields, is_active) in [
        (json!({"isActive": true, "inactiveAt": 1.6e12}), true),
        (json!({"isActive": false}), false),
        (json!({"inactiveAt": 1.6e12}), false),
        (json!({"isActive": null, "inactiveAt": null}), true),
        (json!({}), true),
    ] {
        let user = legacy.user("somebody");
        let mut document = json!({"organizationId": team.to_string(), "userId": user.to_string(), "role": "member"});
        document
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        let id = legacy.add("memberships", document);
        assert_eq!(membership(&legacy, id).is_active, is_active, "{fields}");
    }
}

#[test]
fn an_unknown_role_comes_in_inactive_with_the_least_role() {
    let mut legacy = Legacy::new();
    let (ada, bob) = (legacy.user("ada"), legacy.user("bob"));
    let team = legacy.team(ada, &[]);
    let id = legacy.member(team, bob, "Owner", true);
    let row = membership(&legacy, id);
    assert_eq!((row.role, row.is_active), (Role::Viewer, false));
    assert_eq!(legacy.notes(id), ["role_unknown:role"]);
    assert!(
        !legacy
            .index()
            .is_active_member(bob, Home::Organization(team))
    );
}

#[test]
fn a_membership_of_what_is_not_there_is_orphaned() {
    let mut legacy = Legacy::new();
    let (ada, nobody, nowhere) = (
        legacy.user("ada"),
        legacy.missing("users"),
        legacy.missing("organizations"),
    );
    let team = legacy.team(ada, &[]);
    let unreadable = legacy.add(
        "organizations",
        json!({"createdBy": ada.to_string(), "name": 5}),
    );
    for (organization, user, reason) in [
        (nowhere, ada, "organization_missing"),
        (nowhere, nobody, "organization_missing"),
        (unreadable, ada, "organization_missing"),
        (team, nobody, "owner_missing"),
    ] {
        let id = legacy.member(organization, user, "member", true);
        assert_eq!(legacy.orphaned(id), reason);
    }
}

#[test]
fn slugs_are_unique_and_missing_ones_are_made() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    legacy.taken.slugs.insert("acme-2".to_owned());
    let unnamed = legacy.add(
        "organizations",
        json!({"createdBy": ada.to_string(), "name": "ACME!"}),
    );
    let first = legacy.add(
        "organizations",
        json!({"createdBy": ada.to_string(), "slug": "acme"}),
    );
    let second = legacy.add(
        "organizations",
        json!({"createdBy": ada.to_string(), "slug": "Acme"}),
    );
    let slugs = [first, second, unnamed].map(|id| organization(&legacy, id).slug);
    assert_eq!(slugs, ["acme", "acme-3", "acme-4"]);
}

#[test]
fn pending_invitations_past_their_expiry_come_in_expired() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let team = legacy.team(ada, &[]).to_string();
    for (expires_at, email, expected) in [
        (json!(NOW), "a@x.de", InvitationStatus::Expired),
        (json!(NOW + 1), "b@x.de", InvitationStatus::Pending),
        (json!(1e300), "c@x.de", InvitationStatus::Pending),
    ] {
        let id = legacy.add(
            "invitations",
            json!({"organizationId": team, "email": email, "expiresAt": expires_at}),
        );
        assert_eq!(status(&legacy, id), expected, "{email}");
    }
    let accepted = legacy.add(
        "invitations",
        json!({"organizationId": team, "status": "accepted", "expiresAt": 0}),
    );
    assert_eq!(status(&legacy, accepted), InvitationStatus::Accepted);
    let nowhere = legacy.missing("organizations").to_string();
    let lost = legacy.add("invitations", json!({"organizationId": nowhere}));
    assert_eq!(legacy.orphaned(lost), "organization_missing");
}

#[test]
fn of_several_pending_invitations_the_newest_that_has_not_expired_stays() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let (team, other) = (
        legacy.team(ada, &[]).to_string(),
        legacy.team(ada, &[]).to_string(),
    );
    let ids = [
        json!({"organizationId": team, "email": "Guest@x.de"}),
        json!({"organizationId": team, "email": "guest@X.de "}),
        json!({"organizationId": team, "email": "guest@x.de", "expiresAt": 1}),
        json!({"organizationId": other, "email": "guest@x.de"}),
    ]
    .map(|fields| legacy.add("invitations", fields));
    let (expired, pending, revoked) = (
        InvitationStatus::Expired,
        InvitationStatus::Pending,
        InvitationStatus::Revoked,
    );
    assert_eq!(
        ids.map(|id| status(&legacy, id)),
        [revoked, pending, expired, pending]
    );
}

#[test]
fn words_that_open_doors_never_come_from_a_default() {
    let mut legacy = Legacy::new();
    let ada = legacy.user("ada");
    let team = legacy.team(ada, &[]).to_string();
    let id = legacy.add(
        "invitations",
        json!({"organizationId": team, "status": "declined", "role": "root"}),
    );
    assert_eq!(status(&legacy, id), InvitationStatus::Expired);
    assert_eq!(
        legacy.notes(id),
        ["role_unknown:role", "word_unknown:status"]
    );
    let Row::Invitation(row) = legacy.placed(id).row else {
        panic!("no invitation")
    };
    assert_eq!(row.role, Role::Viewer);
}
