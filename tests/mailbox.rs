//! What the outbox holds: the mails of a test.

use tenure_testkit::TestApp;

/// A mail in the outbox.
#[derive(Debug, Clone)]
pub(crate) struct Mail {
    pub kind: String,
    pub to: String,
    pub text: String,
    pub html: String,
}

impl Mail {
    /// The token of the link in it.
    pub(crate) fn token(&self) -> String {
        let (_, rest) = self.text.split_once("/link#").expect("a link");
        rest.split_whitespace().next().expect("a token").to_owned()
    }
}

/// All mails, oldest first.
pub(crate) async fn mails(app: &TestApp) -> Vec<Mail> {
    let sql = "SELECT kind, recipient, text_body, html_body FROM outbox ORDER BY created_at, id";
    let rows = app.database.query(sql).await;
    rows.into_iter()
        .map(|row| {
            let [kind, to, text, html]: [String; 4] = row.try_into().expect("4 columns");
            Mail {
                kind,
                to,
                text,
                html,
            }
        })
        .collect()
}

/// The newest mail of a kind.
pub(crate) async fn newest(app: &TestApp, kind: &str) -> Mail {
    let mails = mails(app).await;
    let found = mails.iter().rfind(|mail| mail.kind == kind);
    found
        .unwrap_or_else(|| panic!("no {kind} among {mails:?}"))
        .clone()
}

/// What kinds of mail there are, oldest first.
pub(crate) async fn kinds(app: &TestApp) -> Vec<String> {
    mails(app).await.into_iter().map(|mail| mail.kind).collect()
}
