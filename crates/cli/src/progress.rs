//! Progress of long work: a bar on a terminal, plain lines elsewhere, nothing where a script reads.

use std::io::{IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use tenure_app::operations::legacy::{Progress, Silent};

/// How long a plain line waits for the next one.
const EVERY: Duration = Duration::from_secs(5);

/// The progress to show.
pub fn progress(json: bool) -> Arc<dyn Progress> {
    if json {
        Arc::new(Silent)
    } else if std::io::stderr().is_terminal() {
        Arc::new(Bar::default())
    } else {
        Arc::new(Lines::default())
    }
}

/// A bar, or a spinner where the end is not known.
#[derive(Default)]
struct Bar(Mutex<Option<ProgressBar>>);

impl Bar {
    fn current(&self) -> std::sync::MutexGuard<'_, Option<ProgressBar>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress for Bar {
    fn begin(&self, what: &str, total: Option<u64>) {
        let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        let template = match total {
            Some(_) => "{msg} {wide_bar} {human_pos}/{human_len} {per_sec} {eta}",
            None => "{spinner} {msg} {human_pos} {per_sec}",
        };
        // The templates are constant and right; a bar in another form would do as well.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        if let Some(before) = self.current().replace(bar) {
            before.finish_and_clear();
        }
    }

    fn advance(&self, by: u64) {
        if let Some(bar) = self.current().as_ref() {
            bar.inc(by);
        }
    }

    fn end(&self) {
        if let Some(bar) = self.current().take() {
            bar.finish_and_clear();
        }
    }
}

/// A line when something begins, and every few seconds while it goes on.
#[derive(Default)]
struct Lines(Mutex<Option<Line>>);

struct Line {
    what: String,
    total: Option<u64>,
    done: u64,
    /// Knows how much time has passed; it is drawn nowhere.
    clock: ProgressBar,
    said: Duration,
}

impl Line {
    fn say(&self) {
        let text = match self.total {
            Some(total) => format!("{}: {} of {total}", self.what, self.done),
            None => format!("{}: {}", self.what, self.done),
        };
        // Nobody may be reading.
        let _gone = writeln!(std::io::stderr(), "{text}");
    }
}

impl Progress for Lines {
    fn begin(&self, what: &str, total: Option<u64>) {
        let line = Line {
            what: what.to_owned(),
            total,
            done: 0,
            clock: ProgressBar::hidden(),
            said: Duration::ZERO,
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(line);
    }

    fn advance(&self, by: u64) {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(line) = line.as_mut() {
            line.done += by;
            let now = line.clock.elapsed();
            if now.saturating_sub(line.said) >= EVERY {
                line.said = now;
                line.say();
            }
        }
    }

    fn end(&self) {
        let line = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(line) = line {
            line.say();
        }
    }
}
