//! Every mail, one file each.

mod address_changed;
mod address_confirmation;
mod invitation;
mod member_removed;
mod new_device;
mod password_changed;
mod password_reset;
mod renewal_asked;
mod sign_in_link;
mod trial;
mod weekly_summary;

use tenure_domain::message::MessageKind;

pub use address_changed::AddressChanged;
pub use address_confirmation::AddressConfirmation;
pub use invitation::Invitation;
pub use member_removed::{Farewell, MemberRemoved};
pub use new_device::NewDevice;
pub use password_changed::{PasswordChange, PasswordChanged};
pub use password_reset::PasswordReset;
pub use renewal_asked::RenewalAsked;
pub use sign_in_link::SignInLink;
pub use trial::Trial;
pub use weekly_summary::{OrganizationHours, ProjectHours, WeeklySummary};

use super::Letter;

/// What a mail of this kind looks like, with made-up people; none while nothing writes that kind.
#[must_use]
pub fn sample(kind: MessageKind) -> Option<Letter> {
    match kind {
        MessageKind::Invitation => Some(Invitation::sample().letter()),
        MessageKind::SignInLink => Some(SignInLink::sample().letter()),
        MessageKind::PasswordReset => Some(PasswordReset::sample().letter()),
        MessageKind::AddressConfirmation => Some(AddressConfirmation::sample().letter()),
        MessageKind::PasswordChanged => Some(PasswordChanged::sample().letter()),
        MessageKind::AddressChanged => Some(AddressChanged::sample().letter()),
        MessageKind::MemberRemoved => Some(MemberRemoved::sample().letter()),
        MessageKind::NewDevice => Some(NewDevice::sample().letter()),
        MessageKind::WeeklySummary => Some(WeeklySummary::sample().letter()),
        MessageKind::RenewalAsked => Some(RenewalAsked::sample().letter()),
        MessageKind::Test => Some(Trial::sample().letter()),
        MessageKind::Alert => None,
    }
}
