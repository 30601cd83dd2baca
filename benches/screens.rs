//! Fifty kitchen screens and a hundred phones are connected; twenty orders a second come for a
//! minute. Every screen must hear of every order once, soon. `SECONDS`, `SCREENS`, `PHONES` and
//! `RATE` in the environment make it another evening.

// Who measures time looks at the clock.
#![allow(clippy::disallowed_methods)]

mod kit;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::{SinkExt as _, StreamExt as _};
use kit::{House, Row, millis, percentile, print, setting};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio_tungstenite::connect_async;

/// When each order was sent off, by its id; and what screens have heard so far.
#[derive(Default)]
struct Heard {
    /// (screen, order) → when the first message about it came, and how many said the same.
    first: HashMap<(usize, String), Instant>,
    doubles: usize,
    versions: HashMap<(usize, String), u64>,
    disorder: usize,
}

type Shared = Arc<Mutex<Heard>>;

/// What a kitchen screen listens for: a ticket; what a phone listens for: its order.
fn order_of<'a>(message: &'a Value, kind: &str) -> Option<(&'a str, u64)> {
    if message["type"] != kind {
        return None;
    }
    let data = &message["data"];
    let id = if kind == "ticket" { &data["order_id"] } else { &data["id"] };
    Some((id.as_str()?, message["seq"].as_u64()?))
}

async fn listen(base: String, token: String, screen: usize, kind: &'static str, heard: Shared) {
    let url = format!("{}/api/live", base.replacen("http", "ws", 1));
    let (mut socket, _) = connect_async(url).await.expect("a socket");
    let name = if kind == "ticket" { "kitchen:*" } else { "guest" };
    let hello = json!({ "type": "hello", "token": token, "since": null, "screen": name });
    socket.send(hello.to_string().into()).await.expect("sent");
    let mut last = 0;
    while let Some(Ok(frame)) = socket.next().await {
        let at = Instant::now();
        let Ok(text) = frame.into_text() else { continue };
        // The machine that measures is the one that is measured: what is not asked for is not read.
        if !text.starts_with(&format!("{{\"type\":\"{kind}\"")) {
            continue;
        }
        let Ok(message) = serde_json::from_str::<Value>(&text) else { continue };
        let Some((order, seq)) = order_of(&message, kind) else { continue };
        let what = if kind == "ticket" { message["data"]["id"].as_str() } else { Some(order) };
        let key = (screen, what.unwrap_or_default().to_owned());
        let mut heard = heard.lock().expect("unbroken");
        heard.disorder += usize::from(seq < last);
        last = seq;
        let double = heard.versions.insert(key, seq) == Some(seq);
        heard.doubles += usize::from(double);
        heard.first.entry((screen, order.to_owned())).or_insert(at);
    }
}

/// Opens the screens and waits until the box has let them all in.
async fn connect(house: &House, tables: &[Value], heard: &Shared) -> Vec<Option<String>> {
    let (screens, phones) = (setting("SCREENS", 50), setting("PHONES", 100));
    let waiter = house.token("Waiter").await;
    let owner = house.token("Owner").await;
    let mut sittings = vec![None; screens];
    for screen in 0..screens {
        tokio::spawn(listen(house.base.clone(), waiter.clone(), screen, "ticket", heard.clone()));
    }
    for phone in 0..phones {
        let table = &tables[phone % tables.len()];
        let path = format!("/api/tables/{}/code", table["id"].as_str().expect("an id"));
        let code = house.get(&owner, &path).await;
        let code = code["url"].as_str().and_then(|url| url.rsplit('/').next()).expect("a code");
        let joined = house.post("", &format!("/api/tables/{code}/join"), json!({})).await;
        let token = joined["guest_token"].as_str().expect("a token").to_owned();
        sittings.push(joined["sitting"]["id"].as_str().map(str::to_owned));
        let screen = screens + phone;
        tokio::spawn(listen(house.base.clone(), token, screen, "order", heard.clone()));
    }
    while house.app.live.screens().len() < screens + phones {
        tokio::task::yield_now().await;
    }
    sittings
}

struct Sent {
    at: Instant,
    answered: Duration,
    order: String,
    sitting: String,
}

async fn evening(house: &Arc<House>, tables: &[Value]) -> Vec<Sent> {
    let (rate, seconds) = (setting("RATE", 20), setting("SECONDS", 60));
    let waiter = Arc::new(house.token("Waiter").await);
    let items = house.items(&["Paneer Tikka", "Dal Makhani", "Garlic Naan"]).await;
    let mut beat = tokio::time::interval(Duration::from_secs_f64(1.0 / rate as f64));
    let mut orders = JoinSet::new();
    for n in 0..rate * seconds {
        beat.tick().await;
        let table = tables[n % tables.len()]["id"].clone();
        let (house, waiter, items) = (house.clone(), waiter.clone(), items.clone());
        orders.spawn(async move {
            let at = Instant::now();
            let body = json!({ "table_id": table, "items": items });
            let placed = house.post(&waiter, "/api/orders", body).await;
            let text = |field: &str| placed[field].as_str().expect("a field").to_owned();
            Sent { at, answered: at.elapsed(), order: text("id"), sitting: text("sitting_id") }
        });
    }
    orders.join_all().await
}

/// Waits until every screen has heard of everything, or nothing more has come for five seconds.
async fn settle(heard: &Shared, expected: usize) {
    let mut quiet = 0;
    let mut before = 0;
    while quiet < 50 {
        let now = heard.lock().expect("unbroken").first.len();
        if now >= expected {
            return;
        }
        quiet = if now == before { quiet + 1 } else { 0 };
        before = now;
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::main]
async fn main() {
    let house = Arc::new(House::open().await);
    let owner = house.token("Owner").await;
    let orders = setting("RATE", 20) * setting("SECONDS", 60);
    // A party orders a few times in an evening.
    let tables = house.tables(&owner, orders.div_ceil(4).max(12)).await;
    let heard = Shared::default();
    let sittings = connect(&house, &tables, &heard).await;
    let sent = evening(&house, &tables).await;

    let listens = |screen: usize, sent: &Sent| match &sittings[screen] {
        None => true,
        Some(sitting) => *sitting == sent.sitting,
    };
    let pairs: Vec<(usize, &Sent)> = (0..sittings.len())
        .flat_map(|screen| sent.iter().map(move |one| (screen, one)))
        .filter(|(screen, one)| listens(*screen, one))
        .collect();
    settle(&heard, pairs.len()).await;

    let heard = heard.lock().expect("unbroken");
    let mut kitchen = Vec::new();
    let mut lost = 0;
    for (screen, one) in &pairs {
        match heard.first.get(&(*screen, one.order.clone())) {
            None => lost += 1,
            Some(at) if sittings[*screen].is_none() => kitchen.push(at.duration_since(one.at)),
            Some(_) => {}
        }
    }
    let mut answered: Vec<Duration> = sent.iter().map(|one| one.answered).collect();
    let p99 = percentile(&mut kitchen, 99.0);
    let count = |what: &str, number: usize| Row {
        what: what.into(),
        measured: number.to_string(),
        wanted: "0".into(),
        is_reached: number == 0,
    };
    let said = |what: &str, measured: Duration, wanted: u64| Row {
        what: what.into(),
        measured: millis(measured),
        wanted: format!("under {wanted} ms"),
        is_reached: measured < Duration::from_millis(wanted),
    };
    let title = format!(
        "{} orders to {} kitchen screens and {} phones: {} messages awaited",
        sent.len(),
        setting("SCREENS", 50),
        setting("PHONES", 100),
        pairs.len()
    );
    print(
        &title,
        &[
            count("messages lost", lost),
            count("messages heard twice", heard.doubles),
            count("messages out of order", heard.disorder),
            said("order sent to ticket on a screen, median", percentile(&mut kitchen, 50.0), 100),
            said("order sent to ticket on a screen, p99", p99, 100),
            said("order sent to answer, p99", percentile(&mut answered, 99.0), 50),
        ],
    );
    assert_eq!((lost, heard.doubles, heard.disorder), (0, 0, 0), "screens must not lie");
}
