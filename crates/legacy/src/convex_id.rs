//! Ids of Convex documents: `base32(vint(table number) ‖ 16 bytes ‖ fletcher16)`.
//!
//! The format is Convex's "id v6" (convex-backend, `crates/value/src/id_v6.rs` and `base32.rs`):
//! Crockford's alphabet in lower case without padding, a little-endian base-128 table number, and
//! a two-byte little-endian checksum whose sums wrap at 256. The text is canonical: exactly one
//! text per id.

use std::num::NonZeroU32;
use std::str::FromStr;

/// Crockford's base 32, lower case; ascending in ASCII, so that texts sort as their bytes do.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const INTERNAL: usize = 16;
const FOOTER: usize = 2;
/// A `u32` takes at most five groups of seven bits.
const MAX_VINT: usize = 5;
const MAX_BYTES: usize = MAX_VINT + INTERNAL + FOOTER;
/// 19 bytes (table numbers below 128).
const MIN_TEXT: usize = 31;
/// 23 bytes.
const MAX_TEXT: usize = 37;

/// The id of a legacy document. Ordered as its text is, within one table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConvexId {
    table: NonZeroU32,
    internal: [u8; INTERNAL],
}

/// Why a text is no document id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidId {
    /// Not 31 to 37 characters, or not as many as its table number asks for.
    #[error("a document id has 31 to 37 characters, usually 32")]
    Length,
    /// A character that is not in the alphabet.
    #[error("character {0} is none of 0-9, a-h, j, k, m, n, p-t, v-z")]
    Character(usize),
    /// Table number zero, or one that does not fit 32 bits.
    #[error("the table number in it is not valid")]
    TableNumber,
    /// The last bytes do not match the others: mistyped, cut or altered.
    #[error("its checksum does not match: it was altered or mistyped")]
    Checksum,
    /// Decodes, but is not the text this id is written as.
    #[error("it is not written in its canonical form")]
    NotCanonical,
}

impl ConvexId {
    /// The id of a table's document.
    #[must_use]
    pub const fn new(table: NonZeroU32, internal: [u8; INTERNAL]) -> Self {
        Self { table, internal }
    }

    /// The number of the table that the id belongs to.
    #[must_use]
    pub const fn table_number(self) -> NonZeroU32 {
        self.table
    }

    /// The 16 bytes that tell it from others of its table.
    #[must_use]
    pub const fn internal(self) -> [u8; INTERNAL] {
        self.internal
    }
}

impl FromStr for ConvexId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let (bytes, length) = decode_base32(text)?;
        let bytes = &bytes[..length];
        let (table, rest) = decode_vint(bytes)?;
        let (internal, footer) = rest.split_at_checked(INTERNAL).ok_or(InvalidId::Length)?;
        let internal = <[u8; INTERNAL]>::try_from(internal).map_err(|_| InvalidId::Length)?;
        let footer = <[u8; FOOTER]>::try_from(footer).map_err(|_| InvalidId::Length)?;
        if fletcher16(&bytes[..length - FOOTER]) != u16::from_le_bytes(footer) {
            return Err(InvalidId::Checksum);
        }
        let id = Self { table, internal };
        // Leftover bits and overlong table numbers decode to the same id, but are not its text.
        if id.to_string() == text {
            Ok(id)
        } else {
            Err(InvalidId::NotCanonical)
        }
    }
}

impl std::fmt::Display for ConvexId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut bytes = [0; MAX_BYTES];
        let mut length = 0;
        let mut number = self.table.get();
        loop {
            let [low, ..] = number.to_le_bytes();
            number >>= 7;
            bytes[length] = (low & 0x7f) | if number > 0 { 0x80 } else { 0 };
            length += 1;
            if number == 0 {
                break;
            }
        }
        bytes[length..length + INTERNAL].copy_from_slice(&self.internal);
        length += INTERNAL;
        let footer = fletcher16(&bytes[..length]).to_le_bytes();
        bytes[length..length + FOOTER].copy_from_slice(&footer);
        length += FOOTER;

        let mut text = [0; MAX_TEXT];
        let characters = (length * 8).div_ceil(5);
        for (n, character) in text.iter_mut().enumerate().take(characters) {
            *character = ALPHABET[usize::from(five_bits(&bytes[..length], n * 5))];
        }
        // Infallible: the alphabet is ASCII.
        f.write_str(std::str::from_utf8(&text[..characters]).map_err(|_| std::fmt::Error)?)
    }
}

impl std::fmt::Debug for ConvexId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// The five bits from bit `at`, most significant first; bits beyond the end are zero.
fn five_bits(bytes: &[u8], at: usize) -> u8 {
    let high = bytes.get(at / 8).copied().unwrap_or(0);
    let low = bytes.get(at / 8 + 1).copied().unwrap_or(0);
    let [window_high, window_low] = (u16::from_be_bytes([high, low]) << (at % 8)).to_be_bytes();
    let _ = window_low;
    window_high >> 3
}

fn decode_base32(text: &str) -> Result<([u8; MAX_BYTES], usize), InvalidId> {
    if !(MIN_TEXT..=MAX_TEXT).contains(&text.len()) {
        return Err(InvalidId::Length);
    }
    let mut bytes = [0; MAX_BYTES];
    let length = text.len() * 5 / 8;
    let (mut window, mut bits, mut written) = (0_u32, 0, 0);
    for (n, character) in text.bytes().enumerate() {
        let value = ALPHABET
            .iter()
            .position(|c| *c == character)
            .ok_or(InvalidId::Character(n + 1))?;
        // Positions are below 32.
        window = (window << 5) | u32::try_from(value).map_err(|_| InvalidId::Character(n + 1))?;
        bits += 5;
        if bits >= 8 && written < length {
            bits -= 8;
            bytes[written] = (window >> bits).to_le_bytes()[0];
            written += 1;
        }
    }
    Ok((bytes, length))
}

fn decode_vint(bytes: &[u8]) -> Result<(NonZeroU32, &[u8]), InvalidId> {
    let mut number = 0_u64;
    for (n, byte) in bytes.iter().enumerate().take(MAX_VINT) {
        number |= u64::from(byte & 0x7f) << (7 * n);
        if byte & 0x80 == 0 {
            let number = u32::try_from(number).ok().and_then(NonZeroU32::new);
            return Ok((number.ok_or(InvalidId::TableNumber)?, &bytes[n + 1..]));
        }
    }
    Err(InvalidId::TableNumber)
}

/// Fletcher's checksum with sums that wrap at 256, as Convex has it (the textbook's is mod 255).
fn fletcher16(bytes: &[u8]) -> u16 {
    let (first, second) = bytes.iter().fold((0_u8, 0_u8), |(first, second), byte| {
        let first = first.wrapping_add(*byte);
        (first, second.wrapping_add(first))
    });
    u16::from_le_bytes([first, second])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const INTERNAL_OF_VECTORS: [u8; 16] =
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 0x4e, 0x20];

    #[test]
    fn the_documented_vectors_encode_and_decode() {
        for (table, text) in [
            (1, "040020g30g2gc1r81450p30d9rgcmjg"),
            (127, "fw0020g30g2gc1r81450p30d9rg4ha0"),
            (128, "g00g00820c20a1g7104gm2rc1n720jja"),
            (10_001, "j57000820c20a1g7104gm2rc1n721a4s"),
            (16_383, "zxzg00820c20a1g7104gm2rc1n720hwp"),
            (16_384, "g2002001081g81860w40j2gb1g6mw86as8"),
        ] {
            let id = ConvexId::new(NonZeroU32::new(table).unwrap(), INTERNAL_OF_VECTORS);
            assert_eq!(id.to_string(), text);
            assert_eq!(text.parse(), Ok(id));
        }
    }

    #[test]
    fn an_id_of_a_published_export_decodes() {
        let id: ConvexId = "jn77c9cwb499qe84qzsdyxgwk5846atv".parse().unwrap();
        assert_eq!(id.table_number().get(), 10_005);
        assert_eq!(
            u128::from_be_bytes(id.internal()),
            0x7625_9c59_129b_b904_bff2_df76_1c99_5043
        );
    }

    #[test]
    fn what_is_no_id_says_why() {
        let parse = |text: &str| text.parse::<ConvexId>();
        assert_eq!(parse(""), Err(InvalidId::Length));
        assert_eq!(
            parse("jn77c9cwb499qe84qzsdyxgwk5846at"),
            Err(InvalidId::Length)
        );
        assert_eq!(
            parse("jn77c9cwb499qe84qzsdyxgwk5846atw"),
            Err(InvalidId::Checksum)
        );
        assert_eq!(
            parse("jn77c9cwb499qe84qzsdyxgwk5846aTv"),
            Err(InvalidId::Character(31))
        );
        assert_eq!(
            parse("jn77c9cwb499qe84qzsdyxgwk5846aiv"),
            Err(InvalidId::Character(31))
        );
        // The vector of table 1 has 155 bits of text for 152 of id: the last three must be zero.
        assert_eq!(
            parse("040020g30g2gc1r81450p30d9rgcmjh"),
            Err(InvalidId::NotCanonical)
        );
    }

    proptest! {
        #[test]
        fn every_id_round_trips_and_sorts_as_its_text(table in 1..=u32::MAX, a: [u8; 16], b: [u8; 16]) {
            let id = |internal| ConvexId::new(NonZeroU32::new(table).unwrap(), internal);
            let (a, b) = (id(a), id(b));
            prop_assert_eq!(a.to_string().parse(), Ok(a));
            prop_assert!((31..=37).contains(&a.to_string().len()));
            prop_assert_eq!(a.cmp(&b), a.to_string().cmp(&b.to_string()));
        }

        #[test]
        fn a_changed_character_is_noticed(internal: [u8; 16], at in 0..32_usize, to in 0..32_usize) {
            let text = ConvexId::new(NonZeroU32::new(10_001).unwrap(), internal).to_string();
            let mut changed = text.clone().into_bytes();
            changed[at] = ALPHABET[to];
            let changed = String::from_utf8(changed).unwrap();
            prop_assert_eq!(changed.parse::<ConvexId>().is_ok(), changed == text);
        }

        #[test]
        fn any_text_is_refused_or_round_trips(text in ".{0,40}") {
            if let Ok(id) = text.parse::<ConvexId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
