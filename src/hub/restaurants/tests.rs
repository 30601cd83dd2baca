use serde_json::{Value, json};

use super::model::{Cause, Line, Status, line};
use super::read::{read, read_change};
use crate::base::Code;

fn good() -> Value {
    json!({
        "name": "Barah  Mez", "logo_url": "https://example.in/logo.png", "description": "Tables.",
        "address": {
            "line": "12 MG Road", "city": "Pune", "state": "Maharashtra", "pin": "411 001",
            "lat": 18.52, "long": 73.85,
        },
        "contact": { "name": "Asha", "email": "Asha@example.in", "phone": "98765 43210" },
        "licence_number": "11521034000012", "gstin": "27aapfu0939f1zv",
        "cuisines": ["North Indian", "North  Indian"], "dishes": ["Paneer Tikka"],
        "hours": { "mon": [["11:00", "23:00"]] },
    })
}

/// The fields a registration is refused for.
fn refused(change: impl FnOnce(&mut Value)) -> Vec<String> {
    let mut body = good();
    change(&mut body);
    let Err(error) = read(&body) else { return Vec::new() };
    assert_eq!(error.code(), Code::InvalidFields);
    let details = &error.body()["error"]["details"];
    details.as_object().expect("fields").keys().cloned().collect()
}

#[test]
fn what_was_sent_is_tidied() {
    let said = read(&good()).expect("a registration");
    assert_eq!(said.name, "Barah Mez");
    assert_eq!(said.address.pin, "411001");
    assert_eq!(said.contact.phone, "+919876543210");
    assert_eq!(said.gstin, "27AAPFU0939F1ZV");
    assert_eq!(said.cuisines, ["North Indian"]);
}

#[test]
fn each_field_is_refused_by_its_name_and_all_at_once() {
    assert!(refused(|_| ()).is_empty());
    for (field, value) in [
        ("name", json!("")),
        ("name", json!(7)),
        ("name", json!("x".repeat(81))),
        ("name", Value::Null),
        ("logo_url", json!("http://example.in/logo.png")),
        ("logo_url", json!("javascript:alert(1)")),
        ("description", json!("x".repeat(601))),
        ("address", json!("12 MG Road")),
        ("address.line", json!(" ")),
        ("address.city", Value::Null),
        ("address.pin", json!("41100")),
        ("address.pin", json!("011001")),
        ("address.lat", json!(90.01)),
        ("address.lat", json!("18.52")),
        ("address.long", json!(-180.5)),
        ("contact.name", json!("")),
        ("contact.email", json!("asha")),
        ("contact.phone", json!("12345")),
        ("licence_number", json!("1152103400001")),
        ("licence_number", json!(11_521_034_000_012_i64)),
        ("gstin", json!("27AAPFU0939F1ZW")),
        ("cuisines", json!("Indian")),
        ("cuisines", json!([1])),
        ("dishes", json!(vec!["x"; 121])),
        ("hours", json!({ "mon": [["11:00", "11:00"]] })),
    ] {
        let wrong = refused(|body| {
            let mut steps = field.split('.');
            let last = steps.next_back().expect("a name");
            let inside = steps.fold(body, |body, step| &mut body[step]);
            inside[last] = value.clone();
        });
        let all = ["address.line", "address.city", "address.pin", "address.lat", "address.long"];
        match field {
            "address" => assert!(all.iter().all(|f| wrong.contains(&(*f).to_owned())), "{wrong:?}"),
            _ => assert_eq!(wrong, [field], "{value}"),
        }
    }
    assert_eq!(refused(|body| *body = json!({})).len(), 10, "all that is required");
    assert_eq!(refused(|body| *body = json!([])).len(), 10);
}

#[test]
fn an_owner_changes_what_needs_no_new_review() {
    let known = read(&good()).expect("a registration");
    let changed = json!({ "dishes": ["Dal"], "hours": null, "description": "" });
    let said = read_change(&changed, known.clone()).expect("a change");
    assert_eq!((said.dishes, said.description), (vec!["Dal".to_owned()], String::new()));
    assert_eq!((&said.name, said.hours), (&known.name, known.hours.clone()));
    for bad in [json!({ "name": "Other" }), json!({ "licence_number": "1" }), json!([])] {
        assert!(read_change(&bad, known.clone()).is_err(), "{bad}");
    }
}

#[test]
fn silence_only_ever_turns_off() {
    for status in [Status::Pending, Status::Active, Status::Rejected] {
        for wish in [Line::Online, Line::Offline] {
            for is_silent in [false, true] {
                let (seen, cause) = line(status, wish, is_silent);
                let expected = status == Status::Active && wish == Line::Online && !is_silent;
                assert_eq!(seen == Line::Online, expected);
                let silent = status == Status::Active && wish == Line::Online && is_silent;
                assert_eq!(cause == Some(Cause::Silent), silent);
                assert_eq!(cause.is_none(), expected);
            }
        }
    }
}
