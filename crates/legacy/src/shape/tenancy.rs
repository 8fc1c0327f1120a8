//! Organizations, who is in them, and who was asked to be.

use super::words::role_named;
use super::{Invalid, InvitationStatus, Reader, Reference, Role, Shape};
use crate::note::NoteKind;
use crate::sensitive::Sensitive;

/// A document of `organizations`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields of the legacy table by their names; times in ms since 1970"
)]
pub struct Organization {
    pub name: String,
    pub slug: Option<String>,
    pub created_by: Reference,
    pub created_at: i64,
    /// Marked as somebody's personal workspace, by the one field or the other.
    pub is_personal: bool,
    pub color: Option<String>,
}

impl Shape for Organization {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        let name = r.text("name")?;
        let slug = r.optional_text("slug")?;
        let created_by = r.reference("createdBy")?;
        let created_at = r.time("createdAt")?;
        let marked = r.optional_boolean("isPersonalWorkspace")?.unwrap_or(false);
        let typed = r.optional_word("workspaceType", |word| match word {
            "personal" => Some(true),
            "work" | "team" => Some(false),
            _ => None,
        })?;
        let is_personal = marked || typed.unwrap_or(false);
        let color = r.optional_text("color")?;
        Ok(Self {
            name,
            slug,
            created_by,
            created_at,
            is_personal,
            color,
        })
    }
}

/// A document of `memberships`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields of the legacy table by their names; times in ms since 1970"
)]
pub struct Membership {
    pub organization: Reference,
    pub user: Reference,
    /// None if it is no role.
    pub role: Option<Role>,
    /// By `isActive`, else by the absence of `inactiveAt`. Says nothing of an unknown role.
    pub is_active: bool,
    pub inactive_at: Option<i64>,
    pub invited_by: Option<Reference>,
    pub invited_at: Option<i64>,
    pub accepted_at: Option<i64>,
    pub created_at: Option<i64>,
}

impl Shape for Membership {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        let organization = r.reference("organizationId")?;
        let user = r.reference("userId")?;
        let role = role(r)?;
        let is_active = r.optional_boolean("isActive")?;
        let inactive_at = r.optional_time("inactiveAt")?;
        Ok(Self {
            organization,
            user,
            role,
            is_active: is_active.unwrap_or(inactive_at.is_none()),
            inactive_at,
            invited_by: r.optional_reference("invitedBy")?,
            invited_at: r.optional_time("invitedAt")?,
            accepted_at: r.optional_time("acceptedAt")?,
            created_at: r.optional_time("createdAt")?,
        })
    }
}

/// A role; none, and remarked, for a text that is none.
fn role(r: &mut Reader<'_>) -> Result<Option<Role>, Invalid> {
    let role = role_named(&r.text("role")?);
    if role.is_none() {
        r.note(NoteKind::RoleUnknown, "role");
    }
    Ok(role)
}

/// A document of `invitations`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields of the legacy table by their names; times in ms since 1970"
)]
pub struct Invitation {
    pub organization: Reference,
    /// As shown: trimmed.
    pub email: String,
    /// None if it is no role.
    pub role: Option<Role>,
    pub token: Sensitive,
    /// As the document says. A word that is no status reads as expired: it opens nothing, and
    /// whoever may invite can send it again.
    pub status: InvitationStatus,
    pub invited_by: Reference,
    pub created_at: i64,
    pub expires_at: i64,
    pub accepted_at: Option<i64>,
    pub revoked_at: Option<i64>,
}

impl Shape for Invitation {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        Ok(Self {
            organization: r.reference("organizationId")?,
            email: r.text("email")?.trim().to_owned(),
            role: role(r)?,
            token: Sensitive::new(r.text("token")?),
            status: r.word("status", InvitationStatus::Expired, InvitationStatus::named)?,
            invited_by: r.reference("invitedBy")?,
            created_at: r.time("createdAt")?,
            expires_at: r.expiry("expiresAt")?,
            accepted_at: r.optional_time("acceptedAt")?,
            revoked_at: r.optional_time("revokedAt")?,
        })
    }
}
