//! What operators do with users and organizations at the command line.

use serde::Serialize;
use tenure_domain::administration::{
    ListedOrganization, ListedUser, OrganizationMember, UserMembership,
};
use tenure_domain::audit::Origin;
use tenure_domain::email::EmailAddress;
use tenure_domain::field::{FieldCode, Fields};
use tenure_domain::id::{OrganizationId, UserId};
use tenure_domain::membership::Member;
use tenure_domain::permission::UpdateMembers;
use tenure_domain::role::Role;
use tenure_domain::slug::Slug;
use tenure_domain::user::{Account, User};
use tenure_store::administration;
use tenure_store::users::{self, NewUser};
use tenure_store::{Tenancy, memberships, sessions};

use crate::auth::password::check_new;
use crate::auth::{Operator, SignUpForm, set_password, write_account};
use crate::error::check;
use crate::mail::letters::PasswordChange;
use crate::tenancy::members::MemberChange;
use crate::{Error, Tenure};

/// The most members of one organization that are shown.
pub const MEMBERS_SHOWN: usize = 1000;

/// How a new user gets in.
pub enum FirstPassword {
    /// With this password.
    Chosen(String),
    /// With one that they choose by a link that is mailed to them.
    ByLink,
}

/// All about one user.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserDetails {
    /// The account.
    #[serde(flatten)]
    pub account: Account,
    /// Every organization they are or were in.
    pub memberships: Vec<UserMembership>,
}

/// All about one organization.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationDetails {
    /// The organization.
    #[serde(flatten)]
    pub organization: ListedOrganization,
    /// Its members, at most [`MEMBERS_SHOWN`].
    pub members: Vec<OrganizationMember>,
}

impl Tenure {
    /// Users, a page at a time.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn users(
        &self,
        search: Option<String>,
        after: Option<UserId>,
        rows: usize,
    ) -> Result<Vec<ListedUser>, Error> {
        self.db
            .read(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    Ok(administration::users(tx, search.as_deref(), after, rows).await?)
                })
            })
            .await
    }

    /// All about the user with this address.
    ///
    /// # Errors
    /// [`Error::UserNotFound`].
    pub async fn user_details(&self, email: &EmailAddress) -> Result<UserDetails, Error> {
        let (user, now) = (self.user_by(email).await?.id, self.now());
        self.db
            .read(Tenancy::Operator("user show"), move |tx| {
                Box::pin(async move {
                    Ok(UserDetails {
                        account: users::account(tx, user, now).await?,
                        memberships: administration::memberships_of(tx, user).await?,
                    })
                })
            })
            .await
    }

    /// Makes an account, on an instance that takes no sign-ups too.
    ///
    /// # Errors
    /// [`Error::Invalid`] or [`Error::AddressTaken`].
    pub async fn create_user(
        &self,
        name: String,
        email: String,
        password: FirstPassword,
    ) -> Result<User, Error> {
        let (password, by_link) = match password {
            FirstPassword::Chosen(password) => (Some(password), false),
            FirstPassword::ByLink => (None, true),
        };
        let user = match password {
            Some(password) => {
                let form = SignUpForm {
                    name,
                    email,
                    password,
                };
                let account = self.new_account(form, Operator::No).await?;
                self.db
                    .write(Tenancy::Global, move |tx| {
                        Box::pin(async move { write_account(tx, &account).await })
                    })
                    .await?
            }
            None => self.write_user_without_password(&name, &email).await?,
        };
        self.ensure_personal_workspace(&user).await?;
        if let (true, Some(email)) = (by_link, &user.email) {
            self.send_password_link(email).await?;
        }
        Ok(user)
    }

    async fn write_user_without_password(&self, name: &str, email: &str) -> Result<User, Error> {
        let mut fields = Fields::new();
        let name = fields.name("name", name, crate::auth::NAME_CHARACTERS);
        let email = EmailAddress::parse(email)
            .map_err(|invalid| fields.refuse("email", FieldCode::Invalid, invalid.to_string()))
            .ok();
        check(fields)?;
        let now = self.now();
        let user = NewUser {
            id: UserId::new(now, self.randomness()),
            name,
            email,
            email_verified_at: None,
            is_operator: false,
            is_placeholder: false,
            created_at: now,
        };
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    if !users::insert(tx, &user).await? {
                        return Err(Error::AddressTaken);
                    }
                    Ok(User {
                        id: user.id,
                        name: user.name,
                        email: user.email,
                        is_operator: user.is_operator,
                    })
                })
            })
            .await
    }

    /// Sets a user's password. All their sessions end, and they are told.
    ///
    /// # Errors
    /// [`Error::UserNotFound`] or [`Error::Invalid`].
    pub async fn set_user_password(
        &self,
        email: &EmailAddress,
        password: String,
    ) -> Result<User, Error> {
        let user = self.user_by(email).await?;
        let mut fields = Fields::new();
        check_new(
            &mut fields,
            "password",
            &password,
            email.as_str(),
            &user.name,
        );
        check(fields)?;
        let new = self.new_password(user.id, email, password).await?;
        let notice = self.password_notice(&user, PasswordChange::ByOperator)?;
        let (id, now) = (user.id, self.now());
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    set_password(tx, &new, notice, now).await?;
                    sessions::revoke_all(tx, id).await.map_err(Error::from)
                })
            })
            .await?;
        Ok(user)
    }

    /// Says whether a user may run the instance. Somebody always may.
    ///
    /// # Errors
    /// [`Error::UserNotFound`] or [`Error::LastOperator`].
    pub async fn set_operator(
        &self,
        email: &EmailAddress,
        is_operator: bool,
    ) -> Result<User, Error> {
        let user = self.user_by(email).await?;
        let (id, now) = (user.id, self.now());
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    match administration::set_operator(tx, id, is_operator, now).await? {
                        0 => Err(Error::LastOperator),
                        _ => Ok(()),
                    }
                })
            })
            .await?;
        Ok(User {
            is_operator,
            ..user
        })
    }

    /// Organizations, a page at a time.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn organizations(
        &self,
        after: Option<Slug>,
        rows: usize,
    ) -> Result<Vec<ListedOrganization>, Error> {
        self.db
            .read(Tenancy::Operator("organization list"), move |tx| {
                Box::pin(async move {
                    Ok(administration::organizations(tx, after.as_ref(), rows).await?)
                })
            })
            .await
    }

    /// All about the organization with this name in URLs.
    ///
    /// # Errors
    /// [`Error::NoSuchOrganization`].
    pub async fn organization_details(&self, slug: &str) -> Result<OrganizationDetails, Error> {
        let slug = slug.to_owned();
        self.db
            .read(Tenancy::Operator("organization show"), move |tx| {
                Box::pin(async move {
                    let organization = administration::organization(tx, &slug).await?;
                    let organization = organization.ok_or(Error::NoSuchOrganization(slug))?;
                    let members =
                        administration::members(tx, organization.id, MEMBERS_SHOWN).await?;
                    Ok(OrganizationDetails {
                        organization,
                        members,
                    })
                })
            })
            .await
    }

    /// Gives a member another role, by the rules that hold for everybody: in the name of the
    /// longest-standing owner, with the command's name in the audit log.
    ///
    /// # Errors
    /// [`Error::UserNotFound`], [`Error::NoSuchOrganization`], [`Error::NotFound`],
    /// [`Error::OwnerMissing`], [`Error::LastOwner`] or [`Error::PersonalWorkspace`].
    pub async fn set_member_role(
        &self,
        email: &EmailAddress,
        slug: &str,
        role: Role,
    ) -> Result<Member, Error> {
        let user = self.user_by(email).await?.id;
        let organization: OrganizationId = self.organization_details(slug).await?.organization.id;
        let slug = slug.to_owned();
        let (owner, member) = self
            .db
            .read(Tenancy::Operator("member set-role"), move |tx| {
                Box::pin(async move {
                    let facts = memberships::facts(tx, Some(user), &slug).await?;
                    let member = facts
                        .and_then(|facts| facts.membership)
                        .filter(|member| !member.removed)
                        .ok_or(Error::NotFound("member"))?;
                    let owner = administration::first_owner(tx, organization).await?;
                    let owner = owner.ok_or(Error::OwnerMissing)?;
                    let access = memberships::act_for(tx, owner, organization).await?;
                    let scope = access
                        .ok_or(Error::OwnerMissing)?
                        .require::<UpdateMembers>()?;
                    Ok::<_, Error>((scope, member.id))
                })
            })
            .await?;
        let change = MemberChange {
            role: Some(role),
            active: None,
        };
        let origin = Origin {
            request_id: self.new_request_id(),
            address: None,
        };
        let function = "command: member set-role";
        self.change_member(owner, member, change, self.teller(function, origin))
            .await
    }

    async fn user_by(&self, email: &EmailAddress) -> Result<User, Error> {
        let wanted = email.clone();
        self.db
            .read(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    let user = users::find_by_email(tx, &wanted).await?;
                    user.ok_or(Error::UserNotFound(wanted))
                })
            })
            .await
    }
}
