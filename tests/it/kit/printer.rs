use std::net::SocketAddr;

use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::in_time;

/// A place for a printer, where nobody answers until one is plugged in. Its port is nobody else's.
pub struct Place {
    pub address: SocketAddr,
    socket: TcpSocket,
}

impl Place {
    pub fn free() -> Place {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
        Place { address: socket.local_addr().expect("an address"), socket }
    }

    pub fn plug_in(self) -> Paper {
        Paper::of(self.socket.listen(64).expect("a port that listens"), None)
    }
}

/// A printer with a cable: what it is sent comes out as whole jobs.
pub struct Paper {
    pub address: SocketAddr,
    jobs: mpsc::UnboundedReceiver<Vec<u8>>,
    task: JoinHandle<()>,
}

impl Drop for Paper {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Paper {
    pub fn plugged_in() -> Paper {
        Place::free().plug_in()
    }

    /// A printer that breaks off after it took some bytes of its first job, and is well then.
    pub fn that_breaks_off() -> Paper {
        Paper::of(Place::free().socket.listen(64).expect("a port that listens"), Some(16))
    }

    /// What is sent to `listener` comes out; of the first job so many bytes, if it breaks off.
    fn of(listener: TcpListener, mut breaks_after: Option<u64>) -> Paper {
        let address = listener.local_addr().expect("an address");
        let (out, jobs) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let mut job = Vec::new();
                // What it has not read makes the hanging up a reset.
                let most = breaks_after.take().unwrap_or(u64::MAX);
                let taken = stream.take(most).read_to_end(&mut job).await;
                if taken.is_ok() && out.send(job).is_err() {
                    return;
                }
            }
        });
        Paper { address, jobs, task }
    }

    /// The next job that came out.
    pub async fn next(&mut self) -> Vec<u8> {
        in_time("paper", self.jobs.recv()).await.expect("a printer")
    }

    /// What came out and nobody has taken.
    pub fn rest(&mut self) -> usize {
        std::iter::from_fn(|| self.jobs.try_recv().ok()).count()
    }
}

/// A job's text as a person reads it; drawn lines are left out.
pub fn text_of(job: &[u8]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while at < job.len() {
        let step = match &job[at..] {
            [0x1d, b'v', b'0', _, xl, xh, yl, yh, ..] => {
                let wide = usize::from(u16::from_le_bytes([*xl, *xh]));
                8 + wide * usize::from(u16::from_le_bytes([*yl, *yh]))
            }
            [0x1b, b'p', ..] => 5,
            [0x1d, b'V', ..] => 4,
            [0x1b, b'@', ..] | [0x1c, b'.', ..] => 2,
            [0x1b | 0x1d, ..] => 3,
            [c, ..] => {
                text.push(char::from(*c));
                1
            }
            [] => 1,
        };
        at += step;
    }
    text
}
