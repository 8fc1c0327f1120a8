//! The browser that somebody signs in with.

use std::net::{IpAddr, Ipv6Addr};

use sha2::{Digest as _, Sha256};
use tenure_store::devices::DeviceHash;

use super::Token;

/// The most characters of a browser's name that are kept.
const NAME_CHARACTERS: usize = 200;

/// The browser that asks.
#[derive(Debug, Clone, Default)]
pub struct Browser {
    /// What it calls itself.
    pub user_agent: String,
    /// Where it asks from, if the server knows.
    pub network: Option<IpAddr>,
    /// The session it has already.
    pub session: Option<Token>,
}

impl Browser {
    /// What it calls itself, without control characters and cut to length.
    pub(super) fn name(&self) -> String {
        self.user_agent
            .chars()
            .filter(|c| !c.is_control())
            .take(NAME_CHARACTERS)
            .collect()
    }

    /// What it is known by: its name for itself, and its network. Neither tells devices apart for
    /// certain; together they change about as often as people expect to hear of it.
    pub(super) fn device(&self) -> DeviceHash {
        let mut hash = Sha256::new();
        hash.update(self.name());
        hash.update([0]);
        if let Some(network) = self.network {
            hash.update(household(network).to_string());
        }
        hash.finalize().into()
    }
}

/// The address of a network, as one household has it: devices change the second half of an IPv6
/// address by themselves, day by day.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from(network))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(user_agent: &str, network: &str) -> DeviceHash {
        let browser = Browser {
            user_agent: user_agent.to_owned(),
            network: Some(network.parse().unwrap()),
            session: None,
        };
        browser.device()
    }

    #[test]
    fn a_device_is_a_browser_in_a_network() {
        let known = device("Firefox", "192.0.2.7");
        assert_eq!(device("Firefox", "::ffff:192.0.2.7"), known);
        assert_ne!(device("Firefox", "192.0.2.8"), known);
        assert_ne!(device("Chromium", "192.0.2.7"), known);
        assert_eq!(
            device("Firefox", "2001:db8:0:1::1"),
            device("Firefox", "2001:db8:0:1:aaaa::2")
        );
        assert_ne!(
            device("Firefox", "2001:db8:0:1::1"),
            device("Firefox", "2001:db8:0:2::1")
        );
    }
}
