use std::time::Duration;

use axum::extract::ws::{self, CloseCode, CloseFrame, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, timeout};

use super::hub::{Live, Seat};
use super::message::{Admission, CatchUp, Hello, Message, Viewer};
use crate::base::{Code, Error};

/// Bytes a screen may say at once. It only ever says hello and what it has drawn.
const MAX_SAID: usize = 4 * 1024;
/// How long a message may take to be taken by a screen that does read, but slowly.
const SEND_TIME: Duration = Duration::from_secs(10);
/// How long whoever lets screens in may think about one.
const WELCOME_TIME: Duration = Duration::from_secs(10);
/// How long a screen has to hear why it is dropped, and then to hang up.
const PARTING: Duration = Duration::from_secs(3);

/// Opens the socket, or answers `busy` when there are as many as there may be.
pub fn answer<F, Fut>(upgrade: WebSocketUpgrade, live: Live, welcome: F) -> Response
where
    F: FnOnce(Hello) -> Fut + Send + 'static,
    Fut: Future<Output = Result<Admission, Error>> + Send + 'static,
{
    if !live.has_room() {
        return Error::new(Code::Busy).retry_after(5).into_response();
    }
    upgrade
        .max_message_size(MAX_SAID)
        .max_frame_size(MAX_SAID)
        // The library's own 128 KiB for each screen would be most of the box's memory.
        .read_buffer_size(MAX_SAID)
        .write_buffer_size(0)
        .on_upgrade(move |socket| serve(socket, live, welcome))
}

/// Talks to one screen until it leaves or is dropped. `welcome` says who it is and what it missed.
pub async fn serve<F, Fut>(mut socket: WebSocket, live: Live, welcome: F)
where
    F: FnOnce(Hello) -> Fut,
    Fut: Future<Output = Result<Admission, Error>>,
{
    let Some(_entrance) = live.enter() else { return part(socket, Ending::NoRoom).await };
    let ending = match talk(&mut socket, &live, welcome).await {
        Ok(never) => match never {},
        Err(ending) => ending,
    };
    part(socket, ending).await;
}

/// Why a conversation is over.
#[derive(Debug)]
enum Ending {
    Left,
    NoHello,
    Denied(Error),
    NoRoom,
    TooSlow,
    TooLong,
    Silent,
    Closing,
}

enum Never {}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Said {
    Hello(Hello),
    Ack {
        seq: i64,
    },
    #[serde(other)]
    Else,
}

async fn talk<F, Fut>(socket: &mut WebSocket, live: &Live, welcome: F) -> Result<Never, Ending>
where
    F: FnOnce(Hello) -> Fut,
    Fut: Future<Output = Result<Admission, Error>>,
{
    let mut closing = live.closing();
    let hello = tokio::select! {
        biased;
        () = closed(&mut closing) => return Err(Ending::Closing),
        hello = timeout(live.pace().hello, hear_hello(socket)) => hello,
    };
    let hello = hello.unwrap_or(Err(Ending::NoHello))?;
    // First the queue, then what was missed: so nothing falls between the two.
    let seat = live.sit(hello.screen.clone());
    let Admission { viewer, seq, catch_up } = match timeout(WELCOME_TIME, welcome(hello)).await {
        Ok(admission) => admission.map_err(Ending::Denied)?,
        Err(_) => return Err(Ending::NoRoom),
    };
    seat.admit(viewer);
    live.head(seq);
    let pace = live.pace();
    let mut beat = interval_at(Instant::now() + pace.heartbeat, pace.heartbeat);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut talk = Talk { socket, live, seat, closing, beat };
    talk.catch_up(seq, catch_up).await?;
    talk.follow(viewer, seq).await
}

async fn hear_hello(socket: &mut WebSocket) -> Result<Hello, Ending> {
    loop {
        if let Some(text) = hear(socket).await? {
            return match serde_json::from_str(&text) {
                Ok(Said::Hello(hello)) => Ok(hello),
                _ => Err(Ending::NoHello),
            };
        }
    }
}

/// The next thing said; None for anything but text.
async fn hear(socket: &mut WebSocket) -> Result<Option<Utf8Bytes>, Ending> {
    match socket.recv().await {
        Some(Ok(ws::Message::Text(text))) => Ok(Some(text)),
        Some(Ok(ws::Message::Close(_))) | None => Err(Ending::Left),
        Some(Ok(_)) => Ok(None),
        // The only thing a screen in good order can do wrong is to say too much.
        Some(Err(_)) => Err(Ending::TooLong),
    }
}

/// Ends when the box closes.
async fn closed(closing: &mut watch::Receiver<bool>) {
    let _ = closing.wait_for(|closing| *closing).await;
}

enum Event {
    Said(Option<Utf8Bytes>),
    Beat,
    Published(Message),
}

/// A screen that was let in.
struct Talk<'a> {
    socket: &'a mut WebSocket,
    live: &'a Live,
    seat: Seat,
    closing: watch::Receiver<bool>,
    beat: Interval,
}

impl Talk<'_> {
    async fn catch_up(&mut self, seq: i64, catch_up: CatchUp) -> Result<(), Ending> {
        let at = self.live.now();
        self.tell(json!({ "type": "welcome", "seq": seq, "at": at })).await?;
        match catch_up {
            CatchUp::Missed(missed) => {
                for text in missed {
                    self.send(ws::Message::Text(text)).await?;
                }
                Ok(())
            }
            CatchUp::Reset => self.tell(json!({ "type": "reset", "seq": seq })).await,
            CatchUp::Nothing => Ok(()),
        }
    }

    async fn follow(&mut self, viewer: Viewer, covered: i64) -> Result<Never, Ending> {
        let pace = self.live.pace();
        let mut beats = 0_u32;
        let mut heard = Instant::now();
        loop {
            match self.next().await? {
                Event::Said(text) => {
                    heard = Instant::now();
                    self.obey(text.as_deref().unwrap_or_default());
                }
                Event::Beat if heard.elapsed() > pace.silence => return Err(Ending::Silent),
                Event::Beat => {
                    beats = beats.wrapping_add(1);
                    self.beat(beats.is_multiple_of(pace.ping_beats)).await?;
                }
                Event::Published(message) => {
                    let known = message.seq.is_some_and(|seq| seq <= covered);
                    if !known && message.audience.includes(viewer) {
                        self.send(ws::Message::Text(message.text)).await?;
                    }
                }
            }
        }
    }

    async fn next(&mut self) -> Result<Event, Ending> {
        tokio::select! {
            biased;
            () = closed(&mut self.closing) => Err(Ending::Closing),
            () = self.seat.expelled.notified() => Err(Ending::Denied(Code::TokenExpired.into())),
            () = self.seat.too_slow.notified() => Err(Ending::TooSlow),
            _ = self.beat.tick() => Ok(Event::Beat),
            said = hear(self.socket) => said.map(Event::Said),
            message = self.seat.queue.recv() => {
                message.map(Event::Published).ok_or(Ending::TooSlow)
            }
        }
    }

    fn obey(&self, text: &str) {
        if let Ok(Said::Ack { seq }) = serde_json::from_str(text) {
            self.seat.ack(seq);
        }
    }

    async fn beat(&mut self, ping: bool) -> Result<(), Ending> {
        let (seq, at) = (self.live.seq(), self.live.now());
        self.tell(json!({ "type": "heartbeat", "seq": seq, "at": at })).await?;
        if ping {
            self.send(ws::Message::Ping(Default::default())).await?;
        }
        Ok(())
    }

    async fn tell(&mut self, value: Value) -> Result<(), Ending> {
        self.send(ws::Message::Text(value.to_string().into())).await
    }

    async fn send(&mut self, message: ws::Message) -> Result<(), Ending> {
        tokio::select! {
            biased;
            () = closed(&mut self.closing) => Err(Ending::Closing),
            () = self.seat.too_slow.notified() => Err(Ending::TooSlow),
            sent = timeout(SEND_TIME, self.socket.send(message)) => match sent {
                Ok(sent) => sent.map_err(|_| Ending::Left),
                Err(_) => Err(Ending::TooSlow),
            },
        }
    }
}

/// Says why, if there is a why, and hangs up.
async fn part(mut socket: WebSocket, ending: Ending) {
    let error = |code: &str, message: &str| {
        Some(json!({ "type": "error", "code": code, "message": message }).to_string())
    };
    let (why, code): (Option<String>, CloseCode) = match ending {
        Ending::Left => return,
        Ending::NoHello => (error("no_hello", "Say hello first."), 4408),
        Ending::Denied(refusal) if matches!(refusal.code().status(), 401 | 403) => {
            let body = refusal.body();
            let message = body.pointer("/error/message").and_then(Value::as_str);
            (error(refusal.code().as_str(), message.unwrap_or_default()), 4401)
        }
        // Not the screen's fault: it comes again by itself, and is not told that it may not.
        Ending::Denied(failure) => {
            tracing::warn!("a screen could not be let in: {failure}");
            (None, 1013)
        }
        Ending::NoRoom => (None, 1013),
        Ending::TooSlow => (error("too_slow", "This screen does not keep up."), 4413),
        Ending::TooLong => (None, 1009),
        Ending::Silent => (None, 4408),
        Ending::Closing => (None, 1001),
    };
    let parting = async {
        if let Some(why) = why {
            socket.send(ws::Message::Text(why.into())).await?;
        }
        let frame = CloseFrame { code, reason: Utf8Bytes::default() };
        socket.send(ws::Message::Close(Some(frame))).await?;
        // Hanging up while the other side still talks could swallow what it was told.
        while let Some(Ok(_)) = socket.recv().await {}
        Ok::<(), axum::Error>(())
    };
    let _ = timeout(PARTING, parting).await;
}
