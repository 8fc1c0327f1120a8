//! How mail leaves, from the settings.

use std::time::Duration;

use tenure_app::mail::{
    Outgoing, Pace, Resend, Smtp, Transport, TransportKind, WebhookSecret, valid_sender,
};
use tenure_domain::delivery::RetryPolicy;

use crate::settings::Settings;

/// How long a connection may take to be made.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How mail leaves.
pub fn outgoing(settings: &Settings) -> Outgoing {
    let pace = pace(settings);
    Outgoing {
        transport: transport(settings, pace),
        pace,
        // One that cannot be read vouches for nothing; `tenure config check` names it.
        webhook_secrets: webhook_secrets(settings).flatten().collect(),
    }
}

fn pace(settings: &Settings) -> Pace {
    Pace {
        retry: RetryPolicy {
            base_ms: settings.mail_retry_base_ms.into(),
            cap_ms: settings.mail_retry_cap_ms.into(),
            attempts: settings.mail_retry_attempts.into(),
        },
        per_second: settings.mail_per_second,
        lease_ms: settings.mail_lease_ms.get().into(),
        pause_ms: settings.mail_pause_ms.into(),
        quota_wait_ms: settings.mail_quota_wait_ms.into(),
        keep_seconds: i64::from(settings.mail_keep_days) * 86_400,
    }
}

/// The secrets of the provider's webhooks, each as far as it can be read.
pub fn webhook_secrets(
    settings: &Settings,
) -> impl Iterator<Item = Result<WebhookSecret, tenure_app::mail::InvalidWebhookSecret>> {
    let texts = settings
        .resend_webhook_secret
        .as_deref()
        .unwrap_or_default();
    texts
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::parse)
}

fn transport(settings: &Settings, pace: Pace) -> Transport {
    let (kind, made) = if let Some(key) = &settings.resend_api_key {
        (TransportKind::Resend, resend(settings, key))
    } else if let Some(url) = &settings.smtp_url {
        (TransportKind::Smtp, smtp(settings, url, pace))
    } else {
        return Transport::Mailbox;
    };
    made.unwrap_or_else(|problem| Transport::Unusable { kind, problem })
}

fn resend(settings: &Settings, key: &str) -> Result<Transport, String> {
    let sender = sender(settings, "RESEND_API_KEY")?;
    let base_url = settings.resend_base_url.as_deref();
    let base_url = base_url.unwrap_or(Resend::BASE_URL);
    if !base_url.starts_with("https://") && !base_url.starts_with("http://") {
        return Err("RESEND_BASE_URL is no URL: it begins with https://.".to_owned());
    }
    if key.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("RESEND_API_KEY has white space in it.".to_owned());
    }
    let client = client()?;
    Ok(Transport::Resend(Resend::new(
        client,
        base_url,
        key.to_owned(),
        sender,
    )))
}

fn smtp(settings: &Settings, url: &str, pace: Pace) -> Result<Transport, String> {
    let sender = sender(settings, "TENURE_SMTP_URL")?;
    Smtp::new(url, sender, pace.timeout())
        .map(Transport::Smtp)
        .map_err(|error| format!("TENURE_SMTP_URL cannot be used: {error}."))
}

fn sender(settings: &Settings, because: &str) -> Result<String, String> {
    let Some(sender) = &settings.from_email else {
        return Err(format!(
            "{because} is set and FROM_EMAIL is not: set it to an address, as in Tenure <time@example.com>, whose domain the provider lets you send from."
        ));
    };
    if valid_sender(sender) {
        Ok(sender.clone())
    } else {
        Err(
            "FROM_EMAIL is no address: write time@example.com, or Tenure <time@example.com>."
                .to_owned(),
        )
    }
}

/// The one client that mail leaves by.
fn client() -> Result<reqwest::Client, String> {
    // Once for the program; somebody who was first chose the same one.
    let _already = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(concat!("tenure/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(CONNECT_TIMEOUT)
        // The key goes to nobody else.
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .map_err(|error| format!("No secure connection can be made: {error}."))
}
