//! Resend's webhooks: whether they are Resend's, and what they say.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde::Deserialize;
use sha2::Sha256;
use tenure_domain::message::MessageState;
use tenure_domain::time::Instant;
use tenure_store::mail_webhooks::{self, Webhook};

use super::deliveries::hear;
use super::worker::WORKER;
use crate::{Error, Tenure};

/// How far a webhook's clock may be off: five minutes.
const TOLERANCE_SECONDS: i64 = 300;
/// The most characters of the provider's words that are kept.
const WORDS: usize = 500;
/// How many webhooks are heard at once.
const TOGETHER: usize = 100;

/// What webhooks are signed with.
#[derive(Clone)]
pub struct WebhookSecret(Vec<u8>);

impl std::fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WebhookSecret(…)")
    }
}

/// A text that is no secret of webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("it must be `whsec_` and Base64, as Resend's page for the webhook shows it")]
pub struct InvalidWebhookSecret;

impl std::str::FromStr for WebhookSecret {
    type Err = InvalidWebhookSecret;

    fn from_str(text: &str) -> Result<Self, InvalidWebhookSecret> {
        let encoded = text.trim().strip_prefix("whsec_");
        let key = encoded.and_then(|encoded| STANDARD.decode(encoded).ok());
        key.filter(|key| !key.is_empty())
            .map(Self)
            .ok_or(InvalidWebhookSecret)
    }
}

/// What signs a webhook: three headers, `svix-…` or `webhook-…`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signature<'a> {
    /// The delivery's id.
    pub id: &'a str,
    /// When it was sent, in seconds since 1970.
    pub timestamp: &'a str,
    /// Signatures, each `v1,` and Base64, with spaces in between.
    pub signatures: &'a str,
}

impl Signature<'_> {
    /// Whether one of the secrets signed these bytes, about now. Compared in constant time.
    fn vouches_for(&self, body: &[u8], secrets: &[WebhookSecret], now: Instant) -> bool {
        let Ok(sent) = self.timestamp.parse::<i64>() else {
            return false;
        };
        let age = (now.as_millis() / 1000).saturating_sub(sent);
        if self.id.is_empty() || !(-TOLERANCE_SECONDS..=TOLERANCE_SECONDS).contains(&age) {
            return false;
        }
        let given: Vec<Vec<u8>> = self
            .signatures
            .split_ascii_whitespace()
            .filter_map(|signature| STANDARD.decode(signature.strip_prefix("v1,")?).ok())
            .collect();
        secrets.iter().any(|secret| {
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&secret.0) else {
                return false;
            };
            for part in [self.id, ".", self.timestamp, "."] {
                mac.update(part.as_bytes());
            }
            mac.update(body);
            given
                .iter()
                .any(|signature| mac.clone().verify_slice(signature).is_ok())
        })
    }
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    created_at: Option<String>,
    data: Option<Data>,
}

#[derive(Deserialize)]
struct Data {
    email_id: Option<String>,
    bounce: Option<Bounce>,
    failed: Option<Failed>,
    suppressed: Option<Suppressed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Bounce {
    message: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    sub_type: Option<String>,
}

#[derive(Deserialize)]
struct Failed {
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Suppressed {
    message: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

impl Event {
    /// The state that it tells of; none for what moves no message, such as one that was opened.
    fn state(&self) -> Option<MessageState> {
        Some(match self.kind.as_str() {
            "email.sent" => MessageState::Sent,
            "email.delivered" => MessageState::Delivered,
            "email.delivery_delayed" => MessageState::Delayed,
            "email.bounced" => MessageState::Bounced,
            "email.complained" => MessageState::Complained,
            "email.failed" => MessageState::Failed,
            "email.suppressed" => MessageState::Suppressed,
            _ => return None,
        })
    }

    /// The provider's words for why.
    fn detail(&self) -> String {
        let Some(data) = &self.data else {
            return String::new();
        };
        let mut words: Vec<&str> = Vec::new();
        if let Some(bounce) = &data.bounce {
            words.extend(bounce.kind.as_deref());
            words.extend(bounce.sub_type.as_deref());
            words.extend(bounce.message.as_deref());
        }
        if let Some(failed) = &data.failed {
            words.extend(failed.reason.as_deref());
        }
        if let Some(suppressed) = &data.suppressed {
            words.extend(suppressed.kind.as_deref());
            words.extend(suppressed.message.as_deref());
        }
        let words = words.join(": ");
        words
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(WORDS)
            .collect()
    }
}

impl Tenure {
    /// Takes a webhook of Resend's in. One that came before changes nothing; one whose message is
    /// not known yet waits for it; one that is about no message is thanked for.
    ///
    /// # Errors
    /// [`Error::WebhookRefused`] if none of the secrets signed it, about now.
    pub async fn take_in_webhook(
        &self,
        signature: Signature<'_>,
        body: &[u8],
    ) -> Result<(), Error> {
        let now = self.now();
        if !signature.vouches_for(body, &self.outgoing.webhook_secrets, now) {
            return Err(Error::WebhookRefused);
        }
        let Ok(event) = serde_json::from_slice::<Event>(body) else {
            // Signed, and of a form that is not known: sending it again would not help.
            tracing::warn!("a webhook of the mail provider could not be read");
            return Ok(());
        };
        let about = event.data.as_ref().and_then(|data| data.email_id.clone());
        let (Some(kind), Some(provider_id)) = (event.state(), about) else {
            return Ok(());
        };
        let at = event.created_at.as_deref();
        let webhook = Webhook {
            id: signature.id.chars().take(WORDS).collect(),
            provider_id,
            kind,
            at: at.and_then(|at| at.parse().ok()).unwrap_or(now),
            detail: event.detail(),
        };
        self.db
            .write(WORKER, move |tx| {
                Box::pin(async move {
                    if mail_webhooks::take_in(tx, &webhook, now).await? {
                        for matched in mail_webhooks::matched(tx, TOGETHER).await? {
                            hear(tx, &matched, now).await?;
                        }
                    }
                    Ok(())
                })
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNED: Signature<'_> = Signature {
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
        timestamp: "1614265330",
        signatures: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    };

    fn at(seconds: i64) -> Instant {
        Instant::from_millis((1_614_265_330 + seconds) * 1000)
    }

    fn secrets(texts: &[&str]) -> Vec<WebhookSecret> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn the_published_vector_is_vouched_for_within_five_minutes() {
        let secrets = secrets(&[SECRET]);
        for (seconds, vouched) in [
            (0, true),
            (300, true),
            (-300, true),
            (301, false),
            (-301, false),
        ] {
            assert_eq!(
                SIGNED.vouches_for(BODY, &secrets, at(seconds)),
                vouched,
                "{seconds}"
            );
        }
    }

    #[test]
    fn one_of_several_secrets_and_one_of_several_signatures_are_enough() {
        let other = "whsec_b3RoZXI=";
        let signatures = format!("v1,bm9uZQ== v2,x {}", SIGNED.signatures);
        let signed = Signature {
            signatures: &signatures,
            ..SIGNED
        };
        assert!(signed.vouches_for(BODY, &secrets(&[other, SECRET]), at(0)));
        assert!(!signed.vouches_for(BODY, &secrets(&[other]), at(0)));
        assert!(!signed.vouches_for(BODY, &[], at(0)));
    }

    #[test]
    fn another_body_id_time_or_signature_is_not_vouched_for() {
        let secrets = secrets(&[SECRET]);
        assert!(!SIGNED.vouches_for(br#"{"test": 2432232315}"#, &secrets, at(0)));
        for signed in [
            Signature {
                id: "msg_other",
                ..SIGNED
            },
            Signature { id: "", ..SIGNED },
            Signature {
                timestamp: "1614265331",
                ..SIGNED
            },
            Signature {
                timestamp: "now",
                ..SIGNED
            },
            Signature {
                signatures: "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                ..SIGNED
            },
            Signature {
                signatures: "",
                ..SIGNED
            },
        ] {
            assert!(!signed.vouches_for(BODY, &secrets, at(0)), "{signed:?}");
        }
    }

    #[test]
    fn a_text_that_is_no_secret_is_refused() {
        for text in ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_?"] {
            assert!(text.parse::<WebhookSecret>().is_err(), "{text}");
        }
    }
}
