//! Documents that an operator gave a home.
//!
//! What was placed before stays as it is: an assigned document draws no other to its home, gives its
//! name to no category, and runs beside nobody's timer. Only references to it may be filled in.

use std::collections::HashMap;

use super::{Assigned, Home};
use crate::convex_id::ConvexId;
use crate::shape::{Ownership, Reference};

/// Which documents were given to whom.
#[derive(Debug, Default)]
pub(super) struct Assignments(HashMap<ConvexId, Assigned>);

impl Assignments {
    pub(super) fn add(&mut self, id: ConvexId, to: Assigned) {
        self.0.insert(id, to);
    }

    pub(super) fn has(&self, id: ConvexId) -> bool {
        self.0.contains_key(&id)
    }

    /// Whom a document belongs to: by what it says, unless it was given to somebody.
    pub(super) fn ownership(&self, id: ConvexId, said: &Ownership) -> Ownership {
        match self.0.get(&id) {
            None => said.clone(),
            Some(Assigned::User(user)) => Ownership {
                organization: None,
                user: Some(Reference::Id(*user)),
            },
            Some(Assigned::Organization(organization)) => Ownership {
                organization: Some(Reference::Id(*organization)),
                user: said.user.clone(),
            },
        }
    }

    /// The home that a parent draws its documents to; none for one that was given its own.
    pub(super) fn drawing(
        &self,
        parent: Option<ConvexId>,
        homes: &HashMap<ConvexId, Home>,
    ) -> Option<Home> {
        let parent = parent.filter(|parent| !self.has(*parent))?;
        homes.get(&parent).copied()
    }
}
