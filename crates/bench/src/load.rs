//! The load: connections that are kept open, each asking again as soon as it is answered.
//!
//! Written here because a general HTTP client costs as much as the server under test, and both
//! share the machine: it sends prepared bytes and reads no more of an answer than its status and
//! length.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// What one round came to.
pub(crate) struct Round {
    /// Answers a second.
    pub(crate) per_second: f64,
    /// All answers, with those of the warm-up.
    pub(crate) answers: u32,
    /// How long each answer took, shortest first.
    latencies: Vec<Duration>,
}

impl Round {
    /// The latency that so many of a hundred answers stay within.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let last = self.latencies.len().saturating_sub(1);
        let index = (self.latencies.len() * percent / 100).min(last);
        self.latencies.get(index).copied().unwrap_or_default()
    }
}

/// Asks for as long as `length`, after a warm-up that is not counted.
pub(crate) async fn round(
    address: SocketAddr,
    requests: &Arc<Vec<Vec<u8>>>,
    connections: usize,
    warm_up: Duration,
    length: Duration,
) -> Result<Round> {
    let begin = Instant::now() + warm_up;
    let end = begin + length;
    let mut all = JoinSet::new();
    for number in 0..connections {
        let requests = Arc::clone(requests);
        all.spawn(async move { ask(address, &requests, number, begin, end).await });
    }
    let mut latencies = Vec::new();
    let mut answers = 0;
    while let Some(done) = all.join_next().await {
        let (counted, all) = done??;
        latencies.extend(counted);
        answers += all;
    }
    latencies.sort_unstable();
    Ok(Round {
        per_second: f64::from(u32::try_from(latencies.len())?) / length.as_secs_f64(),
        answers,
        latencies,
    })
}

/// Gives the latencies that count, and the number of all answers.
async fn ask(
    address: SocketAddr,
    requests: &[Vec<u8>],
    number: usize,
    begin: Instant,
    end: Instant,
) -> Result<(Vec<Duration>, u32)> {
    let mut connection = Connection::open(address).await?;
    // A generator that is good enough to spread requests (xorshift), seeded per connection.
    let mut random = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(number as u64 + 1);
    let mut latencies = Vec::with_capacity(64 * 1024);
    let mut answers = 0;
    loop {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let request = &requests[usize::try_from(random >> 33)? % requests.len()];
        let sent = Instant::now();
        connection.exchange(request).await?;
        let answered = Instant::now();
        answers += 1;
        if answered >= end {
            return Ok((latencies, answers));
        }
        if sent >= begin {
            latencies.push(answered - sent);
        }
    }
}

/// The body of one answer.
pub(crate) async fn body(address: SocketAddr, request: &[u8]) -> Result<Vec<u8>> {
    let mut connection = Connection::open(address).await?;
    let body = connection.exchange(request).await?;
    Ok(connection.buffer[body..connection.filled].to_vec())
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    filled: usize,
}

impl Connection {
    async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: vec![0; 256 * 1024],
            filled: 0,
        })
    }

    /// Sends a request, reads its answer whole, and tells where the body begins.
    async fn exchange(&mut self, request: &[u8]) -> Result<usize> {
        self.stream.write_all(request).await?;
        self.filled = 0;
        let mut expected = None;
        loop {
            if let Some((body, length)) = expected
                && self.filled >= body + length
            {
                ensure!(self.filled == body + length, "more than was asked for came");
                return Ok(body);
            }
            let read = self.stream.read(&mut self.buffer[self.filled..]).await?;
            ensure!(read > 0, "the server closed the connection");
            self.filled += read;
            if expected.is_none() {
                expected = head(&self.buffer[..self.filled])?;
            }
        }
    }
}

/// Where the body begins and how long it is, once the head is there.
fn head(answer: &[u8]) -> Result<Option<(usize, usize)>> {
    let Some(end) = answer.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&answer[..end])?;
    ensure!(head.starts_with("HTTP/1.1 200 "), "refused: {head}");
    let length = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .context("the answer tells its length")?;
    Ok(Some((end + 4, length.1.parse()?)))
}
