//! Organizations: making, naming and setting them up.

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tenure_domain::audit::Origin;
use tenure_domain::event::{Happening, Table};
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::format::{DateFormat, DurationFormat, Formats, NumberFormat, TimeFormat};
use tenure_domain::id::{MembershipId, OrganizationId};
use tenure_domain::membership::Membership;
use tenure_domain::money::Currency;
use tenure_domain::organization::{Organization, OrganizationKind, TimeZoneName, WeekStart};
use tenure_domain::permission::{ReadOrganization, UpdateOrganization};
use tenure_domain::policy::Circle;
use tenure_domain::slug::Slug;
use tenure_domain::user::User;
use tenure_store::organizations::NewOrganization;
use tenure_store::scope::Scope;
use tenure_store::{Tenancy, memberships, organizations, users};
use utoipa::ToSchema;

use super::free_slug::insert_under_a_free_slug;
use crate::error::check;
use crate::events::tell;
use crate::{Error, Tenure};

/// The most characters of an organization's name.
const NAME_CHARACTERS: usize = 200;

/// A new organization.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewTeam {
    /// Its name.
    pub name: String,
    /// Its name in URLs; made from the name if absent.
    #[serde(default)]
    pub slug: Option<String>,
    /// The currency of new rates and budgets; euros if absent.
    #[serde(default)]
    pub currency: Option<Currency>,
}

/// A change of an organization: what is absent stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OrganizationChange {
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Its name in URLs; links with the former one still lead there.
    #[serde(default)]
    pub slug: Option<String>,
    /// The currency of new rates and budgets; those that are there keep theirs.
    #[serde(default)]
    pub currency: Option<Currency>,
    /// The IANA name of the time zone that its days are counted in.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The day its weeks begin with: 1 is Monday, 7 is Sunday.
    #[serde(default)]
    pub week_start: Option<WeekStart>,
    /// How it writes dates, times, numbers and durations.
    #[serde(default)]
    pub formats: Option<FormatsChange>,
    /// Who sees hourly rates and budgets in money.
    #[serde(default)]
    pub rates_visible_to: Option<Circle>,
    /// Who adds, changes and deletes tasks.
    #[serde(default)]
    pub tasks_managed_by: Option<Circle>,
}

/// A change of how an organization writes what it shows: what is absent stays.
#[derive(Debug, Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormatsChange {
    /// Dates.
    #[serde(default)]
    pub date: Option<DateFormat>,
    /// Times of day.
    #[serde(default)]
    pub time: Option<TimeFormat>,
    /// Numbers.
    #[serde(default)]
    pub number: Option<NumberFormat>,
    /// Durations.
    #[serde(default)]
    pub duration: Option<DurationFormat>,
}

impl FormatsChange {
    fn apply(self, before: Formats) -> Formats {
        Formats {
            date: self.date.unwrap_or(before.date),
            time: self.time.unwrap_or(before.time),
            number: self.number.unwrap_or(before.number),
            duration: self.duration.unwrap_or(before.duration),
        }
    }
}

fn slug_taken() -> Error {
    Error::field(
        "slug",
        FieldCode::Taken,
        "Another organization has or had this address. Choose another.",
    )
}

impl Tenure {
    /// Makes an organization, of which its maker is the owner and which becomes their active one.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub async fn create_organization(
        &self,
        user: &User,
        new: NewTeam,
    ) -> Result<Membership, Error> {
        let mut fields = Fields::new();
        let name = fields.name("name", &new.name, NAME_CHARACTERS);
        let slug = parse_slug(&mut fields, new.slug.as_deref());
        check(fields)?;
        let now = self.now();
        let (user_id, id) = (user.id, OrganizationId::new(now, self.randomness()));
        let membership = MembershipId::new(now, self.randomness());
        let chosen = slug.is_some();
        let organization = NewOrganization {
            id,
            slug: slug.unwrap_or_else(|| Slug::suggest(&name)),
            name,
            kind: OrganizationKind::Team,
            color: None,
            currency: new.currency.unwrap_or(Currency::DEFAULT),
            created_by: Some(user_id),
            created_at: now,
        };
        let fallback = self.random_slug_number();
        self.db
            .write(Tenancy::UserIn(user_id, id), move |tx| {
                Box::pin(async move {
                    if chosen {
                        if !organizations::insert(tx, &organization).await? {
                            return Err(slug_taken());
                        }
                    } else {
                        insert_under_a_free_slug(tx, organization, fallback).await?;
                    }
                    memberships::make_owner(tx, id, membership, user_id, now).await?;
                    users::set_active_organization(tx, user_id, id, now).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        let (memberships, _) = self.memberships_of(user_id).await?;
        let made = memberships
            .into_iter()
            .find(|membership| membership.organization.id == id);
        made.ok_or_else(|| Error::Internal("an organization without its maker".to_owned()))
    }

    /// Changes an organization's name, address and settings.
    ///
    /// # Errors
    /// [`Error::Invalid`].
    pub async fn update_organization(
        &self,
        scope: Scope<UpdateOrganization>,
        change: OrganizationChange,
        origin: Origin,
    ) -> Result<Organization, Error> {
        let read = scope.also::<ReadOrganization>()?;
        let teller = self.teller("organizations.update", origin);
        let now = self.now();
        self.db
            .write(scope.tenancy(), move |tx| {
                Box::pin(async move {
                    let before = organizations::find(tx, &read)
                        .await?
                        .ok_or(Error::OrganizationNotFound)?;
                    let after = changed(&before, change)?;
                    if after == before {
                        return Ok(before);
                    }
                    if after.slug != before.slug
                        && !organizations::change_slug(tx, &scope, &before.slug, &after.slug, now)
                            .await?
                    {
                        return Err(slug_taken());
                    }
                    let updated = organizations::update(tx, &scope, &after, now).await;
                    updated.map_err(|error| {
                        if error.is_unique_violation() {
                            slug_taken()
                        } else {
                            error.into()
                        }
                    })?;
                    teller
                        .tell(
                            tx,
                            &scope,
                            before.id.uuid(),
                            Some(shown(&before)),
                            Some(shown(&after)),
                        )
                        .await?;
                    let id = after.id.uuid();
                    tell(
                        tx,
                        &scope,
                        (Table::Organizations, id, Happening::Updated),
                        now,
                    )
                    .await?;
                    Ok(after)
                })
            })
            .await
    }

    /// A user's membership of the organization with this slug, or with this former one.
    ///
    /// # Errors
    /// [`Error::OrganizationNotFound`] if there is none.
    pub async fn membership_by_slug(&self, user: &User, slug: String) -> Result<Membership, Error> {
        let user = user.id;
        let found = self
            .db
            .read(Tenancy::User(user), move |tx| {
                Box::pin(async move {
                    memberships::active_by_slug(tx, user, &slug)
                        .await
                        .map_err(Error::from)
                })
            })
            .await?;
        found.ok_or(Error::OrganizationNotFound)
    }
}

fn parse_slug(fields: &mut Fields, slug: Option<&str>) -> Option<Slug> {
    Slug::parse(slug?.trim())
        .map_err(|invalid| fields.refuse("slug", FieldCode::Invalid, invalid.to_string()))
        .ok()
}

fn changed(before: &Organization, change: OrganizationChange) -> Result<Organization, Error> {
    let mut after = before.clone();
    let mut fields = Fields::new();
    if let Some(name) = change.name {
        after.name = fields.name("name", &name, NAME_CHARACTERS);
    }
    if let Some(slug) = parse_slug(&mut fields, change.slug.as_deref()) {
        after.slug = slug;
    }
    if let Some(name) = change.time_zone {
        match TimeZoneName::parse(&name) {
            Ok(name) => after.time_zone = name,
            Err(unknown) => fields.refuse("timeZone", FieldCode::Unknown, unknown.to_string()),
        }
    }
    after.currency = change.currency.unwrap_or(before.currency);
    after.week_start = change.week_start.unwrap_or(before.week_start);
    after.formats = change.formats.unwrap_or_default().apply(before.formats);
    after.rates_visible_to = change.rates_visible_to.unwrap_or(before.rates_visible_to);
    after.tasks_managed_by = change.tasks_managed_by.unwrap_or(before.tasks_managed_by);
    check(fields)?;
    Ok(after)
}

/// What the audit log shows of an organization.
fn shown(organization: &Organization) -> Json {
    let Organization {
        slug,
        name,
        currency,
        time_zone,
        week_start,
        formats,
        rates_visible_to,
        tasks_managed_by,
        id: _,
        kind: _,
        created_at: _,
        deletion: _,
    } = organization;
    json!({
        "slug": slug,
        "name": name,
        "currency": currency,
        "timeZone": time_zone,
        "weekStart": week_start,
        "formats": formats,
        "ratesVisibleTo": rates_visible_to,
        "tasksManagedBy": tasks_managed_by,
    })
}
