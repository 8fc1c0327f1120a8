//! Working days: when somebody worked, in the weeks before now.

use tenure_domain::time::Instant;

use super::draw::Draw;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// How far back the demo goes.
pub(super) const WEEKS: i64 = 10;

/// When somebody works in an organization.
#[derive(Debug, Clone, Copy)]
pub(super) struct Habits {
    /// The days of the week, from Monday, 0.
    pub(super) weekdays: &'static [i64],
    /// The hour (UTC) around which the day begins.
    pub(super) begins: i64,
    /// How many hours such a day has, more or less.
    pub(super) hours: i64,
}

/// Some time without a break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: Instant,
    pub(super) stop: Instant,
}

/// The beginning of the first day.
pub(super) fn beginning(now: Instant) -> Instant {
    Instant::from_millis((today(now) - WEEKS * 7 * DAY) * 1000)
}

fn today(now: Instant) -> i64 {
    now.as_millis().div_euclid(1000 * DAY) * DAY
}

/// Everything that somebody with these habits did until `until`, oldest first.
pub(super) fn spans(habits: Habits, until: Instant, draw: Draw<'_>) -> Vec<Span> {
    let days = (0..=WEEKS * 7).rev().map(|ago| today(until) - ago * DAY);
    days.filter(|midnight| habits.weekdays.contains(&weekday(*midnight)))
        .flat_map(|midnight| {
            // Somebody is ill or away now and then.
            let away = draw.chance(5);
            if away {
                Vec::new()
            } else {
                day(habits, midnight, draw)
            }
        })
        .filter(|span| span.stop <= until)
        .collect()
}

/// 1970-01-01 was a Thursday.
const fn weekday(midnight: i64) -> i64 {
    (midnight.div_euclid(DAY) + 3).rem_euclid(7)
}

fn day(habits: Habits, midnight: i64, draw: Draw<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    let noon = midnight + 12 * HOUR;
    let mut left = habits.hours * HOUR + draw.between(-45..=45) * MINUTE;
    let mut at = midnight + habits.begins * HOUR + draw.between(-30..=45) * MINUTE;
    while left > 10 * MINUTE {
        let length = (draw.between(20..=150) * MINUTE + draw.between(0..=59)).min(left);
        spans.push(Span {
            start: Instant::from_millis(at * 1000),
            stop: Instant::from_millis((at + length) * 1000),
        });
        let before_noon = at < noon;
        at += length;
        left -= length;
        at += if before_noon && at >= noon {
            draw.between(35..=60) * MINUTE
        } else {
            draw.between(0..=12) * MINUTE
        };
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenure_domain::randomness::SystemRandomness;

    #[test]
    fn spans_follow_one_another_on_the_days_worked_until_now() {
        let now: Instant = "2026-11-10T12:00:00Z".parse().unwrap();
        let habits = Habits {
            weekdays: &[0, 1],
            begins: 9,
            hours: 7,
        };
        let spans = spans(habits, now, Draw::new(&SystemRandomness));
        assert!(spans.len() > 40, "{}", spans.len());
        assert!(
            spans
                .iter()
                .all(|span| span.start < span.stop && span.stop <= now)
        );
        assert!(spans.windows(2).all(|pair| pair[0].stop <= pair[1].start));
        let worked = |span: &Span| weekday(today(span.start));
        assert!(spans.iter().all(|span| [0, 1].contains(&worked(span))));
        assert!(spans[0].start >= beginning(now));
    }
}
