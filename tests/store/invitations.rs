//! Invitations: those of an organization, what a link leads to, and the operator's side.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{InvitationId, MembershipId, MessageId};
use tenure_domain::invitation::InvitationStatus;
use tenure_domain::message::MessageKind;
use tenure_domain::permission::{
    CreateInvitations, ReadInvitations, ReadMembers, ReadOrganization, ResendInvitations,
    RevokeInvitations,
};
use tenure_domain::role::Role;
use tenure_store::invitation_links::{self, Joining, Openness};
use tenure_store::invitation_mail;
use tenure_store::invitations::{self, InvitationFilter, NewInvitation, NewLink, Standing};
use tenure_store::outbox::{self, NewMessage};
use tenure_store::{Error, Tenancy, memberships};
use tenure_testkit::{Engine, SeededRandomness, each_engine};

use super::fixture::{NOW, Tenants, reads, writes};

const OPERATOR: Tenancy = Tenancy::Operator("tests");
const DAY: i64 = 24 * 3600;

fn new(number: u64, address: &str) -> NewInvitation {
    let randomness = SeededRandomness::new(number);
    NewInvitation {
        id: InvitationId::new(NOW, &randomness),
        email: EmailAddress::parse(address).expect("an address"),
        role: Role::Member,
        note: Some("Come".to_owned()),
        token_hash: [u8::try_from(number).expect("small"); 32],
        message_id: MessageId::new(NOW, &randomness),
        created_at: NOW,
        expires_at: NOW.plus_seconds(7 * DAY),
    }
}

fn message(of: &NewInvitation, tenants: &Tenants) -> NewMessage {
    NewMessage {
        id: of.message_id,
        organization_id: Some(tenants.acme.organization),
        user_id: None,
        kind: MessageKind::Invitation,
        idempotency_key: format!("invitation/{}/1", of.id),
        recipient: of.email.clone(),
        subject: "Come".to_owned(),
        text: "the link".to_owned(),
        html: "the link".to_owned(),
    }
}

each_engine! {
    async fn an_address_has_one_pending_invitation_until_that_is_settled(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let (create, revoke) = (acme.scope::<CreateInvitations>(), acme.scope::<RevokeInvitations>());
        let (first, second, third) = (new(1, "ivy@example.com"), new(2, "IVY@example.com"), new(3, "ivy@example.com"));
        let (id, later) = (third.id, first.expires_at);
        let added = writes!(db, acme.tenancy(), |tx| {
            let one = invitations::insert(tx, &create, &first).await?;
            let two = invitations::insert(tx, &create, &second).await?;
            let pending = invitations::pending_for(tx, &create, &first.email).await?;
            assert!(invitations::revoke(tx, &revoke, first.id, NOW).await?);
            assert!(!invitations::revoke(tx, &revoke, first.id, NOW).await?);
            assert_eq!(pending, Some(first.id));
            Ok::<_, Error>((one, two, invitations::insert(tx, &create, &third).await?))
        }).unwrap();
        assert_eq!(added, (true, false, true));
        let (pending, expired, counts) = writes!(db, acme.tenancy(), |tx| {
            let pending = invitations::count(tx, &create, NOW.plus_seconds(-DAY)).await?.pending;
            let expired = invitations::expire(tx, &create, later).await?;
            Ok::<_, Error>((pending, expired, invitations::count(tx, &create, NOW.plus_seconds(-DAY)).await?))
        }).unwrap();
        assert_eq!((pending, expired.len(), expired[0].0), (1, 1, id));
        assert_eq!((counts.pending, counts.recent, counts.recent_own), (0, 2, 2));
    }

    async fn one_past_its_time_reads_as_expired_before_anybody_writes_it_down(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let (create, read) = (acme.scope::<CreateInvitations>(), acme.scope::<ReadInvitations>());
        let invitation = new(1, "ivy@example.com");
        let (id, later) = (invitation.id, invitation.expires_at);
        writes!(db, acme.tenancy(), |tx| invitations::insert(tx, &create, &invitation).await).unwrap();
        let filter = |status| InvitationFilter { status: Some(status), search: Some("IVY".to_owned()) };
        let (then, listed, pending) = reads!(db, acme.tenancy(), |tx| {
            let then = invitations::find(tx, &read, id, later).await?.expect("the invitation");
            let listed = invitations::list(tx, &read, &filter(InvitationStatus::Expired), None, 9, later).await?;
            Ok::<_, Error>((then, listed, invitations::list(tx, &read, &filter(InvitationStatus::Pending), None, 9, NOW).await?))
        }).unwrap();
        assert_eq!((then.status, listed.len(), pending.len()), (InvitationStatus::Expired, 1, 1));
        let suspects = reads!(db, OPERATOR, |tx| invitation_mail::past_expiry(tx, later, 9).await).unwrap();
        assert_eq!(suspects.iter().map(|suspect| (suspect.slug.as_str(), suspect.id)).collect::<Vec<_>>(), [("acme", id)]);
        assert!(reads!(db, OPERATOR, |tx| invitation_mail::past_expiry(tx, NOW, 9).await).unwrap().is_empty());
    }

    async fn a_link_is_used_once_and_makes_one_membership(tenants: Tenants) {
        let (db, acme, rival) = (tenants.db(), tenants.acme, tenants.rival);
        let create = acme.scope::<CreateInvitations>();
        let invitation = new(4, "Rival@example.com");
        let email = invitation.email.clone();
        writes!(db, acme.tenancy(), |tx| invitations::insert(tx, &create, &invitation).await).unwrap();
        let bearer = reads!(db, Tenancy::Invitation([4; 32]), |tx| invitation_links::find(tx, &[4; 32]).await).unwrap();
        let joining = Joining {
            id: MembershipId::new(NOW, &SeededRandomness::new(9)),
            user_id: rival.user,
            role: Role::Member,
            invited_by: Some(acme.user),
            invited_at: NOW,
            link_made_at: NOW,
        };
        let suspects = writes!(db, bearer.tenancy_with(rival.user), |tx| {
            let offer = invitation_links::offer(tx, &bearer, NOW).await?.expect("an offer");
            assert_eq!((offer.openness(), offer.organization_name.as_str()), (Openness::Open, "Acme"));
            assert_eq!(invitation_links::who_may_invite(tx, &bearer).await?.len(), 1);
            assert_eq!(invitation_links::accept(tx, &bearer, rival.user, NOW).await?, Some(Role::Member));
            assert_eq!(invitation_links::accept(tx, &bearer, rival.user, NOW).await?, None);
            assert!(invitation_links::join(tx, &bearer, &joining, NOW).await?);
            assert!(!invitation_links::join(tx, &bearer, &joining, NOW).await?, "a member stays what they are");
            memberships::announce(tx, rival.user).await
        });
        suspects.unwrap();
        let scope = acme.scope::<ReadMembers>();
        let (standing, version) = reads!(db, acme.tenancy(), |tx| {
            let access = memberships::act_for(tx, rival.user, acme.organization).await?.expect("a member");
            let own = access.require::<ReadOrganization>().expect("everybody may");
            Ok::<_, Error>((invitations::standing(tx, &scope, &email).await?, memberships::version(tx, &own).await?))
        }).unwrap();
        assert_eq!((standing, version), (Standing::Member, 1));
        // Invited again while a member, which no use case does: the operator finds it.
        let again = new(5, "rival@example.com");
        let id = again.id;
        writes!(db, acme.tenancy(), |tx| invitations::insert(tx, &create, &again).await).unwrap();
        let suspects = reads!(db, OPERATOR, |tx| invitation_mail::to_members(tx, 9).await).unwrap();
        assert_eq!(suspects.iter().map(|suspect| suspect.id).collect::<Vec<_>>(), [id]);
    }

    async fn a_link_declined_or_without_its_inviter_is_settled(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let create = acme.scope::<CreateInvitations>();
        let (declined, revoked) = (new(6, "a@example.com"), new(7, "b@example.com"));
        writes!(db, acme.tenancy(), |tx| {
            invitations::insert(tx, &create, &declined).await?;
            invitations::insert(tx, &create, &revoked).await
        }).unwrap();
        let one = reads!(db, Tenancy::Invitation([6; 32]), |tx| invitation_links::find(tx, &[6; 32]).await).unwrap();
        let two = reads!(db, Tenancy::Invitation([7; 32]), |tx| invitation_links::find(tx, &[7; 32]).await).unwrap();
        writes!(db, one.tenancy(), |tx| {
            assert!(!invitation_links::ask_renewal(tx, &two, NOW, NOW).await?, "it has not expired");
            assert!(invitation_links::decline(tx, &one, NOW).await?);
            assert!(!invitation_links::decline(tx, &one, NOW).await?);
            assert!(invitation_links::revoke_without_inviter(tx, &two, NOW).await?.is_some());
            assert!(invitation_links::revoke_without_inviter(tx, &two, NOW).await?.is_none());
            let offer = invitation_links::offer(tx, &one, NOW).await?.expect("an offer");
            assert_eq!(offer.openness(), Openness::Settled);
            Ok::<_, Error>(())
        }).unwrap();
        let owner = reads!(db, OPERATOR, |tx| memberships::act_for_owner(tx, "acme").await).unwrap();
        assert_eq!(owner, Some(acme.access));
        assert_eq!(reads!(db, OPERATOR, |tx| memberships::act_for_owner(tx, "nowhere").await).unwrap(), None);
    }

    async fn a_new_link_kills_the_one_before_and_calls_its_mail_back(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let (create, resend) = (acme.scope::<CreateInvitations>(), acme.scope::<ResendInvitations>());
        let invitation = new(8, "ivy@example.com");
        let (id, organization) = (invitation.id, acme.organization);
        let (mail, first, email) = (message(&invitation, &tenants), invitation.message_id, invitation.email.clone());
        writes!(db, acme.tenancy(), |tx| {
            invitations::insert(tx, &create, &invitation).await?;
            outbox::enqueue(tx, &mail, NOW).await
        }).unwrap();
        let (reach, text) = reads!(db, OPERATOR, |tx| {
            let reach = invitation_mail::reach(tx, &email, NOW.plus_seconds(-DAY)).await?;
            Ok::<_, Error>((reach, invitation_mail::text(tx, organization, first).await?))
        }).unwrap();
        assert_eq!((reach.recent, reach.suppressed, text.as_deref()), (1, None, Some("the link")));
        let link = NewLink { token_hash: [9; 32], message_id: None, made_at: NOW, expires_at: NOW.plus_seconds(DAY) };
        let newest = writes!(db, acme.tenancy(), |tx| {
            assert!(invitations::renew(tx, &resend, id, &link).await?);
            invitations::newest_link(tx, &resend, id).await
        }).unwrap();
        assert_eq!(newest, Some((None, vec![9; 32])));
        let (once, again, text) = writes!(db, OPERATOR, |tx| {
            let once = invitation_mail::call_back(tx, organization, first, NOW).await?;
            let again = invitation_mail::call_back(tx, organization, first, NOW).await?;
            Ok::<_, Error>((once, again, invitation_mail::text(tx, organization, first).await?))
        }).unwrap();
        assert_eq!((once, again, text), (true, false, None));
    }

    async fn whoever_brings_a_link_sees_its_invitation_and_nothing_else(tenants: Tenants) {
        let (db, acme) = (tenants.db(), tenants.acme);
        let create = acme.scope::<CreateInvitations>();
        let read = acme.scope::<ReadInvitations>();
        let (one, other) = (new(1, "a@example.com"), new(2, "b@example.com"));
        let id = one.id;
        writes!(db, acme.tenancy(), |tx| {
            invitations::insert(tx, &create, &one).await?;
            invitations::insert(tx, &create, &other).await
        }).unwrap();
        let everything = InvitationFilter::default();
        let listed = reads!(db, Tenancy::Invitation([1; 32]), |tx| {
            assert_eq!(invitation_links::find(tx, &[1; 32]).await?.invitation_id(), id);
            invitations::list(tx, &read, &everything, None, 9, NOW).await
        }).unwrap();
        if db.engine() == Engine::Postgres {
            assert_eq!(listed.iter().map(|listed| listed.id).collect::<Vec<_>>(), [id]);
        }
    }
}
