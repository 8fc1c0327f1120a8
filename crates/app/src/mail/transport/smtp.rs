//! A mail server, spoken to by SMTP.

use std::time::{Duration, SystemTime};

use lettre::message::{Mailbox, MultiPart, SinglePart, header};
use lettre::transport::smtp::{Error as SmtpError, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use super::verdict;
use super::{Answer, Parcel, Verdict};

/// How many connections are held at most.
const CONNECTIONS: u32 = 4;

/// A mail server.
#[derive(Debug)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    sender: String,
}

/// A URL that names no mail server.
#[derive(Debug, thiserror::Error)]
#[error(
    "it names no mail server ({0}): write smtps://USER:PASSWORD@HOST for TLS from the start, or smtp://USER:PASSWORD@HOST?tls=required for STARTTLS"
)]
pub struct SmtpUrlRefused(String);

impl Smtp {
    /// The mail server that `url` names, for mail from `sender`. `smtps://` speaks TLS from the start,
    /// `smtp://…?tls=required` begins it, and plain `smtp://` trusts the network.
    ///
    /// # Errors
    /// If it names none.
    pub fn new(url: &str, sender: String, timeout: Duration) -> Result<Self, SmtpUrlRefused> {
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| SmtpUrlRefused(error.to_string()))?;
        let transport = builder
            .timeout(Some(timeout))
            .pool_config(PoolConfig::new().max_size(CONNECTIONS))
            .build();
        Ok(Self { transport, sender })
    }

    pub(in crate::mail) fn sender(&self) -> &str {
        &self.sender
    }

    pub(in crate::mail) async fn send(&self, parcel: &Parcel, timeout: Duration) -> Answer {
        let message = match written(parcel) {
            Ok(message) => message,
            Err(reason) => return Verdict::GivenUp { reason }.into(),
        };
        let sent = tokio::time::timeout(timeout, self.transport.send(message)).await;
        let verdict = match sent {
            Ok(Ok(_)) => Verdict::Taken { provider_id: None },
            Ok(Err(error)) => failed(&error),
            Err(_elapsed) => Verdict::Unanswered {
                reason: "no answer: the mail server took too long".to_owned(),
            },
        };
        verdict.into()
    }
}

/// The message as it goes over the wire. Its id, its date and the boundaries between its parts come
/// from the outbox, so that a server that gets it twice gets the same bytes.
fn written(parcel: &Parcel) -> Result<Message, String> {
    let mailbox = |what: &str, text: &str| {
        text.parse::<Mailbox>()
            .map_err(|error| format!("the {what} cannot be written to: {error}"))
    };
    let sender = mailbox("sender", &parcel.sender)?;
    let recipient = mailbox("recipient's address", &parcel.recipient)?;
    let millis = u64::try_from(parcel.written_at.as_millis()).unwrap_or(0);
    let body = MultiPart::alternative()
        .boundary(format!("tenure-{}", parcel.id))
        .singlepart(part(header::ContentType::TEXT_PLAIN, &parcel.text))
        .singlepart(part(header::ContentType::TEXT_HTML, &parcel.html));
    Message::builder()
        .message_id(Some(format!("<{}@{}>", parcel.id, sender.email.domain())))
        .date(SystemTime::UNIX_EPOCH + Duration::from_millis(millis))
        .from(sender)
        .to(recipient)
        .subject(&parcel.subject)
        .multipart(body)
        .map_err(|error| format!("the mail cannot be written: {error}"))
}

fn part(kind: header::ContentType, text: &str) -> SinglePart {
    SinglePart::builder().header(kind).body(text.to_owned())
}

/// What a failed exchange means.
fn failed(error: &SmtpError) -> Verdict {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        words = format!("{words}: {error}");
        cause = error.source();
    }
    if let Some(code) = error.status() {
        let code = u16::from(code);
        return verdict::of_smtp(code, &words);
    }
    if error.is_tls() || error.is_client() {
        return Verdict::Misconfigured { reason: words };
    }
    Verdict::Unanswered {
        reason: format!("no answer: {words}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenure_domain::id::MessageId;
    use tenure_domain::time::Instant;

    #[test]
    fn every_try_sends_the_same_bytes() {
        let at = Instant::from_millis(1_794_312_000_000);
        let parcel = Parcel {
            id: MessageId::derived(at, [7; 10]),
            idempotency_key: "test/1".to_owned(),
            sender: "Tenure <time@example.com>".to_owned(),
            recipient: "ivy@example.com".to_owned(),
            subject: "Grüße".to_owned(),
            text: "Grüße\n".to_owned(),
            html: "<p>Grüße</p>".to_owned(),
            written_at: at,
        };
        let first = written(&parcel).unwrap().formatted();
        assert_eq!(first, written(&parcel).unwrap().formatted());
        let text = String::from_utf8(first).unwrap();
        assert!(
            text.contains("Message-ID: <01a1c554-5200-7707-8707-070707070707@example.com>"),
            "{text}"
        );
        assert!(text.contains("Date: Tue, 10 Nov 2026 12:00:00"), "{text}");
    }

    #[test]
    fn an_address_that_cannot_be_written_to_is_given_up() {
        let parcel = Parcel {
            id: MessageId::derived(Instant::from_millis(0), [7; 10]),
            idempotency_key: "test/1".to_owned(),
            sender: "time@example.com".to_owned(),
            recipient: "not an address".to_owned(),
            subject: String::new(),
            text: String::new(),
            html: String::new(),
            written_at: Instant::from_millis(0),
        };
        let refused = written(&parcel).unwrap_err();
        assert!(refused.starts_with("the recipient's address"), "{refused}");
    }
}
