//! Word to members whose membership somebody else ended.

use serde_json::json;
use tenure_domain::role::Role;
use tenure_testkit::{Actor, Team, TestApp, each_engine};

use crate::mailbox::{kinds, mails, newest};

/// A team, its owner, and a member with the path of the membership.
async fn team(app: &TestApp) -> (Team, Actor, Actor, String) {
    let team = app.team("Acme").await;
    let owner = app.member(&team, Role::Owner, "Olive").await;
    let member = app.member(&team, Role::Member, "Ana").await;
    let members = owner.get(&team.path("members")).await.body;
    let found = members["page"].as_array().expect("a page").iter();
    let id = found
        .filter(|one| one["userId"] == json!(member.user_id()))
        .find_map(|one| one["id"].as_str())
        .expect("a membership");
    let path = team.path(&format!("members/{id}"));
    (team, owner, member, path)
}

each_engine! {
    async fn a_removed_member_is_told(app: TestApp) {
        let (_, owner, _, path) = team(&app).await;
        assert_eq!(owner.delete(&path).await.status, 204);
        let mail = newest(&app, "memberRemoved").await;
        assert_eq!(mail.to, "ana@example.com");
        assert!(mail.text.contains("removed you from it"), "{}", mail.text);
        assert!(mail.text.contains("Acme"), "{}", mail.text);
    }

    async fn a_deactivated_member_is_told_once_and_a_reactivated_one_is_not(app: TestApp) {
        let (_, owner, _, path) = team(&app).await;
        for active in [false, false, true] {
            assert_eq!(owner.patch(&path, json!({"active": active})).await.status, 200);
        }
        assert_eq!(kinds(&app).await, ["memberRemoved"]);
        assert!(newest(&app, "memberRemoved").await.text.contains("deactivated your membership"));
    }

    async fn whoever_leaves_or_gets_another_role_is_sent_nothing(app: TestApp) {
        let (team, owner, member, path) = team(&app).await;
        assert_eq!(owner.patch(&path, json!({"role": "viewer"})).await.status, 200);
        assert_eq!(member.post(&team.path("leave"), serde_json::Value::Null).await.status, 204);
        assert!(mails(&app).await.is_empty());
    }

    async fn what_is_refused_is_not_told(app: TestApp) {
        let (team, _, member, _) = team(&app).await;
        let admin = app.member(&team, Role::Admin, "Adam").await;
        let members = admin.get(&team.path("members")).await.body;
        let mut all = members["page"].as_array().expect("a page").iter();
        let owner = all.find(|one| one["role"] == "owner").expect("the owner");
        let owner = owner["id"].as_str().expect("an id");
        let refused = admin.delete(&team.path(&format!("members/{owner}"))).await;
        assert_eq!(refused.code(), "role_above_own");
        assert_eq!(member.delete(&team.path(&format!("members/{owner}"))).await.code(), "access_denied");
        assert!(mails(&app).await.is_empty());
    }
}
