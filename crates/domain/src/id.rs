//! Ids: UUIDv7, each kind its own type, made from a clock and randomness that are passed in.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::{Builder, Uuid};

use crate::randomness::Randomness;
use crate::time::Instant;

/// A text that is not the id it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not an id: it must be a UUID such as 0196f0c4-8a00-7000-8000-000000000000")]
pub struct InvalidId {
    /// What stood there instead, cut to 64 characters.
    pub text: String,
}

/// UUIDv7 (RFC 9562, 5.7) of a moment and 74 random bits, so that newer ids sort after older ones.
fn uuid_v7(at: Instant, randomness: &dyn Randomness) -> Uuid {
    let mut bits = [0_u8; 10];
    randomness.fill(&mut bits);
    from_parts(at, bits)
}

fn from_parts(at: Instant, bits: [u8; 10]) -> Uuid {
    // Times before 1970 cannot be expressed in a UUIDv7; the order of such ids does not matter.
    let millis = u64::try_from(at.as_millis()).unwrap_or(0);
    Builder::from_unix_timestamp_millis(millis, &bits).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = Uuid)]
        pub struct $name(Uuid);

        impl $name {
            /// A new id: UUIDv7 of `at` and random bits.
            #[must_use]
            pub fn new(at: Instant, randomness: &dyn Randomness) -> Self {
                Self(uuid_v7(at, randomness))
            }

            /// The id that a moment and ten bytes always give: for rows that are made again from
            /// the same source and must then be the same rows.
            #[must_use]
            pub fn derived(at: Instant, bits: [u8; 10]) -> Self {
                Self(from_parts(at, bits))
            }

            /// Takes an id that the database or another typed place already vouches for.
            #[must_use]
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID itself, for binding and printing.
            #[must_use]
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text)
                    .map(Self)
                    .map_err(|_| InvalidId { text: text.chars().take(64).collect() })
            }
        }
    )+};
}

ids! {
    /// A user.
    UserId;
    /// A credential of a user.
    CredentialId;
    /// A signed-in browser.
    SessionId;
    /// An organization: the tenant.
    OrganizationId;
    /// A user in an organization.
    MembershipId;
    /// An offer of a membership.
    InvitationId;
    /// A client.
    ClientId;
    /// A project.
    ProjectId;
    /// A task of a project.
    TaskId;
    /// A category of time entries.
    CategoryId;
    /// A time entry.
    TimeEntryId;
    /// An entry of the audit log.
    AuditEntryId;
    /// A request to the server.
    RequestId;
    /// A record of an import in the legacy application.
    ImportId;
    /// A mail in the outbox.
    MessageId;
    /// An entry of the journal of repairs.
    RepairId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derived_id_is_a_version_7_uuid_and_always_the_same() {
        let at = Instant::from_millis(1_794_312_000_000);
        let id = ProjectId::derived(at, [7; 10]);
        assert_eq!(id, ProjectId::derived(at, [7; 10]));
        assert_eq!(id.uuid().get_version_num(), 7);
        assert_eq!(id.to_string(), "01a1c554-5200-7707-8707-070707070707");
    }

    #[test]
    fn a_text_that_is_no_uuid_is_refused_with_the_text() {
        let error = "legacy".parse::<ProjectId>().unwrap_err();
        assert!(error.to_string().contains("`legacy`"));
    }
}
