use axum::http::StatusCode;
use serde_json::{Value, json};
use tiffin::app::App;
use tiffin::base::{BillId, ItemId, LineId, OrderId, Paise, SittingId, TableId};
use tiffin::search;
use tiffin::wire::{Actor, Diet, Fact, OrderPlaced, PlacedLine, Role, Source};

use crate::desk::{Ask, Desk};
use crate::kit::in_time;
use crate::menu::with_sample;

impl Desk {
    async fn search(&self, query: &str) -> Vec<String> {
        let answer = self.ask(Ask::get(&format!("/api/menu/search?{query}"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.body);
        let items = answer.body["items"].as_array().expect("dishes");
        items.iter().filter_map(|item| item["name"].as_str().map(str::to_owned)).collect()
    }

    /// Waits until the menu as it stands now is what is searched.
    async fn searched(&self) {
        let wanted = self.menu().await["revision"].as_i64().expect("a revision");
        let mut revision = search::revision(&self.app);
        let fresh = revision.wait_for(|searched| *searched >= wanted);
        in_time("the search to catch up", fresh).await.expect("the box is open");
    }
}

#[tokio::test]
async fn the_sample_is_found_as_people_type() {
    let desk = with_sample().await;
    for (query, first) in [
        ("q=panir%20tika", "Paneer Tikka"),
        ("q=dal%20makhni", "Dal Makhani"),
        ("q=garlik%20nan", "Garlic Naan"),
        ("q=sweet%20lasi", "Sweet Lassi"),
        ("q=%E0%A4%AA%E0%A4%A8%E0%A5%80%E0%A4%B0%20%E0%A4%9F%E0%A4%BF%E0%A4%95", "Paneer Tikka"),
    ] {
        let found = desk.search(query).await;
        assert_eq!(found.first().map(String::as_str), Some(first), "{query}: {found:?}");
    }
    assert_eq!(desk.search("q=&limit=7").await.len(), 7, "nothing in particular");
    let murgh = desk.search("q=murgh&limit=50").await;
    assert!(murgh.iter().any(|name| name.contains("Chicken")), "{murgh:?}");
}

#[tokio::test]
async fn what_is_asked_for_wrongly_is_refused_and_nothing_else_is() {
    let desk = with_sample().await;
    for query in ["limit=0", "limit=51", "diet=FRUIT", "without=DUST", "q=%00"] {
        let answer = desk.ask(Ask::get(&format!("/api/menu/search?{query}"))).await;
        assert_eq!(answer.code(), "invalid_value", "{query}");
    }
    let long = format!("q={}", "x".repeat(81));
    assert_eq!(
        desk.ask(Ask::get(&format!("/api/menu/search?{long}"))).await.code(),
        "invalid_value"
    );
    for query in ["", "q=%F0%9F%8D%9B", "q=%22AND%20OR%20%2B-%3A%5E~*%22", "q=a&diet=&without="] {
        desk.search(query).await;
    }
}

#[tokio::test]
async fn filters_hold_for_every_hit() {
    let desk = with_sample().await;
    let menu = desk.menu().await;
    let items = menu["items"].as_array().expect("dishes");
    let of = |name: &String| items.iter().find(|item| item["name"] == **name).expect("it");
    let jain = desk.search("q=&diet=JAIN&limit=50").await;
    assert!(!jain.is_empty() && jain.iter().all(|name| of(name)["is_jain"] == true));
    let safe = desk.search("q=a&without=MILK,NUTS&limit=50").await;
    let harms = |item: &Value| {
        let allergens = item["allergens"].as_array().expect("words");
        allergens.contains(&json!("MILK")) || allergens.contains(&json!("NUTS"))
    };
    assert!(!safe.is_empty() && !safe.iter().any(|name| harms(of(name))));
}

#[tokio::test]
async fn an_edit_is_found_as_soon_as_the_search_has_heard_of_it() {
    let desk = with_sample().await;
    let following = tokio::spawn(search::keep_fresh(desk.app.clone()));
    desk.searched().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let mut dish = desk.dish("Dal Makhani").await;
    let path = format!("/api/menu/items/{}", dish["id"].as_str().expect("an id"));
    dish["name"] = json!("Zafrani Dal");
    assert!(desk.search("q=zafrani").await.is_empty());
    assert_eq!(desk.ask(Ask::put(&path, dish).by(&owner)).await.status, StatusCode::OK);
    desk.searched().await;
    assert_eq!(desk.search("q=zafrani").await, ["Zafrani Dal"]);
    assert_eq!(desk.ask(Ask::delete(&path).by(&owner)).await.status, StatusCode::NO_CONTENT);
    desk.searched().await;
    assert!(desk.search("q=zafrani").await.is_empty());
    following.abort();
}

/// A fact of an order of so many portions, as ordering records it.
async fn order(app: &App, dish: ItemId, quantity: u32) {
    let write = move |tx: &tiffin::store::Tx| {
        let now = tx.now();
        let line = PlacedLine {
            line_id: LineId::new(now),
            menu_item_id: dish,
            name: "dish".into(),
            variant_name: String::new(),
            modifiers: Vec::new(),
            quantity,
            unit_paise: Paise(100),
            diet: Diet::Veg,
            stations: Vec::new(),
            tax_class: "restaurant".into(),
            special_instructions: String::new(),
        };
        tx.record(Fact::OrderPlaced(Box::new(OrderPlaced {
            order_id: OrderId::new(now),
            bill_id: BillId::new(now),
            sitting_id: SittingId::new(now),
            table_id: TableId::new(now),
            table_name: "5".into(),
            number: 1,
            business_day: "2026-11-21".parse()?,
            source: Source::Guest,
            guest_id: None,
            lines: vec![line],
            total_paise: Paise(100),
            notes: String::new(),
        })));
        Ok(())
    };
    app.store.write(&Actor::the_box(), write).await.expect("written");
}

#[tokio::test]
async fn what_was_ordered_lately_is_popular_and_what_was_ordered_long_ago_is_not() {
    let desk = with_sample().await;
    let id = |dish: Value| dish["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    let (old, new) = (id(desk.dish("Paneer Tikka").await), id(desk.dish("Dal Makhani").await));
    order(&desk.app, old, 50).await;
    desk.pass(31 * 86_400);
    order(&desk.app, new, 30).await;
    let mut revision = search::revision(&desk.app);
    let before = desk.menu().await["revision"].as_i64().expect("a revision");
    let following = tokio::spawn(search::keep_fresh(desk.app.clone()));
    let settled = revision.wait_for(|searched| *searched > before);
    in_time("popular dishes to be marked", settled).await.expect("the box is open");
    assert_eq!(desk.search("q=&limit=1").await, ["Dal Makhani"]);
    let menu = desk.menu().await;
    let popular: Vec<_> = menu["items"]
        .as_array()
        .expect("dishes")
        .iter()
        .filter(|item| item["is_popular"] == true)
        .map(|item| item["name"].clone())
        .collect();
    assert_eq!(popular, [json!("Dal Makhani")]);
    following.abort();
}
