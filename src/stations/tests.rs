use super::model::{StationRow, shows};
use crate::house::House;

#[test]
fn a_screen_shows_its_station_whatever_the_case_or_all_of_them() {
    assert!(shows("Tandoor", "tandoor"));
    assert!(shows("*", "Bar"));
    assert!(shows("Tandoor, Bar", "bar"));
    assert!(!shows("Bar", "Barbecue"));
}

#[test]
fn a_station_without_thresholds_of_its_own_has_the_house_s() {
    let house = House { warn_minutes: 7, late_minutes: 14, ..House::default() };
    let row = StationRow {
        name: "Bar".into(),
        sort: 1,
        is_default: false,
        warn_minutes: Some(3),
        late_minutes: None,
    };
    let bar = row.station(4, &house);
    assert_eq!((bar.warn_minutes, bar.late_minutes), (3, 14));
    assert_eq!((bar.own_warn_minutes, bar.own_late_minutes), (Some(3), None));
}
