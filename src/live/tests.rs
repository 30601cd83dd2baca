use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::WebSocketUpgrade;
use axum::routing::any;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use uuid::Uuid;

use super::hub::{PACE, Pace};
use super::{Admission, Audience, CatchUp, Hello, Live, Message, Viewer, answer};
use crate::base::{At, Clock, Code, Error};

/// Long enough for anything that happens, and only waited for when it does not.
const PATIENCE: Duration = Duration::from_secs(60);
const RED: Uuid = Uuid::from_u128(1);
const BLUE: Uuid = Uuid::from_u128(2);

struct Hall {
    live: Live,
    address: SocketAddr,
}

/// Lets screens in: `staff`, `red` and `blue` are known. Screens called `doorstep` wait there
/// until told to go on.
#[derive(Clone, Default)]
struct Porter {
    asked: Arc<Notify>,
    go_on: Arc<Notify>,
}

impl Porter {
    async fn welcome(self, hello: Hello) -> Result<Admission, Error> {
        if hello.screen == "doorstep" {
            self.asked.notify_one();
            self.go_on.notified().await;
        }
        let group = match hello.token.as_str() {
            "red" => Some(RED),
            "blue" => Some(BLUE),
            "staff" => None,
            "broken" => return Err(Code::Busy.into()),
            _ => return Err(Code::Unauthorized.into()),
        };
        let catch_up = match hello.since {
            Some(0) => CatchUp::Reset,
            Some(n) => CatchUp::Missed((n + 1..=10).map(|n| text(n).into()).collect()),
            None => CatchUp::Nothing,
        };
        let viewer = Viewer { is_staff: group.is_none(), group, session: None };
        Ok(Admission { viewer, seq: 10, catch_up })
    }
}

fn text(n: i64) -> String {
    json!({ "type": "note", "seq": n }).to_string()
}

fn note(n: i64, audience: Audience) -> Message {
    Message { seq: Some(n), audience, text: text(n).into() }
}

impl Hall {
    async fn open() -> (Hall, Porter) {
        Hall::with_pace(Pace { heartbeat: Duration::from_secs(3_600), ..PACE }).await
    }

    async fn with_pace(pace: Pace) -> (Hall, Porter) {
        let clock = Clock::standing(At::from_millis(1_795_262_400_000));
        let (live, porter) = (Live::with_pace(clock, pace), Porter::default());
        let (hub, door) = (live.clone(), porter.clone());
        let handler = move |upgrade: WebSocketUpgrade| {
            let (hub, door) = (hub.clone(), door.clone());
            async move { answer(upgrade, hub, |hello| door.welcome(hello)) }
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().route("/live", any(handler));
        tokio::spawn(async move { axum::serve(listener, router).await });
        (Hall { live, address }, porter)
    }

    async fn knock(&self) -> Result<Screen, tungstenite::Error> {
        let url = format!("ws://{}/live", self.address);
        tokio_tungstenite::connect_async(url).await.map(|(socket, _)| Screen(socket))
    }

    /// A screen that said hello.
    async fn screen(&self, hello: Value) -> Screen {
        let mut screen = self.knock().await.expect("a socket");
        screen.say(hello).await;
        screen
    }

    /// A screen that was welcomed.
    async fn welcomed(&self, token: &str) -> Screen {
        let mut screen = self.screen(hello(token, None)).await;
        assert_eq!(screen.hear().await["type"], "welcome");
        screen
    }

    async fn until(&self, so: impl Fn(&Live) -> bool) {
        let wait = async {
            while !so(&self.live) {
                tokio::task::yield_now().await;
            }
        };
        timeout(PATIENCE, wait).await.expect("it came about");
    }
}

fn hello(token: &str, since: Option<i64>) -> Value {
    json!({ "type": "hello", "token": token, "since": since, "screen": "kitchen" })
}

struct Screen(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Screen {
    async fn say(&mut self, value: Value) {
        let text = tungstenite::Message::text(value.to_string());
        self.0.send(text).await.expect("said");
    }

    async fn next(&mut self) -> Option<tungstenite::Message> {
        timeout(PATIENCE, self.0.next()).await.expect("in time").and_then(Result::ok)
    }

    async fn hear(&mut self) -> Value {
        loop {
            match self.next().await.expect("a message") {
                tungstenite::Message::Text(text) => {
                    return serde_json::from_str(&text).expect("JSON");
                }
                tungstenite::Message::Close(frame) => panic!("closed: {frame:?}"),
                _ => {}
            }
        }
    }

    /// Reads to the end: the last error's code, and the code of the close.
    async fn end(&mut self) -> (String, u16) {
        let mut end = (String::new(), 0);
        while let Some(message) = self.next().await {
            match message {
                tungstenite::Message::Close(frame) => {
                    end.1 = frame.map_or(0, |frame| frame.code.into());
                }
                tungstenite::Message::Text(text) => {
                    let value: Value = serde_json::from_str(&text).expect("JSON");
                    end.0 = value["code"].as_str().unwrap_or_default().to_owned();
                }
                _ => {}
            }
        }
        end
    }
}

#[tokio::test]
async fn a_screen_is_welcomed_and_hears_the_heart_beat() {
    let pace = Pace { heartbeat: Duration::from_millis(5), ping_beats: 1, ..PACE };
    let (hall, _) = Hall::with_pace(pace).await;
    let mut screen = hall.screen(hello("staff", None)).await;
    let at = "2026-11-21T12:00:00.000Z";
    assert_eq!(screen.hear().await, json!({ "type": "welcome", "seq": 10, "at": at }));
    hall.live.head(12);
    let beat = loop {
        let beat = screen.hear().await;
        if beat["seq"] == 12 {
            break beat;
        }
    };
    assert_eq!(beat, json!({ "type": "heartbeat", "seq": 12, "at": at }));
}

#[tokio::test]
async fn who_comes_back_hears_what_was_missed_and_then_what_is_new() {
    let (hall, _) = Hall::open().await;
    let mut screen = hall.screen(hello("staff", Some(7))).await;
    assert_eq!(screen.hear().await["type"], "welcome");
    hall.until(|live| live.screens().len() == 1).await;
    hall.live.publish(note(11, Audience::Everyone));
    for n in 8..=11 {
        assert_eq!(screen.hear().await["seq"], n);
    }
}

#[tokio::test]
async fn who_was_away_too_long_starts_afresh() {
    let (hall, _) = Hall::open().await;
    let mut screen = hall.screen(hello("staff", Some(0))).await;
    assert_eq!(screen.hear().await["type"], "welcome");
    assert_eq!(screen.hear().await, json!({ "type": "reset", "seq": 10 }));
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_between_the_door_and_the_room() {
    let (hall, porter) = Hall::open().await;
    let mut on_the_doorstep = hello("red", Some(8));
    on_the_doorstep["screen"] = "doorstep".into();
    let mut screen = hall.screen(on_the_doorstep).await;
    timeout(PATIENCE, porter.asked.notified()).await.expect("it knocked");
    assert!(hall.live.screens().is_empty(), "not let in yet");
    hall.live.publish(note(10, Audience::Everyone)); // is in what was missed
    hall.live.publish(note(11, Audience::Group(BLUE)));
    hall.live.publish(note(12, Audience::Group(RED)));
    let cart = Message { seq: None, audience: Audience::Everyone, text: text(-1).into() };
    hall.live.publish(cart);
    porter.go_on.notify_one();
    assert_eq!(screen.hear().await["type"], "welcome");
    hall.until(|live| live.screens().len() == 1).await;
    hall.live.publish(note(13, Audience::Everyone));
    for n in [9, 10, 12, -1, 13] {
        assert_eq!(screen.hear().await["seq"], n);
    }
}

#[tokio::test]
async fn one_group_never_sees_anothers() {
    let (hall, _) = Hall::open().await;
    let mut staff = hall.welcomed("staff").await;
    let mut red = hall.welcomed("red").await;
    let mut blue = hall.welcomed("blue").await;
    let audiences = [
        Audience::Group(RED),
        Audience::Group(BLUE),
        Audience::StaffAnd(RED),
        Audience::StaffAnd(BLUE),
        Audience::Staff,
        Audience::Everyone,
    ];
    for (n, audience) in (11..).zip(audiences) {
        hall.live.publish(note(n, audience));
    }
    for (screen, sees) in [
        (&mut staff, vec![13, 14, 15, 16]),
        (&mut red, vec![11, 13, 16]),
        (&mut blue, vec![12, 14, 16]),
    ] {
        for n in sees {
            assert_eq!(screen.hear().await["seq"], n);
        }
    }
}

#[tokio::test]
async fn a_screen_that_does_not_read_is_dropped_and_the_others_get_all() {
    let (hall, _) = Hall::open().await;
    let mut slow = hall.welcomed("staff").await;
    let mut quick = hall.welcomed("staff").await;
    let long = "x".repeat(128 * 1024);
    let mut last = 10;
    while hall.live.screens().len() == 2 {
        last += 1;
        assert!(last < 2_000, "the slow screen is never dropped");
        let text = json!({ "type": "note", "seq": last, "long": long }).to_string();
        let message = Message { seq: Some(last), audience: Audience::Staff, text: text.into() };
        hall.live.publish(message);
        assert_eq!(quick.hear().await["seq"], last);
    }
    assert_eq!(slow.end().await, ("too_slow".to_owned(), 4413));
    hall.live.publish(note(last + 1, Audience::Staff));
    assert_eq!(quick.hear().await["seq"], last + 1);
}

#[tokio::test]
async fn a_bad_token_is_told_so_and_a_failure_of_ours_is_not_held_against_it() {
    let (hall, _) = Hall::open().await;
    let mut stranger = hall.screen(hello("forged", None)).await;
    assert_eq!(stranger.end().await, ("unauthorized".to_owned(), 4401));
    let mut unlucky = hall.screen(hello("broken", None)).await;
    assert_eq!(unlucky.end().await, (String::new(), 1013));
    hall.until(|live| live.screens().is_empty()).await;
}

#[tokio::test]
async fn who_does_not_say_hello_is_not_kept() {
    let (hall, _) = Hall::with_pace(Pace { hello: Duration::from_millis(20), ..PACE }).await;
    let mut mute = hall.knock().await.expect("a socket");
    assert_eq!(mute.end().await, ("no_hello".to_owned(), 4408));
    let (hall, _) = Hall::open().await;
    let mut babbler = hall.screen(json!({ "type": "ack", "seq": 1 })).await;
    assert_eq!(babbler.end().await, ("no_hello".to_owned(), 4408));
}

#[tokio::test]
async fn what_was_drawn_is_noted_and_nonsense_is_not() {
    let (hall, _) = Hall::open().await;
    let mut screen = hall.welcomed("staff").await;
    assert_eq!(hall.live.screens()[0].acked, None);
    for said in [
        json!({ "type": "ack", "seq": 9 }),
        json!({ "type": "ack", "seq": 7 }),
        json!({ "type": "ack", "seq": 99 }),
        json!({ "type": "ack", "seq": "x" }),
        json!({ "type": "dance" }),
        json!(["ack"]),
        json!({ "type": "ack", "seq": 10 }),
    ] {
        screen.say(said).await;
    }
    hall.until(|live| live.screens()[0].acked == Some(10)).await;
    assert_eq!(hall.live.screens()[0].kind, "kitchen");
}

#[tokio::test]
async fn who_says_too_much_at_once_is_dropped() {
    let (hall, _) = Hall::open().await;
    let mut screen = hall.welcomed("staff").await;
    screen.say(json!({ "type": "x".repeat(5_000) })).await;
    screen.end().await;
    hall.until(|live| live.screens().is_empty()).await;
}

#[tokio::test]
async fn who_never_answers_a_ping_is_dropped() {
    let pace = Pace {
        heartbeat: Duration::from_millis(5),
        ping_beats: 1,
        // Longer than a busy machine keeps the other from answering.
        silence: Duration::from_secs(3),
        ..PACE
    };
    let (hall, _) = Hall::with_pace(pace).await;
    let mut alive = hall.welcomed("staff").await;
    let _dead = hall.welcomed("red").await;
    // Reading is what answers pings; the dead one's messages fit into the line's own buffers.
    let staying = async {
        while hall.live.screens().len() == 2 {
            alive.hear().await;
        }
    };
    timeout(PATIENCE, staying).await.expect("one was dropped");
    assert_eq!(alive.hear().await["type"], "heartbeat");
}

#[tokio::test]
async fn there_is_room_for_so_many_and_no_more() {
    let (hall, _) = Hall::with_pace(Pace { screens: 1, ..PACE }).await;
    let first = hall.welcomed("staff").await;
    match hall.knock().await {
        Err(tungstenite::Error::Http(response)) => assert_eq!(response.status(), 503),
        other => panic!("there was room: {}", other.is_ok()),
    }
    drop(first);
    hall.until(Live::has_room).await;
    hall.welcomed("staff").await;
}

#[tokio::test]
async fn closing_says_goodbye_to_all() {
    let (hall, _) = Hall::open().await;
    let mut screen = hall.welcomed("staff").await;
    let mut mute = hall.knock().await.expect("a socket");
    let (screen, mute, ()) = tokio::join!(screen.end(), mute.end(), hall.live.close());
    assert_eq!((screen.1, mute.1), (1001, 1001));
    assert!(!hall.live.has_room());
}
