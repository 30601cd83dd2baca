//! Items that go from one open bill to another: what is charged, cooked and shown follows them.

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use reqwest::Method;
use serde_json::{Value, json};
use tiffin::base::{Bps, Paise};

use crate::kit::{Answer, Person, Screen, Shop, TestBox, fresh_key, rounds};

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

async fn order(shop: &Shop, waiter: &Person, table: &str, dishes: &[(&str, u32)]) -> Value {
    shop.clock.pass(Duration::from_secs(1));
    waiter.order_at(shop, table, dishes).await
}

async fn transfer(by: &Person, from: &Value, to: &Value, lines: Value) -> Answer {
    let path = format!("/api/bills/{}/transfer", text(from));
    by.post(&path, json!({ "to_bill_id": to, "lines": lines })).await
}

fn line(order: &Value, n: usize, quantity: Option<u32>) -> Value {
    match quantity {
        None => json!([{ "line_id": order["lines"][n]["id"] }]),
        Some(quantity) => json!([{ "line_id": order["lines"][n]["id"], "quantity": quantity }]),
    }
}

const FIRED: &str = "SELECT coalesce(sum(quantity), 0) FROM fired";

#[tokio::test]
async fn two_of_three_naans_go_to_the_other_table_with_their_ticket_and_price() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let (owner, cashier) = (shop.staff("Owner").await, shop.staff("Cashier").await);
    let five = order(&shop, &waiter, "5", &[("Dal Makhani", 1), ("Garlic Naan", 3)]).await;
    let six = order(&shop, &waiter, "6", &[("Paneer Tikka", 1)]).await;
    let (from, to) = (&five["bill_id"], &six["bill_id"]);
    let fired = shop.count(FIRED);
    let guest = shop.guest("6").await;
    let token = guest.token.clone().expect("a token");
    let mut phone = Screen::open(&shop.base, &token, "guest", None).await;
    let token = waiter.token.clone().expect("a token");
    let mut counter = Screen::open(&shop.base, &token, "counter", None).await;

    let path = format!("/api/bills/{}/transfer", text(from));
    let body = json!({ "to_bill_id": to, "lines": line(&five, 1, Some(2)) });
    let moved = waiter.keyed(Method::POST, &path, "once", &body).await.ok();
    assert_eq!(waiter.keyed(Method::POST, &path, "once", &body).await.ok(), moved, "once");
    let sums = |bill: &Value| bill["quote"]["subtotal_paise"].as_i64().expect("paise");
    assert_eq!((sums(&moved["from"]), sums(&moved["to"])), (25_000 + 5_000, 28_000 + 10_000));
    assert_eq!(shop.count(FIRED), fired, "nothing is cooked again");
    phone.hear("bill", |m| m["data"]["quote"]["subtotal_paise"] == 38_000).await;
    for id in [from, to] {
        counter.hear("bill", |m| m["data"]["id"] == *id).await;
    }
    let tickets = cook.tickets().await;
    let naans = |table: &str| -> i64 {
        let here = tickets.iter().filter(|ticket| ticket["table_name"] == table);
        let lines = here.flat_map(|ticket| ticket["lines"].as_array().expect("lines").clone());
        let naans = lines.filter(|line| line["name"] == "Garlic Naan");
        naans.map(|line| line["quantity"].as_i64().expect("a number")).sum()
    };
    assert_eq!((naans("5"), naans("6")), (1, 2), "{tickets:?}");
    let audit = owner.get("/api/reports/audit?day=2026-11-21").await.ok();
    let told = audit["items"].as_array().expect("entries").iter();
    let told: Vec<_> = told.filter(|entry| entry["what"] == "MOVED").collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["detail"], "2 × Garlic Naan from table 5");
    assert_eq!((&told[0]["table_name"], &told[0]["by"]), (&json!("6"), &json!("Waiter")));

    // The rest goes too: nothing is owed at 5, and 6 pays for all.
    let rest = json!([line(&five, 0, None)[0], line(&five, 1, None)[0]]);
    let all = transfer(&waiter, from, to, rest).await.ok();
    assert_eq!((sums(&all["from"]), sums(&all["to"])), (0, 68_000));
    let close = format!("/api/sittings/{}/close", text(&five["sitting_id"]));
    waiter.post(&close, json!({})).await.ok();
    let paid = cashier.cash(&six, 1_000_000).await.ok();
    assert_eq!(paid["bill"]["invoice"]["quote"]["total_paise"], 80_240);
}

#[tokio::test]
async fn bills_that_are_paid_shared_reduced_or_gone_give_and_take_nothing() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let manager = shop.staff("Manager").await;
    let mut bills = Vec::new();
    for table in ["1", "2", "3", "4", "5"] {
        bills.push(order(&shop, &waiter, table, &[("Dal Makhani", 1), ("Garlic Naan", 2)]).await);
    }
    let [open, part, shared, less, gone] = &bills[..] else { panic!("five") };
    let path = |order: &Value, what: &str| format!("/api/{what}/{}", text(&order["bill_id"]));
    let cash = json!({ "amount_paise": 100, "amount_received_paise": 100 });
    cashier.patch(&format!("{}/cash", path(part, "payments")), cash).await.ok();
    let halves = json!({ "how": "EQUAL", "parts": 2 });
    waiter.put(&format!("{}/split", path(shared, "bills")), halves).await.ok();
    let off = json!({ "percent_bps": 500, "reason": "a regular" });
    manager.post(&format!("{}/discount", path(less, "bills")), off).await.ok();
    cashier.cash(gone, 1_000_000).await.ok();
    for (other, code) in [
        (part, "bill_paid"),
        (shared, "bill_shared"),
        (less, "bill_discounted"),
        (gone, "bill_paid"),
    ] {
        let (here, there) = (&open["bill_id"], &other["bill_id"]);
        assert_eq!(transfer(&waiter, here, there, line(open, 0, None)).await.code(), code);
        assert_eq!(transfer(&waiter, there, here, line(other, 0, None)).await.code(), code);
    }
    let own = &open["bill_id"];
    assert_eq!(transfer(&waiter, own, own, line(open, 0, None)).await.code(), "invalid_value");
    let sitting = format!("/api/tables/{}/sitting", shop.table("6").await);
    let six = waiter.post(&sitting, json!({ "covers": 2 })).await.ok();
    let to = &six["bill_id"];
    for lines in [
        json!([]),
        line(open, 1, Some(3)),
        line(open, 1, Some(0)),
        json!([line(open, 0, None)[0], line(open, 0, None)[0]]),
    ] {
        assert_eq!(transfer(&waiter, own, to, lines).await.code(), "invalid_value");
    }
    assert_eq!(transfer(&waiter, own, to, line(part, 0, None)).await.code(), "not_found");
    let nobody = json!("00000000-0000-7000-8000-000000000000");
    assert_eq!(transfer(&waiter, own, &nobody, line(open, 0, None)).await.code(), "no_bill");
    transfer(&waiter, own, to, line(open, 0, None)).await.ok();
}

#[tokio::test]
async fn an_order_that_waits_for_a_yes_stays_where_it_is() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let mut house = owner.get("/api/house/settings").await.ok();
    house["accept_mode"] = json!("APPROVAL");
    let answer = owner.put("/api/house/settings", house).await;
    assert!(answer.status.is_success(), "{}", answer.body);
    let (guest, waiter) = (shop.guest("5").await, shop.staff("Waiter").await);
    let asked = guest.order(&[("Dal Makhani", 1)]).await.ok();
    assert_eq!(asked["status"], "PENDING");
    let six = order(&shop, &waiter, "6", &[("Garlic Naan", 1)]).await;
    let refused =
        transfer(&waiter, &asked["bill_id"], &six["bill_id"], line(&asked, 0, None)).await;
    assert_eq!(refused.code(), "orders_pending");
    // What waits at the table that gets something is in nobody's way.
    transfer(&waiter, &six["bill_id"], &asked["bill_id"], line(&six, 0, None)).await.ok();
}

const DISHES: [&str; 4] = ["Dal Makhani", "Paneer Tikka", "Garlic Naan", "Sweet Lassi"];
const TABLES: usize = 4;

#[derive(Clone, Debug)]
struct Evening {
    /// Each table's order: dishes, portions, and what is off, in hundredths of a percent.
    orders: Vec<Vec<(usize, u32, Option<u32>)>>,
    cooked: Vec<bool>,
    /// From, to, and how many portions of which lines.
    moves: Vec<Move>,
}

type Move = (usize, usize, Vec<(usize, u32)>);

fn evenings() -> impl Strategy<Value = Evening> {
    use proptest::collection::vec;
    let lines = vec((0..DISHES.len(), 1_u32..6, proptest::option::of(1_u32..9_999)), 1..4);
    let moved = (0..TABLES, 0..TABLES, vec((0_usize..8, 1_u32..5), 1..4));
    (vec(lines, TABLES), vec(any::<bool>(), TABLES), vec(moved, 10))
        .prop_map(|(orders, cooked, moves)| Evening { orders, cooked, moves })
}

/// Portions of each dish on a bill, and what they come to after what is off.
#[derive(Clone, Debug, Default, PartialEq)]
struct Charged {
    portions: BTreeMap<String, i64>,
    net: i64,
}

fn charged(bill: &Value) -> Charged {
    let mut sums = Charged::default();
    for line in bill["lines"].as_array().expect("lines") {
        let of = |field: &str| line[field].as_i64().expect("a number");
        *sums.portions.entry(text(&line["name"]).to_owned()).or_default() += of("quantity");
        sums.net += of("net_paise");
        assert_eq!(of("gross_paise"), of("unit_paise") * of("quantity"));
        assert_eq!(of("net_paise"), of("gross_paise") - of("discount_paise"));
    }
    let quote = &bill["quote"];
    let taxed = Paise(sums.net) + Paise(sums.net).at(Bps(1_800));
    assert_eq!(quote["subtotal_paise"], sums.net);
    assert_eq!(quote["total_paise"], taxed.0, "18 % on what is on it");
    sums
}

async fn look(shop: &Shop, by: &Person, bills: &[Value]) -> Vec<(Value, Charged)> {
    let _ = shop;
    let mut seen = Vec::new();
    for id in bills {
        let answer = by.get(&format!("/api/bills/{}", text(id))).await;
        let bill = if answer.status.is_success() { answer.body } else { json!(null) };
        let sums = if bill.is_null() { Charged::default() } else { charged(&bill) };
        seen.push((bill, sums));
    }
    seen
}

#[tokio::test]
async fn random_transfers_charge_what_a_model_says_and_lose_no_paisa() {
    let mut runner = TestRunner::deterministic();
    for _ in 0..rounds(5, 150) {
        let evening = evenings().new_tree(&mut runner).expect("an evening").current();
        let shop = TestBox::with_menu().await;
        let (waiter, owner) = (shop.staff("Waiter").await, shop.staff("Owner").await);
        let cashier = shop.staff("Cashier").await;
        let mut bills = Vec::new();
        for (table, lines) in evening.orders.iter().enumerate() {
            let dishes: Vec<_> = lines.iter().map(|(dish, n, _)| (DISHES[*dish], *n)).collect();
            let placed = order(&shop, &waiter, &(table + 1).to_string(), &dishes).await;
            for (n, (_, _, off)) in lines.iter().enumerate() {
                let Some(bps) = off else { continue };
                let line = text(&placed["lines"][n]["id"]).to_owned();
                let path = format!("/api/orders/{}/lines/{line}/discount", text(&placed["id"]));
                let body = json!({ "percent_bps": bps, "reason": "as the evening goes" });
                owner.post(&path, body).await.ok();
            }
            if evening.cooked[table] {
                let path = format!("/api/kitchen/orders/{}/done", text(&placed["id"]));
                waiter.post(&path, json!({})).await;
            }
            bills.push(placed["bill_id"].clone());
        }
        let (mut before, fired) = (look(&shop, &waiter, &bills).await, shop.count(FIRED));
        for (from, to, wanted) in &evening.moves {
            let lines = before[*from].0["lines"].as_array().cloned().unwrap_or_default();
            let (mut chosen, mut model) = (BTreeMap::new(), before.clone());
            for (n, portions) in wanted {
                let Some(line) = lines.get(*n) else { continue };
                let has = line["quantity"].as_i64().expect("a number");
                let going = i64::from(*portions).min(has);
                if chosen.insert(text(&line["line_id"]).to_owned(), going).is_none() {
                    let name = text(&line["name"]).to_owned();
                    *model[*from].1.portions.get_mut(&name).expect("it is there") -= going;
                    *model[*to].1.portions.entry(name).or_default() += going;
                } else {
                    chosen.remove(text(&line["line_id"]));
                    break;
                }
            }
            if chosen.is_empty() || from == to || chosen.len() != wanted.len() {
                continue;
            }
            let body: Vec<_> =
                chosen.iter().map(|(line, n)| json!({ "line_id": line, "quantity": n })).collect();
            let body = json!({ "to_bill_id": bills[*to], "lines": body });
            let path = format!("/api/bills/{}/transfer", text(&bills[*from]));
            let key = fresh_key();
            let moved = waiter.keyed(Method::POST, &path, &key, &body).await.ok();
            let again = waiter.keyed(Method::POST, &path, &key, &body).await.ok();
            assert_eq!(moved, again);
            let after = look(&shop, &waiter, &bills).await;
            for (now, expected) in after.iter().zip(&mut model) {
                expected.1.portions.retain(|_, portions| *portions > 0);
                assert_eq!(now.1.portions, expected.1.portions);
            }
            let net = |seen: &[(Value, Charged)]| seen.iter().map(|(_, c)| c.net).sum::<i64>();
            assert_eq!(net(&after), net(&before), "not a paisa more or less");
            assert_eq!(shop.count(FIRED), fired, "nothing is fired by it");
            before = after;
        }
        for (bill, _) in before.iter().filter(|(bill, _)| bill["due_paise"] != 0) {
            let Some(id) = bill["id"].as_str() else { continue };
            let path = format!("/api/payments/{id}/cash");
            cashier.patch(&path, json!({ "amount_received_paise": 90_000_000 })).await.ok();
        }
    }
}
