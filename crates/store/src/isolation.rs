//! The second wall, tried: as the runtime role, what reaches another tenant's rows.
//!
//! For `tenure doctor isolation`. The tables come from PostgreSQL's own catalog, so that none is
//! left out; every attempt is rolled back.

use tenure_domain::email::EmailAddress;
use tenure_domain::id::{CategoryId, ImportId, InvitationId, MessageId, OrganizationId, UserId};
use tenure_domain::message::MessageKind;
use tenure_domain::time::Instant;

use crate::db::{Db, Engine, Error, Tenancy, Tx, Value, values};
use crate::outbox::{self, NewMessage};
use crate::statement::statements;

statements! {
    PLANT_CATEGORY = "INSERT INTO categories (organization_id, id, name, name_key, is_default, created_at, updated_at)
        VALUES ($1, $2, $3, $4, FALSE, $5, $6)";
    PLANT_INVITATION = "INSERT INTO invitations (organization_id, id, email, email_key, role, token_hash, status, created_at, expires_at, invited_by)
        VALUES ($1, $2, $3, $4, 'viewer', $5, 'pending', $6, $7, $8)";
    PLANT_IMPORT = "INSERT INTO imports (organization_id, id, provider, status, meta, created_at)
        VALUES ($1, $2, $3, 'done', '{}', $4)";
    PLANT_LEGACY_DOCUMENT = "INSERT INTO legacy_documents (table_name, id, creation_time, document, state, organization_id, row_id, notes, imported_at)
        VALUES ('categories', $1, 0, $2, 'placed', $3, $4, '[]', $5)";
}

/// Rows of the kinds that a new organization cannot be given through the API.
#[derive(Debug, Clone)]
pub struct Plant {
    /// Whose they are.
    pub organization_id: OrganizationId,
    /// The category's id.
    pub category_id: CategoryId,
    /// The invitation's id.
    pub invitation_id: InvitationId,
    /// The import's id.
    pub import_id: ImportId,
    /// The mail's id.
    pub message_id: MessageId,
    /// What stands wherever a text may: lower case, so that it is its own key.
    pub text: String,
    /// What the invitation's token hashes to; nobody else's.
    pub token_hash: [u8; 32],
    /// Who invites: somebody who may.
    pub invited_by: UserId,
    /// When they were made.
    pub at: Instant,
}

/// Gives an organization a row of each kind that the API cannot make: a table without a row of the
/// other tenant proves nothing.
///
/// # Errors
/// If the database fails, or the organization has such rows already.
pub async fn plant(tx: &mut Tx, plant: &Plant) -> Result<(), Error> {
    let Plant {
        organization_id,
        text,
        at,
        ..
    } = plant;
    tx.execute(
        PLANT_CATEGORY,
        values![*organization_id, plant.category_id, text, text, *at, *at],
    )
    .await?;
    let email = format!("{text}@example.com");
    let message = NewMessage {
        id: plant.message_id,
        organization_id: Some(*organization_id),
        user_id: None,
        kind: MessageKind::Invitation,
        idempotency_key: format!("planted/{}", plant.message_id),
        recipient: EmailAddress::on_record(&email),
        subject: text.clone(),
        text: text.clone(),
        html: text.clone(),
    };
    outbox::enqueue(tx, &message, *at).await?;
    tx.execute(
        PLANT_INVITATION,
        values![
            *organization_id,
            plant.invitation_id,
            &email,
            &email,
            &plant.token_hash,
            *at,
            at.plus_seconds(3600),
            plant.invited_by
        ],
    )
    .await?;
    tx.execute(
        PLANT_IMPORT,
        values![*organization_id, plant.import_id, text, *at],
    )
    .await?;
    tx.execute(
        PLANT_LEGACY_DOCUMENT,
        values![
            plant.category_id.to_string(),
            text,
            *organization_id,
            plant.category_id,
            *at
        ],
    )
    .await?;
    Ok(())
}

/// What trying the tables came to.
#[derive(Debug, Default)]
pub struct Tried {
    /// Every table that holds tenants' rows, by name.
    pub tables: Vec<String>,
    /// How many statements were tried.
    pub attempts: usize,
    /// Those that reached the victim.
    pub leaks: Vec<Reached>,
    /// Tables that hold no row of the victim, so that nothing can be proved about them.
    pub unproved: Vec<String>,
}

/// A statement that reached another tenant's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The table.
    pub table: String,
    /// The statement, and for whom the transaction was.
    pub attempt: String,
    /// What it reached.
    pub detail: String,
}

/// Tries every table as the runtime role, with the attacker's organization set, with only the
/// attacker set, with both and with neither: whether rows of the victim can be read, changed,
/// deleted, added, or made of one's own. SQLite has no roles: nothing is tried there.
///
/// # Errors
/// If the database fails in another way than by refusing.
pub async fn try_tables(
    db: &Db,
    victim: OrganizationId,
    attacker: OrganizationId,
    attacking_user: UserId,
) -> Result<Tried, Error> {
    let mut tried = Tried::default();
    if db.engine() == Engine::Sqlite {
        return Ok(tried);
    }
    let contexts = [
        ("nobody set", Tenancy::Global),
        ("the own organization set", Tenancy::Organization(attacker)),
        ("the own user set", Tenancy::User(attacking_user)),
        (
            "the own user and organization set",
            Tenancy::UserIn(attacking_user, attacker),
        ),
    ];
    for table in tenant_tables(db).await? {
        if count(db, &table, victim).await? == 0 {
            tried.unproved.push(table.name.clone());
        }
        if !table.walled {
            tried.leaks.push(Reached {
                table: table.name.clone(),
                attempt: "row-level security".to_owned(),
                detail:
                    "it is not enabled and forced, and the runtime role has rights on the table"
                        .to_owned(),
            });
        }
        for (context, tenancy) in contexts {
            for attempt in Attempt::ALL {
                tried.attempts += 1;
                if let Some(detail) = attempt.run(db, &table, tenancy, victim, attacker).await? {
                    tried.leaks.push(Reached {
                        table: table.name.clone(),
                        attempt: format!("{} with {context}", attempt.word()),
                        detail,
                    });
                }
            }
        }
        tried.tables.push(table.name);
    }
    tried.attempts += 1;
    if let Some(detail) = strong_role(db).await? {
        tried.leaks.push(Reached {
            table: "all".to_owned(),
            attempt: "the runtime role".to_owned(),
            detail,
        });
    }
    Ok(tried)
}

/// A table with tenants' rows.
struct TenantTable {
    name: String,
    /// Both names, quoted.
    quoted: String,
    column: String,
    /// Whether row-level security is enabled and forced, or the runtime role has no rights at all.
    walled: bool,
}

/// Everything with a column `organization_id`, and the organizations. `pg_catalog` shows what no
/// role was granted, too; `information_schema` would not.
async fn tenant_tables(db: &Db) -> Result<Vec<TenantTable>, Error> {
    let rows: Vec<(String, String, String, bool)> = db
        .read(Tenancy::Global, |tx| {
            Box::pin(async move {
                tx.all(
                    "SELECT c.relname::text, quote_ident(n.nspname) || '.' || quote_ident(c.relname), a.attname::text,
                            (c.relrowsecurity AND c.relforcerowsecurity)
                            OR NOT has_table_privilege(current_user, c.oid, 'SELECT, INSERT, UPDATE, DELETE')
                     FROM pg_class c
                     JOIN pg_namespace n ON n.oid = c.relnamespace
                     JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
                     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                       AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                       AND a.attname = CASE c.relname WHEN 'organizations' THEN 'id' ELSE 'organization_id' END
                     ORDER BY c.relname",
                    values![],
                )
                .await
            })
        })
        .await?;
    Ok(rows
        .into_iter()
        .map(|(name, quoted, column, walled)| TenantTable {
            name,
            quoted,
            column,
            walled,
        })
        .collect())
}

/// How many rows of an organization a table holds, seen as the operator.
async fn count(db: &Db, table: &TenantTable, organization: OrganizationId) -> Result<i64, Error> {
    let sql = format!(
        "SELECT COUNT(*) FROM {} WHERE {} = $1",
        table.quoted, table.column
    );
    let counted: Result<(i64,), Error> = db
        .read(Tenancy::Operator("proves the isolation"), move |tx| {
            Box::pin(async move { tx.one(sql, values![organization]).await })
        })
        .await;
    match counted {
        Ok((count,)) => Ok(count),
        // Nobody put a row into a table that not even the operator may read.
        Err(error) if is_refusal(&error) => Ok(0),
        Err(error) => Err(error),
    }
}

/// What is wrong with the role that requests work as, if anything.
async fn strong_role(db: &Db) -> Result<Option<String>, Error> {
    let (role, strong): (String, bool) = db
        .read(Tenancy::Global, |tx| {
            Box::pin(async move {
                tx.one(
                    "SELECT rolname::text, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user",
                    values![],
                )
                .await
            })
        })
        .await?;
    Ok(strong.then(|| format!("`{role}` is a superuser or bypasses row-level security")))
}

#[derive(Debug, Clone, Copy)]
enum Attempt {
    Select,
    Update,
    Delete,
    Insert,
    /// An own row, given to the victim.
    HandOver,
}

/// What an attempt came to. It is always the error of its transaction, so that nothing is kept.
enum Outcome {
    Touched(u64),
    Refused,
    /// It passed the wall and met a constraint behind it.
    Through(Error),
    Failed(Error),
}

impl From<Error> for Outcome {
    fn from(error: Error) -> Self {
        if is_refusal(&error) {
            return Self::Refused;
        }
        match error {
            // PostgreSQL asks the policies before the constraints.
            Error::Constraint { .. } => Self::Through(error),
            error => Self::Failed(error),
        }
    }
}

/// Whether rights or policies refused it.
fn is_refusal(error: &Error) -> bool {
    use tokio_postgres::error::SqlState;
    matches!(error, Error::Postgres { source, .. } if source.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE))
}

impl Attempt {
    const ALL: [Self; 5] = [
        Self::Select,
        Self::Update,
        Self::Delete,
        Self::Insert,
        Self::HandOver,
    ];

    const fn word(self) -> &'static str {
        match self {
            Self::Select => "SELECT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::Insert => "INSERT",
            Self::HandOver => "UPDATE of an own row",
        }
    }

    fn sql(self, TenantTable { quoted, column, .. }: &TenantTable) -> String {
        match self {
            Self::Select => format!("SELECT {column} FROM {quoted} WHERE {column} = $1"),
            Self::Update => {
                format!("UPDATE {quoted} SET {column} = {column} WHERE {column} = $1")
            }
            Self::Delete => format!("DELETE FROM {quoted} WHERE {column} = $1"),
            Self::Insert => format!("INSERT INTO {quoted} ({column}) VALUES ($1)"),
            Self::HandOver => format!("UPDATE {quoted} SET {column} = $1 WHERE {column} = $2"),
        }
    }

    /// What it reached, if it reached the victim.
    async fn run(
        self,
        db: &Db,
        table: &TenantTable,
        tenancy: Tenancy,
        victim: OrganizationId,
        attacker: OrganizationId,
    ) -> Result<Option<String>, Error> {
        let sql = self.sql(table);
        let outcome = db
            .write(tenancy, move |tx| {
                Box::pin(async move {
                    let values: &[Value<'_>] = match self {
                        Self::HandOver => values![victim, attacker],
                        _ => values![victim],
                    };
                    Err::<(), _>(Outcome::Touched(tx.execute(sql, values).await?))
                })
            })
            .await;
        match outcome {
            Ok(()) | Err(Outcome::Touched(0) | Outcome::Refused) => Ok(None),
            Err(Outcome::Touched(rows)) => Ok(Some(format!("{rows} rows"))),
            Err(Outcome::Through(error)) => Ok(Some(format!("it was stopped only by {error}"))),
            Err(Outcome::Failed(error)) => Err(error),
        }
    }
}
