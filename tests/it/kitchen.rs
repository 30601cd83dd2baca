//! The kitchen's tickets: each station its own, none lost, none cooked twice.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::kit::{Person, Screen, Shop, TestBox};

/// An order by a waiter for table 3: dishes, quantities and courses.
async fn order(shop: &Shop, waiter: &Person, dishes: &[(&str, u32, u32)]) -> Value {
    let named: Vec<(&str, u32)> = dishes.iter().map(|(name, n, _)| (*name, *n)).collect();
    let mut items = waiter.items(&named).await;
    for (item, (_, _, course)) in items.as_array_mut().expect("items").iter_mut().zip(dishes) {
        item["course"] = json!(course);
    }
    let body = json!({ "table_id": shop.table("3").await, "items": items });
    waiter.post("/api/orders", body).await.ok()
}

async fn look(person: &Person, order: &Value) -> Value {
    let id = order["id"].as_str().expect("an id");
    person.get(&format!("/api/orders/{id}")).await.ok()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[tokio::test]
async fn each_station_has_its_own_ticket_that_says_where_else_the_order_cooks() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let dishes = [("Paneer Tikka", 2, 1), ("Dal Makhani", 1, 1), ("Garlic Naan", 3, 1)];
    let placed = order(&shop, &waiter, &dishes).await;
    let tickets = cook.tickets().await;
    let of = |station: &str| {
        tickets.iter().find(|ticket| ticket["station"] == station).expect("a ticket").clone()
    };
    let (tandoor, curry) = (of("Tandoor"), of("Curry"));
    assert_eq!((&tandoor["seq"], &curry["seq"]), (&json!(1), &json!(1)));
    assert_eq!(tandoor["lines"].as_array().map(Vec::len), Some(2));
    assert_eq!(tandoor["elsewhere"], json!([{ "station": "Curry", "done": 0, "of": 1 }]));
    let only = cook.get("/api/kitchen/board?station=curry").await.ok();
    assert_eq!(only["tickets"], json!([curry]));

    let bumped = cook.tap(&tandoor, "bump").await.ok();
    assert_eq!((&bumped["bumped_by"], &bumped["status"]), (&json!("Cook"), &json!("PREPARING")));
    assert_eq!(cook.tap(&tandoor, "bump").await.ok(), bumped, "a second tap changes nothing");
    assert_eq!(of("Curry")["elsewhere"][0]["done"], 0, "as it was");
    let now = cook.tickets().await;
    assert_eq!(now.len(), 1, "a bumped ticket is off the board");
    assert_eq!(now[0]["elsewhere"], json!([{ "station": "Tandoor", "done": 2, "of": 2 }]));
    assert_eq!(cook.tap(&curry, "bump").await.ok()["status"], "READY");
    assert_eq!(look(&waiter, &placed).await["status"], "READY");
}

#[tokio::test]
async fn a_dish_of_two_stations_is_done_when_both_are_and_fired_once() {
    let shop = TestBox::with_menu().await;
    let (owner, cook) = (shop.staff("Owner").await, shop.staff("Cook").await);
    let menu = owner.get("/api/menu/items").await.ok();
    let category = &menu["categories"][0]["id"];
    let thali = json!({ "category_id": category, "name": "Thali", "price_paise": 30_000,
        "diet": "VEG", "stations": ["Tandoor", "Curry"] });
    owner.post("/api/menu/items", thali).await.ok();
    let placed = order(&shop, &owner, &[("Thali", 2, 1)]).await;
    assert_eq!(shop.count("SELECT sum(quantity) FROM fired"), 2, "not once for each station");
    let tickets = cook.tickets().await;
    assert_eq!(tickets.len(), 2);
    assert_eq!(tickets[0]["lines"][0]["elsewhere"][0]["status"], "FIRED");
    cook.tap(&tickets[0], "bump").await.ok();
    assert_eq!(look(&owner, &placed).await["lines"][0]["status"], "COOKING");
    cook.tap(&tickets[1], "bump").await.ok();
    let done = look(&owner, &placed).await;
    assert_eq!((&done["lines"][0]["status"], &done["status"]), (&json!("DONE"), &json!("READY")));
}

#[tokio::test]
async fn a_ticket_that_no_screen_has_drawn_rings_at_the_counter_until_one_has() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let mut counter =
        Screen::open(&shop.base, waiter.token.as_deref().expect("a token"), "counter", None).await;
    let placed = order(&shop, &waiter, &[("Dal Makhani", 1, 1), ("Garlic Naan", 1, 1)]).await;
    shop.clock.pass(Duration::from_secs(4));
    let two = |message: &Value| message["data"]["unseen"].as_array().map(Vec::len) == Some(2);
    let rung = counter.hear("delivery", two).await["data"].clone();
    let stations: Vec<&str> = (0..2).map(|n| text(&rung["unseen"][n]["station"])).collect();
    assert!(stations.contains(&"Tandoor") && stations.contains(&"Curry"), "{rung}");
    assert_eq!(rung["unseen"][0]["table_name"], "3");

    let tickets = cook.tickets().await;
    let seen = json!({ "ids": [tickets[0]["id"]], "screen": "Tandoor tablet" });
    for _ in 0..2 {
        let told = cook.post("/api/kitchen/tickets/seen", seen.clone()).await;
        assert!(told.status.is_success());
    }
    let one = |message: &Value| message["data"]["unseen"].as_array().map(Vec::len) == Some(1);
    counter.hear("delivery", one).await;
    let paper = waiter.tap(&tickets[1], "printed").await.ok();
    assert_eq!(paper["seen_by"], "paper");
    let none = |message: &Value| message["data"]["unseen"] == json!([]);
    counter.hear("delivery", none).await;
    let facts = "SELECT count(*) FROM fact WHERE kind = 'tickets_seen'";
    assert_eq!(shop.count(facts), 2, "each was seen once");
    drop(placed);
}

#[tokio::test]
async fn a_kitchen_screen_that_was_unplugged_has_all_ten_tickets_once_when_it_is_back() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let token = cook.token.clone().expect("a token");
    let mut counter =
        Screen::open(&shop.base, waiter.token.as_deref().expect("a token"), "counter", None).await;
    let kitchen = Screen::open(&shop.base, &token, "kitchen:Curry", None).await;
    let open = |n: u64| {
        move |message: &Value| {
            let stations = message["data"]["stations"].as_array().cloned().unwrap_or_default();
            stations.iter().any(|one| one["name"] == "Curry" && one["screens"] == json!(n))
        }
    };
    counter.hear("delivery", open(1)).await;
    kitchen.unplug();
    counter.hear("delivery", open(0)).await;
    let before = cook.get("/api/kitchen/board").await.ok()["seq"].as_i64();
    for _ in 0..10 {
        order(&shop, &waiter, &[("Dal Makhani", 1, 1)]).await;
    }
    shop.clock.pass(Duration::from_secs(4));
    let ten = |message: &Value| message["data"]["unseen"].as_array().map(Vec::len) == Some(10);
    counter.hear("delivery", ten).await;

    let mut back = Screen::open(&shop.base, &token, "kitchen:Curry", before).await;
    let mut seqs = Vec::new();
    for _ in 0..10 {
        let message = back.hear("ticket", |_| true).await;
        seqs.push(message["data"]["seq"].as_i64().expect("a number"));
    }
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=10).collect::<Vec<i64>>(), "each once, none missing");
}

#[tokio::test]
async fn later_courses_wait_until_somebody_or_the_clock_fires_them() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let dishes = [("Paneer Tikka", 1, 1), ("Dal Makhani", 1, 2), ("Garlic Naan", 2, 3)];
    let placed = order(&shop, &waiter, &dishes).await;
    let held = |order: &Value| -> Vec<bool> {
        let lines = order["lines"].as_array().expect("lines");
        lines.iter().map(|line| line["status"] == "QUEUED").collect()
    };
    assert_eq!(held(&placed), [false, true, true]);
    let tickets = cook.tickets().await;
    assert_eq!((tickets.len(), &tickets[0]["held_courses"]), (1, &json!([2, 3])));
    assert_eq!(cook.tap(&tickets[0], "bump").await.ok()["status"], "READY");
    let early = waiter.step(&placed, "SERVED").await;
    assert_eq!(early.code(), "illegal_transition");
    assert!(text(&early.body["error"]["message"]).contains("Course 2"), "{}", early.body);
    let served = waiter.act(&placed, "serve", json!({})).await.ok();
    assert_eq!(served["lines"][0]["status"], "SERVED");
    assert_eq!(served["status"], "READY", "two courses are still to come");

    let second = waiter.act(&placed, "fire", json!({})).await.ok();
    assert_eq!((held(&second), &second["status"]), (vec![false, false, true], &json!("PREPARING")));
    let again = waiter.act(&placed, "fire", json!({ "course": 2 })).await.ok();
    assert_eq!(again, second, "a course is fired once");
    let timed = waiter.act(&placed, "hold", json!({ "course": 3, "minutes": 10 })).await.ok();
    assert!(timed["lines"][2]["fire_at"].is_string());
    let mut screen =
        Screen::open(&shop.base, cook.token.as_deref().expect("a token"), "kitchen:*", None).await;
    shop.clock.pass(Duration::from_secs(600));
    let third = |message: &Value| message["data"]["course"] == 3;
    screen.hear("ticket", third).await;
    for ticket in cook.tickets().await {
        cook.tap(&ticket, "bump").await.ok();
    }
    let done = waiter.act(&placed, "serve", json!({})).await.ok();
    assert_eq!(done["status"], "SERVED");
    assert_eq!(shop.count("SELECT sum(quantity) FROM fired"), 4);
}

#[tokio::test]
async fn staff_may_hold_a_whole_order_and_fire_what_they_choose() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let items = waiter.items(&[("Dal Makhani", 1), ("Garlic Naan", 1)]).await;
    let body = json!({ "table_id": shop.table("3").await, "items": items, "hold": true });
    let placed = waiter.post("/api/orders", body).await.ok();
    assert_eq!(placed["status"], "CONFIRMED");
    assert!(cook.tickets().await.is_empty());
    let line = &placed["lines"][1]["id"];
    waiter.act(&placed, "fire", json!({ "line_ids": [line] })).await.ok();
    let tickets = cook.tickets().await;
    assert_eq!((tickets.len(), &tickets[0]["lines"][0]["name"]), (1, &json!("Garlic Naan")));
    let both = json!({ "course": 1, "line_ids": [line] });
    assert_eq!(waiter.act(&placed, "fire", both).await.code(), "invalid_value");
    let rest = waiter.amend(&placed, 0, json!({ "quantity": 0 })).await.ok();
    assert_eq!(rest["lines"][0]["status"], "VOIDED", "what was not fired needs no reason");
}

#[tokio::test]
async fn a_change_after_firing_shows_old_and_new_until_the_cook_confirms_it() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let placed = order(&shop, &waiter, &[("Garlic Naan", 3, 1)]).await;
    let less = json!({ "quantity": 1 });
    assert_eq!(waiter.amend(&placed, 0, less).await.code(), "reason_required");
    let less = json!({ "quantity": 1, "reason": "two were enough" });
    assert_eq!(waiter.amend(&placed, 0, less.clone()).await.code(), "forbidden");
    let manager = shop.staff("Manager").await;
    let now = manager.amend(&placed, 0, less.clone()).await.ok();
    assert_eq!(now["quote"]["items_paise"], 5_000, "one naan is paid for");
    manager.amend(&placed, 0, less).await.ok();
    let ticket = cook.tickets().await.remove(0);
    let change = &ticket["changes"][0];
    assert_eq!((&change["old_quantity"], &change["new_quantity"]), (&json!(3), &json!(1)));
    assert_eq!((&ticket["lines"][0]["quantity"], text(&change["by"])), (&json!(1), "Manager"));
    assert_eq!(ticket["changes"].as_array().map(Vec::len), Some(1), "asked twice, changed once");
    let unconfirmed = waiter.get("/api/kitchen/delivery").await.ok();
    assert_eq!(unconfirmed["unconfirmed"][0]["station"], "Tandoor");
    assert_eq!(cook.tap(&ticket, "bump").await.code(), "change_unconfirmed");

    let path = format!("/api/kitchen/changes/{}/confirm", text(&change["id"]));
    let confirmed = cook.post(&path, json!({})).await.ok();
    assert_eq!(confirmed["changes"], json!([]));
    assert_eq!(cook.post(&path, json!({})).await.ok(), confirmed, "confirmed once");
    let more = json!({ "quantity": 4, "special_instructions": "no butter" });
    let more = waiter.amend(&placed, 0, more).await.ok();
    assert_eq!(more["lines"][0]["fired_quantity"], 6, "three and three more");
    let change = cook.tickets().await[0]["changes"][0].clone();
    assert_eq!((text(&change["new_note"]), &change["new_quantity"]), ("no butter", &json!(4)));
}

#[tokio::test]
async fn a_cancelled_order_stays_on_the_board_struck_out_until_it_is_confirmed() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let placed = order(&shop, &waiter, &[("Dal Makhani", 2, 1)]).await;
    let left = json!({ "reason": "left the house" });
    assert_eq!(waiter.act(&placed, "cancel", left.clone()).await.code(), "forbidden");
    shop.staff("Manager").await.act(&placed, "cancel", left).await.ok();
    let ticket = cook.tickets().await.remove(0);
    assert_eq!(ticket["changes"][0]["kind"], "CANCELLED");
    assert_eq!(
        (&ticket["lines"][0]["quantity"], text(&ticket["status"])),
        (&json!(0), "CANCELLED")
    );
    let path = format!("/api/kitchen/changes/{}/confirm", text(&ticket["changes"][0]["id"]));
    cook.post(&path, json!({})).await.ok();
    assert!(cook.tickets().await.is_empty());
    assert_eq!(cook.tap(&ticket, "recall").await.code(), "illegal_transition");
}

#[tokio::test]
async fn only_a_manager_calls_off_what_the_kitchen_has_and_an_empty_order_is_cancelled() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let placed = order(&shop, &waiter, &[("Dal Makhani", 2, 1)]).await;
    cook.tap(&cook.tickets().await[0], "bump").await.ok();
    let off = json!({ "quantity": 0, "reason": "sent back" });
    assert_eq!(waiter.amend(&placed, 0, off.clone()).await.code(), "forbidden");
    let gone = shop.staff("Manager").await.amend(&placed, 0, off).await.ok();
    assert_eq!(gone["status"], "CANCELLED");
    let history = gone["history"].as_array().expect("steps");
    for pair in history.windows(2) {
        assert_eq!(pair[0]["to"], pair[1]["from"], "no step is left out");
    }
}

#[tokio::test]
async fn a_recalled_ticket_is_back_at_its_place_in_time_as_often_as_it_takes() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    for _ in 0..3 {
        order(&shop, &waiter, &[("Dal Makhani", 1, 1)]).await;
        shop.clock.pass(Duration::from_secs(60));
    }
    let first = cook.tickets().await.remove(0);
    for _ in 0..3 {
        cook.tap(&first, "bump").await.ok();
        let bumped = cook.get("/api/kitchen/bumped?station=Curry&q=1").await.ok();
        assert_eq!(bumped["items"][0]["id"], first["id"]);
        let back = waiter.tap(&first, "recall").await.ok();
        assert_eq!((text(&back["recalled_by"]), &back["bumped_at"]), ("Waiter", &Value::Null));
        let board = cook.tickets().await;
        assert_eq!((board.len(), &board[0]["id"]), (3, &first["id"]), "the oldest again");
    }
    assert_eq!(shop.count("SELECT sum(quantity) FROM fired"), 3, "recalling fires nothing");
    assert_eq!(shop.count("SELECT count(*) FROM fact WHERE kind = 'ticket_recalled'"), 3);
}

#[tokio::test]
async fn bumped_tickets_are_found_page_by_page() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    for _ in 0..5 {
        order(&shop, &waiter, &[("Dal Makhani", 1, 1)]).await;
    }
    for ticket in cook.tickets().await {
        cook.tap(&ticket, "bump").await.ok();
    }
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/api/kitchen/bumped?limit=2{cursor}");
        let page = cook.get(&path).await.ok();
        found.extend(page["items"].as_array().expect("tickets").iter().map(|t| t["id"].clone()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(found.len(), 5);
    found.sort_by_key(|id| text(id).to_owned());
    found.dedup();
    assert_eq!(found.len(), 5, "each once");
}

#[tokio::test]
async fn a_rushed_order_is_first_at_every_station() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    order(&shop, &waiter, &[("Dal Makhani", 1, 1), ("Garlic Naan", 1, 1)]).await;
    shop.clock.pass(Duration::from_secs(60));
    let late = order(&shop, &waiter, &[("Dal Makhani", 1, 1), ("Garlic Naan", 1, 1)]).await;
    let path = format!("/api/kitchen/orders/{}/rush", text(&late["id"]));
    cook.post(&path, json!({ "is_rush": true })).await.ok();
    for station in ["Curry", "Tandoor"] {
        let board = cook.get(&format!("/api/kitchen/board?station={station}")).await.ok();
        assert_eq!(board["tickets"][0]["order_id"], late["id"], "{station}");
        assert_eq!(board["tickets"][0]["is_rush"], true);
    }
    cook.post(&path, json!({ "is_rush": false })).await.ok();
    let board = cook.get("/api/kitchen/board?station=Curry").await.ok();
    assert_ne!(board["tickets"][0]["order_id"], late["id"]);
}

#[tokio::test]
async fn the_last_portion_is_sold_once_and_what_was_not_cooked_can_be_sold_again() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let items = waiter.items(&[("Dal Makhani", 1)]).await;
    let path = format!("/api/menu/items/{}/availability", text(&items[0]["menu_item_id"]));
    assert_eq!(cook.patch(&path, json!({ "left": 3 })).await.ok()["left"], 3);
    let table = shop.table("3").await;
    let mut tries = JoinSet::new();
    for _ in 0..10 {
        let body = json!({ "table_id": table, "items": items });
        let waiter = waiter.clone();
        tries.spawn(async move { waiter.post("/api/orders", body).await });
    }
    let answers = tries.join_all().await;
    let (sold, refused): (Vec<_>, Vec<_>) =
        answers.into_iter().partition(|answer| answer.status.is_success());
    assert_eq!((sold.len(), refused.len()), (3, 7));
    assert!(refused.iter().all(|answer| answer.code() == "sold_out"));
    let dish = cook.patch(&path, json!({ "left": 0 })).await.ok();
    assert_eq!((&dish["is_available"], &dish["left"]), (&json!(false), &json!(0)));

    let off = json!({ "reason": "no time" });
    shop.staff("Manager").await.act(&sold[0].body, "cancel", off).await.ok();
    let menu = waiter.get("/api/menu/items").await.ok();
    let dal = menu["items"].as_array().expect("dishes").iter().find(|d| d["id"] == dish["id"]);
    let dal = dal.expect("the dish");
    assert_eq!((&dal["is_available"], &dal["left"]), (&json!(true), &json!(1)));
    let two = json!({ "table_id": table, "items": waiter.items(&[("Dal Makhani", 2)]).await });
    let refusal = waiter.post("/api/orders", two).await;
    assert_eq!(
        (refusal.code(), &refusal.body["error"]["details"]["left"]),
        ("sold_out", &json!(1))
    );
    let plenty = cook.patch(&path, json!({ "is_available": true })).await.ok();
    assert_eq!(plenty["left"], Value::Null, "nobody counts any more");
}

#[tokio::test]
async fn an_order_that_is_ready_is_passed_once() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let placed = order(&shop, &waiter, &[("Dal Makhani", 1, 1)]).await;
    let path = format!("/api/kitchen/orders/{}/pass", text(&placed["id"]));
    assert_eq!(cook.post(&path, json!({})).await.code(), "illegal_transition");
    cook.tap(&cook.tickets().await[0], "bump").await.ok();
    let passed = cook.post(&path, json!({})).await.ok();
    assert!(passed["passed_at"].is_string());
    assert_eq!(cook.post(&path, json!({})).await.ok(), passed);
}

#[tokio::test]
async fn a_screen_goes_dark_when_its_session_ends() {
    let shop = TestBox::with_menu().await;
    let (cook, other) = (shop.staff("Cook").await, shop.staff("Cook").await);
    let token = |person: &Person| person.token.clone().expect("a token");
    let mut screen = Screen::open(&shop.base, &token(&cook), "kitchen:*", None).await;
    let mut stays = Screen::open(&shop.base, &token(&other), "kitchen:*", None).await;
    cook.post("/api/auth/staff/logout", json!({})).await;
    assert_eq!(screen.ended().await, 4401);
    order(&shop, &shop.staff("Waiter").await, &[("Dal Makhani", 1, 1)]).await;
    stays.hear("ticket", |_| true).await;
}

#[tokio::test]
async fn nobody_pays_for_a_course_the_kitchen_was_not_told_of() {
    let shop = TestBox::with_menu().await;
    let (waiter, cashier) = (shop.staff("Waiter").await, shop.staff("Cashier").await);
    let placed = order(&shop, &waiter, &[("Dal Makhani", 1, 1), ("Garlic Naan", 1, 2)]).await;
    assert_eq!(cashier.cash(&placed, 100_000).await.code(), "course_waiting");
    waiter.act(&placed, "fire", json!({})).await.ok();
    cashier.cash(&placed, 100_000).await.ok();
}

#[tokio::test]
async fn a_guest_s_order_waits_its_grace_in_which_it_can_be_taken_back() {
    let shop = TestBox::with_menu().await;
    let (owner, guest) = (shop.staff("Owner").await, shop.guest("3").await);
    let mut house = owner.get("/api/house/settings").await.ok();
    house["accept_mode"] = json!("GRACE");
    house["grace_seconds"] = json!(30);
    owner.put("/api/house/settings", house).await.ok();
    let taken_back = guest.order(&[("Dal Makhani", 1)]).await.ok();
    assert_eq!(taken_back["status"], "PENDING");
    assert!(taken_back["accept_at"].is_string());
    guest.act(&taken_back, "cancel", json!({})).await.ok();
    let kept = guest.order(&[("Garlic Naan", 1)]).await.ok();
    let mut screen =
        Screen::open(&shop.base, owner.token.as_deref().expect("a token"), "kitchen:*", None).await;
    shop.clock.pass(Duration::from_secs(30));
    let heard = screen.hear("ticket", |_| true).await;
    assert_eq!(heard["data"]["order_id"], kept["id"]);
    assert_eq!(guest.act(&kept, "cancel", json!({})).await.code(), "forbidden", "it is cooking");
    assert_eq!(shop.count("SELECT sum(quantity) FROM fired"), 1, "only what was not taken back");
}
