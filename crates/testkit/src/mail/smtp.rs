//! A mail server that takes what it is given, and refuses as told.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard};

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// A mail that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// From whom, as the envelope says.
    pub from: String,
    /// To whom, as the envelope says.
    pub to: String,
    /// The mail as it came.
    pub text: String,
}

#[derive(Default)]
struct Inner {
    /// What the next recipients are answered instead of being taken.
    refusals: VecDeque<String>,
    received: Vec<Received>,
}

/// The stand-in. It ends when it is dropped.
pub struct MailServer {
    address: SocketAddr,
    inner: Arc<Mutex<Inner>>,
    server: JoinHandle<()>,
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.server.abort();
    }
}

fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

impl MailServer {
    /// A mail server without a password.
    ///
    /// # Panics
    /// If there is no port.
    pub async fn start() -> Self {
        let inner = Arc::new(Mutex::new(Inner::default()));
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let shared = Arc::clone(&inner);
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let inner = Arc::clone(&shared);
                // A client that goes away in the middle ends its own conversation only.
                tokio::spawn(async move { talk(stream, &inner).await });
            }
        });
        Self {
            address,
            inner,
            server,
        }
    }

    /// Its URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What the next recipient is answered, as in `450 4.2.0 greylisted`.
    pub fn refuse(&self, reply: &str) {
        lock(&self.inner).refusals.push_back(reply.to_owned());
    }

    /// What it has taken, in order.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        lock(&self.inner).received.clone()
    }
}

async fn talk(stream: TcpStream, inner: &Mutex<Inner>) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 stand-in ESMTP\r\n").await?;
    let (mut from, mut to) = (String::new(), String::new());
    while let Some(line) = lines.next_line().await? {
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let reply = match verb.as_str() {
            "EHLO" | "HELO" => "250-stand-in\r\n250 8BITMIME".to_owned(),
            "MAIL" => {
                from = address(&line);
                "250 fine".to_owned()
            }
            "RCPT" => {
                to = address(&line);
                let refusal = lock(inner).refusals.pop_front();
                refusal.unwrap_or_else(|| "250 fine".to_owned())
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut text = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push('\n');
                }
                let received = Received {
                    from: from.clone(),
                    to: to.clone(),
                    text,
                };
                lock(inner).received.push(received);
                "250 taken".to_owned()
            }
            "QUIT" => {
                return write.write_all(b"221 bye\r\n").await;
            }
            "RSET" | "NOOP" => "250 fine".to_owned(),
            _ => "502 not here".to_owned(),
        };
        write.write_all(format!("{reply}\r\n").as_bytes()).await?;
    }
    Ok(())
}

/// What stands between the angle brackets.
fn address(line: &str) -> String {
    let inside = line
        .split_once('<')
        .and_then(|(_, rest)| rest.split_once('>'));
    inside.map_or("", |(address, _)| address).to_owned()
}
