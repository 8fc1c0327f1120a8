//! Why the proof could not be given.

/// Why the proof could not be given. None of these says that anything leaked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The database is somebody's.
    #[error("the proof needs an empty database of its own, and this one has been set up")]
    NotEmpty,
    /// A route for which no request can be made, or none that means anything.
    #[error("{route} cannot be tried: {reason}")]
    Unprovable {
        /// The route, as in `GET /timers`.
        route: String,
        /// What is missing.
        reason: String,
    },
    /// A table that holds nothing of the victim's.
    #[error(
        "the table {0} holds no row of the victim, so nothing can be proved about it: let `tenure_store::isolation::plant` add one"
    )]
    EmptyTable(String),
    /// The application failed.
    #[error(transparent)]
    App(#[from] tenure_app::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] tenure_store::Error),
}

impl Error {
    pub(super) fn unprovable(route: &str, reason: impl Into<String>) -> Self {
        Self::Unprovable {
            route: route.to_owned(),
            reason: reason.into(),
        }
    }
}
