//! Weeks: Monday to Sunday, as ISO 8601 counts them, in a time zone.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::organization::TimeZoneName;
use crate::time::Instant;

/// The hour of Monday at which the week before is summarized.
const SUMMARY_HOUR: i8 = 8;

/// A week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    monday: Date,
}

impl Week {
    /// The newest week whose summary is due, and since when: since eight o'clock on the Monday after
    /// it, in this zone.
    #[must_use]
    pub fn to_summarize(now: Instant, zone: &TimeZoneName) -> (Self, Instant) {
        let tz = tz(zone);
        let today = tz.to_datetime(now.timestamp()).date();
        let monday = back(today, i64::from(today.weekday().to_monday_zero_offset()));
        let due = instant(monday, SUMMARY_HOUR, &tz);
        if due <= now {
            (
                Self {
                    monday: back(monday, 7),
                },
                due,
            )
        } else {
            let before = back(monday, 7);
            (
                Self {
                    monday: back(before, 7),
                },
                instant(before, SUMMARY_HOUR, &tz),
            )
        }
    }

    /// When each of its days begins in this zone, and when the last one ends: a day on which clocks
    /// change is longer or shorter.
    #[must_use]
    pub fn days(self, zone: &TimeZoneName) -> [Instant; 8] {
        let tz = tz(zone);
        std::array::from_fn(|day| {
            let days = i64::try_from(day).unwrap_or_default();
            instant(back(self.monday, -days), 0, &tz)
        })
    }

    /// Its days in words, as in `9 November to 15 November 2026`.
    #[must_use]
    pub fn in_words(self) -> String {
        let sunday = back(self.monday, -6);
        let monday = self.monday.strftime("%-d %B");
        format!("{monday} to {}", sunday.strftime("%-d %B %Y"))
    }
}

/// Its name in ISO 8601, as in `2026-W46`: of two, the later one is the greater text.
impl std::fmt::Display for Week {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let week = self.monday.iso_week_date();
        write!(f, "{:04}-W{:02}", week.year(), week.week())
    }
}

/// The short names of a week's days.
pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A zone that is no longer known is taken for UTC, rather than to summarize nothing.
fn tz(zone: &TimeZoneName) -> TimeZone {
    TimeZone::get(zone.as_str()).unwrap_or(TimeZone::UTC)
}

/// So many days earlier; at the ends of time it stays there.
fn back(date: Date, days: i64) -> Date {
    date.checked_sub(jiff::Span::new().days(days))
        .unwrap_or(date)
}

/// The moment of an hour of a day. An hour that clocks skip is the one after it.
fn instant(date: Date, hour: i8, tz: &TimeZone) -> Instant {
    let at = date.at(hour, 0, 0, 0);
    let timestamp = tz.to_timestamp(at).unwrap_or(if date.year() < 1970 {
        jiff::Timestamp::MIN
    } else {
        jiff::Timestamp::MAX
    });
    Instant::from_millis(timestamp.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> TimeZoneName {
        TimeZoneName::parse("Europe/Berlin").unwrap()
    }

    fn due(now: &str, zone: &TimeZoneName) -> (String, String) {
        let (week, since) = Week::to_summarize(now.parse().unwrap(), zone);
        (week.to_string(), since.to_string())
    }

    #[test]
    fn a_week_is_due_from_eight_o_clock_on_the_monday_after_it() {
        let zone = berlin();
        let w45 = ("2026-W45".to_owned(), "2026-11-09T07:00:00.000Z".to_owned());
        let w46 = ("2026-W46".to_owned(), "2026-11-16T07:00:00.000Z".to_owned());
        assert_eq!(due("2026-11-16T06:59:59.999Z", &zone), w45);
        assert_eq!(due("2026-11-16T07:00:00Z", &zone), w46);
        assert_eq!(due("2026-11-22T22:59:59Z", &zone), w46);
    }

    #[test]
    fn weeks_at_the_turn_of_a_year_belong_to_the_year_of_their_thursday() {
        let utc = TimeZoneName::default();
        assert_eq!(due("2027-01-04T08:00:00Z", &utc).0, "2026-W53");
        assert_eq!(due("2027-01-11T08:00:00Z", &utc).0, "2027-W01");
    }

    #[test]
    fn a_week_in_which_clocks_change_is_an_hour_longer_or_shorter() {
        let zone = berlin();
        for (after, hours) in [("2026-10-26T12:00:00Z", 169), ("2026-03-30T12:00:00Z", 167)] {
            let (week, _) = Week::to_summarize(after.parse().unwrap(), &zone);
            let days = week.days(&zone);
            assert_eq!(days[7].seconds_since(days[0]), hours * 3600, "{week}");
            assert_eq!(days[6].seconds_since(days[5]), 24 * 3600);
            assert_ne!(days[7].seconds_since(days[6]), 24 * 3600);
        }
    }

    #[test]
    fn a_week_reads_as_its_first_and_last_day() {
        let (week, _) = Week::to_summarize(
            "2026-10-05T09:00:00Z".parse().unwrap(),
            &TimeZoneName::default(),
        );
        assert_eq!(week.in_words(), "28 September to 4 October 2026");
    }
}
