use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::StatusCode;
use tiffin::app::{App, Follower, Miss, follow};
use tiffin::base::{Phone, limits};
use tiffin::ledger;
use tiffin::notifications::{Delivered, Note, deliver, queue_in};
use tiffin::store::Tx;
use tiffin::wire::{Actor, Fact, MessageKind, Recorded, Role};
use tokio::sync::Notify;

use crate::desk::{Ask, Desk};

/// Queues a text about `subject`; false when this phone has been told already.
async fn queue(desk: &Desk, subject: &str, phone: &str) -> bool {
    let (subject, phone): (_, Phone) = (subject.to_owned(), phone.parse().expect("a number"));
    let (kind, text, at) = (MessageKind::Ready, "It is ready.".to_owned(), desk.clock.now());
    let note = Note { kind, subject, phone, text, at };
    let work = move |tx: &Tx| queue_in(tx, &note);
    desk.app.store.write(&Actor::the_box(), work).await.expect("queued").is_some()
}

async fn states(desk: &Desk, token: &str) -> Vec<String> {
    let page = desk.ask(Ask::get("/api/messages?limit=100").by(token)).await;
    let items = page.body["items"].as_array().cloned().unwrap_or_default();
    items.iter().filter_map(|item| item["state"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn nobody_is_told_the_same_thing_twice() {
    let desk = Desk::open().await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    assert!(queue(&desk, "order-1", "9876543210").await);
    assert!(!queue(&desk, "order-1", "+91 98765 43210").await);
    assert!(queue(&desk, "order-1", "9123456780").await);
    assert!(queue(&desk, "order-2", "9876543210").await);
    assert_eq!(states(&desk, &waiter).await, ["QUEUED"; 3]);
    assert_eq!(deliver(&desk.app).await.ok(), Some(Delivered::default()));
    assert_eq!(states(&desk, &waiter).await, ["SENT"; 3]);
    assert!(!queue(&desk, "order-1", "9876543210").await, "nor after it was sent");
}

#[tokio::test]
async fn a_text_whose_sending_was_cut_off_is_not_sent_again() {
    let desk = Desk::open().await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    queue(&desk, "order-1", "9876543210").await;
    let claim = |tx: &Tx| tx.run("UPDATE message SET is_claimed = 1", []);
    desk.app.store.write(&Actor::the_box(), claim).await.expect("claimed");
    let at = desk.clock.now().plus_seconds(1);
    let desk = desk.restart(at, false).await;
    queue(&desk, "order-2", "9876543210").await;
    assert_eq!(deliver(&desk.app).await.ok(), Some(Delivered::default()));
    assert_eq!(states(&desk, &waiter).await, ["SENT", "FAILED"]);
}

#[tokio::test]
async fn texts_are_listed_page_by_page_to_the_floor_alone() {
    let desk = Desk::open().await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    for n in 0..5 {
        desk.pass(1);
        queue(&desk, &format!("order-{n}"), "9876543210").await;
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = desk.ask(Ask::get(&format!("/api/messages?limit=2{cursor}")).by(&waiter)).await;
        assert_eq!(page.status, StatusCode::OK);
        let items = page.body["items"].as_array().cloned().unwrap_or_default();
        assert!(items.iter().all(|item| item["phone_masked"] == "987****3210"));
        seen.extend(items.iter().map(|item| item["id"].to_string()));
        match page.body["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let mut newest_first = seen.clone();
    newest_first.sort_by(|a, b| b.cmp(a));
    newest_first.dedup();
    assert_eq!((seen.len(), &seen), (5, &newest_first));
    let bad = desk.ask(Ask::get("/api/messages?cursor=x").by(&waiter)).await;
    assert_eq!(bad.code(), "malformed_request");
    let cook = desk.staff("Salim", Role::KitchenStaff).await;
    assert_eq!(desk.ask(Ask::get("/api/messages").by(&cook)).await.code(), "forbidden");
}

static ASKED: AtomicU32 = AtomicU32::new(0);
static DONE: Notify = Notify::const_new();

/// Away longer than any fact is tried.
async fn away(_: App, _: Recorded) -> Result<(), Miss> {
    if ASKED.fetch_add(1, Ordering::SeqCst) < 3 * limits::MAX_TRIES {
        return Err(Miss::away("nobody is reached"));
    }
    DONE.notify_one();
    Ok(())
}

#[tokio::test(start_paused = true)]
async fn a_far_end_that_is_away_for_long_makes_no_dead_letters() {
    let desk = Desk::open().await;
    let by = Actor::the_box();
    let begin = |tx: &Tx| {
        tx.record(Fact::HouseSet { name: "Barah Mez".into() });
        ledger::advance(tx.conn(), "away", 0)
    };
    desk.app.store.write(&by, begin).await.expect("begun");
    let following = tokio::spawn(follow(desk.app.clone(), Follower::new("away", away)));
    DONE.notified().await;
    following.abort();
    let letters = desk.app.store.read(|read| ledger::dead_letters(read.conn(), 10)).await;
    assert!(letters.expect("letters").is_empty());
}
