//! The ids of placed rows: they follow from the legacy ids, so that placing again, after a kill or
//! an undo, makes the same rows, and references need no table of old against new ids.

use std::collections::HashMap;

use sha2::{Digest, Sha256};
use tenure_domain::id::{CategoryId, ClientId, MembershipId, OrganizationId, ProjectId, UserId};
use tenure_domain::time::Instant;
use tenure_legacy::convex_id::ConvexId;
use tenure_legacy::placement::{Home, Placeholder};
use tenure_legacy::shape::{LegacyTable, Reference};

/// Knows when every document that others refer to was made; from that and its id its row's id
/// follows.
#[derive(Debug, Default)]
pub(super) struct Ids {
    made: HashMap<ConvexId, i64>,
}

/// The tables whose documents others refer to.
pub(super) const REFERRED: [LegacyTable; 5] = [
    LegacyTable::Users,
    LegacyTable::Organizations,
    LegacyTable::Clients,
    LegacyTable::Projects,
    LegacyTable::Categories,
];

/// A legacy time to the millisecond. One that no document can have is the beginning of time.
pub(super) fn moment(creation_time: Option<f64>) -> Instant {
    let millis = creation_time.filter(|time| time.is_finite() && time.abs() < 1e15);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "below 2^53 by the line before"
    )]
    Instant::from_millis(millis.map_or(0, |time| time.round() as i64))
}

/// Ten bytes of the SHA-256 of what a row is: `table/legacy id`, or what it is made for.
pub(super) fn bits(of: &str) -> [u8; 10] {
    let hash = Sha256::digest(of.as_bytes());
    let mut bits = [0; 10];
    bits.iter_mut()
        .zip(hash)
        .for_each(|(bit, byte)| *bit = byte);
    bits
}

/// The same for a document.
pub(super) fn document_bits(table: LegacyTable, id: ConvexId) -> [u8; 10] {
    bits(&format!("{}/{id}", table.as_str()))
}

impl Ids {
    /// Notes when a document that others refer to was made.
    pub(super) fn note(&mut self, id: ConvexId, creation_time: Option<f64>) {
        self.made.insert(id, moment(creation_time).as_millis());
    }

    /// When it was made.
    pub(super) fn at(&self, id: ConvexId) -> Instant {
        Instant::from_millis(self.made.get(&id).copied().unwrap_or(0))
    }

    pub(super) fn user(&self, id: ConvexId) -> UserId {
        UserId::derived(self.at(id), document_bits(LegacyTable::Users, id))
    }

    pub(super) fn organization(&self, home: Home) -> OrganizationId {
        match home {
            Home::Organization(id) => {
                OrganizationId::derived(self.at(id), document_bits(LegacyTable::Organizations, id))
            }
            Home::NewPersonal(user) => {
                OrganizationId::derived(self.at(user), bits(&format!("new workspace/{user}")))
            }
        }
    }

    pub(super) fn client(&self, id: ConvexId) -> ClientId {
        ClientId::derived(self.at(id), document_bits(LegacyTable::Clients, id))
    }

    pub(super) fn project(&self, id: ConvexId) -> ProjectId {
        ProjectId::derived(self.at(id), document_bits(LegacyTable::Projects, id))
    }

    pub(super) fn category(&self, id: ConvexId) -> CategoryId {
        CategoryId::derived(self.at(id), document_bits(LegacyTable::Categories, id))
    }

    /// The category that is made for a name no document has.
    pub(super) fn named_category(&self, home: Home, name: &str) -> CategoryId {
        CategoryId::derived(self.home_at(home), bits(&format!("category/{home}/{name}")))
    }

    /// The membership that is made for a user in a home.
    pub(super) fn made_membership(&self, home: Home, user: ConvexId) -> MembershipId {
        MembershipId::derived(self.at(user), bits(&format!("membership/{home}/{user}")))
    }

    /// The user that holds what an unknown person tracked, and its membership.
    pub(super) fn placeholder(&self, placeholder: &Placeholder) -> (UserId, MembershipId) {
        let home = placeholder.home;
        let whom = match &placeholder.user {
            None => "nobody".to_owned(),
            Some(Reference::Id(id)) => format!("id/{id}"),
            Some(Reference::Other(text)) => format!("text/{text}"),
        };
        let at = self.home_at(home);
        (
            UserId::derived(at, bits(&format!("placeholder/{home}/{whom}"))),
            MembershipId::derived(at, bits(&format!("placeholder membership/{home}/{whom}"))),
        )
    }

    /// When the home was made, by the document it is made of.
    pub(super) fn home_at(&self, home: Home) -> Instant {
        let (Home::Organization(id) | Home::NewPersonal(id)) = home;
        self.at(id)
    }

    /// Every user there can be of the snapshot, and every organization.
    pub(super) fn documents(&self) -> impl Iterator<Item = ConvexId> {
        self.made.keys().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The literal was made with Python: 48 bits of the time, then 74 of
    /// `hashlib.sha256(b"users/j57000820c20a1g7104gm2rc1n721a4s")`.
    #[test]
    fn the_id_of_a_row_follows_from_the_document_alone() {
        let id: ConvexId = "j57000820c20a1g7104gm2rc1n721a4s".parse().unwrap();
        let mut ids = Ids::default();
        ids.note(id, Some(1_794_312_000_000.25));
        assert_eq!(
            ids.user(id).to_string(),
            "01a1c554-5200-7555-9056-dbfbfc009fb4"
        );
        assert_ne!(
            ids.organization(Home::Organization(id)).uuid(),
            ids.organization(Home::NewPersonal(id)).uuid()
        );
    }
}
