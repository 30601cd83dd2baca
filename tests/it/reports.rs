//! What the owner asks about the kitchen: how long, what leaked, who did it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::kit::{Person, Shop, TestBox};

async fn order(shop: &Shop, waiter: &Person, table: &str, dish: &str, quantity: u32) -> Value {
    waiter.order_at(shop, table, &[(dish, quantity)]).await
}

async fn cook_all(cook: &Person) {
    for ticket in cook.tickets().await {
        cook.tap(&ticket, "bump").await.ok();
    }
}

#[tokio::test]
async fn cooking_times_are_by_dish_station_and_hour() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    for minutes in [4, 6, 10] {
        order(&shop, &waiter, "3", "Dal Makhani", 2).await;
        shop.clock.pass(Duration::from_secs(minutes * 60));
        cook_all(&cook).await;
    }
    let owner = shop.staff("Owner").await;
    let times = owner.get("/api/reports/kitchen").await.ok();
    let expected = |name: &str| json!([{ "name": name, "portions": 6, "median_seconds": 360, "p90_seconds": 600 }]);
    assert_eq!(times["dishes"], expected("Dal Makhani"));
    assert_eq!(times["stations"], expected("Curry"));
    assert_eq!(times["hours"], expected("19"));
    let wrong = owner.get("/api/reports/kitchen?from=2026-11-22&to=2026-11-21").await;
    assert_eq!(wrong.code(), "invalid_value");
    assert_eq!(waiter.get("/api/reports/kitchen").await.code(), "forbidden");
}

#[tokio::test]
async fn everything_fired_ends_billed_comped_voided_or_open() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let (owner, cashier) = (shop.staff("Owner").await, shop.staff("Cashier").await);
    let paid = order(&shop, &waiter, "1", "Dal Makhani", 3).await;
    let fewer = json!({ "quantity": 2, "reason": "one was enough" });
    shop.staff("Manager").await.amend(&paid, 0, fewer).await.ok();
    let given = order(&shop, &waiter, "2", "Garlic Naan", 4).await;
    let free = json!({ "percent_bps": 10_000, "reason": "a birthday" });
    let line = given["lines"][0]["id"].as_str().expect("a line");
    let path = format!("/api/orders/{}/lines/{line}/discount", given["id"].as_str().expect("id"));
    owner.post(&path, free).await.ok();
    let whole = order(&shop, &waiter, "4", "Garlic Naan", 1).await;
    let path = format!("/api/bills/{}/discount", whole["bill_id"].as_str().expect("a bill"));
    let all = json!({ "amount_paise": 5_000, "reason": "a long wait" });
    owner.post(&path, all).await.ok();
    let open = order(&shop, &waiter, "3", "Paneer Tikka", 1).await;
    let change = cook.tickets().await.into_iter().find(|t| t["changes"] != json!([]));
    let change = change.expect("a change")["changes"][0]["id"].clone();
    let path = format!("/api/kitchen/changes/{}/confirm", change.as_str().expect("an id"));
    cook.post(&path, json!({})).await.ok();
    cook_all(&cook).await;
    for order in [&paid, &given, &whole] {
        waiter.act(order, "serve", json!({})).await.ok();
        cashier.cash(order, 100_000).await.ok();
    }
    let report = owner.get("/api/reports/leaks").await.ok();
    let sums = ["fired", "billed", "comped", "voided", "open", "unexplained"];
    let sums: Vec<i64> = sums.iter().map(|sum| report[*sum].as_i64().expect(sum)).collect();
    assert_eq!(sums, [9, 2, 5, 1, 1, 0], "{report}");
    let reasons: Vec<&str> = report["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| item["reason"].as_str().unwrap_or_default())
        .collect();
    assert!(reasons.contains(&"a birthday") && reasons.contains(&"one was enough"));
    drop(open);
}

#[tokio::test]
async fn the_audit_names_who_did_what_from_which_device_page_by_page() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let placed = order(&shop, &waiter, "3", "Dal Makhani", 1).await;
    let ticket = cook.tickets().await.remove(0);
    let seen = json!({ "ids": [ticket["id"]], "screen": "the old tablet" });
    cook.post("/api/kitchen/tickets/seen", seen).await;
    cook.tap(&ticket, "bump").await.ok();
    cook.tap(&ticket, "recall").await.ok();
    cook_all(&cook).await;
    waiter.act(&placed, "serve", json!({})).await.ok();
    let owner = shop.staff("Owner").await;
    let (mut told, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/reports/audit?day=2026-11-21&limit=3{cursor}");
        let page = owner.get(&path).await.ok();
        told.extend(page["items"].as_array().expect("entries").clone());
        let Some(next) = page["next_cursor"].as_i64() else { break };
        cursor = format!("&cursor={next}");
    }
    let words: Vec<&str> = told.iter().rev().map(|e| e["what"].as_str().expect("what")).collect();
    assert_eq!(
        words,
        ["FIRED", "SEEN", "DONE", "BUMPED", "RECALLED", "RECALLED", "DONE", "BUMPED", "SERVED"]
    );
    let bumped = told.iter().find(|entry| entry["what"] == "BUMPED").expect("a bump");
    assert_eq!((&bumped["by"], &bumped["station"]), (&json!("Cook"), &json!("Curry")));
    assert_eq!((&bumped["number"], &bumped["table_name"]), (&json!(1), &json!("3")));
    assert_eq!(
        told.iter().find(|e| e["what"] == "SEEN").expect("seen")["detail"],
        "the old tablet"
    );
    let other = owner.get("/api/reports/audit?day=2026-11-20").await.ok();
    assert_eq!(other["items"], json!([]));
}
