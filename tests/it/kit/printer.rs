use std::net::SocketAddr;

use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::sync::mpsc;

/// A printer with a cable: what it is sent comes out as whole jobs.
pub struct Paper {
    pub address: SocketAddr,
    jobs: mpsc::UnboundedReceiver<Vec<u8>>,
    task: tokio::task::JoinHandle<()>,
}

impl Paper {
    /// A printer at any free port.
    pub async fn plugged_in() -> Paper {
        Paper::at(SocketAddr::from(([127, 0, 0, 1], 0))).await
    }

    /// A printer that is plugged in at this address, as one that came back.
    pub async fn at(address: SocketAddr) -> Paper {
        let listener = TcpListener::bind(address).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (out, jobs) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut job = Vec::new();
                if stream.read_to_end(&mut job).await.is_ok() && out.send(job).is_err() {
                    return;
                }
            }
        });
        Paper { address, jobs, task }
    }

    /// A printer whose plug is pulled after it took some bytes of its first job.
    pub async fn that_breaks_off() -> Paper {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (out, jobs) = mpsc::unbounded_channel();
        let task = tokio::spawn(async move {
            let Ok((mut stream, _)) = listener.accept().await else { return };
            let mut some = [0; 16];
            let taken = stream.read(&mut some).await.unwrap_or(0);
            let _ = out.send(some[..taken].to_vec());
            // What it has not read makes the hanging up a reset.
            drop(stream);
        });
        Paper { address, jobs, task }
    }

    /// The next job that came out.
    pub async fn next(&mut self) -> Vec<u8> {
        let next = tokio::time::timeout(std::time::Duration::from_secs(30), self.jobs.recv());
        next.await.expect("paper").expect("a printer")
    }

    /// What came out and nobody has taken.
    pub fn rest(&mut self) -> usize {
        std::iter::from_fn(|| self.jobs.try_recv().ok()).count()
    }

    /// Pulls the cable; the address is free for one that comes back.
    pub async fn unplug(self) -> SocketAddr {
        self.task.abort();
        let _ = self.task.await;
        self.address
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
