use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// One kept-alive connection that asks and reads, and does as little else as it can: what is
/// measured is the server.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    pub async fn connect(address: &str) -> Client {
        let stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("no delay");
        Client { stream, buffer: Vec::with_capacity(64 * 1024) }
    }

    /// Sends the bytes of a request; answers status and length of the body.
    pub async fn ask(&mut self, request: &[u8]) -> (u16, usize) {
        let (status, body) = self.read(request).await;
        (status, body.len())
    }

    /// Sends the bytes of a request; answers status and body.
    pub async fn read(&mut self, request: &[u8]) -> (u16, &[u8]) {
        self.stream.write_all(request).await.expect("sent");
        self.buffer.clear();
        let (status, start, length) = loop {
            self.more().await;
            if let Some(head) = head(&self.buffer) {
                break head;
            }
        };
        while self.buffer.len() < start + length {
            self.more().await;
        }
        (status, &self.buffer[start..start + length])
    }

    async fn more(&mut self) {
        let read = self.stream.read_buf(&mut self.buffer).await.expect("an answer");
        assert!(read > 0, "the server hung up");
    }
}

/// Status, where the body starts and how long it is, once the whole head is there.
fn head(bytes: &[u8]) -> Option<(u16, usize, usize)> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = std::str::from_utf8(&bytes[..end]).expect("a head in ASCII");
    let status = text[9..12].parse().expect("a status");
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok()).flatten()
    });
    Some((status, end, length.unwrap_or(0)))
}
