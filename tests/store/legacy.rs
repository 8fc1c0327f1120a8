//! Legacy documents, and the rows they become.

use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::money::Currency;
use tenure_domain::organization::OrganizationKind;
use tenure_domain::time::Instant;
use tenure_store::db::{Error, Work};
use tenure_store::legacy_assignments::{self, Assignee, Assignment};
use tenure_store::legacy_documents::{self, NewDocument, Outcome, Settlement, State};
use tenure_store::legacy_placement::{self, Kind, MovedOrganization, MovedRow, MovedUser};
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, Tx, organizations, users};
use tenure_testkit::{TestDatabase, each_engine};

const NOW: Instant = Instant::from_millis(1_794_312_000_000);
const OPERATOR: Tenancy = Tenancy::Operator("tests");

async fn write<T: Send + 'static>(
    database: &TestDatabase,
    work: impl for<'t> FnOnce(&'t mut Tx) -> Work<'t, T, Error> + Send + 'static,
) -> T {
    database.db.write(OPERATOR, work).await.unwrap()
}

fn document(table: &str, id: &str, creation_time: Option<f64>) -> NewDocument {
    NewDocument {
        table: table.to_owned(),
        id: id.to_owned(),
        creation_time,
        json: format!("{{\"_id\":\"{id}\"}}"),
    }
}

fn user(number: u8) -> MovedUser {
    MovedUser {
        id: UserId::derived(NOW, [number; 10]),
        name: format!("User {number}"),
        email: None,
        email_key: None,
        email_verified_at: None,
        is_operator: false,
        is_placeholder: false,
        active_organization_id: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

fn organization(number: u8) -> MovedOrganization {
    MovedOrganization {
        id: OrganizationId::derived(NOW, [number; 10]),
        slug: format!("team-{number}"),
        name: format!("Team {number}"),
        kind: OrganizationKind::Team,
        color: None,
        currency: Currency::DEFAULT,
        created_by: None,
        created_at: NOW,
        updated_at: NOW,
    }
}

each_engine! {
    async fn documents_are_taken_in_once_and_read_back_to_the_bit(database: TestDatabase) {
        let documents = vec![
            document("users", "b", Some(1_775_269_809_901.913)),
            document("users", "a", None),
            document("flags", "c", Some(-0.5)),
        ];
        let again = documents.clone();
        let first = write(&database, move |tx| {
            Box::pin(async move { legacy_documents::insert(tx, &documents, NOW).await })
        }).await;
        let second = write(&database, move |tx| {
            Box::pin(async move { legacy_documents::insert(tx, &again, NOW).await })
        }).await;
        assert_eq!((first, second), (3, 0));
        write(&database, |tx| {
            Box::pin(async move {
                assert!(legacy_documents::has_any(tx, "users").await?);
                assert!(!legacy_documents::has_any(tx, "clients").await?);
                let page = legacy_documents::page(tx, "users", "", 10).await?;
                let ids: Vec<_> = page.iter().map(|document| document.id.as_str()).collect();
                assert_eq!(ids, ["a", "b"]);
                assert_eq!(page[1].creation_time, Some(1_775_269_809_901.913));
                let rest = legacy_documents::page_in_state(tx, State::Imported, "users", "a", 10).await?;
                assert_eq!(rest, page[1..]);
                let ages = legacy_documents::ages(tx, "users", "", 1).await?;
                assert_eq!(ages, [("a".to_owned(), None)]);
                assert_eq!(legacy_documents::age(tx, "flags", "c").await?, Some(-0.5));
                let ids = ["a".to_owned(), "z".to_owned()];
                let among = legacy_documents::among(tx, "users", &ids).await?;
                assert_eq!(among, [("a".to_owned(), "{\"_id\":\"a\"}".to_owned())]);
                Ok(())
            })
        }).await;
    }

    async fn a_document_is_settled_once(database: TestDatabase) {
        write(&database, |tx| {
            Box::pin(async move {
                let documents = [document("users", "a", None), document("users", "b", None)];
                legacy_documents::insert(tx, &documents, NOW).await?;
                let kept = Outcome {
                    state: State::Kept, reason: None, field: None,
                    organization_id: None, row_id: None, notes: "[]".to_owned(),
                };
                let orphaned = Outcome {
                    state: State::Orphaned, reason: Some("unowned".to_owned()), ..kept.clone()
                };
                let settle = [
                    Settlement { id: "a".to_owned(), outcome: kept },
                    Settlement { id: "b".to_owned(), outcome: orphaned },
                ];
                assert_eq!(legacy_documents::settle(tx, "users", &settle, NOW).await?, 2);
                assert_eq!(legacy_documents::settle(tx, "users", &settle, NOW).await?, 1, "the kept one is settled");
                let mut counts = legacy_documents::counts(tx).await?;
                counts.sort();
                assert_eq!(counts, [
                    ("users".to_owned(), State::Orphaned, 1),
                    ("users".to_owned(), State::Kept, 1),
                ]);
                let reasons = legacy_documents::reasons(tx).await?;
                assert_eq!(reasons, [("users".to_owned(), "unowned".to_owned(), 1)]);
                Ok(())
            })
        }).await;
    }

    async fn rows_are_written_in_the_order_in_which_they_refer_and_read_back_whole(database: TestDatabase) {
        write(&database, |tx| {
            Box::pin(async move {
                let mut personal = organization(1);
                personal.kind = OrganizationKind::Personal;
                personal.created_by = Some(user(1).id);
                let rows = [MovedRow::Organization(personal.clone()), MovedRow::User(user(1))];
                let made = [MovedRow::User(user(2))];
                legacy_placement::insert(tx, &rows, &made).await?;
                legacy_placement::insert(tx, &[], &made).await?;
                for row in rows.iter().chain(&made) {
                    assert_eq!(legacy_placement::find(tx, row).await?.as_ref(), Some(row));
                }
                assert_eq!(legacy_placement::find(tx, &MovedRow::User(user(3))).await?, None);
                legacy_documents::insert(tx, &[document("users", "a", None)], NOW).await?;
                let settle = [Settlement {
                    id: "a".to_owned(),
                    outcome: Outcome {
                        state: State::Placed, reason: None, field: None, organization_id: None,
                        row_id: Some(user(1).id.uuid()), notes: "[]".to_owned(),
                    },
                }];
                legacy_documents::settle(tx, "users", &settle, NOW).await?;
                let rows = legacy_placement::of_documents(tx, Kind::User, "users", "", "z").await?;
                assert_eq!(rows.get("a"), Some(&MovedRow::User(user(1))));
                assert_eq!(organizations::slugs(tx).await?, [(personal.id, personal.slug)]);
                assert_eq!(users::addresses(tx).await?, []);
                Ok(())
            })
        }).await;
    }

    async fn a_row_of_a_document_that_is_there_is_refused(database: TestDatabase) {
        let twice = database.db.write(OPERATOR, |tx| {
            Box::pin(async move {
                let rows = [MovedRow::User(user(1)), MovedRow::User(user(1))];
                legacy_placement::insert(tx, &rows, &[]).await
            })
        }).await;
        assert!(twice.unwrap_err().is_unique_violation());
        assert_eq!(database.number("SELECT COUNT(*) FROM users").await, 0);
    }

    async fn a_setting_is_locked_with_its_value(database: TestDatabase) {
        write(&database, |tx| {
            Box::pin(async move {
                assert_eq!(settings::lock(tx, Key::LegacyImports).await?, None);
                settings::put(tx, Key::LegacyImports, "1", NOW).await?;
                assert_eq!(settings::lock(tx, Key::LegacyImports).await?.as_deref(), Some("1"));
                Ok(())
            })
        }).await;
    }

    async fn a_row_is_removed_only_as_it_stands_and_its_document_waits_again(database: TestDatabase) {
        write(&database, |tx| {
            Box::pin(async move {
                let row = MovedRow::User(user(1));
                legacy_placement::insert(tx, std::slice::from_ref(&row), &[]).await?;
                let mut other = user(1);
                "Somebody".clone_into(&mut other.name);
                assert_eq!(legacy_placement::remove(tx, &[MovedRow::User(other)]).await?, 0);
                assert_eq!(legacy_placement::remove(tx, std::slice::from_ref(&row)).await?, 1);

                legacy_documents::insert(tx, &[document("flags", "a", None)], NOW).await?;
                let settle = [Settlement {
                    id: "a".to_owned(),
                    outcome: Outcome {
                        state: State::Kept, reason: None, field: None,
                        organization_id: None, row_id: None, notes: "[]".to_owned(),
                    },
                }];
                legacy_documents::settle(tx, "flags", &settle, NOW).await?;
                let ids = ["a".to_owned()];
                assert_eq!(legacy_documents::reset(tx, "flags", State::Placed, &ids).await?, 0);
                assert_eq!(legacy_documents::reset(tx, "flags", State::Kept, &ids).await?, 1);
                assert_eq!(legacy_documents::page_in_state(tx, State::Imported, "flags", "", 9).await?.len(), 1);
                assert_eq!(legacy_documents::purge(tx, 5).await?, 1);
                assert_eq!(legacy_documents::counts(tx).await?, []);
                Ok(())
            })
        }).await;
    }

    async fn assignments_are_kept_changed_and_taken_back(database: TestDatabase) {
        write(&database, |tx| {
            Box::pin(async move {
                let give = |to: Assignee| Assignment { table: "clients".to_owned(), id: "a".to_owned(), to };
                legacy_assignments::put(tx, &[give(Assignee::User("u".to_owned()))], NOW).await?;
                let other = give(Assignee::Organization("o".to_owned()));
                legacy_assignments::put(tx, std::slice::from_ref(&other), NOW).await?;
                assert_eq!(legacy_assignments::all(tx).await?, std::slice::from_ref(&other));
                let document = [("clients".to_owned(), "a".to_owned())];
                assert_eq!(legacy_assignments::remove(tx, &document).await?, 1);
                legacy_assignments::put(tx, &[other], NOW).await?;
                assert_eq!(legacy_assignments::remove_all(tx).await?, 1);
                Ok(())
            })
        }).await;
    }

    async fn a_document_is_found_by_its_id_and_by_its_row(database: TestDatabase) {
        write(&database, |tx| {
            Box::pin(async move {
                let mut personal = organization(1);
                personal.kind = OrganizationKind::Personal;
                personal.created_by = Some(user(1).id);
                let rows = [MovedRow::User(user(1)), MovedRow::Organization(personal.clone())];
                legacy_placement::insert(tx, &rows, &[]).await?;
                assert_eq!(legacy_assignments::personal_of(tx, personal.id).await?, Some(user(1).id));
                legacy_documents::insert(tx, &[document("users", "a", None)], NOW).await?;
                let settle = [Settlement {
                    id: "a".to_owned(),
                    outcome: Outcome {
                        state: State::Placed, reason: None, field: None, organization_id: None,
                        row_id: Some(user(1).id.uuid()), notes: "[]".to_owned(),
                    },
                }];
                legacy_documents::settle(tx, "users", &settle, NOW).await?;
                let of_row = legacy_documents::of_row(tx, "users", user(1).id.uuid()).await?;
                assert_eq!(of_row.as_deref(), Some("a"));
                assert_eq!(legacy_documents::note(tx, "users", "a", "[\"closed\"]").await?, 1);
                let found = legacy_documents::find(tx, "users", "a").await?.unwrap();
                assert_eq!(found.outcome.notes, "[\"closed\"]");
                assert_eq!(legacy_documents::find(tx, "users", "b").await?, None);

                let mut renamed = user(1);
                "Renamed".clone_into(&mut renamed.name);
                let renamed = MovedRow::User(renamed);
                assert!(legacy_placement::replace(tx, &renamed).await?);
                assert_eq!(legacy_placement::find(tx, &renamed).await?, Some(renamed));
                assert!(!legacy_placement::replace(tx, &MovedRow::User(user(2))).await?);
                Ok(())
            })
        }).await;
    }
}
