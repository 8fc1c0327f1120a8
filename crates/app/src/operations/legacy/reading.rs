//! Reading a snapshot on a thread of its own, a bounded piece at a time.

use std::thread::JoinHandle;

use tenure_legacy::snapshot::{BadLine, Item, ReadError, Snapshot, SnapshotError};
use tenure_store::legacy_documents::NewDocument;

/// How many documents make a piece.
const DOCUMENTS: usize = 500;
/// From how many bytes of JSON on fewer make one.
const BYTES: usize = 4 * 1024 * 1024;

/// A piece of a snapshot.
pub(super) enum Piece {
    /// Documents of one table and file, with their lines.
    Documents {
        file: String,
        lines: Vec<u64>,
        documents: Vec<NewDocument>,
    },
    /// A line that is none.
    Bad(BadLine),
}

/// Whoever took the pieces does not want more.
struct Gone;

/// A snapshot that is being read; it comes back when it is.
pub(super) type Reading = JoinHandle<(Snapshot, Result<(), SnapshotError>)>;

/// Reads the whole snapshot, handing each piece to `send` until that gives false.
pub(super) fn read(
    mut snapshot: Snapshot,
    mut send: impl FnMut(Piece) -> bool + Send + 'static,
) -> std::io::Result<Reading> {
    let mut send = move |piece: Piece| if send(piece) { Ok(()) } else { Err(Gone) };
    std::thread::Builder::new()
        .name("tenure-snapshot".to_owned())
        .spawn(move || {
            let mut gathered = Gathered::default();
            let read = snapshot
                .read(|item| match item {
                    Item::Bad(line) => send(Piece::Bad(line)),
                    Item::Document(document) => {
                        if gathered.is_full() || gathered.file != document.file {
                            gathered.hand_over(&mut send)?;
                            document.file.clone_into(&mut gathered.file);
                        }
                        gathered.bytes += document.json.len();
                        gathered.lines.push(document.line);
                        gathered.documents.push(NewDocument {
                            table: document.table.to_owned(),
                            id: document.id.to_string(),
                            creation_time: document.creation_time,
                            json: document.json.to_owned(),
                        });
                        Ok(())
                    }
                })
                .and_then(|_| gathered.hand_over(&mut send).map_err(ReadError::Stopped));
            let read = match read {
                Err(ReadError::Snapshot(error)) => Err(error),
                // Whoever stopped it knows why.
                Ok(()) | Err(ReadError::Stopped(Gone)) => Ok(()),
            };
            (snapshot, read)
        })
}

#[derive(Default)]
struct Gathered {
    file: String,
    bytes: usize,
    lines: Vec<u64>,
    documents: Vec<NewDocument>,
}

impl Gathered {
    fn is_full(&self) -> bool {
        self.documents.len() >= DOCUMENTS || self.bytes >= BYTES
    }

    fn hand_over(&mut self, send: &mut impl FnMut(Piece) -> Result<(), Gone>) -> Result<(), Gone> {
        if self.documents.is_empty() {
            return Ok(());
        }
        self.bytes = 0;
        send(Piece::Documents {
            file: self.file.clone(),
            lines: std::mem::take(&mut self.lines),
            documents: std::mem::take(&mut self.documents),
        })
    }
}
