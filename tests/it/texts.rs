mod gateways;
mod modem;

use serde_json::{Value, json};
use tiffin::config::SmsSettings;
use tiffin::house::OtpMode;
use tiffin::{followers, ledger, setup};

use crate::desk::{Answer, Ask, Desk};

const PHONE: &str = "9876543210";

/// A box that is set up with one dish and two tables; its owner's token.
async fn open() -> (Desk, String) {
    open_with(SmsSettings::default()).await
}

async fn open_with(sms: SmsSettings) -> (Desk, String) {
    let desk = Desk::open_with(sms).await;
    let code = setup::code(&desk.app).await.expect("a look").unwrap_or_default();
    let house =
        json!({ "name": "Barah Mez", "address": "", "gstin": "", "fssai": "", "phone": "" });
    let request = json!({ "setup_code": code, "house": house, "tax_percent": 5, "tables": 2,
        "owner": { "name": "Meera", "pin": "4711" } });
    let owner = desk.ask(Ask::post("/api/setup", request).keyed("setup")).await;
    let owner = owner.text("access_token");
    let category = json!({ "name": "Mains", "name_local": "" });
    let category = Ask::post("/api/menu/categories", category).keyed("mains").by(&owner);
    let dal = json!({ "category_id": desk.ask(category).await.body["id"], "name": "Dal",
        "name_local": "", "description": "", "price_paise": 25_000, "diet": "VEG",
        "is_jain": false, "is_vegan": false, "spice": 1, "allergens": [], "is_available": true,
        "tax_class": "restaurant", "stations": ["Curry"], "prep_minutes": 10, "picture": "",
        "sort": 1, "variants": [], "modifier_group_ids": [] });
    let made = desk.ask(Ask::post("/api/menu/items", dal).keyed("dal").by(&owner)).await;
    assert_eq!(made.code(), "201", "{}", made.body);
    (desk, owner)
}

/// A guest at table 1; their token.
async fn join(desk: &Desk, owner: &str) -> String {
    let floor = desk.ask(Ask::get("/api/tables").by(owner)).await.body;
    let table = floor["tables"][0]["id"].as_str().unwrap_or_default().to_owned();
    let code = desk.ask(Ask::get(&format!("/api/tables/{table}/code")).by(owner)).await;
    let url = code.text("url");
    let token = url.rsplit('/').next().unwrap_or_default();
    let join = Ask::post(&format!("/api/tables/{token}/join"), json!({ "name": "Asha" }));
    desk.ask(join.keyed("join")).await.text("guest_token")
}

async fn show_phone(desk: &Desk, guest: &str) -> Answer {
    let ask = json!({ "phone_number": PHONE });
    desk.ask(Ask::post("/api/auth/customer/otp", ask)).await;
    let code = desk.app.sms.shown_codes().first().map(|shown| shown.code.clone());
    let verify = json!({ "phone_number": PHONE, "otp": code.unwrap_or_default() });
    desk.ask(Ask::post("/api/auth/customer/verify-otp", verify).by(guest)).await
}

async fn order(desk: &Desk, guest: &str, key: &str) -> Answer {
    let menu = desk.ask(Ask::get("/api/menu/items")).await.body;
    let items = json!([{ "menu_item_id": menu["items"][0]["id"], "quantity": 1,
        "modifiers": [] }]);
    let place = Ask::post("/api/orders", json!({ "items": items })).keyed(key);
    desk.ask(place.by(guest)).await
}

async fn step(desk: &Desk, staff: &str, order: &str, to: &str) {
    let path = format!("/api/orders/{order}/status");
    let stepped = desk.ask(Ask::patch(&path, json!({ "status": to })).by(staff)).await;
    assert_eq!(stepped.body["status"], to, "{}", stepped.body);
}

/// Lets the follower of texts hear every fact twice, as after a cut.
async fn tell_twice(desk: &Desk) {
    let texts = followers::find("texts").expect("it follows");
    let all = desk.app.store.read(|read| ledger::read_after(read.conn(), 0, 10_000)).await;
    for fact in all.expect("facts") {
        for _ in 0..2 {
            texts.digest(&desk.app, fact.clone()).await.expect("digested");
        }
    }
}

#[tokio::test]
async fn a_guest_with_a_phone_hears_each_thing_once() {
    let (desk, owner) = open().await;
    let guest = join(&desk, &owner).await;
    assert_eq!(show_phone(&desk, &guest).await.code(), "200");
    let placed = order(&desk, &guest, "o1").await;
    let id = placed.text("id");
    for to in ["PREPARING", "READY", "PREPARING", "READY", "SERVED"] {
        step(&desk, &owner, &id, to).await;
    }
    let cash = json!({ "amount_received_paise": 30_000 });
    let pay = Ask::patch(&format!("/api/payments/{id}/cash"), cash).keyed("c1").by(&owner);
    let paid = desk.ask(pay).await;
    assert_eq!(paid.code(), "200", "{}", paid.body);
    tell_twice(&desk).await;
    let messages = desk.ask(Ask::get("/api/messages").by(&owner)).await.body;
    let of = |field: &str| -> Vec<Value> {
        let items = messages["items"].as_array().cloned().unwrap_or_default();
        items.iter().rev().map(|item| item[field].clone()).collect()
    };
    let mut kinds = of("kind");
    kinds.sort_by_key(Value::to_string);
    assert_eq!(kinds, ["CODE", "ORDER_RECEIVED", "PREPARING", "READY", "SERVED", "THANKS"]);
    assert!(of("state").iter().all(|state| state == "SENT"));
    assert!(of("text").iter().all(|text| text.as_str().is_some_and(|t| t.contains("Barah Mez"))));
}

/// What was written down for guests, oldest first, but codes.
async fn texts(desk: &Desk, owner: &str) -> Vec<(String, String)> {
    let messages = desk.ask(Ask::get("/api/messages").by(owner)).await.body;
    let items = messages["items"].as_array().cloned().unwrap_or_default();
    let text = |item: &Value, field: &str| item[field].as_str().unwrap_or_default().to_owned();
    let told = items.iter().rev().filter(|item| item["kind"] != "CODE");
    told.map(|item| (text(item, "kind"), text(item, "text"))).collect()
}

#[tokio::test]
async fn a_guest_is_told_in_their_own_language_and_where_to_pay() {
    let (desk, owner) = open().await;
    let guest = join(&desk, &owner).await;
    let ask = json!({ "phone_number": PHONE, "locale": "hi" });
    desk.ask(Ask::post("/api/auth/customer/otp", ask)).await;
    let code = desk.app.sms.shown_codes()[0].code.clone();
    let verify = json!({ "phone_number": PHONE, "otp": code });
    desk.ask(Ask::post("/api/auth/customer/verify-otp", verify).by(&guest)).await;
    let id = order(&desk, &guest, "o1").await.text("id");
    for to in ["PREPARING", "READY", "SERVED"] {
        desk.pass(1);
        step(&desk, &owner, &id, to).await;
    }
    tell_twice(&desk).await;
    let told = texts(&desk, &owner).await;
    let is_hindi = |text: &str| text.chars().any(|c| ('\u{900}'..='\u{97f}').contains(&c));
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(told.iter().all(|(_, text)| is_hindi(text)), "{told:?}");
    let served = told.iter().find(|(kind, _)| kind == "SERVED").expect("it was served");
    let url = served.1.split(' ').next_back().unwrap_or_default();
    assert!(url.starts_with("http://") && url.contains("/t/"), "{served:?}");
}

#[tokio::test]
async fn a_guest_who_wants_no_texts_gets_none_but_codes_and_may_want_them_again() {
    let (desk, owner) = open().await;
    let guest = join(&desk, &owner).await;
    let wish = |texts: bool| Ask::patch("/api/customers/me", json!({ "texts": texts })).by(&guest);
    assert_eq!(desk.ask(wish(false)).await.code(), "not_found", "no phone was shown");
    show_phone(&desk, &guest).await;
    assert_eq!(desk.ask(wish(false)).await.body["texts"], false);
    order(&desk, &guest, "o1").await;
    tell_twice(&desk).await;
    assert_eq!(texts(&desk, &owner).await, []);
    desk.pass(60);
    let again = show_phone(&desk, &guest).await;
    assert_eq!(again.code(), "200", "codes come all the same");
    assert_eq!(again.body["customer"]["texts"], false, "and the wish stands");

    assert_eq!(desk.ask(wish(true)).await.body["texts"], true);
    desk.pass(1);
    let placed = order(&desk, &guest, "o2").await;
    assert_eq!(placed.code(), "201", "{}", placed.body);
    tell_twice(&desk).await;
    let told = texts(&desk, &owner).await;
    assert!(told.iter().any(|(kind, _)| kind == "ORDER_RECEIVED"), "{told:?}");
    let wishes = desk.facts("customer_texts_set").await;
    assert_eq!(wishes.len(), 2);
    assert!(!format!("{wishes:?}").contains(PHONE), "no fact has a number");
}

#[tokio::test]
async fn a_guest_without_a_phone_is_told_nothing() {
    let (desk, owner) = open().await;
    let guest = join(&desk, &owner).await;
    let placed = order(&desk, &guest, "o1").await;
    assert_eq!(placed.code(), "201", "{}", placed.body);
    tell_twice(&desk).await;
    assert_eq!(desk.ask(Ask::get("/api/messages").by(&owner)).await.body["items"], json!([]));
}

#[tokio::test]
async fn where_a_phone_is_required_a_guest_shows_one_before_ordering() {
    let (desk, owner) = open().await;
    let mut settings = desk.ask(Ask::get("/api/house/settings").by(&owner)).await.body;
    settings["otp_mode"] = json!(OtpMode::Required);
    desk.ask(Ask::put("/api/house/settings", settings).by(&owner)).await;
    let guest = join(&desk, &owner).await;
    assert_eq!(order(&desk, &guest, "o1").await.code(), "phone_required");
    show_phone(&desk, &guest).await;
    assert_eq!(order(&desk, &guest, "o1").await.code(), "201");
}
