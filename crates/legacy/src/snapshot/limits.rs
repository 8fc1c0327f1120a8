//! How much a snapshot may ask for, so that a hostile or broken one cannot fill the machine.

/// Limits while reading a snapshot.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The longest line, in bytes: a document is at most 1 MiB in Convex, and JSON may write one
    /// byte of it as six (`\u0001`); beyond, the line is reported as too large.
    pub line_bytes: usize,
    /// The most bytes of documents in all tables together, unpacked.
    pub total_bytes: u64,
    /// The most documents in all tables together.
    pub documents: u64,
    /// The most files in an archive or folder.
    pub files: usize,
    /// The most bytes that one packed byte may stand for, in any one file. Deflate reaches 1032;
    /// documents with ids and times in them stay far below 50.
    pub ratio: u64,
    /// From how many unpacked bytes of a file its ratio is looked at: small files of equal
    /// documents pack very well.
    pub ratio_from_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            line_bytes: 6 * 1024 * 1024 + 64 * 1024,
            total_bytes: 256 * 1024 * 1024 * 1024,
            documents: 200_000_000,
            files: 2_000_000,
            ratio: 200,
            ratio_from_bytes: 32 * 1024 * 1024,
        }
    }
}
