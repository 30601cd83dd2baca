use axum::http::StatusCode;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use tiffin::menu::{self, MenuFormat};
use tiffin::wire::{Actor, Role};

use crate::desk::{Ask, Desk};
use crate::menu::with_sample;

/// The menu with names where it has ids: what two boxes can have in common.
async fn file(desk: &Desk) -> Value {
    let bytes = menu::export(&desk.app, MenuFormat::Json).await.expect("a file");
    serde_json::from_slice(&bytes).expect("JSON")
}

async fn import(desk: &Desk, format: MenuFormat, bytes: impl Into<Vec<u8>>) {
    let done = menu::import(&desk.app, &Actor::the_box(), format, bytes.into()).await;
    done.unwrap_or_else(|error| panic!("{}", error.body()));
}

#[tokio::test]
async fn the_sample_is_exported_as_it_was_imported() {
    let desk = with_sample().await;
    let sample: Value = serde_json::from_slice(menu::sample()).expect("JSON");
    let exported = file(&desk).await;
    assert_eq!(exported["categories"], sample["categories"]);
    let by_name = |file: &Value, name: &Value| {
        let items = file["items"].as_array().expect("dishes");
        items.iter().find(|item| &item["name"] == name).cloned().expect("the dish")
    };
    for dish in sample["items"].as_array().expect("dishes") {
        let mut found = by_name(&exported, &dish["name"]);
        let mut dish = dish.clone();
        // Groups go by another key, allergens in their own order.
        for side in [&mut found, &mut dish] {
            let fields = side.as_object_mut().expect("an object");
            fields.remove("modifier_groups");
            let mut allergens: Vec<String> =
                serde_json::from_value(fields["allergens"].clone()).expect("words");
            allergens.sort();
            fields.insert("allergens".into(), json!(allergens));
        }
        assert_eq!(found, dish);
    }
}

#[tokio::test]
async fn what_was_exported_can_be_imported_again_and_every_dish_keeps_its_id() {
    let desk = with_sample().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let before = desk.menu().await;
    for format in ["json", "csv"] {
        let export = Ask::get(&format!("/api/menu/export?format={format}")).by(&owner);
        let exported = desk.ask(export).await;
        assert!(exported.header("content-disposition").contains(&format!("menu.{format}")));
        let path = format!("/api/menu/import?format={format}");
        let import = Ask::post(&path, Value::Null).by(&owner).file(exported.bytes);
        let imported = desk.ask(import).await;
        assert_eq!(imported.body["items"], 123, "{}", imported.body);
        let after = desk.menu().await;
        let bare = |menu: &Value| {
            let mut items = menu["items"].clone();
            for item in items.as_array_mut().expect("dishes") {
                item["sort"] = json!(0);
            }
            items
        };
        assert_eq!(bare(&after), bare(&before), "{format}");
        assert_eq!(after["categories"], before["categories"]);
        assert_eq!(after["modifier_groups"], before["modifier_groups"]);
    }
}

#[tokio::test]
async fn a_file_with_a_fault_anywhere_changes_nothing() {
    let desk = with_sample().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let (before, facts) = (desk.menu().await, desk.facts("menu_set").await.len());
    let good = "category,name,price,diet,modifier_groups\nBreads,Missi Roti,60.00,VEG,\n";
    for (rest, place, words) in [
        ("Breads,Naan 2,x,VEG,\n", (3, 15), "not a price"),
        ("Breads,Naan 2,1,VEG,Nonsense\n", (3, 21), "There is no group Nonsense"),
        ("Breads,missi roti,1,VEG,\n", (3, 8), "there twice"),
        ("Breads,Naan 2,1,VEG,On the side;on the side\n", (3, 21), "there twice"),
        (",Naan 2,1,VEG,\n", (3, 1), "category"),
    ] {
        let import = Ask::post("/api/menu/import?format=csv", Value::Null).by(&owner);
        let refused = desk.ask(import.file(format!("{good}{rest}"))).await;
        assert_eq!(refused.code(), "import_failed");
        let fault = &refused.body["error"]["details"]["errors"][0];
        assert_eq!(
            (&fault["line"], &fault["column"]),
            (&json!(place.0), &json!(place.1)),
            "{rest}"
        );
        assert!(fault["message"].as_str().is_some_and(|m| m.contains(words)), "{fault}");
    }
    let json = r#"{"items":[{"category":"Nowhere","name":"X","price_paise":1,"diet":"VEG"}]}"#;
    let import = Ask::post("/api/menu/import?format=json", Value::Null).by(&owner);
    let refused = desk.ask(import.file(json)).await;
    let fault = &refused.body["error"]["details"]["errors"][0];
    assert_eq!((&fault["line"], &fault["column"]), (&json!(1), &json!(23)));
    assert_eq!(desk.menu().await, before);
    assert_eq!(desk.facts("menu_set").await.len(), facts);
}

#[tokio::test]
async fn a_file_may_be_larger_than_other_bodies_but_not_without_end() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let import = |bytes: usize| {
        let ask = Ask::post("/api/menu/import?format=json", Value::Null).by(&owner);
        desk.ask(ask.file(vec![b' '; bytes]))
    };
    assert_eq!(import(4 << 20).await.code(), "import_failed");
    assert_eq!(import((4 << 20) + 1).await.code(), "body_too_large");
    let bad = Ask::post("/api/menu/import?format=xml", Value::Null).by(&owner);
    assert_eq!(desk.ask(bad).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_table_makes_the_categories_it_names_and_leaves_what_it_does_not() {
    let desk = with_sample().await;
    let picture = desk.dish("Garlic Naan").await["picture"].clone();
    let table =
        "name,category,price,diet\nGarlic Naan,Breads,55,VEG\nSheermal,Breads & More,90,VEG\n";
    import(&desk, MenuFormat::Csv, table).await;
    let naan = desk.dish("Garlic Naan").await;
    assert_eq!((&naan["price_paise"], &naan["picture"]), (&json!(5_500), &picture));
    let menu = desk.menu().await;
    assert_eq!(menu["items"].as_array().map(Vec::len), Some(124));
    assert_eq!(menu["categories"][10]["name"], "Breads & More");
}

#[tokio::test]
async fn a_spreadsheet_runs_nothing_of_what_is_exported() {
    let desk = Desk::open().await;
    let item = |name: &str| {
        json!({ "category": "=A", "name": name, "price_paise": 1,
        "diet": "VEG", "description": "+1", "variants": [{ "name": "@x", "price_paise": 2 }] })
    };
    let names = ["=HYPERLINK(\"x\")", "-dal", "'=quoted", "plain"];
    let items: Vec<Value> = names.map(item).to_vec();
    let menu = json!({ "categories": [{ "name": "=A" }], "items": items });
    import(&desk, MenuFormat::Json, menu.to_string()).await;
    let before = file(&desk).await;
    let table = menu::export(&desk.app, MenuFormat::Csv).await.expect("a file");
    let mut rows = csv::Reader::from_reader(&table[..]);
    for row in rows.records() {
        for cell in &row.expect("a row") {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    import(&desk, MenuFormat::Csv, table).await;
    assert_eq!(file(&desk).await, before);
}

/// A name in any script, with all that a list in a cell is written with.
fn name() -> impl Strategy<Value = String> {
    "[a-zA-Zक-ह=+@;,\"'\\\\🍛-][a-zA-Zक-ह ;=,\"'\\\\-]{0,12}[a-z]"
}

fn priced() -> impl Strategy<Value = Value> {
    let distinct = proptest::collection::btree_map("[a-zक-ह;=\\\\]{1,6}", 0..1_000_000_i64, 0..4);
    distinct.prop_map(|all| {
        let one = |(name, price): (String, i64)| json!({ "name": name, "price_paise": price });
        Value::Array(all.into_iter().map(one).collect())
    })
}

fn menus() -> impl Strategy<Value = Value> {
    let dish = (name(), name(), 0..1_000_000_i64, 0..4_u8, priced(), any::<bool>());
    proptest::collection::vec(dish, 1..6).prop_map(|dishes| {
        let mut items = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for (name, about, price, spice, variants, flag) in dishes {
            if seen.insert(name.to_lowercase()) {
                items.push(json!({ "category": "=All; of it", "name": name, "description": about,
                    "price_paise": price, "diet": if flag { "VEG" } else { "EGG" },
                    "is_jain": flag, "is_available": flag, "spice": spice, "variants": variants,
                    "allergens": if flag { vec!["MILK", "NUTS"] } else { vec!["EGG"] },
                    "station": "tandoor", "prep_minutes": 7, "modifier_groups": ["k"] }));
            }
        }
        let modifiers = [json!({ "name": "Yes", "price_paise": 100 })];
        let group = json!({ "key": "k", "name": "More;=\\?", "min": 0, "max": 1,
            "modifiers": modifiers });
        json!({ "categories": [{ "name": "=All; of it" }], "modifier_groups": [group],
            "items": items })
    })
}

#[test]
fn any_menu_survives_being_written_down_and_read_again() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut runner = TestRunner::new(Config { cases: 10, ..Config::default() });
    let outcome = runner.run(&menus(), |menu| {
        runtime.block_on(async {
            let desk = Desk::open().await;
            import(&desk, MenuFormat::Json, menu.to_string()).await;
            let before = file(&desk).await;
            for format in [MenuFormat::Csv, MenuFormat::Json] {
                let written = menu::export(&desk.app, format).await.expect("a file");
                import(&desk, format, written).await;
                prop_assert_eq!(&file(&desk).await, &before);
            }
            Ok(())
        })
    });
    outcome.expect("every menu survives");
}
