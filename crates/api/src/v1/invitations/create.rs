//! `POST /organizations/{organizationId}/invitations`

use tenure_app::tenancy::invitations::{InvitationResults, NewInvitations};
use tenure_domain::permission::CreateInvitations;

use crate::create::{Create, CreatedAnswer, IdempotencyKey, created};
use crate::guard::Guard;
use crate::problem::Problem;

/// Invites up to 100 addresses, each with its own outcome. The links are shown this once: a request
/// that is sent again with its key gets the same answer without them.
#[utoipa::path(post, path = "/organizations/{organizationId}/invitations", operation_id = "invitations.create", request_body = NewInvitations, params(IdempotencyKey), responses((status = 201, body = InvitationResults)))]
pub(crate) async fn handler(
    guard: Guard<CreateInvitations>,
    Create { new, request }: Create<NewInvitations>,
) -> Result<CreatedAnswer, Problem> {
    created(
        &guard
            .app()
            .create_invitations(guard.scope, new, request, guard.origin())
            .await?,
    )
}
