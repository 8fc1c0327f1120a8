//! Streams of server-sent events, as a test reads them.

use std::time::Duration;

use axum::body::Body;
use http_body_util::BodyExt as _;
use serde_json::Value;

/// How long a test waits for a message: far longer than one takes, so that only one that never
/// comes fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open stream.
pub struct EventStream {
    body: Body,
    read: String,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its kind, as in `changed`.
    pub event: String,
    /// Its data.
    pub data: Value,
    /// Its id, if it has one.
    pub id: Option<String>,
}

impl EventStream {
    pub(crate) const fn new(body: Body) -> Self {
        Self {
            body,
            read: String::new(),
        }
    }

    /// The next message; none if the stream has ended.
    ///
    /// # Panics
    /// If nothing comes for long.
    pub async fn next(&mut self) -> Option<Message> {
        loop {
            if let Some((message, rest)) = self.read.split_once("\n\n") {
                let (message, rest) = (parse(message), rest.to_owned());
                self.read = rest;
                // A comment, which only says that the stream lives, is no message.
                if let Some(message) = message {
                    return Some(message);
                }
                continue;
            }
            let frame = tokio::time::timeout(PATIENCE, self.body.frame())
                .await
                .expect("a message comes");
            let frame = frame?.expect("the stream does not break");
            if let Ok(data) = frame.into_data() {
                self.read
                    .push_str(std::str::from_utf8(&data).expect("UTF-8"));
            }
        }
    }

    /// The next message, which there is.
    ///
    /// # Panics
    /// If the stream has ended.
    pub async fn message(&mut self) -> Message {
        self.next().await.expect("a message, not the end")
    }
}

fn parse(text: &str) -> Option<Message> {
    let field = |name: &str| {
        text.lines()
            .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))
            .map(|value| value.trim_start().to_owned())
    };
    Some(Message {
        event: field("event")?,
        data: field("data")
            .and_then(|data| serde_json::from_str(&data).ok())
            .unwrap_or_default(),
        id: field("id"),
    })
}
