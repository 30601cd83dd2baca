//! A GSM modem with a SIM, spoken to by AT commands: for where there is no internet. Off until an
//! owner has read what the law says of it. One thread owns the line; a text whose asker has gone is
//! not begun.

mod dialogue;
mod hear;
mod pdu;
mod tty;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use super::model::{Accepted, Answer, Provider, SmsError, Text};
use crate::base::{Clock, Phone};
use dialogue::Dialogue;

/// Texts that may wait for the line.
const WAITING: usize = 20;
/// Texts in a minute, which no network takes for a flood.
const A_MINUTE: usize = 10;
const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(86_400);
/// How long a modem has for an answer that needs no network.
const ANSWER: Duration = Duration::from_secs(10);

pub struct Modem {
    device: PathBuf,
    /// Texts in a day, as the SIM's contract bears.
    daily_cap: usize,
    /// How long the network has to take a text.
    patience: Duration,
    clock: Clock,
    /// When texts were handed over, in the last day.
    handed: Mutex<VecDeque<Duration>>,
    /// To the thread, once somebody wanted to send.
    jobs: Mutex<Option<SyncSender<Job>>>,
}

struct Job {
    phone: Phone,
    body: String,
    good_for: i64,
    answer: oneshot::Sender<Result<Accepted, SmsError>>,
}

impl Modem {
    pub fn new(device: PathBuf, daily_cap: usize, patience: Duration, clock: Clock) -> Modem {
        let (handed, jobs) = (Mutex::default(), Mutex::default());
        Modem { device, daily_cap, patience, clock, handed, jobs }
    }

    /// Counts a text, where there may be one more. Error: `Down`, with what it waits for.
    fn count(&self) -> Result<(), SmsError> {
        let now = self.clock.mono();
        let mut handed = self.handed.lock().unwrap_or_else(PoisonError::into_inner);
        while handed.front().is_some_and(|at| *at + DAY <= now) {
            handed.pop_front();
        }
        if handed.len() >= self.daily_cap {
            return Err(SmsError::Down("the SIM has sent all it may in a day".into()));
        }
        if handed.iter().filter(|at| **at + MINUTE > now).count() >= A_MINUTE {
            return Err(SmsError::Down("the SIM has sent all it may in a minute".into()));
        }
        handed.push_back(now);
        Ok(())
    }

    /// What was counted has not gone out.
    fn take_back(&self) {
        self.handed.lock().unwrap_or_else(PoisonError::into_inner).pop_back();
    }

    fn hand(&self, job: Job) -> Result<(), SmsError> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = match jobs.take() {
            Some(sender) => sender,
            None => self.start()?,
        };
        let handed = sender.try_send(job);
        *jobs = Some(sender);
        handed.map_err(|_| SmsError::Down("too much waits for the modem".into()))
    }

    fn start(&self) -> Result<SyncSender<Job>, SmsError> {
        let (sender, jobs) = sync_channel(WAITING);
        let (device, patience) = (self.device.clone(), self.patience);
        let work = move || work(&device, patience, &jobs);
        let thread = thread::Builder::new().name("modem".into()).spawn(work);
        thread.map(|_| sender).map_err(|e| SmsError::Down(e.to_string()))
    }
}

impl Provider for Modem {
    fn send<'a>(&'a self, text: &'a Text) -> Answer<'a> {
        Box::pin(async move {
            self.count()?;
            let (answer, answered) = oneshot::channel();
            let good_for = text.good_until.seconds_since(self.clock.now());
            let (phone, body) = (text.phone.clone(), text.body.clone());
            self.hand(Job { phone, body, good_for, answer }).inspect_err(|_| self.take_back())?;
            let broke = |_| SmsError::Unknown("the modem's thread broke off".into());
            let sent = answered.await.map_err(broke)?;
            if let Err(SmsError::Down(_)) = &sent {
                self.take_back();
            }
            sent
        })
    }
}

/// Sends what comes, one after the other, until the box closes.
fn work(device: &Path, patience: Duration, jobs: &Receiver<Job>) {
    let ticks = |time: Duration| {
        u32::try_from(time.as_millis() / u128::from(tty::TICK_MILLIS)).unwrap_or(u32::MAX).max(1)
    };
    let mut reference = 0_u8;
    while let Ok(job) = jobs.recv() {
        // Whoever asked has gone on to another gateway meanwhile.
        if job.answer.is_closed() {
            continue;
        }
        reference = reference.wrapping_add(1);
        // Opened for each text: a modem may be pulled out and put in again.
        let sent = match tty::open(device) {
            Ok(line) => Dialogue::new(line, ticks(ANSWER.min(patience)), ticks(patience)).send(
                job.phone.e164(),
                &job.body,
                job.good_for,
                reference,
            ),
            Err(error) => Err(SmsError::Down(format!("{}: {error}", device.display()))),
        };
        // Nobody may be there to hear it.
        let _ = job.answer.send(sent);
    }
}
