//! Every mail, one file each.

mod invitation;
mod trial;

use tenure_domain::message::MessageKind;

pub use invitation::Invitation;
pub use trial::Trial;

use super::Letter;

/// What a mail of this kind looks like, with made-up people; none while nothing writes that kind.
#[must_use]
pub fn sample(kind: MessageKind) -> Option<Letter> {
    match kind {
        MessageKind::Invitation => Some(Invitation::sample().letter()),
        MessageKind::Test => Some(Trial::sample().letter()),
        _ => None,
    }
}
