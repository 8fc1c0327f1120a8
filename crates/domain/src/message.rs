//! Mail: what a message is about, and how far it has come.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word for it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

words! {
    /// The template a message was made from.
    MessageKind {
        /// An offer of a membership.
        Invitation = "invitation",
        /// Word that an invitee asks for a new link.
        RenewalAsked = "renewalAsked",
        /// A link that signs in.
        SignInLink = "signInLink",
        /// A link by which a new password is set.
        PasswordReset = "passwordReset",
        /// A link that proves an address.
        AddressConfirmation = "addressConfirmation",
        /// Word that the password was changed.
        PasswordChanged = "passwordChanged",
        /// Word that the address was changed.
        AddressChanged = "addressChanged",
        /// Word that one is no longer in an organization.
        MemberRemoved = "memberRemoved",
        /// Word that a browser not seen before signed in.
        NewDevice = "newDevice",
        /// The week's hours, for those who asked for it.
        WeeklySummary = "weeklySummary",
        /// An alert, for operators and contacts.
        Alert = "alert",
        /// An operator's trial of the way.
        Test = "test",
    }
}

words! {
    /// How far a message has come.
    MessageState {
        /// It waits for the worker, or for another try.
        Queued = "queued",
        /// No transport is configured: it stays here, where operators read it.
        Kept = "kept",
        /// The provider took it.
        Sent = "sent",
        /// The recipient's server puts it off; the provider goes on trying.
        Delayed = "delayed",
        /// The recipient's server took it.
        Delivered = "delivered",
        /// The recipient's server refused it for good.
        Bounced = "bounced",
        /// The recipient called it spam.
        Complained = "complained",
        /// It was not sent: nothing goes to this address any more.
        Suppressed = "suppressed",
        /// It could not be sent, and no more tries are made.
        Failed = "failed",
        /// It was called back before it was sent.
        Cancelled = "cancelled",
    }
}

words! {
    /// A line of a message's story.
    MessageEvent {
        /// A try began.
        Attempted = "attempted",
        /// It was refused for now, and is tried again.
        Retried = "retried",
        /// It had no answer that says whether it was taken, and is tried again.
        Unanswered = "unanswered",
        /// No transport was configured.
        Kept = "kept",
        /// The provider took it.
        Sent = "sent",
        /// The recipient's server puts it off.
        Delayed = "delayed",
        /// The recipient's server took it.
        Delivered = "delivered",
        /// The recipient's server refused it for good.
        Bounced = "bounced",
        /// The recipient called it spam.
        Complained = "complained",
        /// Nothing goes to its address any more.
        Suppressed = "suppressed",
        /// It was given up.
        Failed = "failed",
        /// It was called back.
        Cancelled = "cancelled",
        /// An operator had it sent again.
        SentAgain = "sentAgain",
    }
}

impl From<MessageState> for MessageEvent {
    fn from(state: MessageState) -> Self {
        match state {
            // A message is queued anew only when somebody has it sent again.
            MessageState::Queued => Self::SentAgain,
            MessageState::Kept => Self::Kept,
            MessageState::Sent => Self::Sent,
            MessageState::Delayed => Self::Delayed,
            MessageState::Delivered => Self::Delivered,
            MessageState::Bounced => Self::Bounced,
            MessageState::Complained => Self::Complained,
            MessageState::Suppressed => Self::Suppressed,
            MessageState::Failed => Self::Failed,
            MessageState::Cancelled => Self::Cancelled,
        }
    }
}

words! {
    /// Why an address gets nothing any more.
    SuppressionCause {
        /// Its server refused a message for good.
        Bounced = "bounced",
        /// Its owner called a message spam.
        Complained = "complained",
        /// The provider sends nothing there.
        Provider = "provider",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_in_the_database_is_the_word_in_json() {
        for kind in MessageKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        for state in MessageState::ALL {
            assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
            let event = MessageEvent::from(*state);
            assert!(*state == MessageState::Queued || event.as_str() == state.as_str());
        }
        for event in MessageEvent::ALL {
            assert_eq!(serde_json::to_value(event).unwrap(), event.as_str());
        }
        for cause in SuppressionCause::ALL {
            assert_eq!(serde_json::to_value(cause).unwrap(), cause.as_str());
        }
    }
}
