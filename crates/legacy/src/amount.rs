//! Amounts of money, from the decimal text of a number to minor units without a float between.

/// The largest number of minor units an amount may have: beyond, the source is not money.
pub const MAX_MINOR: i64 = 1_000_000_000_000_000;

/// Minor units of a decimal number, rounded to the nearest (half away from zero), for a currency
/// with `digits` decimal digits (2 for USD, EUR and GBP; ISO 4217).
///
/// `text` is a JSON number: `82.35`, `5`, `1.5e2`. None if it is not one, or is above
/// [`MAX_MINOR`] either way. `0.30000000000000004`, what a float makes of 0.1 + 0.2, gives 30.
#[must_use]
pub fn minor_units(text: &str, digits: u32) -> Option<i64> {
    let (negative, text) = text
        .strip_prefix('-')
        .map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty()
        || !whole
            .bytes()
            .chain(fraction.bytes())
            .all(|b| b.is_ascii_digit())
    {
        return None;
    }
    // The number is 0.DIGITS × 10^point; wanted is its value × 10^digits, rounded.
    let point = i64::try_from(whole.len()).ok()? + i64::from(exponent) + i64::from(digits);
    let mut minor = 0_i64;
    let mut all = whole
        .bytes()
        .chain(fraction.bytes())
        .map(|b| i64::from(b - b'0'));
    if point < 0 {
        return Some(0);
    }
    for _ in 0..point {
        // Zeros after the last digit leave zero at zero, so a huge exponent ends here too.
        let Some(digit) = all.next().or((minor > 0).then_some(0)) else {
            break;
        };
        minor = minor.checked_mul(10)?.checked_add(digit)?;
        if minor > MAX_MINOR {
            return None;
        }
    }
    if all.next().is_some_and(|digit| digit >= 5) {
        minor += 1;
    }
    Some(if negative { -minor } else { minor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_to_the_minor_unit() {
        for (text, minor) in [
            ("82.35", 8235),
            ("1.1", 110),
            ("5", 500),
            ("5.0", 500),
            ("0.0", 0),
            ("-0.0", 0),
            ("-12.345", -1235),
            ("1.005", 101),
            ("0.30000000000000004", 30),
            ("1.5e2", 15_000),
            ("1E-3", 0),
            ("5e-3", 1),
            ("4e-3", 0),
            ("0e999999999", 0),
            ("1e-999999999", 0),
        ] {
            assert_eq!(minor_units(text, 2), Some(minor), "{text}");
        }
        assert_eq!(minor_units("1500", 0), Some(1500));
        assert_eq!(minor_units("1.2345", 3), Some(1235));
    }

    #[test]
    fn what_is_no_amount_of_money_gives_none() {
        for text in [
            "",
            "-",
            ".5",
            "x",
            "1e",
            "1e14",
            "1e999999999",
            "99999999999999999999",
        ] {
            assert_eq!(minor_units(text, 2), None, "{text}");
        }
    }
}
