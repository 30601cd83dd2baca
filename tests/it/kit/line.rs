//! A line between box and hub that loses, cuts, repeats, delays and reorders what goes over it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// What can happen to a question and its answer.
const FAULTS: [&str; 9] = [
    "refused",
    "lost",
    "answer lost",
    "cut",
    "answer cut",
    "twice",
    "again later",
    "portal",
    "late",
];
/// Two of so many go through untouched.
const DICE: usize = FAULTS.len() + 2;
const PORTAL: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 26\r\n\
    connection: close\r\n\r\n<h1>Accept our terms</h1>\r\n";

/// Stands before a hub. Starts out good.
#[derive(Clone)]
pub struct BadLine {
    pub url: String,
    state: Arc<State>,
    _serving: Arc<Serving>,
}

struct Serving(JoinHandle<()>);

impl Drop for Serving {
    fn drop(&mut self) {
        self.0.abort();
    }
}

struct State {
    target: Mutex<String>,
    is_down: AtomicBool,
    is_bad: AtomicBool,
    dice: Mutex<u64>,
    happened: [AtomicUsize; FAULTS.len()],
    /// A question that is asked once more, after a later one.
    kept: Mutex<Option<Vec<u8>>>,
    largest: AtomicUsize,
    told: Notify,
    pulled: Notify,
}

impl BadLine {
    /// The same seed throws the same dice.
    pub async fn to(hub: &str, seed: u64) -> BadLine {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let state = Arc::new(State {
            target: Mutex::new(address(hub)),
            is_down: AtomicBool::new(false),
            is_bad: AtomicBool::new(false),
            dice: Mutex::new(seed),
            happened: Default::default(),
            kept: Mutex::default(),
            largest: AtomicUsize::new(0),
            told: Notify::new(),
            pulled: Notify::new(),
        });
        let serving = tokio::spawn(serve(listener, state.clone()));
        BadLine { url, state, _serving: Arc::new(Serving(serving)) }
    }

    /// From now on it leads to another hub.
    pub fn lead_to(&self, hub: &str) {
        *self.state.target.lock().expect("a target") = address(hub);
    }

    /// The plug is out: what is open ends, nothing comes through.
    pub fn pull(&self) {
        self.state.is_down.store(true, Ordering::Relaxed);
        self.state.pulled.notify_waiters();
    }

    pub fn worsen(&self) {
        self.state.is_down.store(false, Ordering::Relaxed);
        self.state.is_bad.store(true, Ordering::Relaxed);
    }

    pub fn mend(&self) {
        self.state.is_down.store(false, Ordering::Relaxed);
        self.state.is_bad.store(false, Ordering::Relaxed);
    }

    /// Waits until something more has gone over it, or was lost on it.
    pub async fn moved(&self) {
        self.state.told.notified().await;
    }

    /// Bytes of the largest question.
    pub fn largest(&self) -> usize {
        self.state.largest.load(Ordering::Relaxed)
    }

    /// What never happened, by name: a line that was good proves nothing.
    pub fn spared(&self) -> Vec<&'static str> {
        let counted = FAULTS.iter().zip(&self.state.happened);
        let never = counted.filter(|(_, times)| times.load(Ordering::Relaxed) == 0);
        never.map(|(fault, _)| *fault).collect()
    }
}

fn address(hub: &str) -> String {
    hub.trim_start_matches("http://").to_owned()
}

async fn serve(listener: TcpListener, state: Arc<State>) {
    let mut open = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let state = state.clone();
        open.spawn(async move {
            // Whatever breaks is only one more fault of the line.
            let _ = carry(stream, &state).await;
            state.told.notify_one();
        });
    }
}

impl State {
    fn roll(&self) -> Option<usize> {
        if !self.is_bad.load(Ordering::Relaxed) {
            return None;
        }
        let mut dice = self.dice.lock().expect("the dice");
        // Knuth's generator (MMIX): the upper bits are the random ones.
        *dice =
            dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let rolled = usize::try_from(*dice >> 33).expect("31 bits") % DICE;
        let fault = (rolled < FAULTS.len()).then_some(rolled)?;
        self.happened[fault].fetch_add(1, Ordering::Relaxed);
        Some(fault)
    }

    async fn ask(&self, question: &[u8]) -> std::io::Result<Vec<u8>> {
        let target = self.target.lock().expect("a target").clone();
        let mut hub = TcpStream::connect(target).await?;
        hub.write_all(question).await?;
        let mut answer = Vec::new();
        hub.read_to_end(&mut answer).await?;
        Ok(answer)
    }
}

async fn carry(mut near: TcpStream, state: &State) -> std::io::Result<()> {
    if state.is_down.load(Ordering::Relaxed) {
        return Ok(());
    }
    let fault = state.roll().map(|fault| FAULTS[fault]);
    if fault == Some("refused") {
        return Ok(());
    }
    let question = read_question(&mut near).await?;
    if is_upgrade(&question) {
        return tunnel(near, &question, state).await;
    }
    state.largest.fetch_max(question.len(), Ordering::Relaxed);
    match fault {
        Some("lost") => return Ok(()),
        Some("portal") => return near.write_all(PORTAL).await,
        Some("cut") => {
            let target = state.target.lock().expect("a target").clone();
            let mut hub = TcpStream::connect(target).await?;
            return hub.write_all(&question[..question.len() / 2]).await;
        }
        Some("late") => tokio::time::sleep(Duration::from_millis(30)).await,
        Some("twice") => drop(state.ask(&question).await?),
        Some("again later") => *state.kept.lock().expect("one") = Some(question.clone()),
        _ => {
            let kept = state.kept.lock().expect("one").take();
            if let Some(kept) = kept {
                state.ask(&kept).await?;
            }
        }
    }
    let answer = state.ask(&question).await?;
    match fault {
        Some("answer lost") => Ok(()),
        Some("answer cut") => near.write_all(&answer[..answer.len() / 2]).await,
        _ => near.write_all(&answer).await,
    }
}

/// Head and body; the box says how long that is.
async fn read_question(near: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut read = Vec::new();
    loop {
        if near.read_buf(&mut read).await? == 0 {
            return Ok(read);
        }
        let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&read[..end]).to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.map_or(0, |length| length.trim().parse().expect("a length"));
        if read.len() >= end + 4 + length {
            return Ok(read);
        }
    }
}

fn is_upgrade(question: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&question[..question.len().min(4_096)]).to_lowercase();
    head.contains("upgrade: websocket")
}

/// A link of commands: it goes through as it is.
async fn tunnel(mut near: TcpStream, question: &[u8], state: &State) -> std::io::Result<()> {
    let target = state.target.lock().expect("a target").clone();
    let mut hub = TcpStream::connect(target).await?;
    hub.write_all(question).await?;
    let pulled = state.pulled.notified();
    tokio::select! {
        ended = tokio::io::copy_bidirectional(&mut near, &mut hub) => ended.map(drop),
        () = pulled => Ok(()),
    }
}
