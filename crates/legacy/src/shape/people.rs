//! Users, how they sign in, and what they prefer.

use super::reader::whole;
use super::{Currency, Invalid, Reader, Reference, Shape};
use crate::amount::minor_units;
use crate::sensitive::Sensitive;

/// A document of `users`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "the fields of the legacy table by their names; times in ms since 1970"
)]
pub struct User {
    pub name: Option<String>,
    /// As shown: trimmed, none if nothing is left.
    pub email: Option<String>,
    pub email_verification_time: Option<i64>,
    pub image: Option<String>,
    pub phone: Option<String>,
    pub is_anonymous: bool,
}

impl Shape for User {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        Ok(Self {
            name: r.optional_text("name")?,
            email: r
                .optional_text("email")?
                .map(|email| email.trim().to_owned())
                .filter(|email| !email.is_empty()),
            email_verification_time: r.optional_time("emailVerificationTime")?,
            image: r.optional_text("image")?,
            phone: r.optional_text("phone")?,
            is_anonymous: r.optional_boolean("isAnonymous")?.unwrap_or(false),
        })
    }
}

/// A document of `authAccounts`: one way in which a user signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields of the legacy table by their names")]
pub struct AuthAccount {
    pub user: Reference,
    /// `password`, or an identity provider such as `github`.
    pub provider: String,
    /// For `password` the address, else the provider's id.
    pub provider_account_id: String,
    pub secret: Option<Sensitive>,
    /// The address that was verified with this account.
    pub email_verified: Option<String>,
}

impl Shape for AuthAccount {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        Ok(Self {
            user: r.reference("userId")?,
            provider: r.text("provider")?,
            provider_account_id: r.text("providerAccountId")?,
            secret: r.optional_text("secret")?.map(Sensitive::new),
            email_verified: r.optional_text("emailVerified")?,
        })
    }
}

/// A document of `userSettings`.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "the fields of the legacy table by their names")]
pub struct UserSettings {
    pub user: Reference,
    /// The organization last chosen.
    pub organization: Option<Reference>,
    /// In minutes, with a fraction.
    pub interrupt_interval: f64,
    pub interrupt_enabled: bool,
    /// In seconds.
    pub grace_period: Option<f64>,
    pub budget_warning_enabled: Option<bool>,
    /// In seconds.
    pub budget_warning_threshold_seconds: Option<i64>,
    /// In minor units of the currency.
    pub budget_warning_threshold_minor: Option<i64>,
    pub pomodoro_enabled: Option<bool>,
    /// In minutes.
    pub pomodoro_work_minutes: Option<f64>,
    /// In minutes.
    pub pomodoro_break_minutes: Option<f64>,
    pub currency: Option<Currency>,
}

impl Shape for UserSettings {
    fn read(r: &mut Reader<'_>) -> Result<Self, Invalid> {
        let user = r.reference("userId")?;
        let organization = r.optional_reference("organizationId")?;
        let interrupt_interval = r.number("interruptInterval")?.value;
        let interrupt_enabled = r.boolean("interruptEnabled")?;
        let grace_period = r.optional_number("gracePeriod")?.map(|n| n.value);
        let budget_warning_enabled = r.optional_boolean("budgetWarningEnabled")?;
        let hours = "budgetWarningThresholdHours";
        let budget_warning_threshold_seconds = r
            .optional_number(hours)?
            .map(|n| seconds_of_hours(n.value).ok_or_else(|| r.invalid(hours)))
            .transpose()?;
        let amount = "budgetWarningThresholdAmount";
        let threshold = r.optional_number(amount)?;
        let pomodoro_enabled = r.optional_boolean("pomodoroEnabled")?;
        let pomodoro_work_minutes = r.optional_number("pomodoroWorkMinutes")?.map(|n| n.value);
        let pomodoro_break_minutes = r.optional_number("pomodoroBreakMinutes")?.map(|n| n.value);
        // `notificationSound` has no documented type; nothing is placed of it.
        let currency = r.optional_word("currency", Currency::named)?;
        let digits = currency.map_or(2, Currency::digits);
        let budget_warning_threshold_minor = threshold
            .map(|n| minor_units(&n.text, digits).ok_or_else(|| r.invalid(amount)))
            .transpose()?;
        Ok(Self {
            user,
            organization,
            interrupt_interval,
            interrupt_enabled,
            grace_period,
            budget_warning_enabled,
            budget_warning_threshold_seconds,
            budget_warning_threshold_minor,
            pomodoro_enabled,
            pomodoro_work_minutes,
            pomodoro_break_minutes,
            currency,
        })
    }
}

/// Hours in whole seconds; none beyond a million years, which no budget is.
pub(super) fn seconds_of_hours(hours: f64) -> Option<i64> {
    (hours.abs() < 1e10).then(|| whole(hours * 3600.0))
}
