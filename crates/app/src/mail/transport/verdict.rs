//! What an answer means: taken, tried again, waited for, or given up.

/// What became of a try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What it means for the message.
    pub verdict: Verdict,
    /// How long the provider wants to be left alone, in milliseconds.
    pub rest_ms: Option<i64>,
}

/// What an answer means for a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It was taken, and is known to the provider by this id.
    Taken {
        /// The provider's id, where it gives one.
        provider_id: Option<String>,
    },
    /// It was surely not taken, for now: it is tried again.
    Refused {
        /// The provider's words.
        reason: String,
    },
    /// Nobody knows whether it was taken: it is tried again under the same key.
    Unanswered {
        /// What happened instead of an answer.
        reason: String,
    },
    /// The provider has too much to do; the try does not count.
    Throttled {
        /// When it may be tried again, in milliseconds, if the provider says so.
        after_ms: Option<i64>,
        /// The provider's words.
        reason: String,
    },
    /// So much may be sent in a day or a month, and it has been.
    OverQuota {
        /// When it may be tried again, in milliseconds, if the provider says so.
        after_ms: Option<i64>,
        /// The provider's words.
        reason: String,
    },
    /// Nothing can be sent with these settings: no message is to blame.
    Misconfigured {
        /// The provider's words.
        reason: String,
    },
    /// This message will never be taken.
    GivenUp {
        /// The provider's words.
        reason: String,
    },
}

impl From<Verdict> for Answer {
    fn from(verdict: Verdict) -> Self {
        Self {
            verdict,
            rest_ms: None,
        }
    }
}

/// What Resend answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refusal<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The error's name.
    pub name: &'a str,
    /// The error's message.
    pub message: &'a str,
    /// `retry-after`, in milliseconds.
    pub retry_after_ms: Option<i64>,
}

/// What a refusal of Resend's means.
pub(super) fn of_resend(refusal: Refusal<'_>) -> Verdict {
    let Refusal {
        status,
        name,
        message,
        retry_after_ms: after_ms,
    } = refusal;
    let reason = match (name, message) {
        ("", "") => format!("{status}"),
        ("", message) => format!("{status}: {message}"),
        (name, "") => format!("{status} {name}"),
        (name, message) => format!("{status} {name}: {message}"),
    };
    match (status, name) {
        (429, "daily_quota_exceeded" | "monthly_quota_exceeded") => {
            Verdict::OverQuota { after_ms, reason }
        }
        (429, _) | (409, "concurrent_idempotent_requests" | "resource_locked") => {
            Verdict::Throttled { after_ms, reason }
        }
        // Key, domain, account, or an address that is not Resend's at all.
        (300..=399 | 401 | 403 | 404 | 405, _) | (_, "invalid_from_address") => {
            Verdict::Misconfigured { reason }
        }
        (408 | 500.., _) => Verdict::Unanswered { reason },
        _ => Verdict::GivenUp { reason },
    }
}

/// What a mail server's reply means: its code and its words. A 4 at its head means for now, a 5 for
/// good.
pub(super) fn of_smtp(code: u16, words: &str) -> Verdict {
    let reason = format!("{code} {words}").trim_end().to_owned();
    match code {
        // Authentication is wanted, or failed: no message is to blame.
        530 | 534 | 535 | 538 => Verdict::Misconfigured { reason },
        500.. => Verdict::GivenUp { reason },
        _ => Verdict::Refused { reason },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The provider's list of errors, with what each means.
    const RESEND: [(u16, &str, &str); 29] = [
        (400, "invalid_idempotency_key", "given up"),
        (400, "validation_error", "given up"),
        (422, "validation_error", "given up"),
        (403, "validation_error", "misconfigured"),
        (401, "missing_api_key", "misconfigured"),
        (401, "restricted_api_key", "misconfigured"),
        (403, "invalid_api_key", "misconfigured"),
        (403, "invalid_permission", "misconfigured"),
        (403, "suspended_api_key", "misconfigured"),
        (403, "email_above_quota", "misconfigured"),
        (404, "not_found", "misconfigured"),
        (405, "method_not_allowed", "misconfigured"),
        (409, "concurrent_idempotent_requests", "throttled"),
        (409, "resource_locked", "throttled"),
        (409, "invalid_idempotent_request", "given up"),
        (422, "missing_required_field", "given up"),
        (422, "missing_required_parameter", "given up"),
        (422, "invalid_parameter", "given up"),
        (422, "invalid_attachment", "given up"),
        (422, "invalid_from_address", "misconfigured"),
        (422, "invalid_access", "given up"),
        (422, "invalid_region", "given up"),
        (429, "rate_limit_exceeded", "throttled"),
        (429, "daily_quota_exceeded", "over quota"),
        (429, "monthly_quota_exceeded", "over quota"),
        (500, "application_error", "unanswered"),
        (500, "internal_server_error", "unanswered"),
        (503, "service_unavailable", "unanswered"),
        (502, "", "unanswered"),
    ];

    const fn word(verdict: &Verdict) -> &'static str {
        match verdict {
            Verdict::Taken { .. } => "taken",
            Verdict::Refused { .. } => "refused",
            Verdict::Unanswered { .. } => "unanswered",
            Verdict::Throttled { .. } => "throttled",
            Verdict::OverQuota { .. } => "over quota",
            Verdict::Misconfigured { .. } => "misconfigured",
            Verdict::GivenUp { .. } => "given up",
        }
    }

    #[test]
    fn every_error_of_resend_means_what_the_table_says() {
        for (status, name, expected) in RESEND {
            for retry_after_ms in [None, Some(7000)] {
                let verdict = of_resend(Refusal {
                    status,
                    name,
                    message: "in words",
                    retry_after_ms,
                });
                assert_eq!(word(&verdict), expected, "{status} {name}");
                if let Verdict::Throttled { after_ms, reason }
                | Verdict::OverQuota { after_ms, reason } = verdict
                {
                    assert_eq!(after_ms, retry_after_ms, "{status} {name}");
                    assert_eq!(reason, format!("{status} {name}: in words"));
                }
            }
        }
    }

    #[test]
    fn every_reply_of_a_mail_server_means_what_its_code_says() {
        for (code, expected) in [
            (421, "refused"),
            (450, "refused"),
            (451, "refused"),
            (452, "refused"),
            (530, "misconfigured"),
            (534, "misconfigured"),
            (535, "misconfigured"),
            (538, "misconfigured"),
            (550, "given up"),
            (552, "given up"),
            (554, "given up"),
        ] {
            assert_eq!(word(&of_smtp(code, "words")), expected, "{code}");
        }
    }
}
