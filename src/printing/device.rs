use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::model::{PrinterKind, Setting};

/// How sending ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Sent {
    /// The printer took all of it.
    All,
    /// It was cut off: something may have come out.
    Perhaps(String),
}

/// A printer that was reached, and was given nothing yet.
pub enum Line {
    Net(TcpStream),
    Device(std::fs::File),
}

const CONNECT: Duration = Duration::from_secs(3);
/// How long a printer that stands with an open lid, or has no paper, may keep the box waiting.
const WRITE: Duration = Duration::from_secs(15);
/// How long a printer may leave bytes unacknowledged, and how long the box waits to hear of it.
const ACKNOWLEDGE: Duration = Duration::from_secs(3);
const LINGER: Duration = Duration::from_secs(4);
/// Asks for the state of the paper (`GS r 1` of ESC/POS), which a printer answers with one byte
/// when it has come to it: everything before is printed then.
const HOW_IS_THE_PAPER: [u8; 3] = [0x1d, 0x72, 0x01];

/// Reaches a printer, over a connection of its own for each job: many take one at a time.
///
/// Error: in words, why it was not reached.
pub async fn reach(folder: &Path, setting: &Setting) -> Result<Line, String> {
    let (path, create) = match setting.kind {
        PrinterKind::Tcp => return over_the_net(&setting.address).await,
        PrinterKind::Usb => (PathBuf::from(&setting.address), false),
        PrinterKind::File => (folder.join(format!("{}.escpos", setting.address)), true),
    };
    let open = tokio::task::spawn_blocking(move || open(&path, create));
    match timeout(CONNECT, open).await {
        Ok(Ok(Ok(device))) => Ok(Line::Device(device)),
        Ok(Ok(Err(error))) => Err(format!("It is not there: {error}.")),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("It does not answer.".into()),
    }
}

async fn over_the_net(address: &str) -> Result<Line, String> {
    let stream = match timeout(CONNECT, TcpStream::connect(address)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) => return Err(format!("It does not answer: {error}.")),
        Err(_) => return Err("It does not answer.".into()),
    };
    // Bytes that only wait in this machine are not printed.
    if let Err(error) = SockRef::from(&stream).set_tcp_user_timeout(Some(ACKNOWLEDGE)) {
        tracing::debug!(%error, "a printer's silence is noticed late");
    }
    Ok(Line::Net(stream))
}

fn open(path: &Path, create: bool) -> std::io::Result<std::fs::File> {
    if let (true, Some(folder)) = (create, path.parent()) {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::OpenOptions::new().append(true).create(create).open(path)
}

impl Line {
    pub async fn send(self, bytes: Vec<u8>) -> Sent {
        let sent = match self {
            Line::Net(stream) => timeout(WRITE, to_net(stream, bytes)).await,
            Line::Device(mut device) => {
                let write = move || device.write_all(&bytes).and_then(|()| device.flush());
                let write = tokio::task::spawn_blocking(write);
                timeout(WRITE, async { write.await.map_err(std::io::Error::other)? }).await
            }
        };
        match sent {
            Ok(Ok(())) => Sent::All,
            Ok(Err(error)) => Sent::Perhaps(format!("It was cut off: {error}.")),
            Err(_) => Sent::Perhaps("The printer stopped taking anything.".into()),
        }
    }
}

async fn to_net(mut stream: TcpStream, bytes: Vec<u8>) -> std::io::Result<()> {
    stream.write_all(&bytes).await?;
    stream.write_all(&HOW_IS_THE_PAPER).await?;
    stream.shutdown().await?;
    // One that took all says so, hangs up, or is of the kind that never says anything; one that
    // went away breaks the line.
    match timeout(LINGER, stream.read(&mut [0_u8; 16])).await {
        Ok(Err(error)) => Err(error),
        Ok(Ok(_)) | Err(_) => Ok(()),
    }
}
