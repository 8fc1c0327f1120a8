//! Finishing: the move is declared done, with the proof that nothing was lost.
//!
//! From then on its documents are only read, until they are purged; the proof stays in the journal.

use tenure_domain::id::RepairId;
use tenure_store::settings::{self, Key};
use tenure_store::{Tenancy, legacy_assignments, legacy_documents, repairs};

use super::verify::Verification;
use super::{MoveError, Progress};
use crate::{Error, Tenure};

/// The journal's words.
const FINISH: &str = "legacy.finish";
const PURGE: &str = "legacy.purge";
const REASON: Tenancy = Tenancy::Operator("declares the move done");

/// What finishing came to.
#[derive(Debug, Clone)]
pub struct Finished {
    /// What the documents say and what the database holds.
    pub verification: Verification,
    /// The journal's entry with the proof; none if differences were not to be accepted.
    pub repair: Option<RepairId>,
}

impl Tenure {
    /// Declares the move done, if the database holds what the documents say, or if differences are
    /// accepted: the proof names them.
    ///
    /// # Errors
    /// If another process is placing or undoing, the move was finished before, or the database fails.
    pub async fn finish_legacy(
        &self,
        accept_differences: bool,
        progress: &dyn Progress,
    ) -> Result<Finished, MoveError> {
        let _held = self.hold_move().await?;
        let verification = self.verify_legacy(progress).await?;
        if !verification.is_consistent() && !accept_differences {
            return Ok(Finished {
                verification,
                repair: None,
            });
        }
        let now = self.now();
        let new = RepairId::new(now, self.randomness());
        let proof = self.verification_report(&verification).to_string();
        let repair = self
            .db
            .write(REASON, move |tx| {
                Box::pin(async move {
                    // Whoever takes documents in waits here, and then finds the move finished.
                    settings::lock(tx, Key::LegacyImports).await?;
                    let repair = repairs::begin(tx, new, FINISH, now).await?;
                    repairs::close(tx, repair, &proof).await?;
                    let key = repair.to_string();
                    settings::put(tx, Key::LegacyFinished, &key, now).await?;
                    Ok::<_, Error>(repair)
                })
            })
            .await?;
        Ok(Finished {
            verification,
            repair: Some(repair),
        })
    }

    /// How many documents a purge would delete.
    ///
    /// # Errors
    /// If the move is not finished, or the database fails.
    pub async fn purgeable_documents(&self) -> Result<u64, MoveError> {
        if !self.is_move_finished().await? {
            return Err(MoveError::Unfinished);
        }
        let tables = self.legacy_status().await?;
        Ok(tables.values().map(|counts| counts.total).sum())
    }

    /// Deletes the documents of a finished move, `batch` of them in a transaction. Then another
    /// snapshot may be taken in.
    ///
    /// # Errors
    /// If the move is not finished, another process is at it, or the database fails.
    pub async fn purge_legacy(
        &self,
        batch: usize,
        progress: &dyn Progress,
    ) -> Result<u64, MoveError> {
        let _held = self.hold_documents().await?;
        let all = self.purgeable_documents().await?;
        let now = self.now();
        let new = RepairId::new(now, self.randomness());
        progress.begin("Deletes legacy documents", Some(all));
        let mut deleted = 0;
        loop {
            let purged = self
                .db
                .write(REASON, move |tx| {
                    Box::pin(async move {
                        let repair = repairs::begin(tx, new, PURGE, now).await?;
                        let purged = legacy_documents::purge(tx, batch.max(1)).await?;
                        let rows = i64::try_from(purged).unwrap_or(i64::MAX);
                        repairs::touch(tx, repair, rows, &[]).await?;
                        if purged == 0 {
                            legacy_assignments::remove_all(tx).await?;
                            repairs::close(tx, repair, "{}").await?;
                            for key in [Key::LegacyFinished, Key::LegacyMoveTime] {
                                if let Some(value) = settings::find(tx, key).await? {
                                    settings::take(tx, key, &value).await?;
                                }
                            }
                        }
                        Ok::<_, Error>(purged)
                    })
                })
                .await?;
            if purged == 0 {
                progress.end();
                return Ok(deleted);
            }
            deleted += purged;
            progress.advance(purged);
        }
    }
}
