use futures_util::future::join_all;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use serde_json::{Value, json};

use crate::kit::{Shop, TestBox, rounds};

const LINES: &str = "SELECT count(*) FROM order_line";

#[tokio::test]
async fn the_same_order_ten_times_at_once_and_after_a_restart_is_one_order() {
    let shop = TestBox::with_menu().await;
    let guest = shop.guest("5").await;
    let body = json!({ "items": guest.items(&[("Dal Makhani", 2)]).await });
    let ten = (0..10).map(|_| guest.keyed(Method::POST, "/api/orders", "dinner-1", &body));
    let answers: Vec<Value> = join_all(ten).await.into_iter().map(|a| a.ok()).collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]), "one answer");
    let base = guest.clone();
    let shop = shop.restart().await;
    let guest = crate::kit::Person { base: shop.base.clone(), ..base };
    let again = guest.keyed(Method::POST, "/api/orders", "dinner-1", &body).await.ok();
    assert_eq!(again, answers[0]);
    assert_eq!((shop.count("SELECT count(*) FROM orders"), shop.count(LINES)), (1, 1));
    let other = json!({ "items": guest.items(&[("Dal Makhani", 3)]).await });
    let reused = guest.keyed(Method::POST, "/api/orders", "dinner-1", &other).await;
    assert_eq!(reused.code(), "idempotency_key_reused");
}

#[tokio::test]
async fn two_phones_that_send_one_cart_cook_it_once() {
    let shop = TestBox::with_menu().await;
    let (wife, husband) = (shop.guest("5").await, shop.named_guest("5", "Ravi").await);
    let dish = wife.items(&[("Garlic Naan", 1)]).await[0]["menu_item_id"].clone();
    for (who, n) in [(&wife, 2), (&husband, 1)] {
        let line_id = tiffin::base::LineId::new(shop.clock.now()).to_string();
        let line = json!({ "line_id": line_id, "menu_item_id": dish, "quantity": n });
        who.put("/api/cart/items", line).await.ok();
    }
    let cart = wife.get("/api/cart").await.ok();
    assert_eq!(cart["quote"]["items_paise"], 15_000);
    assert_eq!(cart["my_quote"]["items_paise"], 10_000);
    let whole = json!({ "whole_table": true });
    let sent = join_all([&wife, &husband].map(|who| who.post("/api/orders", whole.clone()))).await;
    let placed = sent.iter().filter(|answer| answer.status.is_success()).count();
    assert_eq!(placed, 1, "the other hears that there is nothing left to order");
    let naans = "SELECT coalesce(sum(quantity), 0) FROM fired";
    assert_eq!(shop.count(naans), 3);
    assert_eq!(wife.get("/api/cart").await.ok()["lines"], json!([]));
}

#[tokio::test]
async fn a_price_that_changed_is_shown_before_it_is_charged() {
    let shop = TestBox::with_menu().await;
    let guest = shop.guest("5").await;
    let items = guest.items(&[("Dal Makhani", 1)]).await;
    let body = json!({ "items": items, "expected_total_paise": 29_000 });
    let answer = guest.post("/api/orders", body).await;
    assert_eq!(answer.code(), "price_changed");
    assert_eq!(answer.body["error"]["details"]["quote"]["total_paise"], 29_500);
    assert_eq!(shop.count("SELECT count(*) FROM orders"), 0);
    assert_eq!(shop.count("SELECT count(*) FROM order_counter"), 0, "no number was used up");
}

#[tokio::test]
async fn a_dish_that_is_sold_out_cannot_be_ordered() {
    let shop = TestBox::with_menu().await;
    let (guest, cook) = (shop.guest("5").await, shop.staff("Cook").await);
    let items = guest.items(&[("Dal Makhani", 1)]).await;
    let id = items[0]["menu_item_id"].as_str().expect("an id");
    let path = format!("/api/menu/items/{id}/availability");
    cook.patch(&path, json!({ "is_available": false })).await.ok();
    let answer = guest.post("/api/orders", json!({ "items": items })).await;
    assert_eq!((answer.code(), answer.status.as_u16()), ("sold_out", 410));
    assert_eq!(answer.body["error"]["details"]["name"], "Dal Makhani");
}

#[tokio::test]
async fn kitchen_taps_bear_repeating_and_carry_the_order_along() {
    let shop = TestBox::with_menu().await;
    let (guest, cook) = (shop.guest("5").await, shop.staff("Cook").await);
    let order = guest.order(&[("Dal Makhani", 1), ("Garlic Naan", 2)]).await.ok();
    let tickets = cook.tickets().await;
    let ticket = |n: usize| tickets[n]["id"].as_str().expect("a ticket");
    let line = |n: usize| tickets[n]["lines"][0]["id"].as_str().expect("a line");
    let tap = async |n: usize, tap: &str| {
        let path = format!("/api/kitchen/tickets/{}/lines/{}/{tap}", ticket(n), line(n));
        cook.post(&path, json!({})).await
    };
    assert_eq!(tap(0, "start").await.ok()["status"], "PREPARING");
    let once = tap(0, "done").await.ok();
    assert_eq!(once["status"], "PREPARING", "the other station is still at it");
    assert_eq!(tap(0, "done").await.ok(), once, "a second tap changes nothing");
    assert_eq!(tap(1, "done").await.ok()["status"], "READY");
    assert_eq!(tap(1, "recall").await.ok()["status"], "PREPARING");
    assert_eq!(tap(1, "done").await.ok()["status"], "READY");
    shop.staff("Waiter").await.step(&order, "SERVED").await.ok();
    let late = tap(1, "recall").await;
    assert_eq!(late.code(), "illegal_transition");
    assert_eq!(shop.count("SELECT sum(quantity) FROM fired"), 3, "recalling fires nothing");
}

#[tokio::test]
async fn who_may_call_an_order_off_depends_on_how_far_it_is() {
    let shop = TestBox::with_menu().await;
    let guest = shop.guest("5").await;
    let order = guest.order(&[("Dal Makhani", 1)]).await.ok();
    let path = format!("/api/orders/{}", order["id"].as_str().expect("an id"));
    let why = json!({ "reason": "changed their mind" });
    assert_eq!(guest.post(&format!("{path}/cancel"), why.clone()).await.code(), "forbidden");
    shop.staff("Cook").await.step(&order, "PREPARING").await.ok();
    let waiter = shop.staff("Waiter").await;
    assert_eq!(waiter.post(&format!("{path}/cancel"), why.clone()).await.code(), "forbidden");
    let manager = shop.staff("Manager").await;
    let gone = manager.post(&format!("{path}/cancel"), why).await.ok();
    assert_eq!(
        (&gone["status"], &gone["lines"][0]["status"]),
        (&json!("CANCELLED"), &json!("VOIDED"))
    );
    assert_eq!(shop.staff("Cashier").await.cash(&order, 50_000).await.code(), "no_bill");
}

/// One thing somebody may try with the one order there is.
#[derive(Clone, Copy, Debug)]
enum Try {
    Status(&'static str),
    Kitchen(&'static str),
    Line(&'static str, usize),
    Pay,
}

fn tries() -> impl Strategy<Value = Try> {
    let states = [
        "PENDING",
        "CONFIRMED",
        "PREPARING",
        "READY",
        "SERVED",
        "COMPLETED",
        "CANCELLED",
        "OUT_FOR_DELIVERY",
        "DELIVERED",
        "REJECTED",
        "PAYMENT_PENDING",
    ];
    let taps = ["start", "done", "recall"];
    let ticket_taps = ["start", "bump", "recall"];
    prop_oneof![
        4 => prop::sample::select(states.to_vec()).prop_map(Try::Status),
        2 => prop::sample::select(taps.to_vec()).prop_map(Try::Kitchen),
        3 => (prop::sample::select(ticket_taps.to_vec()), 0_usize..2)
            .prop_map(|(tap, line)| Try::Line(tap, line)),
        1 => Just(Try::Pay),
    ]
}

/// Random steps by a manager: each is done as the state machine says or refused by name, nothing
/// answers 500, and the box that is dropped at the end finds its rules kept.
#[tokio::test]
async fn random_steps_keep_the_order_book() {
    let shop = TestBox::with_menu().await;
    let mut runner = TestRunner::deterministic();
    for _ in 0..rounds(12, 2_000) {
        let walk = prop::collection::vec(tries(), 25).new_tree(&mut runner).expect("a walk");
        walk_once(&shop, prop::strategy::ValueTree::current(&walk)).await;
    }
}

async fn walk_once(shop: &Shop, walk: Vec<Try>) {
    let manager = shop.staff("Manager").await;
    let table = shop.table("7").await;
    let items = manager.items(&[("Dal Makhani", 1), ("Garlic Naan", 2)]).await;
    let body = json!({ "table_id": table, "items": items });
    let order = manager.post("/api/orders", body).await.ok();
    let id = order["id"].as_str().expect("an id").to_owned();
    let mut status = order["status"].as_str().expect("a state").to_owned();
    let of_order = |ticket: &Value| ticket["order_id"] == order["id"];
    let tickets = manager.tickets().await.into_iter().filter(of_order);
    let tickets: Vec<String> =
        tickets.map(|ticket| ticket["id"].as_str().expect("an id").to_owned()).collect();
    for step in walk {
        let answer = match step {
            Try::Status(to) => manager.step(&order, to).await,
            Try::Kitchen(tap) => {
                manager.post(&format!("/api/kitchen/orders/{id}/{tap}"), json!({})).await
            }
            Try::Line(tap, n) => {
                let path = format!("/api/kitchen/tickets/{}/{tap}", tickets[n]);
                manager.post(&path, json!({})).await
            }
            Try::Pay => manager.cash(&order, 200_000).await,
        };
        assert!(answer.status.as_u16() < 500, "{step:?} from {status}: {}", answer.body);
        let now = manager.get(&format!("/api/orders/{id}")).await.ok();
        let after = now["status"].as_str().expect("a state").to_owned();
        if !answer.status.is_success() {
            assert_eq!(after, status, "a refusal changed something: {step:?}");
        }
        let history = now["history"].as_array().expect("steps");
        let told = history.last().expect("a step")["to"].as_str().expect("a state");
        assert_eq!(told, after, "the history ends where the order is");
        for pair in history.windows(2) {
            assert_eq!(pair[0]["to"], pair[1]["from"], "no step is left out");
        }
        status = after;
    }
    let sitting = order["sitting_id"].as_str().expect("an id");
    let close = manager.post(&format!("/api/sittings/{sitting}/close"), json!({})).await;
    if !close.status.is_success() {
        manager.cash(&order, 200_000).await;
        manager.post(&format!("/api/sittings/{sitting}/close"), json!({})).await.ok();
    }
}
