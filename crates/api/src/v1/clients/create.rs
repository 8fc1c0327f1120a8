//! `POST /organizations/{organizationId}/clients`

use tenure_app::tracker::clients::NewClient;
use tenure_domain::client::Client;
use tenure_domain::permission::CreateClients;

use crate::create::{Create, CreatedAnswer, IdempotencyKey, created};
use crate::guard::Guard;
use crate::problem::Problem;

/// Adds a client.
#[utoipa::path(post, path = "/organizations/{organizationId}/clients", operation_id = "clients.create", request_body = NewClient, params(IdempotencyKey), responses((status = 201, body = Client)))]
pub(crate) async fn handler(
    guard: Guard<CreateClients>,
    Create { new, request }: Create<NewClient>,
) -> Result<CreatedAnswer, Problem> {
    created(&guard.app().create_client(guard.scope, new, request).await?)
}
