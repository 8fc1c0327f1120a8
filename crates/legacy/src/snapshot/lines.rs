//! Lines of a file, one at a time, none longer than a limit in memory.

use std::io::{self, BufRead};

/// Reads a file line by line.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    limit: usize,
    buffer: Vec<u8>,
    number: u64,
}

/// A line without its end.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// The bytes, without `\n` or `\r\n`.
    Bytes(&'a [u8]),
    /// Longer than the limit; it was read past, not kept.
    TooLong {
        /// How long it is.
        bytes: u64,
    },
}

impl<R: BufRead> Lines<R> {
    /// Lines of `reader`, of at most `limit` bytes.
    pub(super) fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            limit,
            buffer: Vec::new(),
            number: 0,
        }
    }

    /// The number of the line that was read last, from 1.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// The next line; none after the last. A last line without an end is one, an empty one is not.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        let mut length = 0_u64;
        let mut any = false;
        loop {
            let available = match self.reader.fill_buf() {
                Ok(available) => available,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.number += 1;
                    return Err(error);
                }
            };
            if available.is_empty() {
                break;
            }
            any = true;
            let end = memchr::memchr(b'\n', available);
            let part = &available[..end.unwrap_or(available.len())];
            length += part.len() as u64;
            // One byte more than the limit tells that the line is over it.
            let room = (self.limit + 1).saturating_sub(self.buffer.len());
            self.buffer.extend_from_slice(&part[..part.len().min(room)]);
            let used = end.map_or(available.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        if self.buffer.len() > self.limit {
            return Ok(Some(Line::TooLong { bytes: length }));
        }
        Ok(Some(Line::Bytes(
            self.buffer.strip_suffix(b"\r").unwrap_or(&self.buffer),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], limit: usize) -> Vec<(u64, Result<Vec<u8>, u64>)> {
        // A buffer of three bytes splits every line.
        let mut lines = Lines::new(io::BufReader::with_capacity(3, text), limit);
        let mut read = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            let line = match line {
                Line::Bytes(bytes) => Ok(bytes.to_vec()),
                Line::TooLong { bytes } => Err(bytes),
            };
            read.push((lines.number(), line));
        }
        read
    }

    #[test]
    fn lines_are_numbered_from_one_and_lose_only_their_end() {
        let lines = read(b"one\r\n\n three \nlast", 10);
        let expected = [(1, &b"one"[..]), (2, b""), (3, b" three "), (4, b"last")];
        assert_eq!(
            lines,
            expected.map(|(number, text)| (number, Ok(text.to_vec())))
        );
        assert_eq!(read(b"", 10), []);
        assert_eq!(read(b"\n", 10), [(1, Ok(Vec::new()))]);
    }

    #[test]
    fn a_line_over_the_limit_is_skipped_and_the_next_is_read() {
        assert_eq!(
            read(b"12345\n123456\n1\n", 5),
            [
                (1, Ok(b"12345".to_vec())),
                (2, Err(6)),
                (3, Ok(b"1".to_vec()))
            ]
        );
    }
}
