use proptest::prelude::*;
use serde_json::json;

use super::globe::{Place, chord, metres};
use super::hours::{Hours, minute_of_week};
use super::model::{sounds, spellings};
use crate::base::At;

#[test]
fn what_sounds_alike_is_one_word() {
    for (one, other) in [
        ("Paneer", "panir"),
        ("Tikka", "tika"),
        ("pakoora", "pakura"),
        ("Naan", "nan"),
        ("Crème", "creme"),
    ] {
        assert_eq!(sounds(one), sounds(other), "{one} {other}");
    }
    for (one, other) in [("dal", "dam"), ("500", "50"), ("दाल", "दल")] {
        assert_ne!(sounds(one), sounds(other), "{one} {other}");
    }
    assert!(sounds(" ,-").is_empty());
    assert_eq!(spellings("Paak dal"), [vec!["pak", "paak"], vec!["dal"]]);
}

#[test]
fn hours_are_minutes_of_a_week_and_go_on_past_midnight() {
    let hours = Hours::read(&json!({
        "mon": [["11:00", "15:00"]], "sat": [["18:30", "01:00"]], "sun": [["20:00", "02:00"]],
    }));
    let hours = hours.expect("hours").multirange();
    assert_eq!(hours, "{[660,900),[8310,8700),[9840,10080),[0,120)}");
    let always = Hours::read(&json!({ "mon": [["00:00", "24:00"]] })).expect("hours");
    assert_eq!(always.multirange(), "{[0,1440)}");
    assert_eq!(Hours::read(&json!({})).expect("hours").multirange(), "{}");
    for bad in [
        json!([]),
        json!("mon"),
        json!({ "monday": [] }),
        json!({ "mon": "11:00-15:00" }),
        json!({ "mon": [["11:00"]] }),
        json!({ "mon": [["11:00", "11:00"]] }),
        json!({ "mon": [["24:00", "01:00"]] }),
        json!({ "mon": [["11:60", "12:00"]] }),
        json!({ "mon": [["+1:00", "12:00"]] }),
        json!({ "mon": [["1:00", "12:00"]] }),
        json!({ "mon": [[660, 900]] }),
        json!({ "mon": vec![["01:00", "02:00"]; 5] }),
    ] {
        assert!(Hours::read(&bad).is_err(), "{bad}");
    }
}

#[test]
fn a_week_begins_on_monday_in_india() {
    let at = |text: &str| serde_json::from_value::<At>(text.into()).expect("an instant");
    assert_eq!(minute_of_week(at("2026-11-15T18:29:00Z")), 10_079, "Sunday, 23:59");
    assert_eq!(minute_of_week(at("2026-11-15T18:30:00Z")), 0);
    assert_eq!(minute_of_week(at("2026-11-21T13:30:00Z")), 5 * 1_440 + 19 * 60);
}

fn straight(one: Place, other: Place) -> f64 {
    let read = |place: Place| -> Vec<f64> {
        let cube = place.cube();
        let inside = cube.trim_matches(|c| matches!(c, '(' | ')'));
        inside.split(',').map(|part| part.parse().expect("a number")).collect()
    };
    let (one, other) = (read(one), read(other));
    one.iter().zip(&other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

proptest! {
    #[test]
    fn a_straight_line_is_as_long_as_the_ground_says(metres_apart in 1.0..50_000.0_f64) {
        prop_assert!((metres(chord(metres_apart)) - metres_apart).abs() < 0.01);
    }

    #[test]
    fn a_degree_north_is_as_long_everywhere(lat in -80.0..80.0_f64, lon in -180.0..180.0_f64) {
        let north = Place { lat: lat + 0.01, lon };
        let apart = metres(straight(Place { lat, lon }, north));
        prop_assert!((apart - 1_113.2).abs() < 0.1, "{}", apart);
    }
}
