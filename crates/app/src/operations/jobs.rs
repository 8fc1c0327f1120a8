//! Jobs: what a server does by itself, beside answering requests.
//!
//! A job is a use case that does what is due and ends. What is due stands in the database, so a job
//! may be run too often, by several servers, or be cut off in the middle: the next turn goes on.
//! [`Jobs::start`] is the one place that runs them; they stop with the server.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::{Error, Tenure};

/// How long a job's turn may go on once the server stops.
const LAST_TURN: Duration = Duration::from_secs(10);

/// What a turn came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Nothing more is due.
    Done,
    /// More is due already: the next turn follows at once.
    More,
}

type Work = Pin<Box<dyn Future<Output = Result<Turn, Error>> + Send>>;

/// Something that is done again and again.
#[derive(Clone)]
pub struct Job {
    name: &'static str,
    every: Duration,
    turn: Arc<dyn Fn() -> Work + Send + Sync>,
}

impl Job {
    /// A job with a name for the log, whose turns are so long apart.
    pub fn new<F>(
        name: &'static str,
        every: Duration,
        turn: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Turn, Error>> + Send + 'static,
    {
        Self {
            name,
            every,
            turn: Arc::new(move || Box::pin(turn())),
        }
    }

    /// Takes turns until the server stops. One that fails, or panics, is logged, and the next one
    /// tries again.
    async fn run(self, mut stopping: watch::Receiver<bool>) {
        loop {
            let mut turn = tokio::spawn((self.turn)());
            let ended = tokio::select! {
                ended = &mut turn => ended,
                () = told_to_stop(&mut stopping) => {
                    if tokio::time::timeout(LAST_TURN, &mut turn).await.is_err() {
                        turn.abort();
                        tracing::warn!(job = self.name, "a job was cut off");
                    }
                    return;
                }
            };
            match ended {
                Ok(Ok(Turn::More)) => continue,
                Ok(Ok(Turn::Done)) => {}
                Ok(Err(error)) => tracing::error!(job = self.name, %error, "a job failed"),
                Err(panic) => tracing::error!(job = self.name, %panic, "a job failed"),
            }
            tokio::select! {
                () = tokio::time::sleep(self.every) => {}
                () = told_to_stop(&mut stopping) => return,
            }
        }
    }
}

/// Waits until the server stops, or nobody is left who could say so.
async fn told_to_stop(stopping: &mut watch::Receiver<bool>) {
    drop(stopping.wait_for(|stopping| *stopping).await);
}

/// The jobs of a server that runs.
#[derive(Debug)]
pub struct Jobs(JoinSet<()>);

impl Jobs {
    /// Starts jobs; they stop when `stopping` becomes true.
    pub fn start(jobs: impl IntoIterator<Item = Job>, stopping: &watch::Receiver<bool>) -> Self {
        let mut running = JoinSet::new();
        for job in jobs {
            running.spawn(job.run(stopping.clone()));
        }
        Self(running)
    }

    /// Waits until all have stopped.
    pub async fn stopped(self) {
        self.0.join_all().await;
    }
}

impl Tenure {
    /// Every job of a server.
    #[must_use]
    pub fn jobs(&self) -> Vec<Job> {
        let (purge, summarize) = (self.clone(), self.clone());
        vec![
            Job::new("organizations.purge", HOUR, move || {
                let app = purge.clone();
                async move { app.purge_some().await }
            }),
            Job::new("mail.weeklySummary", QUARTER, move || {
                let app = summarize.clone();
                async move { app.send_weekly_summaries().await.map(|_sent| Turn::Done) }
            }),
        ]
    }
}

const HOUR: Duration = Duration::from_hours(1);
const QUARTER: Duration = Duration::from_mins(15);

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::mpsc;

    use super::*;

    /// A job that tells of each turn, with what the turns come to in order, and its stop.
    fn telling(
        outcomes: fn(usize) -> Result<Turn, Error>,
    ) -> (Jobs, mpsc::UnboundedReceiver<usize>, watch::Sender<bool>) {
        let (tell, told) = mpsc::unbounded_channel();
        let (stop, stopping) = watch::channel(false);
        let turns = Arc::new(AtomicUsize::new(0));
        let job = Job::new("test", Duration::from_millis(1), move || {
            let (turn, tell) = (turns.fetch_add(1, Ordering::SeqCst), tell.clone());
            async move {
                let _gone = tell.send(turn);
                outcomes(turn)
            }
        });
        (Jobs::start([job], &stopping), told, stop)
    }

    #[tokio::test]
    async fn a_turn_that_fails_or_panics_is_followed_by_another() {
        let (jobs, mut told, stop) = telling(|turn| match turn {
            0 => Err(Error::Overloaded),
            1 => panic!("on purpose"),
            _ => Ok(Turn::Done),
        });
        for turn in 0..4 {
            assert_eq!(told.recv().await, Some(turn));
        }
        stop.send_replace(true);
        jobs.stopped().await;
    }

    #[tokio::test]
    async fn jobs_stop_with_the_server_even_if_more_is_due() {
        let (jobs, mut told, stop) = telling(|_| Ok(Turn::More));
        assert_eq!(told.recv().await, Some(0));
        stop.send_replace(true);
        jobs.stopped().await;
        drop(stop);
        while told.recv().await.is_some() {}
    }
}
