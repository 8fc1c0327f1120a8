//! The demo's password: random, for a fixed one would open every demo that is left running, and
//! readable, for it is typed from a terminal.

use tenure_domain::randomness::Randomness;

const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
const VOWELS: &[u8; 4] = b"aiou";

/// 64 random bits as four words that can be spoken: `lusab-babad-gutih-tugad` (proquints).
pub(super) fn readable(randomness: &dyn Randomness) -> String {
    let mut bytes = [0; 8];
    randomness.fill(&mut bytes);
    let words: Vec<String> = bytes
        .chunks_exact(2)
        .map(|pair| word(u16::from_be_bytes([pair[0], pair[1]])))
        .collect();
    words.join("-")
}

fn word(bits: u16) -> String {
    let consonant = |shift: u16| char::from(CONSONANTS[usize::from(bits >> shift & 0xf)]);
    let vowel = |shift: u16| char::from(VOWELS[usize::from(bits >> shift & 0x3)]);
    [
        consonant(12),
        vowel(10),
        consonant(6),
        vowel(4),
        consonant(0),
    ]
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn words_are_those_of_the_published_example() {
        // 127.0.0.1, the example of the proposal for proquints.
        assert_eq!(
            (word(0x7f00), word(0x0001)),
            ("lusab".into(), "babad".into())
        );
    }
}
