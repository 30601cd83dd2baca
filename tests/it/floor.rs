//! Parties that move, join, part and leave: orders, tickets, bills and phones follow.

use std::time::Duration;

use serde_json::{Value, json};

use crate::kit::{Answer, Person, Screen, Shop, TestBox};

fn id(value: &Value) -> &str {
    value["id"].as_str().expect("an id")
}

async fn sit(shop: &Shop, waiter: &Person, table: &str) -> Value {
    let path = format!("/api/tables/{}/sitting", shop.table(table).await);
    waiter.post(&path, json!({ "covers": 4 })).await.ok()
}

/// Ordered a moment after whatever was before: lists are in the order of time.
async fn order(shop: &Shop, waiter: &Person, table: &str, dishes: &[(&str, u32)]) -> Value {
    shop.clock.pass(Duration::from_secs(1));
    waiter.order_at(shop, table, dishes).await
}

async fn act(shop: &Shop, who: &Person, sitting: &Value, act: &str, table: &str) -> Answer {
    let body = json!({ "table_id": shop.table(table).await });
    who.post(&format!("/api/sittings/{}/{act}", id(sitting)), body).await
}

async fn bill(who: &Person, sitting: &Value) -> Answer {
    who.get(&format!("/api/sittings/{}/bill", id(sitting))).await
}

async fn look(who: &Person, order: &Value) -> Value {
    who.get(&format!("/api/orders/{}", id(order))).await.ok()
}

async fn table(shop: &Shop, who: &Person, name: &str) -> Value {
    let (floor, id) = (who.get("/api/tables").await.ok(), shop.table(name).await);
    let tables = floor["tables"].as_array().expect("tables").clone();
    tables.into_iter().find(|table| table["id"] == id.as_str()).expect("the table")
}

const FIRED: &str = "SELECT coalesce(sum(quantity), 0) FROM fired";

#[tokio::test]
async fn a_party_that_moves_takes_orders_tickets_bill_cart_and_phones_along() {
    let shop = TestBox::with_menu().await;
    let (guest, waiter) = (shop.guest("5").await, shop.staff("Waiter").await);
    let (cook, cashier) = (shop.staff("Cook").await, shop.staff("Cashier").await);
    let placed = guest.order(&[("Paneer Tikka", 2), ("Dal Makhani", 1)]).await.ok();
    let dish = guest.items(&[("Garlic Naan", 1)]).await[0]["menu_item_id"].clone();
    let line = tiffin::base::LineId::new(shop.clock.now()).to_string();
    let naan = json!({ "line_id": line, "menu_item_id": dish, "quantity": 2 });
    guest.put("/api/cart/items", naan).await.ok();
    guest.post("/api/calls", json!({ "kind": "WATER" })).await.ok();
    let mine = guest.get("/api/sittings/mine").await.ok();
    let (pin, fired) = (table(&shop, &waiter, "5").await["pin"].clone(), shop.count(FIRED));
    let token = guest.token.clone().expect("a token");
    let mut phone = Screen::open(&shop.base, &token, "guest", None).await;

    let moved = act(&shop, &waiter, &mine, "move", "8").await.ok();
    assert_eq!((&moved["id"], &moved["table_name"]), (&mine["id"], &json!("8")));
    assert_eq!(moved["waiter"], "Waiter", "who moved them waits on them");
    phone.hear("call", |m| m["data"]["table_name"] == "8").await;
    let heard = phone.hear("sitting", |m| m["data"]["table_name"] == "8").await;
    assert_eq!(heard["data"]["id"], mine["id"]);

    let seen = look(&guest, &placed).await;
    assert_eq!((&seen["table_name"], &seen["bill_id"]), (&json!("8"), &placed["bill_id"]));
    assert!(seen["version"].as_u64() > placed["version"].as_u64(), "screens take it");
    assert!(cook.tickets().await.iter().all(|ticket| ticket["table_name"] == "8"));
    assert_eq!(bill(&guest, &mine).await.ok()["table_name"], "8");
    assert_eq!(guest.get("/api/cart").await.ok()["lines"][0]["quantity"], 2);
    guest.post("/api/orders", json!({})).await.ok();
    assert_eq!(shop.count(FIRED), fired + 2, "the cart was ordered, nothing twice");
    assert_ne!(table(&shop, &waiter, "5").await["pin"], pin, "those who left know no PIN");

    assert_eq!(act(&shop, &waiter, &mine, "move", "8").await.ok()["id"], mine["id"], "again");
    sit(&shop, &waiter, "6").await;
    assert_eq!(act(&shop, &waiter, &mine, "move", "6").await.code(), "table_taken");
    let paid = cashier.cash(&placed, 500_000).await.ok();
    assert_eq!(paid["bill"]["invoice"]["table_name"], "8");
    assert_eq!(act(&shop, &waiter, &mine, "move", "5").await.code(), "sitting_closed");
    let late = guest.order(&[("Garlic Naan", 1)]).await;
    assert_eq!(late.code(), "sitting_closed", "an old phone orders on nobody else's bill");
}

#[tokio::test]
async fn tables_that_are_merged_have_one_bill_and_unmerged_their_own_again() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let (five, six) = (sit(&shop, &waiter, "5").await, sit(&shop, &waiter, "6").await);
    let guest = shop.guest("6").await;
    let dal = order(&shop, &waiter, "5", &[("Dal Makhani", 1)]).await;
    shop.clock.pass(Duration::from_secs(1));
    let naan = guest.order(&[("Garlic Naan", 2)]).await.ok();
    let before = bill(&waiter, &five).await.ok();
    let merged = act(&shop, &waiter, &five, "merge", "6").await.ok();
    assert_eq!(merged["merged"][0]["sitting_id"], six["id"]);
    let joint = bill(&guest, &six).await.ok();
    assert_eq!(joint["id"], five["bill_id"], "the phone at 6 sees the one bill");
    assert_eq!(joint["order_ids"], json!([id(&dal), id(&naan)]));
    assert!(joint["version"].as_u64() > before["version"].as_u64());
    assert_eq!(act(&shop, &waiter, &five, "merge", "6").await.ok(), merged, "again");
    shop.clock.pass(Duration::from_secs(1));
    let after = guest.order(&[("Garlic Naan", 1)]).await.ok();
    assert_eq!(after["bill_id"], five["bill_id"], "what is ordered later too");
    let theirs = format!("/api/bills/{}", six["bill_id"].as_str().expect("an id"));
    assert_eq!(waiter.get(&theirs).await.code(), "no_bill");

    let seven = sit(&shop, &waiter, "7").await;
    act(&shop, &waiter, &seven, "merge", "6").await.ok();
    let all = bill(&waiter, &seven).await.ok();
    assert_eq!(all["order_ids"].as_array().map(Vec::len), Some(3), "5 came with 6");
    let out = format!("/api/sittings/{}/unmerge", id(&five));
    let out = waiter.post(&out, json!({})).await.ok();
    assert_eq!(out["merged_into"], Value::Null);
    assert_eq!(bill(&waiter, &five).await.ok()["order_ids"], json!([id(&dal)]));
    let rest = bill(&guest, &six).await.ok();
    assert_eq!(rest["order_ids"], json!([id(&naan), id(&after)]));

    let paid = cashier.cash(&naan, 500_000).await.ok();
    assert_eq!(paid["bill"]["invoice"]["payments"].as_array().map(Vec::len), Some(1));
    assert_eq!(shop.count("SELECT sum(covers) FROM invoice"), 8, "6 and 7");
    let open = "SELECT count(*) FROM sitting WHERE closed_at IS NULL";
    assert_eq!(shop.count(open), 1, "both were closed, 5 goes on");
    let late = format!("/api/sittings/{}/unmerge", id(&six));
    assert_eq!(waiter.post(&late, json!({})).await.code(), "bill_paid");
}

#[tokio::test]
async fn who_paid_for_all_leaves_and_the_next_pays_for_the_rest() {
    let shop = TestBox::with_menu().await;
    let waiter = shop.staff("Waiter").await;
    let five = sit(&shop, &waiter, "5").await;
    let dal = order(&shop, &waiter, "5", &[("Dal Makhani", 1)]).await;
    act(&shop, &waiter, &five, "merge", "6").await.ok();
    shop.clock.pass(Duration::from_secs(1));
    act(&shop, &waiter, &five, "merge", "7").await.ok();
    let naan = order(&shop, &waiter, "7", &[("Garlic Naan", 1)]).await;
    assert_eq!(naan["bill_id"], five["bill_id"]);
    let out = format!("/api/sittings/{}/unmerge", id(&five));
    waiter.post(&out, json!({})).await.ok();
    let six = table(&shop, &waiter, "6").await["sitting"].clone();
    assert_eq!(six["merged"][0]["table_name"], "7");
    assert_eq!(six["covers"], 1, "whoever was counted elsewhere sits there");
    assert_eq!(look(&waiter, &naan).await["bill_id"], six["bill_id"]);
    assert_eq!(bill(&waiter, &five).await.ok()["order_ids"], json!([id(&dal)]));
}

#[tokio::test]
async fn phones_and_counter_hear_of_a_joint_bill_and_of_what_parted() {
    let shop = TestBox::with_menu().await;
    let (waiter, guest) = (shop.staff("Waiter").await, shop.guest("6").await);
    let six = guest.get("/api/sittings/mine").await.ok();
    let naan = guest.order(&[("Garlic Naan", 2), ("Dal Makhani", 1)]).await.ok();
    let five = sit(&shop, &waiter, "5").await;
    let token = |who: &Person| who.token.clone().expect("a token");
    let mut phone = Screen::open(&shop.base, &token(&guest), "guest", None).await;
    let mut counter = Screen::open(&shop.base, &token(&waiter), "counter", None).await;
    act(&shop, &waiter, &five, "merge", "6").await.ok();
    let heard = phone.hear("bill", |m| m["data"]["id"] == five["bill_id"]).await;
    assert_eq!(heard["data"]["order_ids"], json!([id(&naan)]));
    let emptied = counter.hear("bill", |m| m["data"]["id"] == six["bill_id"]).await;
    assert_eq!(emptied["data"]["order_ids"], json!([]), "nothing is due on it any more");
    assert_eq!(emptied["data"]["due_paise"], 0);
    let grown = emptied["data"]["version"].as_u64();
    assert!(grown > bill(&waiter, &five).await.ok()["version"].as_u64(), "it counts on");
    let heard = counter.hear("sitting", |m| m["data"]["id"] == five["id"]).await;
    assert_eq!(heard["data"]["merged"][0]["sitting_id"], six["id"]);

    let body = json!({ "table_id": shop.table("8").await, "covers": 1,
        "line_ids": [naan["lines"][0]["id"]] });
    let path = format!("/api/sittings/{}/split", id(&six));
    let eight = waiter.post(&path, body).await.ok();
    phone.hear("reset", |_| true).await;
    counter.hear("bill", |m| m["data"]["id"] == eight["bill_id"]).await;
    let orders = guest.get("/api/orders").await.ok();
    assert_eq!(orders["items"].as_array().map(Vec::len), Some(1), "what went is not theirs now");
    assert_eq!(
        guest.get(&format!("/api/bills/{}", id(&emptied["data"]))).await.code(),
        "not_found"
    );
}

#[tokio::test]
async fn a_discounted_bill_neither_takes_nor_gives_orders() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let five = sit(&shop, &waiter, "5").await;
    let dal = order(&shop, &waiter, "5", &[("Dal Makhani", 2)]).await;
    order(&shop, &waiter, "6", &[("Garlic Naan", 1)]).await;
    let off = format!("/api/bills/{}/discount", dal["bill_id"].as_str().expect("an id"));
    let some = json!({ "percent_bps": 1_000, "reason": "regulars" });
    cashier.post(&off, some).await.ok();
    assert_eq!(act(&shop, &waiter, &five, "merge", "6").await.code(), "bill_discounted");
    let body = json!({ "table_id": shop.table("8").await, "covers": 1, "order_ids": [id(&dal)] });
    let split = format!("/api/sittings/{}/split", id(&five));
    assert_eq!(waiter.post(&split, body.clone()).await.code(), "bill_discounted");
    let merged = act(&shop, &waiter, &five, "merge", "7").await.ok();
    let seven = merged["merged"][0]["sitting_id"].as_str().expect("an id");
    let free = waiter.post(&format!("/api/sittings/{seven}/unmerge"), json!({})).await.ok();
    assert_eq!(free["covers"], 1, "a table at which nothing was ordered comes and goes");
    cashier.post(&off, json!({ "reason": "" })).await.ok();
    act(&shop, &waiter, &five, "merge", "6").await.ok();
    waiter.post(&split, body).await.ok();
}

#[tokio::test]
async fn a_party_that_parts_takes_its_lines_along_and_nothing_is_cooked_twice() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let five = sit(&shop, &waiter, "5").await;
    let dishes = [("Paneer Tikka", 2), ("Dal Makhani", 1), ("Garlic Naan", 3)];
    let first = order(&shop, &waiter, "5", &dishes).await;
    let second = order(&shop, &waiter, "5", &[("Dal Makhani", 1)]).await;
    let whole = bill(&waiter, &five).await.ok()["quote"]["items_paise"].as_i64();
    let fired = shop.count(FIRED);
    let path = format!("/api/sittings/{}/split", id(&five));
    let body = json!({ "table_id": shop.table("9").await, "covers": 1,
        "order_ids": [id(&second)], "line_ids": [first["lines"][2]["id"]] });
    let nine = waiter.post(&path, body.clone()).await.ok();
    assert_eq!((&nine["table_name"], &nine["covers"]), (&json!("9"), &json!(1)));
    assert_eq!(table(&shop, &waiter, "5").await["sitting"]["covers"], 3, "one went");
    assert_eq!(shop.count(FIRED), fired, "nothing is fired by it");

    let theirs = bill(&waiter, &nine).await.ok();
    let ours = bill(&waiter, &five).await.ok();
    assert_eq!(theirs["id"], nine["bill_id"]);
    let sum = [&theirs, &ours].map(|b| b["quote"]["items_paise"].as_i64().unwrap_or_default());
    assert_eq!(Some(sum.iter().sum()), whole, "nothing is lost and nothing doubled");
    let mut parted = theirs["order_ids"].as_array().expect("orders").iter();
    let parted = parted.find(|order| **order != second["id"]).expect("a new order");
    let parted = look(&waiter, &json!({ "id": parted })).await;
    assert_eq!((&parted["number"], &parted["status"]), (&json!(3), &json!("CONFIRMED")));
    assert_eq!(parted["history"][0]["reason"], "Split off order 1.");
    assert_eq!(parted["lines"][0]["fired_quantity"], 3);
    let tickets = cook.tickets().await;
    let naans: Vec<_> = tickets
        .iter()
        .flat_map(|t| t["lines"].as_array().expect("lines").iter().map(move |l| (t, l)))
        .filter(|(_, line)| line["name"] == "Garlic Naan")
        .collect();
    assert_eq!(naans.len(), 1);
    assert_eq!((&naans[0].0["kind"], &naans[0].0["table_name"]), (&json!("SPLIT"), &json!("9")));

    let dishes = [json!({ "order_ids": [] }), json!({ "line_ids": [id(&second)] })];
    for (more, code) in dishes.into_iter().zip(["invalid_value", "not_found"]) {
        let mut body = json!({ "table_id": shop.table("10").await, "covers": 1 });
        body.as_object_mut().expect("a body").extend(more.as_object().expect("more").clone());
        assert_eq!(waiter.post(&path, body).await.code(), code);
    }
    let mut taken = body;
    taken["table_id"] = json!(shop.table("9").await);
    taken["order_ids"] = json!([id(&first)]);
    taken["line_ids"] = json!([]);
    assert_eq!(waiter.post(&path, taken).await.code(), "table_taken");
}

#[tokio::test]
async fn who_left_long_ago_without_ordering_is_not_waited_for() {
    let shop = TestBox::with_menu().await;
    let (waiter, manager) = (shop.staff("Waiter").await, shop.staff("Manager").await);
    let (five, six) = (sit(&shop, &waiter, "5").await, sit(&shop, &waiter, "6").await);
    order(&shop, &waiter, "6", &[("Dal Makhani", 1)]).await;
    let area = table(&shop, &waiter, "11").await["area_id"].clone();
    let path = format!("/api/areas/{}", area.as_str().expect("an id"));
    manager.patch(&path, json!({ "idle_minutes": 120 })).await.ok();
    let eleven = sit(&shop, &waiter, "11").await;
    assert_eq!((&five["idle_minutes"], &eleven["idle_minutes"]), (&json!(45), &json!(120)));
    let merged = sit(&shop, &waiter, "7").await;
    act(&shop, &waiter, &merged, "merge", "8").await.ok();
    // The box goes round by itself, too: who is left is what counts, not who ended whom.
    let left = async || {
        tiffin::floor::end_idle(&shop.app).await.expect("a round");
        shop.count("SELECT count(*) FROM sitting WHERE closed_at IS NULL")
    };
    shop.clock.pass(Duration::from_secs(44 * 60));
    assert_eq!(left().await, 5);
    let eight = table(&shop, &waiter, "8").await["sitting"].clone();
    let count = format!("/api/sittings/{}", id(&eight));
    waiter.patch(&count, json!({ "covers": 3 })).await.ok();
    shop.clock.pass(Duration::from_secs(60));
    assert_eq!(left().await, 4, "only 5 is free");
    assert_eq!(table(&shop, &waiter, "5").await["sitting"], Value::Null);
    assert_eq!(table(&shop, &waiter, "6").await["sitting"]["id"], six["id"], "who owes stays");
    shop.clock.pass(Duration::from_secs(44 * 60));
    assert_eq!(left().await, 2, "7 and 8 are free");
    assert_eq!(table(&shop, &waiter, "8").await["sitting"], Value::Null);
    manager.patch(&path, json!({ "idle_minutes": null })).await.ok();
    assert_eq!(left().await, 1, "11 is free");
}
