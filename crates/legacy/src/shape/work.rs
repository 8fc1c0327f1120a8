//! Clients, projects, categories and imports.

use super::people::seconds_of_hours;
use super::{BudgetKind, Invalid, Reader, Reference, Shape};
use crate::amount::minor_units;

/// Decimal digits of the currencies of the legacy application, which are USD, EUR and GBP.
const DIGITS: u32 = 2;

/// Whom a document belongs to, by what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ownership {
    /// `organizationId`.
    pub organization: Option<Reference>,
    /// The first that is there of `userId`, `ownerId`, `createdBy`, `requestedBy`.
    pub user: Option<Reference>,
}

impl Ownership {
    /// Reads it; `fields` are those of the four that the table has, which must be texts.
    pub(super) fn read(r: &mut Reader<'_>, fields: &[&'static str]) -> Result<Self, Invalid> {
        for field in fields {
            r.optional_reference(field)?;
        }
        let organization = r.optional_reference("organizationId")?;
        Ok(Self {
            organization,
            user: r.named_user(),
        })
    }
}

/// A postal address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the fields of the legacy table by their names")]
pub struct Address {
    pub street: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
    pub post_code: Option<String>,
}

/// A document of `clients`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the legacy table by their names")]
pub struct Client {
    pub ownership: Ownership,
    pub name: String,
    pub note: Option<String>,
    pub website_url: Option<String>,
    pub color: Option<String>,
    pub address: Option<Address>,
    pub archived: bool,
}

impl Shape for Client {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        let client = Self {
            ownership: Ownership::read(r, &["ownerId", "createdBy"])?,
            name: r.text("name")?,
            note: r.optional_text("note")?,
            website_url: r.optional_text("websiteUrl")?,
            color: r.optional_text("color")?,
            address: r.optional_object("address", "address.", |r| {
                Ok(Address {
                    street: r.optional_text("street")?,
                    city: r.optional_text("city")?,
                    country: r.optional_text("country")?,
                    post_code: r.optional_text("postCode")?,
                })
            })?,
            archived: r.boolean("archived")?,
        };
        workspace_type(r)?;
        Ok(client)
    }
}

/// A document of `projects`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the legacy table by their names")]
pub struct Project {
    pub ownership: Ownership,
    pub client: Option<Reference>,
    pub name: String,
    /// In minor units.
    pub hourly_rate_minor: i64,
    pub budget_kind: BudgetKind,
    /// `budgetHours`, in seconds.
    pub budget_seconds: Option<i64>,
    /// `budgetAmount`, in minor units.
    pub budget_minor: Option<i64>,
    pub archived: bool,
}

impl Shape for Project {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        let ownership = Ownership::read(r, &["ownerId", "createdBy"])?;
        let client = r.optional_reference("clientId")?;
        let name = r.text("name")?;
        let rate = r.number("hourlyRate")?;
        let hourly_rate_minor =
            minor_units(&rate.text, DIGITS).ok_or_else(|| r.invalid("hourlyRate"))?;
        let budget_kind = r.word("budgetType", BudgetKind::Hours, BudgetKind::named)?;
        let hours = r.optional_number("budgetHours")?;
        let budget_seconds = hours
            .map(|n| seconds_of_hours(n.value).ok_or_else(|| r.invalid("budgetHours")))
            .transpose()?;
        let amount = r.optional_number("budgetAmount")?;
        let budget_minor = amount
            .map(|n| minor_units(&n.text, DIGITS).ok_or_else(|| r.invalid("budgetAmount")))
            .transpose()?;
        let archived = r.boolean("archived")?;
        workspace_type(r)?;
        Ok(Self {
            ownership,
            client,
            name,
            hourly_rate_minor,
            budget_kind,
            budget_seconds,
            budget_minor,
            archived,
        })
    }
}

/// Must be a text where it is there; decides nothing, whatever it says.
fn workspace_type(r: &mut Reader<'_>) -> Result<(), Invalid> {
    r.optional_reference("workspaceType").map(|_| ())
}

/// A document of `categories`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields of the legacy table by their names; times in ms since 1970"
)]
pub struct Category {
    pub ownership: Ownership,
    pub name: String,
    pub color: Option<String>,
    pub is_default: bool,
    pub created_at: i64,
    pub updated_at: i64,
}

impl Shape for Category {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        Ok(Self {
            ownership: Ownership::read(r, &["userId"])?,
            name: r.text("name")?,
            color: r.optional_text("color")?,
            is_default: r.boolean("isDefault")?,
            created_at: r.time("createdAt")?,
            updated_at: r.time("updatedAt")?,
        })
    }
}

/// A document of `imports`: an import into the legacy application, for the record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields of the legacy table by their names; times in ms since 1970"
)]
pub struct Import {
    pub ownership: Ownership,
    pub provider: String,
    pub status: String,
    pub created_at: i64,
    pub error: Option<String>,
    /// Its JSON.
    pub meta: String,
}

impl Shape for Import {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        Ok(Self {
            ownership: Ownership::read(r, &["requestedBy", "ownerId"])?,
            provider: r.text("provider")?,
            status: r.text("status")?,
            created_at: r.time("createdAt")?,
            error: r.optional_text("error")?,
            meta: r.any("meta")?,
        })
    }
}
