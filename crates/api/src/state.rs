//! What the router carries.

use std::sync::Arc;

use tenure_app::Tenure;
use tokio::sync::watch;

use crate::cookie::Cookies;
use crate::cursor::CursorKey;
use crate::limits::Limits;

/// What the router carries. Only guards and middleware look inside; a handler gets what its guard
/// hands over.
#[derive(Clone)]
pub(crate) struct ApiState(Arc<Inner>);

struct Inner {
    app: Tenure,
    cursors: CursorKey,
    cookies: Cookies,
    limits: Limits,
    stopping: watch::Receiver<bool>,
}

impl ApiState {
    pub(crate) async fn new(
        app: Tenure,
        stopping: watch::Receiver<bool>,
    ) -> Result<Self, tenure_app::Error> {
        let cursors = CursorKey::new(app.cursor_key().await?);
        let cookies = Cookies::new(&app.instance().public_url);
        Ok(Self(Arc::new(Inner {
            app,
            cursors,
            cookies,
            limits: Limits::new(),
            stopping,
        })))
    }

    /// Becomes true when the server stops.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.clone()
    }

    pub(crate) fn app(&self) -> &Tenure {
        &self.0.app
    }

    pub(crate) fn cursors(&self) -> &CursorKey {
        &self.0.cursors
    }

    pub(crate) fn cookies(&self) -> &Cookies {
        &self.0.cookies
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }
}
