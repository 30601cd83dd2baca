//! Whose word it is, kind by kind: one test for each row of the table in `docs/sync.md`.

use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};
use tiffin::hub::put_price;
use tiffin::sandbox::Choice;
use uuid::Uuid;

use crate::commands::{costs, dish, enrol, price, with_central_tikka};
use crate::kit::hub::TestHub;
use crate::kit::{Person, TestBox, until};
use crate::office::{Outlet, outlet};
use crate::online::{checkout, held};

/// The rows of the table: what it is about, whose word, and the test that shows it.
fn rows() -> Vec<Vec<String>> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/sync.md");
    let text = fs::read_to_string(docs).expect("docs/sync.md");
    let part = text.split("\n## Who wins\n").nth(1).expect("the part");
    let part = part.split("\n## ").next().expect("its end");
    let row = |line: &str| line.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect();
    part.lines().filter(|line| line.starts_with('|')).skip(2).map(row).collect()
}

#[test]
fn each_row_of_the_table_has_its_test() {
    let rows = rows();
    assert!(rows.len() >= 6, "{rows:?}");
    for row in rows {
        let named = row.last().expect("a test").trim_matches('`');
        let (module, test) = named.split_once("::").unwrap_or_else(|| panic!("{row:?}"));
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/it/{module}.rs"));
        let text = fs::read_to_string(&file).unwrap_or_else(|_| panic!("no {file:?}"));
        assert!(text.contains(&format!("fn {test}(")), "there is no test {named}");
    }
}

/// What of a box's book no word from afar may change.
fn book(it: &Outlet) -> Vec<i64> {
    ["orders", "order_line", "bill", "payment", "ticket", "drawer", "sitting", "staff"]
        .map(|table| it.shop.count(&format!("SELECT count(*) FROM {table}")))
        .to_vec()
}

async fn refused(it: &Outlet, kind: &str, body: Value, code: &str) {
    let id = it.hub.ask(it.place, kind, body).await;
    let (outcome, said) = it.hub.outcome(id).await;
    assert_eq!((outcome.as_str(), &said["code"]), ("REFUSED", &json!(code)), "{kind}: {said}");
}

#[tokio::test]
async fn orders_bills_and_money_are_the_box_s_and_no_command_is_about_them() {
    let it = outlet().await;
    let order = it.shop.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    it.shop.staff("Cashier").await.cash(&order, 1_000_000).await.ok();
    let before = (book(&it), it.here.get("/api/orders").await.ok());
    let id = &order["id"];
    for kind in ["order_put", "order_step", "bill_put", "payment_put", "drawer_close", "day_close"]
    {
        let body = json!({ "rev": 9, "id": id, "order_id": id, "status": "CANCELLED" });
        refused(&it, kind, body, "unknown_command").await;
    }
    // One that names an order in a command it knows changes no order by that.
    refused(&it, "settings_set", json!({ "order_id": id, "status": "CANCELLED" }), "invalid_value")
        .await;
    assert_eq!((book(&it), it.here.get("/api/orders").await.ok()), before);
}

#[tokio::test]
async fn what_there_is_of_a_dish_and_where_it_is_cooked_is_the_house_s() {
    let it = outlet().await;
    let tikka = with_central_tikka(&it.hub, it.place.0).await;
    costs(&it.here, "Paneer Tikka", 30_000).await;
    let mine = dish(&it.here, "Paneer Tikka").await.expect("on the menu");
    let path = format!("/api/menu/items/{}/availability", mine["id"].as_str().expect("an id"));
    it.here.patch(&path, json!({ "left": 3 })).await.ok();
    let mine = dish(&it.here, "Paneer Tikka").await.expect("on the menu");
    // Head office says it all the same: a later hub, or somebody who wrote to its tables.
    let item = json!({
        "central_id": tikka, "category": "From the Tandoor", "name": "Paneer Tikka",
        "price_paise": 31_000, "is_available": true, "left": 900, "stations": ["Bar"],
        "picture": "thali", "sort": 1, "prep_minutes": 1,
    });
    let id = it.hub.ask(it.place, "menu_put", json!({ "rev": 2, "items": [item] })).await;
    assert_eq!(it.hub.outcome(id).await.1["changed"], 1);
    let mut after = dish(&it.here, "Paneer Tikka").await.expect("on the menu");
    assert_eq!(after["price_paise"], 31_000);
    for field in ["is_available", "left", "stations", "picture", "sort", "prep_minutes"] {
        assert_eq!(after[field].take(), mine[field], "{field}");
    }
}

#[tokio::test]
async fn what_is_central_of_a_dish_follows_the_revision_and_no_clock() {
    let it = outlet().await;
    let tikka = with_central_tikka(&it.hub, it.place.0).await;
    costs(&it.here, "Paneer Tikka", 30_000).await;
    let put = async |rev: i64, paise: i64| {
        let items = json!([{ "central_id": tikka, "price_paise": paise }]);
        let id = it.hub.ask(it.place, "price_put", json!({ "rev": rev, "items": items })).await;
        it.hub.outcome(id).await.1
    };
    assert_eq!(put(7, 37_000).await["changed"], 1);
    // Said later, by every clock, and older.
    it.shop.clock.pass(Duration::from_secs(300));
    assert_eq!(put(6, 36_000).await, json!({ "changed": 0, "kept": 1, "refused": [] }));
    assert_eq!(put(7, 1).await["kept"], 1, "the same revision says one thing");
    costs(&it.here, "Paneer Tikka", 37_000).await;
    let mine = dish(&it.here, "Paneer Tikka").await.expect("on the menu");
    let path = format!("/api/menu/items/{}", mine["id"].as_str().expect("an id"));
    let mut draft = mine.clone();
    draft["price_paise"] = json!(1);
    let owner = it.shop.staff("Owner").await;
    assert_eq!(owner.put(&path, draft).await.code(), "central_field");
    assert_eq!(put(8, 38_000).await["changed"], 1);
}

#[tokio::test]
async fn the_house_s_own_dishes_tables_people_and_settings_are_its_own() {
    let it = outlet().await;
    let naan = dish(&it.here, "Garlic Naan").await.expect("on the menu");
    let tables = it.here.get("/api/tables").await.ok();
    let house = it.here.get("/api/house/settings").await.ok();
    // By its id at the box, which is no name of head office's.
    let items = json!([{ "central_id": naan["id"], "price_paise": 1 }]);
    let id = it.hub.ask(it.place, "price_put", json!({ "rev": 9, "items": items })).await;
    assert_eq!(it.hub.outcome(id).await.1["refused"][0]["code"], "not_found");
    let body = json!({ "rev": 9, "central_ids": [naan["id"]] });
    let id = it.hub.ask(it.place, "menu_drop", body).await;
    assert_eq!(it.hub.outcome(id).await.1["kept"], 1);
    for kind in ["staff_set", "table_set", "house_set", "tax_set"] {
        refused(&it, kind, json!({ "name": "theirs" }), "unknown_command").await;
    }
    refused(&it, "settings_set", json!({ "name": "theirs", "base_url": "x" }), "invalid_value")
        .await;
    assert_eq!(dish(&it.here, "Garlic Naan").await.expect("still there"), naan);
    assert_eq!(it.here.get("/api/tables").await.ok(), tables);
    assert_eq!(it.here.get("/api/house/settings").await.ok(), house);
}

#[tokio::test]
async fn a_setting_is_turned_from_afar_once_and_the_house_may_turn_it_back() {
    let it = outlet().await;
    let id = it.hub.ask(it.place, "settings_set", json!({ "cap_kbps": 512 })).await;
    assert_eq!(it.hub.outcome(id).await.0, "DONE");
    it.here.put("/api/cloud", json!({ "cap_kbps": 0 })).await.ok();
    // Told again: it was done, and the house has said otherwise since.
    it.tell_again().await;
    assert_eq!(it.hub.outcome(id).await.0, "DONE");
    assert_eq!(it.here.get("/api/cloud").await.ok()["cap_kbps"], 0);
}

#[tokio::test]
async fn money_at_a_gateway_is_what_the_gateway_signed() {
    let hub = TestHub::start().await;
    let (shop, sandbox) = TestBox::with_gateways().await;
    let tenant = hub.tenant("Barah Mez").await;
    let (_, device) = enrol(&shop, &hub, tenant, "Fort", &hub.url).await;
    let place: (Uuid, Uuid) = (tenant, device);
    let cashier: Person = shop.staff("Cashier").await;
    sandbox.deliver_as(held());
    let paid = checkout(&shop, &sandbox, "5", "razorpay-order", 0).await;
    sandbox.choose(&paid.name, Choice::Pay).expect("paid");
    let news = sandbox.take_webhooks().pop().expect("news");
    let body = |signature: &str| {
        json!({
            "gateway": "razorpay", "signature": signature, "received_at": hub.hub.clock.now(),
            "body_b64": data_encoding::BASE64.encode(news.body.as_bytes()),
        })
    };
    // The hub says that it is paid, and cannot sign that.
    let id = hub.ask(place, "webhook", body(&"0".repeat(64))).await;
    let (outcome, said) = hub.outcome(id).await;
    assert_eq!((outcome.as_str(), &said["code"]), ("REFUSED", &json!("bad_signature")));
    assert_ne!(paid.bill(&cashier).await["state"], "PAID");
    let signature = news.headers.iter().find(|(name, _)| name.contains("signature"));
    let id = hub.ask(place, "webhook", body(&signature.expect("signed").1)).await;
    assert_eq!(hub.outcome(id).await.0, "DONE");
    until("the bill is paid", async || paid.bill(&cashier).await["state"] == "PAID").await;
    // The same from there under another id is no more money.
    let id = hub.ask(place, "webhook", body(&signature.expect("signed").1)).await;
    assert_eq!(hub.outcome(id).await.1["is_new"], false);
    crate::online::settled_once(&shop, &sandbox, &cashier, &paid).await;
}

#[tokio::test]
async fn a_price_that_changes_meanwhile_is_said_to_whoever_orders_from_afar() {
    let it = outlet().await;
    let tikka = with_central_tikka(&it.hub, it.place.0).await;
    costs(&it.here, "Paneer Tikka", 30_000).await;
    it.takeaway(2).await;
    let body = json!({
        "contact": { "name": "Farida" }, "expected_total_paise": 1,
        "items": [{ "central_id": tikka, "quantity": 1 }],
    });
    let (outcome, placed) = it.ordered_at_its_price("one", &body).await;
    assert_eq!(outcome, "DONE", "{placed}");
    put_price(&it.hub.hub, it.place.0, tikka, price(40_000)).await.expect("a price");
    costs(&it.here, "Paneer Tikka", 40_000).await;
    let mut late = body.clone();
    late["expected_total_paise"] = placed["total_paise"].clone();
    assert_eq!(it.ordered("two", &late).await.1["code"], "price_changed");
    // What was ordered keeps its price.
    let path = format!("/api/orders/{}", placed["order_id"].as_str().expect("an id"));
    let order = it.here.get(&path).await.ok();
    assert_eq!(order["lines"][0]["unit_paise"], 30_000);
}
