//! Text in the form by which it is compared, ordered and searched.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;

/// Unicode NFC, case-folded, NFC again (folding can undo it): two texts that people take for the
/// same have one key.
#[must_use]
pub fn key(text: &str) -> String {
    text.nfc().default_case_fold().nfc().collect()
}
