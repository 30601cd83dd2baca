use axum::http::StatusCode;
use serde_json::json;
use tiffin::wire::Role;

use crate::desk::{Ask, Desk};

const SETTINGS: &str = "/api/house/settings";

#[tokio::test]
async fn a_new_box_says_that_it_needs_setting_up_until_it_has_an_owner() {
    let desk = Desk::open().await;
    let house = desk.ask(Ask::get("/api/house")).await;
    assert_eq!((house.status, &house.body["setup_needed"]), (StatusCode::OK, &json!(true)));
    desk.hire("Arif", Role::Manager, "4711").await;
    assert_eq!(desk.ask(Ask::get("/api/house")).await.body["setup_needed"], true);
    desk.hire("Meera", Role::Owner, "4711").await;
    assert_eq!(desk.ask(Ask::get("/api/house")).await.body["setup_needed"], false);
}

#[tokio::test]
async fn a_manager_changes_settings_and_others_do_not_see_them() {
    let desk = Desk::open().await;
    let manager = desk.staff("Arif", Role::Manager).await;
    let mut settings = desk.ask(Ask::get(SETTINGS).by(&manager)).await.body;
    settings["name"] = json!(" Barah  Mez ");
    settings["wifi_password"] = json!("eat-well-99");
    let saved = desk.ask(Ask::put(SETTINGS, settings.clone()).by(&manager)).await;
    assert_eq!((saved.status, &saved.body["name"]), (StatusCode::OK, &json!("Barah Mez")));
    let again = desk.ask(Ask::put(SETTINGS, saved.body.clone()).by(&manager)).await;
    assert_eq!(again.body, saved.body);
    assert_eq!(desk.facts("house_set").await.len(), 1, "saving the same again is no fact");

    let public = desk.ask(Ask::get("/api/house")).await.body;
    assert_eq!(public["name"], "Barah Mez");
    assert!(!public.to_string().contains("eat-well-99"));
    let cashier = desk.staff("Lata", Role::Cashier).await;
    assert_eq!(desk.ask(Ask::get(SETTINGS).by(&cashier)).await.code(), "forbidden");
    assert_eq!(
        desk.ask(Ask::put(SETTINGS, settings.clone()).by(&cashier)).await.code(),
        "forbidden"
    );
    assert_eq!(desk.ask(Ask::get(SETTINGS)).await.code(), "unauthorized");
}

#[tokio::test]
async fn bad_settings_change_nothing() {
    let desk = Desk::open().await;
    let manager = desk.staff("Arif", Role::Manager).await;
    let before = desk.ask(Ask::get(SETTINGS).by(&manager)).await.body;
    let with = |field: &str, value| {
        let mut settings = before.clone();
        settings["name"] = json!("Barah Mez");
        settings[field] = value;
        settings
    };
    for (body, code) in [
        (with("gstin", json!("27AAPFU0939F1ZW")), "invalid_value"),
        (with("otp_mode", json!("ALWAYS")), "malformed_json"),
        (with("warn_minutes", json!(-1)), "malformed_json"),
        (json!({ "name": "Barah Mez" }), "malformed_json"),
        (json!([]), "malformed_json"),
    ] {
        let refused = desk.ask(Ask::put(SETTINGS, body.clone()).by(&manager)).await;
        assert_eq!(refused.code(), code, "{body}");
    }
    assert_eq!(desk.ask(Ask::get(SETTINGS).by(&manager)).await.body, before);
    assert!(desk.facts("house_set").await.is_empty());
}
