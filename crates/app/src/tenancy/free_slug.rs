//! Finding a slug that nobody has.

use tenure_domain::organization::OrganizationKind;
use tenure_store::Tx;
use tenure_store::organizations::{self, NewOrganization};

use crate::{Error, Tenure};

/// How many numbered slugs are tried before a random one: organizations of one name are few.
const NUMBERED_SLUGS: u32 = 20;

impl Tenure {
    /// The number of the slug to try when all the small ones are taken.
    pub(super) fn random_slug_number(&self) -> u32 {
        let mut random = [0; 4];
        self.randomness().fill(&mut random);
        u32::from_be_bytes(random).max(NUMBERED_SLUGS)
    }
}

/// Adds an organization under the first slug that is free; `false` if it is a personal workspace
/// and its user has one already.
pub(super) async fn insert_under_a_free_slug(
    tx: &mut Tx,
    new: NewOrganization,
    fallback: u32,
) -> Result<bool, Error> {
    let first = new.slug.clone();
    let numbered = (2..NUMBERED_SLUGS)
        .chain([fallback])
        .map(|number| first.numbered(number));
    for slug in std::iter::once(first.clone()).chain(numbered) {
        if organizations::insert(
            tx,
            &NewOrganization {
                slug,
                ..new.clone()
            },
        )
        .await?
        {
            return Ok(true);
        }
        if let (OrganizationKind::Personal, Some(user)) = (new.kind, new.created_by)
            && organizations::personal_of(tx, user).await?.is_some()
        {
            return Ok(false);
        }
    }
    Err(Error::Overloaded)
}
