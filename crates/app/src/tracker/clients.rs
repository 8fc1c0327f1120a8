//! Clients.

use serde::Deserialize;
use tenure_domain::client::{Address, Client};
use tenure_domain::event::{Happening, Table};
use tenure_domain::field::{Change, FieldCode, Fields};
use tenure_domain::id::ClientId;
use tenure_domain::page::PageLimit;
use tenure_domain::permission::{CreateClients, DeleteClients, ReadClients, UpdateClients};
use tenure_store::clients::{self, ClientFilter, NamePlace};
use tenure_store::idempotency_keys::KeyedRequest;
use tenure_store::scope::Scope;
use utoipa::ToSchema;

use super::once::{answered, remember};
use super::{Created, Slice};
use crate::error::check;
use crate::events::tell;
use crate::{Error, Tenure};

/// The most characters of a client's, project's or category's name.
pub const NAME_CHARACTERS: usize = 200;
const NOTE_CHARACTERS: usize = 10_000;
const URL_CHARACTERS: usize = 2_000;
const ADDRESS_CHARACTERS: usize = 200;

/// A new client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClient {
    /// Its name.
    pub name: String,
    /// A note.
    #[serde(default)]
    pub note: Option<String>,
    /// Its web site: http or https.
    #[serde(default)]
    pub website_url: Option<String>,
    /// Its colour, `#rrggbb`.
    #[serde(default)]
    pub color: Option<String>,
    /// Where it is.
    #[serde(default)]
    pub address: Option<Address>,
}

/// A change of a client: what is absent stays, `null` clears.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientChange {
    /// Its name.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub name: Change<String>,
    /// A note.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub note: Change<String>,
    /// Its web site: http or https.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub website_url: Change<String>,
    /// Its colour, `#rrggbb`.
    #[schema(value_type = Option<String>)]
    #[serde(default)]
    pub color: Change<String>,
    /// Where it is.
    #[schema(value_type = Option<Address>)]
    #[serde(default)]
    pub address: Change<Address>,
    /// Whether it is put away.
    #[schema(value_type = Option<bool>)]
    #[serde(default)]
    pub archived: Change<bool>,
}

/// Makes a client's fields right, or says what is wrong with them.
fn checked(mut client: Client) -> Result<Client, Error> {
    let mut fields = Fields::new();
    client.name = fields.name("name", &client.name, NAME_CHARACTERS);
    client.note = fields.optional_text("note", client.note.as_deref(), NOTE_CHARACTERS);
    client.color = fields.color("color", client.color.as_deref());
    client.website_url =
        fields.optional_text("websiteUrl", client.website_url.as_deref(), URL_CHARACTERS);
    // Anything else behind a link, `javascript:` above all, would run in whoever clicks it.
    if client
        .website_url
        .as_ref()
        .is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://"))
    {
        fields.refuse(
            "websiteUrl",
            FieldCode::Invalid,
            "Begin the address with https:// or http://.",
        );
    }
    let mut part = |field, text: Option<String>| {
        fields.optional_text(field, text.as_deref(), ADDRESS_CHARACTERS)
    };
    client.address = client
        .address
        .map(|address| Address {
            street: part("address.street", address.street),
            city: part("address.city", address.city),
            country: part("address.country", address.country),
            post_code: part("address.postCode", address.post_code),
        })
        .filter(|address| !address.is_empty());
    check(fields)?;
    Ok(client)
}

impl Tenure {
    /// Clients by name.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn list_clients(
        &self,
        scope: Scope<ReadClients>,
        filter: ClientFilter,
        after: Option<NamePlace<ClientId>>,
        limit: PageLimit,
    ) -> Result<Slice<Client>, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let rows = clients::list(tx, &scope, &filter, after.as_ref(), limit.rows() + 1)
                        .await?;
                    Ok(Slice::new(rows, limit))
                })
            })
            .await
    }

    /// A client.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn client(&self, scope: Scope<ReadClients>, id: ClientId) -> Result<Client, Error> {
        self.db
            .read(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    clients::find(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("client"))
                })
            })
            .await
    }

    /// Adds a client.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub async fn create_client(
        &self,
        scope: Scope<CreateClients>,
        new: NewClient,
        request: Option<KeyedRequest>,
    ) -> Result<Created<Client>, Error> {
        let now = self.now();
        let client = checked(Client {
            id: ClientId::new(now, self.randomness()),
            name: new.name,
            note: new.note,
            website_url: new.website_url,
            color: new.color,
            address: new.address,
            archived: false,
            created_at: now,
            updated_at: now,
        })?;
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    if let Some(json) = answered(tx, &scope, request.as_ref(), now).await? {
                        return Ok(Created::Before(json));
                    }
                    clients::insert(tx, &scope, &client).await?;
                    tell(
                        tx,
                        &scope,
                        (Table::Clients, client.id.uuid(), Happening::Created),
                        now,
                    )
                    .await?;
                    remember(tx, &scope, request.as_ref(), client).await
                })
            })
            .await
    }

    /// Changes a client.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Invalid`].
    pub async fn update_client(
        &self,
        scope: Scope<UpdateClients>,
        id: ClientId,
        change: ClientChange,
    ) -> Result<Client, Error> {
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let before = clients::find_to_change(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("client"))?;
                    let client = checked(Client {
                        name: change.name.apply(Some(before.name)).unwrap_or_default(),
                        note: change.note.apply(before.note),
                        website_url: change.website_url.apply(before.website_url),
                        color: change.color.apply(before.color),
                        address: change.address.apply(before.address),
                        archived: change.archived.value().unwrap_or(before.archived),
                        updated_at: now,
                        ..before
                    })?;
                    clients::update(tx, &scope, &client).await?;
                    tell(
                        tx,
                        &scope,
                        (Table::Clients, id.uuid(), Happening::Updated),
                        now,
                    )
                    .await?;
                    Ok(client)
                })
            })
            .await
    }

    /// Deletes a client that has no projects.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::StillInUse`].
    pub async fn delete_client(
        &self,
        scope: Scope<DeleteClients>,
        id: ClientId,
    ) -> Result<(), Error> {
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    clients::find_to_change(tx, &scope, id)
                        .await?
                        .ok_or(Error::NotFound("client"))?;
                    let count = clients::count_projects(tx, &scope, id).await?;
                    if count > 0 {
                        return Err(Error::StillInUse {
                            what: "client",
                            count,
                            of: "projects",
                        });
                    }
                    clients::delete(tx, &scope, id).await?;
                    tell(
                        tx,
                        &scope,
                        (Table::Clients, id.uuid(), Happening::Deleted),
                        now,
                    )
                    .await
                })
            })
            .await
    }
}
