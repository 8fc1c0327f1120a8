//! The key that cursors of lists are signed with: one per instance, so that several servers over
//! one database understand each other's.

use tenure_store::Tenancy;
use tenure_store::settings::{self, Key};

use crate::auth::hex;
use crate::{Error, Tenure};

impl Tenure {
    /// The instance's key, made at its first start.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn cursor_key(&self) -> Result<String, Error> {
        let mut key = [0; 32];
        self.randomness().fill(&mut key);
        let (key, now) = (hex(&key), self.now());
        self.db
            .write(Tenancy::Global, move |tx| {
                Box::pin(async move {
                    settings::find_or_put(tx, Key::CursorKey, &key, now)
                        .await
                        .map_err(Error::from)
                })
            })
            .await
    }
}
