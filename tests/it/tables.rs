use axum::http::StatusCode;
use serde_json::{Value, json};
use tiffin::base::{SittingId, TableId};
use tiffin::store::Tx;
use tiffin::tables::{self, TableDraft, TableRow};
use tiffin::wire::{Actor, Role};
use tiffin::{house, wire};

use crate::desk::{Answer, Ask, Desk};

/// One area with tables 1 to `count`.
async fn furnish(desk: &Desk, count: u32) -> Vec<TableRow> {
    let work = move |tx: &Tx| {
        let area = tables::add_area_in(tx, "Veranda")?;
        let draft = |n: u32| TableDraft { area_id: area.id, name: n.to_string(), seats: 4 };
        (1..=count).map(|n| tables::add_table_in(tx, draft(n))).collect()
    };
    desk.app.store.write(&Actor::the_box(), work).await.expect("tables")
}

/// What stands behind `/t/` in the table's code as it is now.
async fn code_of(desk: &Desk, id: TableId) -> String {
    let look = move |read: &tiffin::store::Read| {
        Ok((house::load(read)?, tables::find_table(read, id)?.expect("the table")))
    };
    let (house, row) = desk.app.store.read(look).await.expect("a read");
    let url = tables::table_url(&desk.app, &house, &row);
    url.rsplit('/').next().expect("a code").to_owned()
}

async fn join(desk: &Desk, code: &str, key: &str, name: Option<&str>) -> Answer {
    let path = format!("/api/tables/{code}/join");
    desk.ask(Ask::post(&path, json!({ "name": name })).keyed(key)).await
}

/// Joins and answers the guest's token and the sitting's id.
async fn sit(desk: &Desk, code: &str, key: &str) -> (String, SittingId) {
    let joined = join(desk, code, key, None).await;
    assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.body);
    let id = joined.body["sitting"]["id"].as_str().expect("an id").parse().expect("an id");
    (joined.text("guest_token"), id)
}

async fn close(desk: &Desk, id: SittingId) {
    let work = move |tx: &Tx| tables::close_in(tx, id);
    desk.app.store.write(&Actor::the_box(), work).await.expect("closed");
}

#[tokio::test]
async fn phones_at_one_table_share_one_sitting() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 2).await[0].id).await;
    let first = join(&desk, &code, "a", Some("Asha")).await;
    let second = join(&desk, &code, "b", None).await;
    assert_eq!(first.body["sitting"]["id"], second.body["sitting"]["id"]);
    assert_eq!(second.text("guest_name"), "Guest 2");
    assert_eq!(second.body["sitting"]["covers"], 2);
    assert_eq!(second.body["sitting"]["guests"][0]["name"], "Asha");
    let mine = desk.ask(Ask::get("/api/sittings/mine").by(&first.text("guest_token"))).await;
    assert_eq!(mine.body["guests"].as_array().map(Vec::len), Some(2));
    assert_eq!(desk.facts("sitting_opened").await.len(), 1);
}

#[tokio::test]
async fn the_same_join_twice_is_one_guest() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    let first = join(&desk, &code, "k", Some("Asha")).await;
    let again = join(&desk, &code, "k", Some("Asha")).await;
    assert_eq!(first.body["guest_id"], again.body["guest_id"]);
    assert_eq!(again.status, StatusCode::CREATED);
    let other = join(&desk, &code, "k", Some("Ravi")).await;
    assert_eq!(other.code(), "idempotency_key_reused");
    assert_eq!(desk.facts("guest_joined").await.len(), 1);
}

#[tokio::test]
async fn no_token_lies_in_the_database() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    let (token, _) = sit(&desk, &code, "k").await;
    let answers = "SELECT group_concat(answer) FROM once";
    let look = move |read: &tiffin::store::Read| read.one(answers, [], |r| r.get::<_, String>(0));
    let kept = desk.app.store.read(look).await.expect("a read").expect("answers");
    assert!(!kept.is_empty() && !kept.contains(&token[..20]));
}

#[tokio::test]
async fn six_phones_at_once_open_one_sitting() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    let one = |key| join(&desk, &code, key, None);
    let joined = tokio::join!(one("a"), one("b"), one("c"), one("d"), one("e"), one("f"));
    let id = |joined: &Answer| joined.body["sitting"]["id"].to_string();
    let (a, b, c, d, e, f) = &joined;
    assert!([b, c, d, e, f].iter().all(|other| id(other) == id(a) && id(a).len() > 4));
    assert_eq!(desk.facts("sitting_opened").await.len(), 1);
}

#[tokio::test]
async fn a_table_is_full_at_some_point() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    for n in 0..40 {
        assert_eq!(join(&desk, &code, &format!("k{n}"), None).await.status, StatusCode::CREATED);
    }
    assert_eq!(join(&desk, &code, "one-more", None).await.code(), "limit_reached");
}

#[tokio::test]
async fn a_forged_code_is_unknown_and_a_rotated_one_gone() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let id = furnish(&desk, 1).await[0].id;
    let code = code_of(&desk, id).await;
    let forged = format!("{}A", &code[..code.len() - 1]);
    let forged = if forged == code { format!("{}Q", &code[..code.len() - 1]) } else { forged };
    for wrong in [forged.as_str(), "5", "AAAAAAAAAAAAAAAAAAA", "%F0%9F%8D%9B", "a%00b"] {
        assert_eq!(join(&desk, wrong, "k", None).await.code(), "unknown_table_code", "{wrong}");
    }
    let rotate = || {
        let path = format!("/api/tables/{id}/rotate-code");
        desk.ask(Ask::post(&path, json!({})).by(&owner).keyed("r"))
    };
    let (rotated, again) = (rotate().await, rotate().await);
    assert_eq!(rotated.body, again.body, "rotated once");
    assert_eq!(join(&desk, &code, "k", None).await.code(), "table_code_rotated");
    let fresh = code_of(&desk, id).await;
    assert!(rotated.text("url").ends_with(&format!("/t/{fresh}")));
    assert_eq!(join(&desk, &fresh, "k", None).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_table_out_of_use_seats_nobody() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let id = furnish(&desk, 1).await[0].id;
    let code = code_of(&desk, id).await;
    let path = format!("/api/tables/{id}");
    let off = desk.ask(Ask::patch(&path, json!({ "is_active": false })).by(&owner)).await;
    assert_eq!(off.body["is_active"], false);
    assert_eq!(join(&desk, &code, "k", None).await.code(), "table_closed");
    let path = format!("/api/tables/{id}/sitting");
    let seated = desk.ask(Ask::post(&path, json!({ "covers": 2 })).by(&owner).keyed("s")).await;
    assert_eq!(seated.code(), "table_closed");
}

#[tokio::test]
async fn staff_seat_a_party_once() {
    let desk = Desk::open().await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    let id = furnish(&desk, 1).await[0].id;
    let path = format!("/api/tables/{id}/sitting");
    let seat = |key| desk.ask(Ask::post(&path, json!({ "covers": 3 })).by(&waiter).keyed(key));
    let (first, other) = (seat("a").await, seat("b").await);
    assert_eq!(first.status, StatusCode::CREATED);
    assert_eq!(first.body, other.body, "the open one");
    assert_eq!(first.text("opened_by"), "Ravi");
    let path = format!("/api/sittings/{}", first.text("id"));
    let counted = desk.ask(Ask::patch(&path, json!({ "covers": 5 })).by(&waiter)).await;
    assert_eq!(counted.body["covers"], 5);
    for wrong in [json!({ "covers": 0 }), json!({ "covers": 101 })] {
        assert_eq!(desk.ask(Ask::patch(&path, wrong).by(&waiter)).await.code(), "invalid_value");
    }
    let minus = desk.ask(Ask::patch(&path, json!({ "covers": -1 })).by(&waiter)).await;
    assert_eq!(minus.code(), "malformed_json");
}

#[tokio::test]
async fn asking_twice_for_water_is_one_call() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    let (guest, _) = sit(&desk, &code, "k").await;
    let (ravi, lata) =
        (desk.staff("Ravi", Role::Waiter).await, desk.staff("Lata", Role::Cashier).await);
    let call = |kind, key| {
        desk.ask(Ask::post("/api/calls", json!({ "kind": kind })).by(&guest).keyed(key))
    };
    let (water, again) = (call("WATER", "1").await, call("WATER", "2").await);
    assert_eq!(water.body["id"], again.body["id"]);
    assert_ne!(call("BILL", "3").await.body["id"], water.body["id"]);
    let path = format!("/api/calls/{}/take", water.text("id"));
    let taken = desk.ask(Ask::post(&path, json!({})).by(&ravi)).await;
    assert_eq!(taken.text("taken_by"), "Ravi");
    let late = desk.ask(Ask::post(&path, json!({})).by(&lata)).await;
    assert_eq!(late.text("taken_by"), "Ravi");
    assert_ne!(call("WATER", "4").await.body["id"], water.body["id"], "thirsty again");
    assert_eq!(desk.facts("call_taken").await.len(), 1);
    assert_eq!(call("SONG", "5").await.code(), "malformed_json");
}

#[tokio::test]
async fn a_view_shows_what_waits_before_the_last_that_were_taken() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    let (guest, _) = sit(&desk, &code, "k").await;
    let ravi = desk.staff("Ravi", Role::Waiter).await;
    let call = |kind, key: String| {
        desk.ask(Ask::post("/api/calls", json!({ "kind": kind })).by(&guest).keyed(&key))
    };
    let bill = call("BILL", "bill".to_owned()).await;
    for n in 0..12 {
        desk.turn(1);
        let water = call("WATER", format!("w{n}")).await;
        let path = format!("/api/calls/{}/take", water.text("id"));
        desk.ask(Ask::post(&path, json!({})).by(&ravi)).await;
    }
    let mine = desk.ask(Ask::get("/api/sittings/mine").by(&guest)).await;
    let calls = mine.body["calls"].as_array().expect("calls");
    assert_eq!(calls.len(), 10);
    assert_eq!(calls[0]["id"], bill.body["id"]);
    assert!(calls[1]["at"].as_str() > calls[2]["at"].as_str(), "the newest first");
}

#[tokio::test]
async fn a_closed_sitting_is_over_for_its_guests() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    let (guest, sitting) = sit(&desk, &code, "k").await;
    let water = Ask::post("/api/calls", json!({ "kind": "WATER" })).by(&guest);
    desk.ask(water.clone().keyed("w")).await;
    close(&desk, sitting).await;
    close(&desk, sitting).await;
    assert_eq!(desk.facts("sitting_closed").await.len(), 1);
    assert_eq!(desk.facts("call_taken").await.len(), 1, "nobody is called any longer");
    assert_eq!(desk.ask(water.keyed("x")).await.code(), "sitting_closed");
    let name = Ask::patch("/api/guests/me", json!({ "name": "Late" })).by(&guest);
    assert_eq!(desk.ask(name).await.code(), "sitting_closed");
    let mine = desk.ask(Ask::get("/api/sittings/mine").by(&guest)).await;
    assert!(mine.body["closed_at"].is_string(), "still to be read");
    let (_, next) = sit(&desk, &code, "another").await;
    assert_ne!(next, sitting);
}

#[tokio::test]
async fn the_floor_tells_who_sits_where() {
    let desk = Desk::open().await;
    let cook = desk.staff("Salim", Role::KitchenStaff).await;
    let tables = furnish(&desk, 3).await;
    let code = code_of(&desk, tables[1].id).await;
    let (guest, _) = sit(&desk, &code, "k").await;
    let name = Ask::patch("/api/guests/me", json!({ "name": " मीरा " })).by(&guest);
    assert_eq!(desk.ask(name).await.text("name"), "मीरा");
    let floor = desk.ask(Ask::get("/api/tables").by(&cook)).await.body;
    assert_eq!(floor["areas"][0]["name"], "Veranda");
    let seen: Vec<_> = floor["tables"].as_array().expect("tables").iter().collect();
    assert_eq!(seen.len(), 3);
    assert_eq!(seen[0]["sitting"], Value::Null);
    assert_eq!(seen[1]["sitting"]["guests"][0]["name"], "मीरा");
    assert_eq!(desk.ask(Ask::get("/api/tables").by(&guest)).await.code(), "forbidden");
}

#[tokio::test]
async fn areas_and_tables_have_names_of_their_own() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let post =
        |path: &str, body: Value, key: &str| desk.ask(Ask::post(path, body).by(&owner).keyed(key));
    let area = post("/api/areas", json!({ "name": "Terrace" }), "a").await;
    assert_eq!(post("/api/areas", json!({ "name": "terrace" }), "b").await.code(), "name_taken");
    let id = area.text("id");
    let draft = json!({ "area_id": id, "name": "छत 1", "seats": 4 });
    let table = post("/api/tables", draft.clone(), "c").await;
    assert_eq!((table.status, &table.body["number"]), (StatusCode::CREATED, &json!(1)));
    assert_eq!(post("/api/tables", draft.clone(), "c").await.body, table.body);
    assert_eq!(post("/api/tables", draft, "d").await.code(), "name_taken");
    let path = format!("/api/areas/{id}");
    let gone = desk.ask(Ask::delete(&path).by(&owner)).await;
    assert_eq!(gone.code(), "area_not_empty");
    let other = post("/api/areas", json!({ "name": "Garden" }), "e").await.text("id");
    let move_it =
        Ask::patch(&format!("/api/tables/{}", table.text("id")), json!({"area_id": other}));
    assert_eq!(desk.ask(move_it.by(&owner)).await.text("area_id"), other);
    assert_eq!(desk.ask(Ask::delete(&path).by(&owner)).await.status, StatusCode::NO_CONTENT);
    let nowhere = json!({ "area_id": id, "name": "x", "seats": 4 });
    assert_eq!(post("/api/tables", nowhere, "f").await.code(), "not_found");
}

#[tokio::test]
async fn cards_are_printed_for_tables_in_use() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let sheet = |layout: &str| {
        desk.ask(Ask::get(&format!("/api/tables/qr-sheet.pdf?layout={layout}")).by(&owner))
    };
    assert_eq!(sheet("page").await.code(), "invalid_value", "no tables yet");
    let tables = furnish(&desk, 2).await;
    let cards = sheet("grid").await;
    assert_eq!(cards.status, StatusCode::OK);
    assert_eq!(cards.headers["content-type"], "application/pdf");
    assert_eq!(sheet("poster").await.code(), "malformed_request");
    let path = format!("/api/tables/{}/code", tables[0].id);
    let code = desk.ask(Ask::get(&path).by(&owner)).await;
    assert!(code.text("url").contains("/t/") && code.text("svg").starts_with("<svg "));
}

#[tokio::test]
async fn the_sitting_is_there_after_a_restart() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    let (guest, sitting) = sit(&desk, &code, "k").await;
    let now = desk.clock.now();
    let desk = desk.restart(now, true).await;
    let mine = desk.ask(Ask::get("/api/sittings/mine").by(&guest)).await;
    assert_eq!(mine.text("id"), sitting.to_string());
    let again = join(&desk, &code, "k", None).await;
    assert_eq!(again.body["sitting"]["guests"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_fact_names_no_guest() {
    let desk = Desk::open().await;
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    join(&desk, &code, "k", Some("Asha Rao")).await;
    let look = |read: &tiffin::store::Read| tiffin::ledger::read_after(read.conn(), 0, 100);
    let facts: Vec<wire::Recorded> = desk.app.store.read(look).await.expect("facts");
    assert!(!serde_json::to_string(&facts).expect("text").contains("Asha"));
}

/// Says how phones may join at a table's area.
async fn open_by(desk: &Desk, manager: &str, area: &str, opening: Value) {
    let path = format!("/api/areas/{area}");
    let set = desk.ask(Ask::patch(&path, json!({ "opening": opening })).by(manager)).await;
    assert_eq!(set.body["opening"], opening, "{}", set.body);
}

async fn pin_of(desk: &Desk, staff: &str, id: TableId) -> String {
    let floor = desk.ask(Ask::get("/api/tables").by(staff)).await.body;
    let tables = floor["tables"].as_array().expect("tables");
    let table = tables.iter().find(|table| table["id"] == id.to_string()).expect("the table");
    table["pin"].as_str().expect("a PIN").to_owned()
}

fn other_pin(pin: &str) -> String {
    format!("{:04}", (pin.parse::<u32>().expect("digits") + 1) % 10_000)
}

async fn join_with(desk: &Desk, code: &str, key: &str, pin: &str, ip: [u8; 4]) -> Answer {
    let path = format!("/api/tables/{code}/join");
    desk.ask(Ask::post(&path, json!({ "pin": pin })).keyed(key).from(ip)).await
}

const HERE: [u8; 4] = [10, 0, 0, 20];
const THERE: [u8; 4] = [10, 0, 0, 21];

#[tokio::test]
async fn where_a_pin_is_asked_for_the_card_alone_opens_nothing() {
    let desk = Desk::open().await;
    let manager = desk.staff("Arif", Role::Manager).await;
    let table = furnish(&desk, 2).await.remove(0);
    let code = code_of(&desk, table.id).await;
    open_by(&desk, &manager, &table.area_id.to_string(), json!("PIN")).await;
    assert_eq!(join(&desk, &code, "a", None).await.code(), "table_pin_required");
    let pin = pin_of(&desk, &manager, table.id).await;
    assert!(pin.len() == 4 && pin.bytes().all(|c| c.is_ascii_digit()));
    for shape in ["12", "12345", "abcd", "१२३४"] {
        assert_eq!(join_with(&desk, &code, "b", shape, HERE).await.code(), "invalid_value");
    }
    let wrong = join_with(&desk, &code, "c", &other_pin(&pin), HERE).await;
    assert_eq!((wrong.code(), wrong.status), ("wrong_table_pin".into(), StatusCode::FORBIDDEN));
    assert_eq!(wrong.body["error"]["details"]["tries_left"], 4);
    assert!(desk.facts("sitting_opened").await.is_empty(), "nobody sits there");
    let joined = join_with(&desk, &code, "d", &pin, HERE).await;
    assert_eq!(joined.status, StatusCode::CREATED, "{}", joined.body);
    assert_eq!(joined.body["sitting"]["pin"], pin.as_str(), "for who else joins");
    assert_eq!(join(&desk, &code, "e", None).await.code(), "table_pin_required", "to join too");

    let sitting = joined.body["sitting"]["id"].as_str().expect("an id").parse().expect("an id");
    close(&desk, sitting).await;
    let next = pin_of(&desk, &manager, table.id).await;
    assert_ne!(next, pin, "another party, another PIN");
    let late = join_with(&desk, &code, "f", &pin, HERE).await;
    assert_eq!(late.code(), "wrong_table_pin");
    let mine = Ask::get("/api/sittings/mine").by(&joined.text("guest_token"));
    assert_eq!(desk.ask(mine).await.body["pin"], Value::Null, "who left learns no new one");
    let again = join_with(&desk, &code, "d", &pin, HERE).await;
    assert_eq!(again.body["guest_id"], joined.body["guest_id"], "the same request, one answer");
}

#[tokio::test]
async fn whoever_guesses_pins_waits_and_a_table_guessed_at_is_held_shut() {
    let desk = Desk::open().await;
    let manager = desk.staff("Arif", Role::Manager).await;
    let table = furnish(&desk, 2).await.remove(0);
    let code = code_of(&desk, table.id).await;
    open_by(&desk, &manager, &table.area_id.to_string(), json!("PIN")).await;
    let pin = pin_of(&desk, &manager, table.id).await;
    for n in 0..5 {
        let wrong = join_with(&desk, &code, &format!("a{n}"), &other_pin(&pin), HERE).await;
        assert_eq!(wrong.body["error"]["details"]["tries_left"], 4 - n);
    }
    let locked = join_with(&desk, &code, "b", &pin, HERE).await;
    assert_eq!((locked.code(), locked.retry_after()), ("locked".into(), Some(300)));
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    let now = desk.clock.now();
    let desk = desk.restart(now, true).await;
    assert_eq!(join_with(&desk, &code, "c", &pin, HERE).await.code(), "locked", "after a restart");
    assert_eq!(join_with(&desk, &code, "d", &pin, THERE).await.status, StatusCode::CREATED);
    desk.pass(301);
    assert_eq!(join_with(&desk, &code, "e", &pin, HERE).await.status, StatusCode::CREATED);

    for n in 0..15_u8 {
        let from = [10, 0, 1, n / 3];
        join_with(&desk, &code, &format!("f{n}"), &other_pin(&pin), from).await;
    }
    let last = join_with(&desk, &code, "g", &pin, [10, 0, 1, 99]).await;
    assert_eq!(last.code(), "locked", "twenty from many phones");
    let path = format!("/api/tables/{}/pin", table.id);
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    let fresh = desk.ask(Ask::post(&path, Value::Null).by(&waiter)).await.text("pin");
    assert_ne!(fresh, pin);
    let open = join_with(&desk, &code, "h", &fresh, [10, 0, 1, 99]).await;
    assert_eq!(open.status, StatusCode::CREATED, "staff open the table again");
}

#[tokio::test]
async fn where_staff_seat_people_phones_join_those_who_were_seated() {
    let desk = Desk::open().await;
    let manager = desk.staff("Arif", Role::Manager).await;
    let table = furnish(&desk, 1).await.remove(0);
    let (code, area) = (code_of(&desk, table.id).await, table.area_id.to_string());
    let mut settings = desk.ask(Ask::get("/api/house/settings").by(&manager)).await.body;
    settings["name"] = json!("Barah Mez");
    settings["opening"] = json!("STAFF");
    desk.ask(Ask::put("/api/house/settings", settings).by(&manager)).await;
    assert_eq!(join(&desk, &code, "a", None).await.code(), "sitting_not_open");
    open_by(&desk, &manager, &area, json!("FREE")).await;
    let (_, sitting) = sit(&desk, &code, "b").await;
    close(&desk, sitting).await;
    open_by(&desk, &manager, &area, Value::Null).await;
    assert_eq!(join(&desk, &code, "c", None).await.code(), "sitting_not_open", "as the house");
    let path = format!("/api/tables/{}/sitting", table.id);
    desk.ask(Ask::post(&path, json!({ "covers": 2 })).by(&manager).keyed("d")).await;
    assert_eq!(join(&desk, &code, "e", None).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_party_is_waited_on_by_one_who_is_there_and_can_be_handed_over() {
    let desk = Desk::open().await;
    let (ravi, lata) =
        (desk.staff("Ravi", Role::Waiter).await, desk.staff("Lata", Role::Cashier).await);
    desk.staff("Salim", Role::KitchenStaff).await;
    let gone = desk.hire("Omar", Role::Waiter, "4711").await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let leave = Ask::patch(&format!("/api/staff/{}", gone.id), json!({ "is_active": false }));
    assert_eq!(desk.ask(leave.by(&owner)).await.status, StatusCode::OK);
    let code = code_of(&desk, furnish(&desk, 1).await[0].id).await;
    let (guest, sitting) = sit(&desk, &code, "k").await;
    let call = Ask::post("/api/calls", json!({ "kind": "WATER" })).by(&guest).keyed("w");
    let call = desk.ask(call).await.text("id");
    let mine = || desk.ask(Ask::get("/api/sittings/mine").by(&guest));
    assert_eq!(mine().await.body["waiter"], Value::Null);
    desk.ask(Ask::post(&format!("/api/calls/{call}/take"), json!({})).by(&ravi)).await;
    assert_eq!(mine().await.body["waiter"], "Ravi", "who came");
    let path = format!("/api/sittings/{sitting}");
    let hand = |to: Value| desk.ask(Ask::patch(&path, json!({ "waiter": to })).by(&lata));
    for wrong in ["Nobody", "Omar", "Salim", "", "\u{0}"] {
        assert_eq!(hand(json!(wrong)).await.code(), "invalid_value", "{wrong:?}");
    }
    assert_eq!(hand(json!("lata")).await.body["waiter"], "Lata");
    assert_eq!(hand(json!("Lata")).await.body["waiter"], "Lata");
    assert_eq!(hand(Value::Null).await.body["waiter"], Value::Null);
    assert_eq!(desk.facts("sitting_handed_over").await.len(), 3, "saying it again is no fact");
    close(&desk, sitting).await;
    assert_eq!(hand(json!("Ravi")).await.code(), "sitting_closed");
}

#[tokio::test]
async fn no_two_tables_stand_on_each_other_nor_outside() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let tables = furnish(&desk, 3).await;
    let spots: Vec<_> = tables.iter().map(|t| (t.spot.x, t.spot.y, t.spot.w, t.spot.h)).collect();
    assert_eq!(spots, [(0, 0, 2, 2), (3, 0, 2, 2), (6, 0, 2, 2)], "with a walk between them");
    let at = |n: usize, x: i64, y: i64, w: i64, h: i64| {
        let id = tables[n].id.to_string();
        json!({ "id": id, "x": x, "y": y, "w": w, "h": h, "shape": "ROUND" })
    };
    let lay = |spots: Vec<Value>| {
        desk.ask(Ask::put("/api/floor/layout", json!({ "tables": spots })).by(&owner))
    };
    let facts = desk.facts("floor_set").await.len();
    for (spots, field) in [
        (vec![at(0, 23, 0, 2, 2)], "tables[0].w"),
        (vec![at(1, 20, 10, 2, 2), at(0, 24, 0, 1, 1)], "tables[1].x"),
        (vec![at(0, 0, 15, 1, 2)], "tables[0].h"),
        (vec![at(0, 0, 0, 0, 1)], "tables[0].w"),
        (vec![at(0, 0, 4_294_967_295, 1, 4_294_967_295)], "tables[0].y"),
        (vec![at(0, 4, 1, 2, 2)], "tables[0]"),
        (vec![at(0, 10, 10, 2, 2), at(1, 11, 11, 2, 2)], "tables[0]"),
        (vec![at(0, 10, 10, 2, 2), at(0, 15, 10, 2, 2)], "tables[1].id"),
    ] {
        let refused = lay(spots).await;
        assert_eq!(refused.code(), "invalid_value");
        assert_eq!(refused.body["error"]["details"]["field"], field);
    }
    assert_eq!(desk.facts("floor_set").await.len(), facts, "nothing was moved");
    let swapped = lay(vec![at(0, 3, 0, 2, 2), at(1, 0, 0, 3, 3)]).await;
    assert_eq!(swapped.status, StatusCode::OK, "{}", swapped.body);
    assert_eq!(swapped.body["tables"][1]["h"], 3);
    assert_eq!(lay(vec![at(0, 3, 0, 2, 2)]).await.body, swapped.body, "again");
    let nobody = json!({ "id": tables[0].area_id, "x": 0, "y": 0, "w": 1, "h": 1,
        "shape": "LONG" });
    assert_eq!(lay(vec![nobody]).await.code(), "not_found");

    let path = format!("/api/tables/{}", tables[2].id);
    let set = |body: Value| desk.ask(Ask::patch(&path, body).by(&owner));
    set(json!({ "is_active": false })).await;
    assert_eq!(lay(vec![at(0, 6, 0, 2, 2)]).await.status, StatusCode::OK, "it takes no room");
    let back = set(json!({ "is_active": true })).await.body;
    assert_ne!((&back["x"], &back["y"]), (&json!(6), &json!(0)), "it finds another spot");
}

#[tokio::test]
async fn an_area_is_full_at_some_point() {
    let desk = Desk::open().await;
    let fill = |tx: &Tx| {
        let area_id = tables::add_area_in(tx, "Hall")?.id;
        let add = |n: u32| {
            tables::add_table_in(tx, TableDraft { area_id, name: n.to_string(), seats: 4 })
        };
        let mut spots = Vec::new();
        for n in 1.. {
            match add(n) {
                Ok(row) => spots.push(row.spot),
                Err(error) => return Ok((spots, error.code())),
            }
        }
        Ok((spots, tiffin::base::Code::Internal))
    };
    let (spots, code) = desk.app.store.write(&Actor::the_box(), fill).await.expect("a full area");
    assert_eq!(code, tiffin::base::Code::LimitReached);
    assert_eq!(spots.iter().map(|spot| spot.w * spot.h).sum::<u32>(), 24 * 16, "to the last cell");
    for (n, spot) in spots.iter().enumerate() {
        assert!(spots[..n].iter().all(|other| !other.overlaps(*spot)));
    }
}

#[tokio::test]
async fn guests_orders_are_accepted_as_the_table_says_or_its_area_or_the_house() {
    use tiffin::house::AcceptMode;
    let desk = Desk::open().await;
    let manager = desk.staff("Arif", Role::Manager).await;
    let table = furnish(&desk, 1).await.remove(0);
    let mode = async || {
        let look = move |read: &tiffin::store::Read| {
            tables::accept_mode(read, &tables::find_table(read, table.id)?.expect("the table"))
        };
        desk.app.store.read(look).await.expect("a mode")
    };
    let set = async |path: String, mode: Value| {
        let answer = desk.ask(Ask::patch(&path, json!({ "accept_mode": mode })).by(&manager)).await;
        assert_eq!(answer.body["accept_mode"], mode);
    };
    let (here, area) =
        (format!("/api/tables/{}", table.id), format!("/api/areas/{}", table.area_id));
    assert_eq!(mode().await, (AcceptMode::Automatic, 60));
    set(area.clone(), json!("APPROVAL")).await;
    assert_eq!(mode().await.0, AcceptMode::Approval);
    set(here.clone(), json!("GRACE")).await;
    assert_eq!(mode().await.0, AcceptMode::Grace);
    set(area, Value::Null).await;
    assert_eq!(mode().await.0, AcceptMode::Grace);
    set(here, Value::Null).await;
    assert_eq!(mode().await.0, AcceptMode::Automatic);
}
