use std::io::Read as _;

use axum::http::StatusCode;
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use tiffin::base::{Code, ItemId, ModifierId, VariantId};
use tiffin::menu::{self, Choice, Chosen, MenuFormat};
use tiffin::wire::{Actor, Role};

use crate::desk::{Answer, Ask, Desk};

const MENU: &str = "/api/menu/items";

pub async fn with_sample() -> Desk {
    let desk = Desk::open().await;
    let sample = menu::sample().to_vec();
    let done = menu::import(&desk.app, &Actor::the_box(), MenuFormat::Json, sample).await;
    assert_eq!(done.expect("the sample is sound").items, 123);
    desk
}

impl Desk {
    pub async fn menu(&self) -> Value {
        self.ask(Ask::get(MENU)).await.body
    }

    pub async fn dish(&self, name: &str) -> Value {
        let menu = self.menu().await;
        let items = menu["items"].as_array().expect("dishes");
        items.iter().find(|item| item["name"] == name).expect(name).clone()
    }

    async fn category(&self, token: &str, name: &str) -> Value {
        let made = json!({ "name": name, "name_local": "" });
        let key = name.to_lowercase().replace(' ', "-");
        let made = self.ask(Ask::post("/api/menu/categories", made).by(token).keyed(&key)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        made.body
    }

    async fn choose(&self, choice: Choice) -> Result<Chosen, tiffin::base::Error> {
        self.app.store.read(move |read| menu::choose(read, &choice)).await
    }
}

fn id<T: std::str::FromStr>(value: &Value) -> T {
    value.as_str().and_then(|text| text.parse().ok()).expect("an id")
}

fn draft(category: &Value) -> Value {
    json!({ "category_id": category["id"], "name": "Rajma Chawal", "price_paise": 22000,
            "diet": "VEG", "stations": ["Curry"],
            "variants": [{ "name": "Half", "price_paise": 22000 },
                         { "name": "Full", "price_paise": 36000 }] })
}

#[tokio::test]
async fn a_dish_is_made_once_however_often_it_is_sent() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let category = desk.category(&owner, "Plates").await;
    let make = Ask::post(MENU, draft(&category)).by(&owner);
    let first = desk.ask(make.clone().keyed("k1")).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
    let again = desk.ask(make.clone().keyed("k1")).await;
    assert_eq!((again.status, again.body), (StatusCode::CREATED, first.body.clone()));
    assert_eq!(desk.ask(make.clone()).await.code(), "idempotency_key_required");
    assert_eq!(desk.ask(make.keyed("k2")).await.code(), "name_taken");
    let other = json!({ "category_id": category["id"], "name": "Kadhi", "price_paise": 1,
                        "diet": "VEG" });
    assert_eq!(
        desk.ask(Ask::post(MENU, other).by(&owner).keyed("k1")).await.code(),
        "idempotency_key_reused"
    );
    assert_eq!(desk.menu().await["items"], json!([first.body]));
}

#[tokio::test]
async fn a_change_keeps_the_variants_it_names_and_the_same_again_is_no_change() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let category = desk.category(&owner, "Plates").await;
    let made = desk.ask(Ask::post(MENU, draft(&category)).by(&owner).keyed("k")).await.body;
    let path = format!("{MENU}/{}", made["id"].as_str().expect("an id"));
    let mut change = made.clone();
    change["variants"] = json!([{ "name": "Thali", "price_paise": 50000 },
        { "id": made["variants"][1]["id"], "name": "Large", "price_paise": 37000 }]);
    let changed = desk.ask(Ask::put(&path, change).by(&owner)).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    let variants = changed.body["variants"].as_array().expect("variants");
    assert_eq!(variants.len(), 2);
    assert_eq!((&variants[0]["name"], &variants[1]["name"]), (&json!("Thali"), &json!("Large")));
    assert_eq!(variants[1]["id"], made["variants"][1]["id"]);
    let facts = desk.facts("menu_set").await.len();
    let same = desk.ask(Ask::put(&path, changed.body.clone()).by(&owner)).await;
    assert_eq!(same.body, changed.body);
    assert_eq!(desk.facts("menu_set").await.len(), facts, "nothing changed, nobody is told");
    let foreign = json!([{ "id": category["id"], "name": "X", "price_paise": 1 }]);
    let mut bad = changed.body.clone();
    bad["variants"] = foreign;
    assert_eq!(desk.ask(Ask::put(&path, bad).by(&owner)).await.code(), "invalid_value");
}

#[tokio::test]
async fn a_screen_that_asks_after_a_change_sees_it() {
    let desk = with_sample().await;
    let cook = desk.staff("Ravi", Role::KitchenStaff).await;
    let dal = desk.dish("Dal Makhani").await;
    let path = format!("{MENU}/{}/availability", dal["id"].as_str().expect("an id"));
    let mut tag = desk.ask(Ask::get(MENU)).await.header("etag").to_owned();
    for is_available in [false, true, false] {
        let said = json!({ "is_available": is_available });
        let answer = desk.ask(Ask::patch(&path, said.clone()).by(&cook)).await;
        assert_eq!(answer.body["is_available"], is_available);
        let menu = desk.ask(Ask::get(MENU).with("if-none-match", &tag)).await;
        assert_eq!(menu.status, StatusCode::OK, "the old copy is no longer good");
        assert_eq!(desk.dish("Dal Makhani").await["is_available"], is_available);
        tag = menu.header("etag").to_owned();
        let facts = desk.facts("menu_set").await.len();
        let again = desk.ask(Ask::patch(&path, said).by(&cook)).await;
        assert_eq!(again.body, answer.body);
        assert_eq!(desk.facts("menu_set").await.len(), facts);
        let kept = desk.ask(Ask::get(MENU).with("if-none-match", &tag)).await;
        assert_eq!((kept.status, kept.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    }
}

#[tokio::test]
async fn a_fact_about_something_else_leaves_the_copy_as_it_was() {
    let desk = with_sample().await;
    let before = desk.ask(Ask::get(MENU)).await;
    desk.hire("Lata", Role::Cashier, "4711").await;
    let after = desk.ask(Ask::get(MENU)).await;
    assert_eq!(before.header("etag"), after.header("etag"));
    assert!(!before.header("etag").starts_with("W/"), "strong");
}

#[tokio::test]
async fn the_packed_menu_is_the_plain_one_with_a_tag_of_its_own() {
    let desk = with_sample().await;
    let plain = desk.ask(Ask::get(MENU)).await;
    let packed = desk.ask(Ask::get(MENU).with("accept-encoding", "gzip")).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.bytes.len() * 4 < plain.bytes.len());
    assert_ne!(packed.header("etag"), plain.header("etag"));
    let mut unpacked = Vec::new();
    GzDecoder::new(&packed.bytes[..]).read_to_end(&mut unpacked).expect("gzip");
    assert_eq!(unpacked, plain.bytes);
}

#[tokio::test]
async fn a_dish_taken_off_is_gone_for_who_chooses() {
    let desk = with_sample().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let dish = desk.dish("Garlic Naan").await;
    let choice = Choice { menu_item_id: id(&dish["id"]), variant_id: None, modifiers: Vec::new() };
    let chosen = desk.choose(choice.clone()).await.expect("a choice");
    assert_eq!((chosen.unit_paise.0, chosen.stations.join("+")), (5_000, "Tandoor".to_owned()));
    let path = format!("{MENU}/{}", chosen.menu_item_id);
    for status in [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND] {
        assert_eq!(desk.ask(Ask::delete(&path).by(&owner)).await.status, status);
    }
    assert_eq!(desk.ask(Ask::get(&path)).await.code(), "not_found");
    assert_eq!(desk.choose(choice).await.expect_err("gone").code(), Code::InvalidChoice);
}

#[tokio::test]
async fn a_variant_and_a_modifier_can_be_sold_out_by_themselves() {
    let desk = with_sample().await;
    let waiter = desk.staff("Ravi", Role::Waiter).await;
    let dish = desk.dish("Pani Puri").await;
    let menu = desk.menu().await;
    let groups = menu["modifier_groups"].as_array().expect("groups");
    let group = groups.iter().find(|g| g["id"] == dish["modifier_group_ids"][0]).expect("its");
    let (variant, modifier) = (&dish["variants"][0]["id"], &group["modifiers"][0]["id"]);
    let choice = Choice {
        menu_item_id: id::<ItemId>(&dish["id"]),
        variant_id: Some(id::<VariantId>(variant)),
        modifiers: vec![id::<ModifierId>(modifier)],
    };
    desk.choose(choice.clone()).await.expect("all is there");
    for (kind, part) in [("variants", variant), ("modifiers", modifier)] {
        let path = format!("/api/menu/{kind}/{}/availability", part.as_str().expect("an id"));
        for is_available in [false, true] {
            let said = json!({ "is_available": is_available });
            let answer = desk.ask(Ask::patch(&path, said).by(&waiter)).await;
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
            let code = desk.choose(choice.clone()).await.err().map(|error| error.code());
            assert_eq!(code, (!is_available).then_some(Code::SoldOut), "{kind}");
        }
    }
}

#[tokio::test]
async fn what_is_in_use_is_not_taken_away() {
    let desk = with_sample().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let menu = desk.menu().await;
    let path = |kind: &str, thing: &Value| {
        format!("/api/menu/{kind}/{}", thing["id"].as_str().expect("an id"))
    };
    let category = path("categories", &menu["categories"][0]);
    assert_eq!(desk.ask(Ask::delete(&category).by(&owner)).await.code(), "category_not_empty");
    let group = path("modifier-groups", &menu["modifier_groups"][0]);
    assert_eq!(desk.ask(Ask::delete(&group).by(&owner)).await.code(), "group_in_use");
    assert_eq!(desk.menu().await, menu);
    let empty = desk.category(&owner, "Specials").await;
    let renamed = json!({ "name": "Breads" });
    let taken = desk.ask(Ask::put(&path("categories", &empty), renamed).by(&owner)).await;
    assert_eq!(taken.code(), "name_taken");
    let gone = desk.ask(Ask::delete(&path("categories", &empty)).by(&owner)).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_group_is_made_changed_and_taken_away() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let groups = "/api/menu/modifier-groups";
    let body = json!({ "name": "How hot?", "min": 1, "max": 1, "modifiers": [
        { "name": "Mild", "price_paise": 0 }, { "name": "Hot", "price_paise": 0 }] });
    let made = desk.ask(Ask::post(groups, body.clone()).by(&owner).keyed("g")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let path = format!("{groups}/{}", made.body["id"].as_str().expect("an id"));
    let mut change = made.body.clone();
    change["modifiers"][1]["name"] = json!("Very hot");
    let changed = desk.ask(Ask::put(&path, change).by(&owner)).await;
    assert_eq!(changed.body["modifiers"][1]["id"], made.body["modifiers"][1]["id"]);
    assert_eq!(changed.body["modifiers"][1]["name"], "Very hot");
    for (field, bad) in [("min", json!(2)), ("max", json!(3)), ("modifiers", json!([]))] {
        let mut change = body.clone();
        change[field] = bad;
        assert_eq!(desk.ask(Ask::put(&path, change).by(&owner)).await.code(), "invalid_value");
    }
    assert_eq!(desk.ask(Ask::delete(&path).by(&owner)).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn bad_dishes_change_nothing() {
    let desk = Desk::open().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let category = desk.category(&owner, "Plates").await;
    let menu = desk.menu().await;
    for (field, bad, code) in [
        ("name", json!(""), "invalid_value"),
        ("name", json!("\u{0}x"), "invalid_value"),
        ("name", json!("x".repeat(81)), "invalid_value"),
        ("price_paise", json!(-1), "invalid_value"),
        ("price_paise", json!(10_000_000_001_i64), "invalid_value"),
        ("price_paise", json!(1.5), "malformed_json"),
        ("diet", json!("FISH"), "malformed_json"),
        ("spice", json!(4), "invalid_value"),
        ("spice", json!(-1), "malformed_json"),
        ("picture", json!("../../etc/passwd"), "invalid_value"),
        ("allergens", json!(["EGG"]), "invalid_value"),
        ("category_id", json!("0194f3a0-0000-7000-8000-000000000000"), "invalid_value"),
        ("modifier_group_ids", json!([category["id"]]), "invalid_value"),
        ("prep_minutes", json!(100_000), "invalid_value"),
        ("variants", json!(vec![json!({ "name": "x", "price_paise": 1 }); 2]), "invalid_value"),
    ] {
        let mut body = draft(&category);
        body[field] = bad;
        let refused = desk.ask(Ask::post(MENU, body.clone()).by(&owner).keyed("k")).await;
        assert_eq!(refused.code(), code, "{body}");
    }
    assert_eq!(desk.menu().await, menu);
}

#[tokio::test]
async fn only_managers_edit_and_only_staff_says_what_is_sold_out() {
    let desk = with_sample().await;
    let dish = desk.dish("Dal Makhani").await;
    let path = format!("{MENU}/{}", dish["id"].as_str().expect("an id"));
    let availability = format!("{path}/availability");
    let said = json!({ "is_available": true });
    for (role, name) in
        [(Role::Waiter, "W"), (Role::KitchenStaff, "K"), (Role::Rider, "R"), (Role::Cashier, "C")]
    {
        let token = desk.staff(name, role).await;
        for ask in [
            Ask::put(&path, dish.clone()),
            Ask::delete(&path),
            Ask::post("/api/menu/import?format=json", json!({})),
            Ask::get("/api/menu/export?format=json"),
        ] {
            assert_eq!(desk.ask(ask.by(&token)).await.code(), "forbidden", "{name}");
        }
        let answer = desk.ask(Ask::patch(&availability, said.clone()).by(&token)).await;
        assert_eq!(answer.status == StatusCode::OK, role != Role::Rider, "{name}");
    }
    assert_eq!(desk.ask(Ask::patch(&availability, said)).await.code(), "unauthorized");
}

#[tokio::test]
async fn the_plain_page_shows_the_menu_to_every_browser() {
    let desk = with_sample().await;
    let owner = desk.staff("Meera", Role::Owner).await;
    let dish = desk.dish("Dal Makhani").await;
    let mut change = dish.clone();
    change["name"] = json!("Dal <b>Makhani</b>");
    change["is_available"] = json!(false);
    let path = format!("{MENU}/{}", dish["id"].as_str().expect("an id"));
    desk.ask(Ask::put(&path, change).by(&owner)).await;
    let page = desk.ask(Ask::get("/menu")).await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let html = String::from_utf8(page.bytes.clone()).expect("text");
    for part in [
        "<h1>",
        "Dal &lt;b&gt;Makhani&lt;/b&gt;",
        "Sold out",
        "₹280.00",
        "Vegetarian",
        "lang=\"hi\">पानी पूरी",
        "Twelve",
        "Contains ",
    ] {
        assert!(html.contains(part), "{part}");
    }
    for never in ["<script", "style=", "<style", "<b>"] {
        assert!(!html.contains(never), "{never}");
    }
    let tag = page.header("etag").to_owned();
    let kept = desk.ask(Ask::get("/menu").with("if-none-match", &tag)).await;
    assert_eq!(kept.status, StatusCode::NOT_MODIFIED);
    assert_eq!(
        desk.ask(Ask::get("/menu/menu.css")).await.header("content-type"),
        "text/css; charset=utf-8"
    );
}

#[tokio::test]
async fn pictures_are_found_by_name_and_nothing_else_is() {
    let desk = Desk::open().await;
    let drawing: Answer = desk.ask(Ask::get("/menu/pictures/dal.svg")).await;
    assert_eq!(drawing.status, StatusCode::OK);
    assert_eq!(drawing.header("content-type"), "image/svg+xml");
    assert!(drawing.header("cache-control").contains("max-age"));
    for path in ["dal", "dal.png", "x.svg", "..%2f..%2fmenu.json", "%2e%2e.svg", ".svg"] {
        let answer = desk.ask(Ask::get(&format!("/menu/pictures/{path}"))).await;
        assert_eq!(answer.code(), "not_found", "{path}");
    }
}

#[tokio::test]
async fn a_change_is_seen_within_its_own_transaction_and_no_more_when_it_is_undone() {
    let desk = with_sample().await;
    let dish = desk.dish("Garlic Naan").await;
    let choice = Choice { menu_item_id: id(&dish["id"]), variant_id: None, modifiers: Vec::new() };
    // Each is read on the writer's own thread, which remembers what it read before.
    let file = |price: u32| format!("category,name,price,diet\nBreads,Garlic Naan,{price},VEG\n");
    for price in [60, 70] {
        let table = file(price).into_bytes();
        let done = menu::import(&desk.app, &Actor::the_box(), MenuFormat::Csv, table).await;
        assert_eq!(done.expect("it is sound").items, 1);
        let asked = choice.clone();
        let look = move |tx: &tiffin::store::Tx| menu::choose(tx, &asked);
        let chosen = desk.app.store.write(&Actor::the_box(), look).await.expect("a choice");
        assert_eq!(chosen.unit_paise.0, i64::from(price) * 100);
    }
    let asked = choice.clone();
    let undo = move |tx: &tiffin::store::Tx| {
        tx.run("UPDATE dish SET price_paise = 1 WHERE id = ?1", [asked.menu_item_id])?;
        tx.run("UPDATE menu_revision SET revision = revision + 1, stamp = random()", [])?;
        let within = menu::choose(tx, &asked)?;
        assert_eq!(within.unit_paise.0, 1);
        Err::<(), _>(Code::Busy.into())
    };
    let undone = desk.app.store.write(&Actor::the_box(), undo).await;
    assert_eq!(undone.expect_err("undone").code(), Code::Busy);
    let look = move |tx: &tiffin::store::Tx| menu::choose(tx, &choice);
    let chosen = desk.app.store.write(&Actor::the_box(), look).await.expect("a choice");
    assert_eq!(chosen.unit_paise.0, 7_000);
}
