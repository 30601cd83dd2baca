//! Where a dish is cooked: dish over category over default, and what an area does otherwise.

use serde_json::{Value, json};

use crate::kit::{Person, Shop, TestBox};

/// The stations a dish goes to that is ordered at a table.
async fn stations_of(shop: &Shop, waiter: &Person, dish: &str, table: &str) -> Vec<Value> {
    let order = waiter.order_at(shop, table, &[(dish, 1)]).await;
    let stations = order["lines"][0]["stations"].as_array().expect("stations").clone();
    stations.into_iter().map(|station| station["name"].clone()).collect()
}

async fn dish(person: &Person, name: &str) -> Value {
    let menu = person.get("/api/menu/items").await.ok();
    let dishes = menu["items"].as_array().expect("dishes").clone();
    dishes.into_iter().find(|dish| dish["name"] == name).expect("the dish")
}

async fn cook_at(owner: &Person, name: &str, stations: Value) {
    let mut dish = dish(owner, name).await;
    let path = format!("/api/menu/items/{}", dish["id"].as_str().expect("an id"));
    dish["stations"] = stations;
    for extra in ["id", "is_popular", "left"] {
        dish.as_object_mut().expect("a dish").remove(extra);
    }
    let variants = dish["variants"].as_array().expect("variants").clone();
    dish["variants"] = variants
        .iter()
        .map(|v| json!({ "id": v["id"], "name": v["name"], "price_paise": v["price_paise"] }))
        .collect();
    owner.put(&path, dish).await.ok();
}

#[tokio::test]
async fn a_dish_goes_where_it_says_else_its_category_else_to_the_default() {
    let shop = TestBox::with_menu().await;
    let (owner, waiter) = (shop.staff("Owner").await, shop.staff("Waiter").await);
    assert_eq!(stations_of(&shop, &waiter, "Dal Makhani", "1").await, ["Curry"]);
    cook_at(&owner, "Dal Makhani", json!(["Tandoor", "Curry"])).await;
    assert_eq!(stations_of(&shop, &waiter, "Dal Makhani", "1").await, ["Tandoor", "Curry"]);
    cook_at(&owner, "Dal Makhani", json!([])).await;
    assert_eq!(stations_of(&shop, &waiter, "Dal Makhani", "1").await, ["Kitchen"]);
    let category = dish(&owner, "Dal Makhani").await["category_id"].clone();
    let menu = owner.get("/api/menu/items").await.ok();
    let categories = menu["categories"].as_array().expect("categories").clone();
    let mains = categories.iter().find(|one| one["id"] == category).expect("its category");
    let path = format!("/api/menu/categories/{}", category.as_str().expect("an id"));
    let said = json!({ "name": mains["name"], "stations": ["Handi"] });
    owner.put(&path, said).await.ok();
    assert_eq!(stations_of(&shop, &waiter, "Dal Makhani", "1").await, ["Handi"]);
    let set = json!({ "sort": 1, "is_default": true });
    owner.put("/api/stations/Handi", set.clone()).await.ok();
    owner.put(&path, json!({ "name": mains["name"], "stations": [] })).await.ok();
    assert_eq!(stations_of(&shop, &waiter, "Dal Makhani", "1").await, ["Handi"], "the default");
    let gone = json!({ "sort": 1, "is_default": false });
    assert_eq!(owner.put("/api/stations/Handi", gone).await.code(), "station_in_use");
}

#[tokio::test]
async fn an_area_cooks_elsewhere_what_it_says() {
    let shop = TestBox::with_menu().await;
    let (owner, waiter) = (shop.staff("Owner").await, shop.staff("Waiter").await);
    let floor = owner.get("/api/tables").await.ok();
    let tables = floor["tables"].as_array().expect("tables").clone();
    let area = |name: &str| {
        let table = tables.iter().find(|table| table["name"] == name).expect("a table");
        table["area_id"].clone()
    };
    let other = tables.iter().find(|table| table["area_id"] != area("1")).expect("two areas");
    let map = json!({ "items": [
        { "area_id": area("1"), "station": "curry", "instead": "Rooftop" }] });
    let stations = owner.put("/api/stations/areas", map.clone()).await.ok();
    assert_eq!(stations["areas"][0]["instead"], "Rooftop");
    assert_eq!(stations_of(&shop, &waiter, "Dal Makhani", "1").await, ["Rooftop"]);
    let elsewhere = other["name"].as_str().expect("a name");
    assert_eq!(stations_of(&shop, &waiter, "Dal Makhani", elsewhere).await, ["Curry"]);
    let twice = json!({ "items": [map["items"][0], map["items"][0]] });
    assert_eq!(owner.put("/api/stations/areas", twice).await.code(), "invalid_value");
    assert_eq!(owner.get("/api/stations").await.ok()["areas"], stations["areas"], "unchanged");
    assert_eq!(waiter.put("/api/stations/areas", map).await.code(), "forbidden");
}

#[tokio::test]
async fn a_station_is_renamed_wherever_it_is_named_and_removed_only_when_it_is_not() {
    let shop = TestBox::with_menu().await;
    let owner = shop.staff("Owner").await;
    let gone = async |name: &str| {
        let path = format!("/api/stations/{name}");
        owner.send(owner.request(reqwest::Method::DELETE, &path)).await
    };
    assert_eq!(gone("Curry").await.code(), "station_in_use");
    let path = "/api/stations/Curry/rename";
    let taken = owner.post(path, json!({ "name": "tandoor" })).await;
    assert_eq!(taken.code(), "name_taken");
    let to = json!({ "name": "Handi" });
    let renamed = owner.post(path, to.clone()).await.ok();
    assert_eq!(owner.post(path, to).await.ok(), renamed, "sent twice it is the same");
    assert!(renamed["dishes"].as_u64() > Some(0));
    assert_eq!(dish(&owner, "Dal Makhani").await["stations"], json!(["Handi"]));
    let set = json!({ "sort": 3, "warn_minutes": 5, "late_minutes": 9 });
    let grill = owner.put("/api/stations/Grill", set).await.ok();
    assert_eq!((&grill["warn_minutes"], &grill["late_minutes"]), (&json!(5), &json!(9)));
    assert!(gone("grill").await.status.is_success());
    let all = owner.get("/api/stations").await.ok();
    let names = all["items"].as_array().expect("stations").iter().map(|one| one["name"].clone());
    assert!(names.collect::<Vec<_>>().iter().all(|name| name != "Grill" && name != "Curry"));
}
