//! What refers to rows of the move, found by the schema's own references; the journal; the hold.

use tenure_domain::id::RepairId;
use tenure_domain::money::Currency;
use tenure_domain::organization::OrganizationKind;
use tenure_store::Tenancy;
use tenure_store::db::{Hold, schema};
use tenure_store::legacy_placement::{MovedOrganization, MovedRow};
use tenure_store::legacy_undo::{self, Candidate};
use tenure_store::repairs::{self, Image, RepairState};
use tenure_testkit::{Engine, SeededRandomness, TestDatabase, each_engine};

use super::fixture::{NOW, Tenant, Tenants, writes};

const OPERATOR: Tenancy = Tenancy::Operator("tests");

/// The tenant's organization, as far as its key goes.
fn organization(of: &Tenant) -> MovedRow {
    MovedRow::Organization(MovedOrganization {
        id: of.organization,
        slug: String::new(),
        name: String::new(),
        kind: OrganizationKind::Team,
        color: None,
        currency: Currency::DEFAULT,
        created_by: None,
        created_at: NOW,
        updated_at: NOW,
    })
}

fn image(table: &str, before: &str) -> Image {
    Image {
        table: table.to_owned(),
        before: Some(before.to_owned()),
        after: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_refers_is_found_imaged_and_removed() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let tenants = Tenants::on(engine).await;
        let acme = tenants.acme;
        let (home, user) = (acme.organization.uuid(), acme.user.uuid());
        let worked: Result<(), tenure_store::Error> = writes!(tenants.db(), OPERATOR, |tx| {
            let references = schema::references(tx).await?;
            let counts = legacy_undo::counts(tx, "memberships", "organization_id").await?;
            assert!(counts.contains(&(home, 1)), "{counts:?}");
            let found = legacy_undo::candidates(tx, "memberships", "organization_id", home).await?;
            let [
                Candidate {
                    id: Some(id),
                    organization_id,
                },
            ] = found.as_slice()
            else {
                panic!("one membership: {found:?}");
            };
            assert_eq!(*organization_id, Some(acme.organization));
            let sessions = legacy_undo::candidates(tx, "sessions", "user_id", user).await?;
            assert_eq!(sessions.len(), 1);

            let row = organization(&acme);
            let by = legacy_undo::referring(tx, &references, &row, &[]).await?;
            assert_eq!(by.as_deref(), Some("memberships"));
            let images =
                legacy_undo::images(tx, "memberships", "organization_id", home, Some(*id)).await?;
            assert_eq!(images.len(), 1);
            assert!(
                images[0].before.as_ref().unwrap().contains("\"role\""),
                "{images:?}"
            );
            assert!(legacy_undo::is_trace("sessions") && !legacy_undo::is_trace("memberships"));
            legacy_undo::remove_traces(tx, &references, &row).await?;
            let removed =
                legacy_undo::remove(tx, "memberships", "organization_id", home, Some(*id)).await?;
            assert_eq!(removed, 1);
            assert_eq!(
                legacy_undo::referring(tx, &references, &row, &[]).await?,
                None
            );
            Ok(())
        });
        worked.unwrap();
    }
}

each_engine! {
    async fn both_engines_know_who_refers_to_whom(database: TestDatabase) {
        let references = database.db.read(OPERATOR, |tx| Box::pin(async move { schema::references(tx).await }));
        let references = references.await.unwrap();
        let entry = references.iter().find(|one| one.table == "time_entries" && one.to == "projects").unwrap();
        let columns = [("organization_id", "organization_id"), ("project_id", "id")];
        let columns = columns.map(|(own, other)| (own.to_owned(), other.to_owned()));
        assert_eq!(entry.columns, columns);
        let columns = database.db.read(OPERATOR, |tx| Box::pin(async move { schema::columns_of(tx, "sessions").await }));
        assert_eq!(columns.await.unwrap().first().map(String::as_str), Some("id"));
    }

    async fn an_entry_of_the_journal_is_gone_on_with_until_it_is_closed(database: TestDatabase) {
        let randomness = SeededRandomness::new(5);
        let [one, two, three] = [0, 1, 2].map(|second| RepairId::new(NOW.plus_seconds(second), &randomness));
        let worked: Result<(), tenure_store::Error> = writes!(database.db, OPERATOR, |tx| {
            assert_eq!(repairs::begin(tx, one, "L101", NOW).await?, one);
            assert_eq!(repairs::begin(tx, two, "L101", NOW).await?, one, "it is open");
            repairs::touch(tx, one, 2, &[image("users", "{\"a\":1}")]).await?;
            repairs::touch(tx, one, 1, &[image("clients", "{\"b\":2}")]).await?;
            repairs::close(tx, one, "{\"done\":true}").await?;
            assert_eq!(repairs::begin(tx, two, "L101", NOW).await?, two);
            let list = repairs::list(tx, three, 10).await?;
            let list: Vec<_> = list.iter().map(|entry| (entry.id, entry.state, entry.rows, entry.detail.as_str())).collect();
            assert_eq!(list, [
                (two, RepairState::Applying, 0, "{}"),
                (one, RepairState::Applied, 3, "{\"done\":true}"),
            ]);
            let images = repairs::images(tx, one, 0, 10).await?;
            assert_eq!(images, [image("users", "{\"a\":1}"), image("clients", "{\"b\":2}")]);
            assert_eq!(repairs::images(tx, one, 1, 10).await?.len(), 1);
            Ok(())
        });
        worked.unwrap();
    }

    async fn one_at_a_time_has_the_hold_until_it_lets_go(database: TestDatabase) {
        let other = database.open_again().await;
        let held = database.db.hold(Hold::Move).await.unwrap();
        assert!(held.is_some());
        assert!(other.hold(Hold::Move).await.unwrap().is_none());
        drop(held);
        // PostgreSQL learns of a closed connection a moment later.
        let mut tries = 0;
        while other.hold(Hold::Move).await.unwrap().is_none() {
            tries += 1;
            assert!(tries < 1000, "it was let go");
            tokio::task::yield_now().await;
        }
    }
}
