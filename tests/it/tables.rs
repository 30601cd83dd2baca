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
