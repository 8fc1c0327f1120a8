//! Clients.

use tenure_domain::client::{Address, ArchivedFilter, Client};
use tenure_domain::id::{ClientId, OrganizationId};
use tenure_domain::permission::{CreateClients, DeleteClients, Proof, ReadClients, UpdateClients};
use tenure_domain::text;

use crate::db::dialect::contains_pattern;
use crate::db::{Columns, Error, FromRow, Query, Tx, values};
use crate::scope::Scope;
use crate::statement::statements;

statements! {
    INSERT = "INSERT INTO clients (organization_id, id, name, name_key, note, website_url, color,
            street, city, country, post_code, is_archived, created_by, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    SELECT = "SELECT id, name, note, website_url, color, street, city, country, post_code, is_archived, created_at, updated_at
        FROM clients WHERE organization_id = $1";
    FIND = "SELECT id, name, note, website_url, color, street, city, country, post_code, is_archived, created_at, updated_at
        FROM clients WHERE organization_id = $1 AND id = $2";
    UPDATE = "UPDATE clients SET name = $3, name_key = $4, note = $5, website_url = $6, color = $7,
            street = $8, city = $9, country = $10, post_code = $11, is_archived = $12, updated_at = $13
        WHERE organization_id = $1 AND id = $2";
    PROJECTS = "SELECT COUNT(*) FROM projects WHERE organization_id = $1 AND client_id = $2";
    DELETE = "DELETE FROM clients WHERE organization_id = $1 AND id = $2";
    EXISTS = "SELECT id FROM clients WHERE organization_id = $1 AND id = $2";
}

impl FromRow for Client {
    fn from_row(columns: &mut Columns<'_>) -> Result<Self, Error> {
        Ok(Self {
            id: columns.take()?,
            name: columns.take()?,
            note: columns.take()?,
            website_url: columns.take()?,
            color: columns.take()?,
            address: Some(Address {
                street: columns.take()?,
                city: columns.take()?,
                country: columns.take()?,
                post_code: columns.take()?,
            })
            .filter(|address| !address.is_empty()),
            archived: columns.take()?,
            created_at: columns.take()?,
            updated_at: columns.take()?,
        })
    }
}

/// Which clients a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ClientFilter {
    /// Those in use, those put away, or both.
    pub archived: ArchivedFilter,
    /// Text that the name contains, whatever its case.
    pub search: Option<String>,
}

/// The place of a row in a list that is ordered by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePlace<Id> {
    /// The case-folded name.
    pub name_key: String,
    /// The id, which settles equal names.
    pub id: Id,
}

/// Adds a client.
///
/// # Errors
/// If the database fails.
pub async fn insert(
    tx: &mut Tx,
    scope: &Scope<CreateClients>,
    client: &Client,
) -> Result<(), Error> {
    insert_row(tx, scope.organization_id(), Some(scope.user_id()), client).await
}

pub(crate) async fn insert_row(
    tx: &mut Tx,
    organization: OrganizationId,
    created_by: Option<tenure_domain::id::UserId>,
    client: &Client,
) -> Result<(), Error> {
    let address = client.address.clone().unwrap_or_default();
    tx.execute(
        INSERT,
        values![
            organization,
            client.id,
            &client.name,
            text::key(&client.name),
            client.note.as_ref(),
            client.website_url.as_ref(),
            client.color.as_ref(),
            address.street.as_ref(),
            address.city.as_ref(),
            address.country.as_ref(),
            address.post_code.as_ref(),
            client.archived,
            created_by,
            client.created_at,
            client.updated_at,
        ],
    )
    .await
    .map(drop)
}

/// A client.
///
/// # Errors
/// If the database fails.
pub async fn find(
    tx: &mut Tx,
    scope: &Scope<ReadClients>,
    id: ClientId,
) -> Result<Option<Client>, Error> {
    tx.optional(FIND, values![scope.organization_id(), id])
        .await
}

/// A client that the transaction goes on to change or delete: it stays as it is until then.
///
/// # Errors
/// If the database fails.
pub async fn find_to_change<P: Proof>(
    tx: &mut Tx,
    scope: &Scope<P>,
    id: ClientId,
) -> Result<Option<Client>, Error> {
    let mut query = Query::new(FIND.sql, values![scope.organization_id(), id]);
    query.push(tx.dialect().for_update());
    tx.optional(query.sql(), query.values()).await
}

/// Clients by name, after `after`.
///
/// # Errors
/// If the database fails.
pub async fn list(
    tx: &mut Tx,
    scope: &Scope<ReadClients>,
    filter: &ClientFilter,
    after: Option<&NamePlace<ClientId>>,
    rows: usize,
) -> Result<Vec<Client>, Error> {
    let mut query = Query::new(SELECT.sql, values![scope.organization_id()]);
    by_name(&mut query, filter.archived, filter.search.as_deref());
    if let Some(after) = after {
        query.bind(
            " AND (name_key, id) > (?, ?)",
            values![&after.name_key, after.id],
        );
    }
    query.bind(" ORDER BY name_key, id LIMIT ?", values![rows]);
    tx.all(query.sql(), query.values()).await
}

/// The conditions that lists by name share.
pub(crate) fn by_name(query: &mut Query<'_>, archived: ArchivedFilter, search: Option<&str>) {
    match archived {
        ArchivedFilter::Active => query.push(" AND NOT is_archived"),
        ArchivedFilter::Archived => query.push(" AND is_archived"),
        ArchivedFilter::All => query,
    };
    query.bind_if(
        " AND name_key LIKE ? ESCAPE '!'",
        search.map(|text| contains_pattern(&text::key(text))),
    );
}

/// Writes a client's fields over those it has, and tells whether there is such a client.
///
/// # Errors
/// If the database fails.
pub async fn update(
    tx: &mut Tx,
    scope: &Scope<UpdateClients>,
    client: &Client,
) -> Result<bool, Error> {
    let address = client.address.clone().unwrap_or_default();
    let updated = tx
        .execute(
            UPDATE,
            values![
                scope.organization_id(),
                client.id,
                &client.name,
                text::key(&client.name),
                client.note.as_ref(),
                client.website_url.as_ref(),
                client.color.as_ref(),
                address.street.as_ref(),
                address.city.as_ref(),
                address.country.as_ref(),
                address.post_code.as_ref(),
                client.archived,
                client.updated_at,
            ],
        )
        .await?;
    Ok(updated == 1)
}

/// How many projects a client has.
///
/// # Errors
/// If the database fails.
pub async fn count_projects(
    tx: &mut Tx,
    scope: &Scope<DeleteClients>,
    id: ClientId,
) -> Result<i64, Error> {
    let (count,): (i64,) = tx
        .one(PROJECTS, values![scope.organization_id(), id])
        .await?;
    Ok(count)
}

/// Deletes a client that has no projects, and tells whether there was one.
///
/// # Errors
/// If the database fails, or a project refers to it.
pub async fn delete(
    tx: &mut Tx,
    scope: &Scope<DeleteClients>,
    id: ClientId,
) -> Result<bool, Error> {
    Ok(tx
        .execute(DELETE, values![scope.organization_id(), id])
        .await?
        == 1)
}

/// Whether there is such a client in the scope's organization. It then stays until the transaction,
/// which goes on to refer to it, ends.
///
/// # Errors
/// If the database fails.
pub async fn exists<P: Proof>(tx: &mut Tx, scope: &Scope<P>, id: ClientId) -> Result<bool, Error> {
    let mut query = Query::new(EXISTS.sql, values![scope.organization_id(), id]);
    query.push(tx.dialect().for_reference());
    let found: Option<(ClientId,)> = tx.optional(query.sql(), query.values()).await?;
    Ok(found.is_some())
}
