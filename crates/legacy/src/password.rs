//! Passwords of the legacy application, as Convex Auth's password provider keeps them.

use scrypt::{Params, scrypt};
use subtle::ConstantTimeEq;
use unicode_normalization::UnicodeNormalization;

/// N = 16384, as its binary logarithm.
const LOG_N: u8 = 14;
const R: u32 = 16;
const P: u32 = 1;
const KEY: usize = 64;

/// Whether a secret has the one form that [`verify_legacy_password`] can verify: `salt:key`, both
/// hex, the key of 64 bytes. What has not is finding L106.
#[must_use]
pub fn is_verifiable_secret(secret: &str) -> bool {
    parse(secret).is_some()
}

/// Whether `password` is the one that `secret` was made of.
///
/// `secret` is `salt:key`; the key is scrypt of the NFKC form of the password with the *hex text*
/// of the salt as salt (not the bytes it stands for), N = 16384, r = 16, p = 1, 64 bytes: the
/// `Scrypt` of Lucia, which Convex Auth uses. Takes 32 MiB and tens of milliseconds: call it off
/// the async threads, behind a bound. The comparison takes the same time for every wrong password.
/// A secret of another form verifies nothing.
#[must_use]
pub fn verify_legacy_password(secret: &str, password: &str) -> bool {
    let Some((salt, key)) = parse(secret) else {
        return false;
    };
    let Ok(params) = Params::new(LOG_N, R, P) else {
        return false;
    };
    let password: String = password.nfkc().collect();
    let mut derived = [0; KEY];
    scrypt(password.as_bytes(), salt.as_bytes(), &params, &mut derived).is_ok()
        && bool::from(derived.ct_eq(&key))
}

fn parse(secret: &str) -> Option<(&str, [u8; KEY])> {
    let (salt, key) = secret.split_once(':')?;
    if salt.is_empty() || !salt.bytes().all(|b| b.is_ascii_hexdigit()) || key.len() != 2 * KEY {
        return None;
    }
    let mut bytes = [0; KEY];
    for (byte, digits) in bytes.iter_mut().zip(key.as_bytes().chunks_exact(2)) {
        *byte = hex(digits[0])? << 4 | hex(digits[1])?;
    }
    Some((salt, bytes))
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with Python's `hashlib.scrypt(nfkc.encode(), salt=b"00ff", n=16384, r=16, p=1)` of
    /// "ﬁne Å" in its NFKC form "fine Å".
    const SECRET: &str = "00ff:9ab9e685dd3030c3598618862dc89c190db8534a49fbec2ec61e5d163064367e208954ffae2f62cc56f4c8e921ca618e6cf0db5ff9a28ae39c9b448e89be9110";

    #[test]
    fn the_password_verifies_in_every_compatible_unicode_form_and_no_other_does() {
        assert!(verify_legacy_password(SECRET, "fine \u{c5}"));
        assert!(verify_legacy_password(SECRET, "\u{fb01}ne A\u{30a}"));
        assert!(!verify_legacy_password(SECRET, "Fine \u{c5}"));
        assert!(!verify_legacy_password(SECRET, ""));
    }

    #[test]
    fn a_secret_in_another_form_verifies_nothing() {
        for secret in [
            "",
            ":",
            "00ff:",
            "00ff:00",
            "xyz:00",
            "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA",
        ] {
            assert!(!is_verifiable_secret(secret), "{secret}");
            assert!(!verify_legacy_password(secret, ""), "{secret}");
        }
        assert!(is_verifiable_secret(SECRET));
    }
}
