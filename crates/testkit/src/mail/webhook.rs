//! What the provider tells of a mail, signed as Svix does.

use axum::body::Body;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use tenure_domain::time::Instant;

/// What the stand-in signs with.
pub const WEBHOOK_SECRET: &str = "whsec_dGhlIHN0YW5kLWluJ3Mgc2VjcmV0";

/// An event of the provider's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// The delivery's id.
    pub id: String,
    /// When it is sent.
    pub at: Instant,
    /// Its body.
    pub body: Value,
}

impl Webhook {
    /// `kind` (as in `delivered`) happens to a mail.
    #[must_use]
    pub fn of(email_id: &str, kind: &str, at: Instant) -> Self {
        let mut data = json!({"email_id": email_id});
        if kind == "bounced" {
            data["bounce"] =
                json!({"type": "Permanent", "subType": "General", "message": "550 no such user"});
        }
        Self {
            id: format!("msg_{email_id}_{kind}"),
            at,
            body: json!({"type": format!("email.{kind}"), "created_at": at, "data": data}),
        }
    }

    /// The three headers that sign it.
    ///
    /// # Panics
    /// If the secret is none.
    #[must_use]
    pub fn headers(&self) -> [(&'static str, String); 3] {
        let seconds = (self.at.as_millis() / 1000).to_string();
        let encoded = WEBHOOK_SECRET.strip_prefix("whsec_").expect("a secret");
        let key = STANDARD.decode(encoded).expect("a secret");
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
        mac.update(format!("{}.{seconds}.{}", self.id, self.body).as_bytes());
        let signature = STANDARD.encode(mac.finalize().into_bytes());
        [
            ("svix-id", self.id.clone()),
            ("svix-timestamp", seconds),
            ("svix-signature", format!("v1,{signature}")),
        ]
    }

    /// The request that brings it.
    ///
    /// # Panics
    /// If it cannot be made.
    #[must_use]
    pub fn request(&self) -> Request<Body> {
        let mut request = Request::post("/api/v1/webhooks/resend");
        for (name, value) in self.headers() {
            request = request.header(name, value);
        }
        request
            .body(Body::from(self.body.to_string()))
            .expect("a request")
    }
}
