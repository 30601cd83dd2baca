//! What an owner asks of their boxes from afar, and hears of them.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::commands::{enrol, linked};
use crate::kit::hub::TestHub;
use crate::kit::visitors::{Reply, Visitor};
use crate::kit::{Person, Shop, TestBox, until};

/// A box of an owner's, who is signed in at the hub.
pub struct Outlet {
    pub hub: TestHub,
    pub shop: Shop,
    /// At the box, and at the hub.
    pub here: Person,
    pub owner: Visitor,
    pub place: (Uuid, Uuid),
}

pub async fn outlet() -> Outlet {
    let hub = TestHub::start().await;
    let shop = TestBox::with_menu().await;
    let tenant = hub.tenant("Barah Mez").await;
    let (here, device) = enrol(&shop, &hub, tenant, "Fort", &hub.url).await;
    let owner = hub.owner_of(tenant).await;
    Outlet { hub, shop, here, owner, place: (tenant, device) }
}

/// What came of a command, as the owner reads it.
async fn answered(owner: &Visitor, asked: &Value) -> Value {
    let word = |name: &str| asked[name].as_str().expect("a word").to_owned();
    let path = format!("/owner/devices/{}/commands/{}", word("device_id"), word("id"));
    until("an answer", async || owner.get(&path).await.body["outcome"].is_string()).await;
    owner.get(&path).await.body
}

#[tokio::test]
async fn a_copy_an_owner_asks_for_is_of_what_is_there_when_the_box_hears_of_it() {
    let Outlet { hub, shop, here, owner, place } = outlet().await;
    let whole = "SELECT count(*) FROM snapshot WHERE whole_at IS NOT NULL";
    until("the first copy", async || hub.count(whole).await == 1).await;
    drop(here);
    let shop = shop.restart().await;
    linked(&hub, 2).await;
    shop.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    let head = shop.app.ledger.head();
    let path = format!("/owner/devices/{}/backup", place.1);
    let asked = owner.post(&path, json!({})).await;
    assert_eq!((asked.status, asked.word("kind")), (202, "backup".into()), "{}", asked.text);
    assert_eq!(asked.word("asked_by"), owner.email);
    let answer = answered(&owner, &asked.body).await;
    assert_eq!(answer["outcome"], "DONE", "{answer}");
    let result = &answer["result"];
    assert!(result["head_seq"].as_i64() >= Some(head), "{answer}");
    let kept = format!(
        "SELECT bytes FROM snapshot WHERE whole_at IS NOT NULL AND snapshot_id = '{}'",
        result["snapshot_id"].as_str().expect("an id")
    );
    assert_eq!(Some(hub.count(&kept).await), result["bytes"].as_i64());
    let id = asked.word("id");
    let audit = format!(
        "SELECT count(*) FROM fact WHERE kind = 'command_obeyed'
                         AND body LIKE '%{id}%' AND body LIKE '%backup%'"
    );
    assert_eq!(shop.count(&audit), 1);
    // The answer was lost: it is the same, and no copy more is made.
    let newest = "SELECT max(head_seq) FROM snapshot";
    let before = hub.count(newest).await;
    shop.guest("6").await.order(&[("Garlic Naan", 1)]).await.ok();
    hub.run(&format!("UPDATE command SET outcome = NULL, result = NULL WHERE id = '{id}'")).await;
    let shop = shop.restart().await;
    assert_eq!(&answered(&owner, &asked.body).await["result"], result);
    assert_eq!(hub.count(newest).await, before);
    shop.stop().await;
    // While one waits, another is that one.
    let one = owner.post(&path, json!({})).await.word("id");
    assert_ne!(one, id);
    assert_eq!(owner.post(&path, json!({})).await.word("id"), one);
}

#[tokio::test]
async fn an_owner_caps_a_line_from_afar_and_nobody_else_does() {
    let Outlet { hub, shop, here, owner, place } = outlet().await;
    let path = format!("/owner/devices/{}/settings", place.1);
    let put = async |who: &Visitor, body: Value| {
        who.send(who.request(Method::PUT, &path).json(&body)).await
    };
    let asked = put(&owner, json!({ "cap_kbps": 512 })).await;
    assert_eq!(asked.status, 202, "{}", asked.text);
    let answer = answered(&owner, &asked.body).await;
    assert_eq!(
        (&answer["outcome"], &answer["result"]),
        (&json!("DONE"), &json!({ "set": ["cap_kbps"] }))
    );
    assert_eq!(here.get("/api/cloud").await.ok()["cap_kbps"], 512);
    assert_eq!(put(&owner, json!({})).await.code(), "invalid_value");
    assert_eq!(put(&owner, json!({ "cap_kpbs": 5 })).await.code(), "malformed_json");
    assert_eq!(put(&owner, json!({ "cap_kbps": -1 })).await.code(), "malformed_json");
    let neighbour = hub.owner_of(hub.tenant("Chai Stop").await).await;
    assert_eq!(put(&neighbour, json!({ "cap_kbps": 1 })).await.code(), "not_found");
    let seen = format!("/owner/devices/{}/commands/{}", place.1, asked.word("id"));
    assert_eq!(neighbour.get(&seen).await.code(), "not_found");
    assert_eq!(
        neighbour.post(&format!("/owner/devices/{}/backup", place.1), json!({})).await.code(),
        "not_found"
    );
    // What a later hub says besides is left alone, and not said to be done.
    let id = hub.ask(place, "settings_set", json!({ "colour": "red" })).await;
    assert_eq!(hub.outcome(id).await.0, "REFUSED");
    let id = hub.ask(place, "settings_set", json!({ "colour": "red", "cap_kbps": 0 })).await;
    assert_eq!(hub.outcome(id).await.1, json!({ "set": ["cap_kbps"] }));
    assert_eq!(here.get("/api/cloud").await.ok()["cap_kbps"], 0);
    let audit = "SELECT count(*) FROM fact WHERE kind = 'command_obeyed'
                 AND body LIKE '%settings_set%'";
    assert_eq!(shop.count(audit), 3, "what was refused is on record too");
}

const DEAD_LETTER: &str = "INSERT INTO dead_letter (id, follower, seq, reason, tries, at)
    VALUES ('018f0000-0000-7000-8000-000000000001', 'texts', 1, 'no such number', 8, 1795267800000)";

#[tokio::test]
async fn an_owner_sees_how_a_box_is_as_it_says_itself() {
    let Outlet { hub, shop, here, owner, place } = outlet().await;
    drop(here);
    shop.guest("5").await.order(&[("Garlic Naan", 2)]).await.ok();
    shop.try_sql(
        "INSERT INTO cloud_alarm (kind, said, at) VALUES ('GAP', 'it holds less', 1795267800000)",
    )
    .expect("an alarm");
    shop.try_sql(DEAD_LETTER).expect("a dead letter");
    linked(&hub, 1).await;
    // It says how it is when its link opens.
    let shop = shop.restart().await;
    linked(&hub, 2).await;
    let seen = async || {
        let fleet = owner.get("/owner/fleet").await.body;
        fleet["items"][0].clone()
    };
    until("its alarm", async || seen().await["rings"] != json!([])).await;
    let fort = seen().await;
    assert_eq!(fort["rings"], json!(["GAP"]));
    assert_eq!((&fort["dead_letters"], &fort["open_orders"]), (&json!(1), &json!(1)), "{fort}");
    assert!(fort["disk_free"].as_u64() > Some(0) && fort["waiting_bytes"].is_u64(), "{fort}");
    assert_eq!(fort["clock_ok"], true);
    let everywhere = hub.admin().await.get("/admin/fleet").await.body;
    assert_eq!(everywhere["items"][0]["rings"], fort["rings"]);
    assert_eq!(fort["device_id"], json!(place.1));
    shop.stop().await;
}

impl Outlet {
    /// Keeps an area for orders from afar, with so many tables.
    pub async fn takeaway(&self, tables: u32) -> String {
        let area = self.here.post("/api/areas", json!({ "name": "Takeaway" })).await.ok();
        for n in 1..=tables {
            let table = json!({ "area_id": area["id"], "name": format!("T{n}"), "seats": 1 });
            self.here.post("/api/tables", table).await.ok();
        }
        let mut house = self.here.get("/api/house/settings").await.ok();
        house["remote_area_id"] = area["id"].clone();
        self.here.put("/api/house/settings", house).await.ok();
        area["id"].as_str().expect("an id").to_owned()
    }

    /// Tells the box over its link again what it has answered; after that nothing new.
    pub async fn tell_again(&self) {
        let again = format!(
            "UPDATE command SET outcome = NULL, result = NULL, no = no + 1000
             WHERE outcome IS NOT NULL; SELECT pg_notify('tiffin_wake', '{}')",
            self.place.1
        );
        self.hub.run(&again).await;
    }

    /// One more table there.
    async fn one_more(&self, area: &str) {
        let table = json!({ "area_id": area, "name": "T9", "seats": 1 });
        self.here.post("/api/tables", table).await.ok();
    }

    fn orders(&self) -> String {
        format!("/owner/outlets/{}/orders", self.place.1)
    }

    async fn order(&self, who: &Visitor, key: &str, body: &Value) -> Reply {
        let request = who.request(Method::POST, &self.orders()).header("idempotency-key", key);
        who.send(request.json(body)).await
    }

    /// Orders, and hears what came of it: outcome and result.
    pub async fn ordered(&self, key: &str, body: &Value) -> (String, Value) {
        let asked = self.order(&self.owner, key, body).await;
        assert_eq!(asked.status, 202, "{}", asked.text);
        let mut answer = answered(&self.owner, &asked.body).await;
        let outcome = answer["outcome"].as_str().expect("an outcome").to_owned();
        (outcome, answer["result"].take())
    }

    /// The same, at the price the box says it is.
    pub async fn ordered_at_its_price(&self, key: &str, body: &Value) -> (String, Value) {
        let (outcome, said) = self.ordered(&format!("{key}-price"), body).await;
        assert_eq!((outcome.as_str(), &said["code"]), ("REFUSED", &json!("price_changed")));
        let mut body = body.clone();
        body["expected_total_paise"] = said["details"]["quote"]["total_paise"].clone();
        self.ordered(key, &body).await
    }
}

/// Twelve pani puri without onion, at a price nobody asks.
async fn pani_puri(here: &Person) -> Value {
    let dish = here.items(&[("Pani Puri", 1)]).await[0]["menu_item_id"].clone();
    let item = json!({
        "menu_item_id": dish, "variant": "twelve", "modifiers": ["no onion"], "quantity": 2,
        "note": "extra water",
    });
    json!({ "contact": { "name": "Farida" }, "items": [item], "expected_total_paise": 1 })
}

#[tokio::test]
async fn an_order_from_afar_is_one_order_and_waits_for_somebody_of_the_house() {
    let it = outlet().await;
    let body = pani_puri(&it.here).await;
    let refused = it.ordered("early", &body).await;
    assert_eq!((refused.0.as_str(), &refused.1["code"]), ("REFUSED", &json!("not_taking_orders")));
    it.takeaway(1).await;
    let (outcome, placed) = it.ordered_at_its_price("one", &body).await;
    assert_eq!(outcome, "DONE", "{placed}");
    assert_eq!((&placed["number"], &placed["table_name"]), (&json!(1), &json!("T1")));
    let path = format!("/api/orders/{}", placed["order_id"].as_str().expect("an id"));
    let order = it.here.get(&path).await.ok();
    assert_eq!(
        [&order["status"], &order["source"], &order["placed_by"], &order["accept_at"]],
        [&json!("PENDING"), &json!("REMOTE"), &json!("Farida"), &Value::Null]
    );
    let line = &order["lines"][0];
    assert_eq!((&line["variant_name"], &line["quantity"]), (&json!("Twelve"), &json!(2)));
    assert_eq!(line["modifiers"][0]["name"], "No onion");
    assert_eq!(order["quote"]["total_paise"], placed["total_paise"]);
    let cook = it.shop.staff("Cook").await;
    assert_eq!(cook.tickets().await.len(), 0, "nobody cooks it yet");
    // The same again, by whoever brings it: the same key; a command whose answer was lost; a hub
    // that has forgotten that it asked.
    let mut same = body.clone();
    same["expected_total_paise"] = placed["total_paise"].clone();
    assert_eq!(it.ordered("one", &same).await.1, placed);
    assert_eq!(it.order(&it.owner, "one", &body).await.code(), "idempotency_key_reused");
    it.hub.run("UPDATE command SET outcome = NULL, result = NULL WHERE outcome = 'DONE'").await;
    drop((cook, it.here));
    let shop = it.shop.restart().await;
    let here = shop.staff("Owner").await;
    let it = Outlet { shop, here, ..it };
    assert_eq!(it.ordered("one", &same).await.1, placed);
    it.hub.run("DELETE FROM command WHERE outcome = 'DONE'").await;
    assert_eq!(it.ordered("one", &same).await.1, placed);
    let orders = "SELECT count(*) FROM fact WHERE kind = 'order_placed'";
    assert_eq!(it.shop.count(orders), 1);
    // Somebody says yes: the kitchen hears of it, once, and no repeat touches it or the money.
    let waiter = it.shop.staff("Waiter").await;
    waiter.post(&format!("{path}/accept"), json!({})).await.ok();
    it.tell_again().await;
    assert_eq!(it.ordered("one", &same).await.1, placed);
    let cook = it.shop.staff("Cook").await;
    assert_eq!(cook.tickets().await.len(), 1);
    assert_eq!(it.shop.count(orders), 1);
    assert_eq!(it.shop.count("SELECT count(*) FROM payment"), 0);
    assert_eq!(it.shop.count("SELECT count(*) FROM orders"), 1);
}

#[tokio::test]
async fn an_order_from_afar_is_refused_by_the_box_s_own_word() {
    let it = outlet().await;
    let area = it.takeaway(1).await;
    let body = pani_puri(&it.here).await;
    let owner = it.owner.clone();
    let with = |path: &str, value: Value| {
        let mut body = body.clone();
        *body.pointer_mut(path).expect("a field") = value;
        body
    };
    for (n, (path, value, code)) in [
        ("/items/0/variant", json!("Forty"), "invalid_choice"),
        ("/items/0/modifiers", json!(["No water"]), "invalid_choice"),
        ("/items/0/variant", Value::Null, "invalid_choice"),
        ("/items/0/menu_item_id", json!(Uuid::nil()), "invalid_choice"),
    ]
    .into_iter()
    .enumerate()
    {
        let (outcome, said) = it.ordered(&format!("key-{n}"), &with(path, value)).await;
        assert_eq!((outcome.as_str(), &said["code"]), ("REFUSED", &json!(code)), "{path}");
    }
    // What cannot be an order is not asked of the box at all.
    for (path, value) in [
        ("/items", json!([])),
        ("/items/0/quantity", json!(0)),
        ("/contact/name", json!(" ")),
        ("/items/0/menu_item_id", Value::Null),
    ] {
        let refused = it.order(&owner, "never", &with(path, value)).await;
        assert_eq!(refused.code(), "invalid_value", "{path}: {}", refused.text);
    }
    assert_eq!(it.owner.post(&it.orders(), body.clone()).await.code(), "idempotency_key_required");
    let neighbour = it.hub.owner_of(it.hub.tenant("Chai Stop").await).await;
    assert_eq!(it.order(&neighbour, "one", &body).await.code(), "not_found");
    // Head office closes the outlet to them, and opens it again.
    let settings = format!("/owner/devices/{}/settings", it.place.1);
    let take = async |is_taking: bool| {
        let said = json!({ "is_taking_remote_orders": is_taking });
        let asked = owner.send(owner.request(Method::PUT, &settings).json(&said)).await;
        assert_eq!(answered(&owner, &asked.body).await["outcome"], "DONE");
    };
    take(false).await;
    let (_, said) = it.ordered("closed", &body).await;
    assert_eq!(said["code"], "not_taking_orders");
    take(true).await;
    assert_eq!(it.ordered_at_its_price("open", &body).await.0, "DONE");
    let (_, said) = it.ordered("full", &body).await;
    assert_eq!(said["code"], "not_taking_orders", "its only place is taken");
    let left = "SELECT count(*) FROM sitting WHERE closed_at IS NULL";
    assert_eq!(it.shop.count(left), 1, "what was refused left nothing");
    // Sold out at the box is sold out from afar.
    it.one_more(&area).await;
    let dish = body["items"][0]["menu_item_id"].as_str().expect("an id");
    let gone = json!({ "is_available": false });
    it.here.patch(&format!("/api/menu/items/{dish}/availability"), gone).await.ok();
    assert_eq!(it.ordered("out", &body).await.1["code"], "sold_out");
}

#[tokio::test]
async fn an_order_from_afar_that_is_turned_away_leaves_its_table_free() {
    let it = outlet().await;
    it.takeaway(1).await;
    let body = pani_puri(&it.here).await;
    let open = "SELECT count(*) FROM sitting WHERE closed_at IS NULL";
    let why = json!({ "reason": "The kitchen is closing" });
    // Turned away as a whole, and line by line.
    let (_, placed) = it.ordered_at_its_price("one", &body).await;
    let order = format!("/api/orders/{}", placed["order_id"].as_str().expect("an id"));
    it.here.post(&format!("{order}/reject"), why.clone()).await.ok();
    assert_eq!(it.shop.count(open), 0);
    let (outcome, placed) = it.ordered_at_its_price("two", &body).await;
    assert_eq!((outcome.as_str(), &placed["table_name"]), ("DONE", &json!("T1")));
    let order = format!("/api/orders/{}", placed["order_id"].as_str().expect("an id"));
    let line = it.here.get(&order).await.ok()["lines"][0].clone();
    let line = format!("{order}/lines/{}", line["id"].as_str().expect("an id"));
    it.here.patch(&line, json!({ "quantity": 0, "reason": "No puri" })).await.ok();
    assert_eq!(it.here.get(&order).await.ok()["status"], "CANCELLED");
    assert_eq!(it.shop.count(open), 0);
    // Who was seated there meanwhile stays.
    let (_, placed) = it.ordered_at_its_price("three", &body).await;
    let order = format!("/api/orders/{}", placed["order_id"].as_str().expect("an id"));
    it.here.order_at(&it.shop, "T1", &[("Garlic Naan", 1)]).await;
    it.here.post(&format!("{order}/reject"), why).await.ok();
    assert_eq!(it.shop.count(open), 1);
}
