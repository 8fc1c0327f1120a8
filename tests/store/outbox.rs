//! The outbox: what is put into it, and by whom.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{MessageId, OrganizationId};
use tenure_domain::message::{MessageEvent, MessageKind, MessageState, SuppressionCause};
use tenure_store::mail_webhooks::Webhook;
use tenure_store::outbox::{self, NewMessage};
use tenure_store::outbox_view::MessageFilter;
use tenure_store::outbox_work::{Lease, Note, PutOff, Step};
use tenure_store::{Error, Tenancy, mail_suppressions, mail_webhooks, outbox_view, outbox_work};
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

    async fn a_message_is_taken_once_put_off_moved_on_and_removed(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let (first, second) = (message(1, acme.organization), NewMessage {
            idempotency_key: "invitation/2/1".to_owned(),
            ..message(2, acme.organization)
        });
        let (one, two) = (first.id, second.id);
        let worker = acme.user.uuid();
        let written = writes!(db, acme.tenancy(), |tx| {
            outbox::enqueue(tx, &first, NOW).await?;
            outbox::enqueue(tx, &second, NOW).await
        });
        assert!(written.expect("an answer"));
        let later = NOW.plus_seconds(60);
        writes!(db, Tenancy::Operator("tests"), |tx| {
            assert_eq!(outbox_work::due(tx, None, NOW, 10).await?.len(), 2);
            assert_eq!(outbox_work::next_due(tx).await?, Some(NOW));
            let lease = Lease { worker, until: later, sender: Some("Tenure <time@example.com>") };
            let taken = outbox_work::take(tx, one, lease).await?.expect("it waits");
            assert_eq!((taken.attempts, taken.sender.as_str()), (1, "Tenure <time@example.com>"));
            assert_eq!(outbox_work::due(tx, None, NOW, 10).await?.len(), 1, "it is somebody's");
            assert!(outbox_work::due(tx, Some(one), later, 10).await?[0].abandoned);

            let put_off = PutOff { message: one, worker, due_at: later, reason: "busy", counts: false };
            assert!(!outbox_work::put_off(tx, PutOff { worker: one.uuid(), ..put_off }).await?);
            assert!(outbox_work::put_off(tx, put_off).await?);
            assert_eq!(outbox_work::hurry(tx, Some(one), NOW).await?, 1);

            let note = Note { message: one, at: NOW, kind: MessageEvent::Retried, detail: "busy" };
            outbox_work::note(tx, note).await?;
            outbox_work::note(tx, Note { kind: MessageEvent::Failed, ..note }).await?;
            let story = outbox_view::story(tx, one).await?;
            assert_eq!(story.iter().map(|line| line.kind).collect::<Vec<_>>(), [MessageEvent::Retried, MessageEvent::Failed]);

            let step = Step { message: one, to: MessageState::Failed, at: NOW, reason: Some("no") };
            assert!(outbox_work::advance(tx, step).await?);
            assert!(!outbox_work::advance(tx, step).await?, "it is no news");
            outbox_work::tell_invitation(tx, one, NOW).await?;
            assert_eq!(outbox_view::in_state(tx, MessageState::Failed, 10).await?, [one]);
            assert!(outbox_view::bodies(tx, one).await?.0.is_some());
            assert!(outbox_work::queue_again(tx, one, NOW).await?);
            let found = outbox_view::find(tx, one).await?.expect("a message");
            assert_eq!((found.state, found.attempts), (MessageState::Queued, 0));

            let step = Step { message: two, to: MessageState::Sent, ..step };
            assert!(outbox_work::advance(tx, step).await?);
            assert_eq!(outbox_view::bodies(tx, two).await?, (None, None));
            assert!(!outbox_work::queue_again(tx, two, NOW).await?, "its text is gone");
            let all = outbox_view::list(tx, &MessageFilter::default(), None, 10).await?;
            assert_eq!(all.len(), 2);
            assert_eq!(outbox_work::delete_old(tx, later, 10).await?, 1);
            Ok::<_, Error>(())
        })
        .expect("the worker works");
    }

    async fn a_webhook_counts_once_and_a_suppressed_address_can_be_lifted(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let message = message(1, acme.organization);
        let id = message.id;
        let written = writes!(db, acme.tenancy(), |tx| outbox::enqueue(tx, &message, NOW).await);
        assert!(written.expect("an answer"));
        let webhook = Webhook {
            id: "msg_1".to_owned(), provider_id: "p1".to_owned(), kind: MessageState::Bounced,
            at: NOW, detail: "550".to_owned(),
        };
        writes!(db, Tenancy::Operator("tests"), |tx| {
            assert!(mail_webhooks::take_in(tx, &webhook, NOW).await?);
            assert!(!mail_webhooks::take_in(tx, &webhook, NOW).await?);
            assert_eq!(mail_webhooks::matched(tx, 10).await?, []);
            outbox_work::note_provider_id(tx, id, "p1").await?;
            assert_eq!(mail_webhooks::matched(tx, 10).await?[0].message, id);
            assert!(mail_webhooks::settle(tx, "msg_1", id).await?);
            assert!(!mail_webhooks::settle(tx, "msg_1", id).await?);
            assert_eq!(mail_webhooks::delete_old(tx, NOW.plus_seconds(1), 10).await?, 1);

            mail_suppressions::add(tx, id, SuppressionCause::Bounced, "550", NOW).await?;
            mail_suppressions::add(tx, id, SuppressionCause::Complained, "spam", NOW).await?;
            let found = mail_suppressions::find(tx, "ivy@example.com").await?.expect("it is there");
            assert_eq!((found.cause, found.message_id), (SuppressionCause::Bounced, Some(id)));
            assert_eq!(mail_suppressions::list(tx, "", 10).await?, [found]);
            let ivy = EmailAddress::on_record("Ivy@example.com");
            assert!(mail_suppressions::lift(tx, &ivy).await?);
            assert!(!mail_suppressions::lift(tx, &ivy).await?);
            Ok::<_, Error>(())
        })
        .expect("the worker works");
    }
}
