//! The outbox: what is put into it, and by whom.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{MessageId, OrganizationId};
use tenure_domain::message::{MessageKind, MessageState};
use tenure_store::outbox::{self, NewMessage};
use tenure_store::{Error, Tenancy, outbox_view};
use tenure_testkit::{Engine, SeededRandomness, each_engine};

use super::fixture::{NOW, Tenants, reads, writes};

fn message(number: u64, organization: OrganizationId) -> NewMessage {
    NewMessage {
        id: MessageId::new(NOW, &SeededRandomness::new(number)),
        organization_id: Some(organization),
        user_id: None,
        kind: MessageKind::Invitation,
        idempotency_key: "invitation/1/1".to_owned(),
        recipient: EmailAddress::on_record("ivy@example.com"),
        subject: "Come".to_owned(),
        text: "Come".to_owned(),
        html: "<p>Come</p>".to_owned(),
    }
}

each_engine! {
    async fn a_message_that_is_caused_again_is_written_once(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let (first, again) = (message(1, acme.organization), message(2, acme.organization));
        let written = writes!(db, acme.tenancy(), |tx| {
            let new = outbox::enqueue(tx, &first, NOW).await?;
            Ok::<_, tenure_store::Error>((new, outbox::enqueue(tx, &again, NOW).await?))
        });
        assert_eq!(written.expect("an answer"), (true, false));
    }

    async fn a_message_in_anothers_name_is_refused_where_the_database_has_a_second_wall(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let message = message(1, rival.organization);
        let written = writes!(db, acme.tenancy(), |tx| outbox::enqueue(tx, &message, NOW).await);
        assert_eq!(written.is_err(), db.engine() == Engine::Postgres);
    }

    async fn what_waits_is_counted_and_nothing_has_failed_yet(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let message = message(1, acme.organization);
        let written = writes!(db, acme.tenancy(), |tx| outbox::enqueue(tx, &message, NOW).await);
        assert!(written.expect("an answer"));
        reads!(db, Tenancy::Operator("tests"), |tx| {
            assert_eq!(outbox_view::count_by_state(tx).await?, [(MessageState::Queued, 1)]);
            assert_eq!(outbox_view::oldest_queued(tx).await?, Some(NOW));
            assert_eq!(outbox_view::count_events(tx, NOW).await?, []);
            assert_eq!(outbox_view::failures(tx).await?, []);
            assert_eq!(outbox_view::count_suppressions(tx).await?, 0);
            Ok::<_, Error>(())
        })
        .expect("the operator may look");
    }
}
