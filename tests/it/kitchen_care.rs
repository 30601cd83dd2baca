//! What went wrong once in the kitchen's rules, and must not again.

use reqwest::Method;
use serde_json::{Value, json};

use crate::kit::{Person, Screen, Shop, TestBox};

async fn order(shop: &Shop, waiter: &Person, dishes: &[(&str, u32, u32)]) -> Value {
    let named: Vec<(&str, u32)> = dishes.iter().map(|(name, n, _)| (*name, *n)).collect();
    let mut items = waiter.items(&named).await;
    for (item, (_, _, course)) in items.as_array_mut().expect("items").iter_mut().zip(dishes) {
        item["course"] = json!(course);
    }
    let body = json!({ "table_id": shop.table("3").await, "items": items });
    waiter.post("/api/orders", body).await.ok()
}

fn id(value: &Value) -> &str {
    value["id"].as_str().expect("an id")
}

#[tokio::test]
async fn an_order_with_food_at_the_table_is_not_cancelled_off_the_bill() {
    let shop = TestBox::with_menu().await;
    let (manager, cook) = (shop.staff("Manager").await, shop.staff("Cook").await);
    let placed = order(&shop, &manager, &[("Dal Makhani", 1, 1), ("Garlic Naan", 1, 2)]).await;
    cook.tap(&cook.tickets().await[0], "bump").await.ok();
    manager.act(&placed, "serve", json!({})).await.ok();
    manager.act(&placed, "fire", json!({})).await.ok();
    let why = json!({ "reason": "they left" });
    assert_eq!(manager.act(&placed, "cancel", why).await.code(), "illegal_transition");
    let rest = json!({ "quantity": 0, "reason": "they left" });
    let now = manager.amend(&placed, 1, rest).await.ok();
    assert_eq!((&now["status"], &now["quote"]["items_paise"]), (&json!("SERVED"), &json!(25_000)));
}

#[tokio::test]
async fn what_was_changed_is_not_done_by_any_tap_before_it_is_confirmed() {
    let shop = TestBox::with_menu().await;
    let (waiter, cook) = (shop.staff("Waiter").await, shop.staff("Cook").await);
    let placed = order(&shop, &waiter, &[("Dal Makhani", 2, 1)]).await;
    waiter.amend(&placed, 0, json!({ "quantity": 4 })).await.ok();
    let ticket = cook.tickets().await.remove(0);
    let line =
        format!("/api/kitchen/tickets/{}/lines/{}/done", id(&ticket), id(&ticket["lines"][0]));
    assert_eq!(cook.post(&line, json!({})).await.code(), "change_unconfirmed");
    let all = format!("/api/kitchen/orders/{}/done", id(&placed));
    assert_eq!(cook.post(&all, json!({})).await.code(), "change_unconfirmed");
    cook.step(&placed, "PREPARING").await.ok();
    assert_eq!(cook.step(&placed, "READY").await.code(), "change_unconfirmed");
}

#[tokio::test]
async fn the_same_wish_sent_twice_fires_one_course() {
    let shop = TestBox::with_menu().await;
    let waiter = shop.staff("Waiter").await;
    let dishes = [("Dal Makhani", 1, 1), ("Garlic Naan", 1, 2), ("Paneer Tikka", 1, 3)];
    let placed = order(&shop, &waiter, &dishes).await;
    let path = format!("/api/orders/{}/fire", id(&placed));
    let once = waiter.keyed(Method::POST, &path, "the-same-tap", &json!({})).await.ok();
    let again = waiter.keyed(Method::POST, &path, "the-same-tap", &json!({})).await.ok();
    assert_eq!(once, again);
    assert_eq!(shop.count("SELECT sum(quantity) FROM fired"), 2, "the third course waits");
}

#[tokio::test]
async fn a_station_renamed_in_the_middle_of_an_evening_keeps_its_tickets_and_numbers() {
    let shop = TestBox::with_menu().await;
    let (owner, cook) = (shop.staff("Owner").await, shop.staff("Cook").await);
    let placed = order(&shop, &owner, &[("Dal Makhani", 1, 1), ("Dal Makhani", 1, 2)]).await;
    let path = "/api/stations/Curry";
    let gone = owner.send(owner.request(Method::DELETE, path)).await;
    assert_eq!(gone.code(), "station_in_use");
    owner.post(&format!("{path}/rename"), json!({ "name": "Handi" })).await.ok();
    owner.act(&placed, "fire", json!({})).await.ok();
    let board = cook.get("/api/kitchen/board?station=handi").await.ok();
    let seqs: Vec<&Value> =
        board["tickets"].as_array().expect("tickets").iter().map(|one| &one["seq"]).collect();
    assert_eq!(seqs, [&json!(1), &json!(2)]);
    let taken = owner.post("/api/stations/Tandoor/rename", json!({ "name": "handi" })).await;
    assert_eq!(taken.code(), "name_taken");
}

#[tokio::test]
async fn a_station_is_one_however_it_is_spelt() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let menu = owner.get("/api/menu/items").await.ok();
    let soup = json!({ "category_id": menu["categories"][0]["id"], "name": "Shorba",
        "price_paise": 9_000, "diet": "VEG", "stations": ["CURRY"] });
    let made = owner.post("/api/menu/items", soup).await.ok();
    assert_eq!(made["stations"], json!(["Curry"]));
    let set = json!({ "sort": 1, "warn_minutes": 4 });
    assert_eq!(owner.put("/api/stations/curry", set).await.ok()["name"], "Curry");
}

#[tokio::test]
async fn a_first_station_renamed_stays_the_default() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let menu = owner.get("/api/menu/items").await.ok();
    let soup = json!({ "category_id": menu["categories"][0]["id"], "name": "Shorba",
        "price_paise": 9_000, "diet": "VEG" });
    owner.post("/api/menu/items", soup).await.ok();
    let main = owner.post("/api/stations/Kitchen/rename", json!({ "name": "Main" })).await.ok();
    assert_eq!((&main["is_default"], &main["dishes"]), (&json!(true), &json!(1)));
    let placed = order(&shop, &owner, &[("Shorba", 1, 1)]).await;
    assert_eq!(placed["lines"][0]["stations"][0]["name"], "Main");
}

#[tokio::test]
async fn a_comp_is_not_multiplied_and_an_amount_shrinks_with_its_line() {
    let shop = TestBox::with_menu().await;
    let (waiter, manager) = (shop.staff("Waiter").await, shop.staff("Manager").await);
    let placed = order(&shop, &waiter, &[("Garlic Naan", 4, 1)]).await;
    let path = format!("/api/orders/{}/lines/{}/discount", id(&placed), id(&placed["lines"][0]));
    let off = json!({ "amount_paise": 10_000, "reason": "a long wait" });
    manager.post(&path, off).await.ok();
    assert_eq!(waiter.amend(&placed, 0, json!({ "quantity": 9 })).await.code(), "forbidden");
    let fewer = json!({ "quantity": 2, "reason": "sent back" });
    let now = manager.amend(&placed, 0, fewer).await.ok();
    assert_eq!(now["lines"][0]["discount_paise"], 5_000, "half the naan, half the discount");
    let today = shop.staff("Owner").await.get("/api/reports/today").await.ok();
    assert_eq!(today["open_paise"], now["quote"]["total_paise"], "the report knows of it");
}

#[tokio::test]
async fn a_dish_put_back_on_its_form_can_be_ordered() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let menu = owner.get("/api/menu/items").await.ok();
    let category = &menu["categories"][0]["id"];
    let mut soup = json!({ "category_id": category, "name": "Shorba", "price_paise": 9_000,
        "diet": "VEG", "is_available": true });
    let made = owner.post("/api/menu/items", soup.clone()).await.ok();
    let path = format!("/api/menu/items/{}", id(&made));
    owner.patch(&format!("{path}/availability"), json!({ "left": 0 })).await.ok();
    let back = owner.put(&path, soup.clone()).await.ok();
    assert_eq!((&back["is_available"], &back["left"]), (&json!(true), &Value::Null));
    order(&shop, &owner, &[("Shorba", 1, 1)]).await;
    soup["is_available"] = json!(false);
    assert_eq!(owner.put(&path, soup).await.ok()["left"], Value::Null);
}

#[tokio::test]
async fn a_guest_does_not_pass_for_a_kitchen_screen_and_one_screen_may_show_two_stations() {
    let shop = TestBox::with_menu().await;
    let (guest, cook) = (shop.guest("3").await, shop.staff("Cook").await);
    let token = |person: &Person| person.token.clone().expect("a token");
    let _fake = Screen::open(&shop.base, &token(&guest), "kitchen:Tandoor", None).await;
    let _real = Screen::open(&shop.base, &token(&cook), "kitchen:Curry,Bar", None).await;
    let delivery = cook.get("/api/kitchen/delivery").await.ok();
    let screens = |name: &str| {
        let stations = delivery["stations"].as_array().expect("stations");
        stations.iter().find(|one| one["name"] == name).expect("a station")["screens"].clone()
    };
    assert_eq!(
        (screens("Tandoor"), screens("Curry"), screens("Bar")),
        (json!(0), json!(1), json!(1))
    );
}

#[tokio::test]
async fn no_quantity_makes_the_box_stumble() {
    let shop = TestBox::with_menu().await;
    let manager = shop.staff("Manager").await;
    let placed = order(&shop, &manager, &[("Dal Makhani", 3, 1)]).await;
    let fewer = json!({ "quantity": 1, "reason": "enough" });
    manager.amend(&placed, 0, fewer).await.ok();
    for wild in [51_u64, 4_294_967_295] {
        let body = json!({ "quantity": wild, "reason": "a slip" });
        assert_eq!(manager.amend(&placed, 0, body).await.code(), "invalid_value", "{wild}");
    }
}
