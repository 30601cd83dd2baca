use super::model::House;
use crate::base::Code;

fn named() -> House {
    House { name: "Barah Mez".into(), ..House::default() }
}

/// The field a change of good settings is refused for.
fn refused(change: impl FnOnce(&mut House)) -> Option<String> {
    let mut house = named();
    change(&mut house);
    let error = house.checked().err()?;
    assert_eq!(error.code(), Code::InvalidValue);
    error.body()["error"]["details"]["field"].as_str().map(str::to_owned)
}

#[test]
fn what_was_typed_is_tidied() {
    let typed = House {
        name: "  Barah   Mez ".into(),
        gstin: " 27aapfu0939f1zv".into(),
        base_url: "http://192.168.1.10:8080/".into(),
        till_code: "k2".into(),
        ..named()
    };
    let house = typed.checked().expect("good settings");
    assert_eq!(house.name, "Barah Mez");
    assert_eq!(house.gstin, "27AAPFU0939F1ZV");
    assert_eq!(house.base_url, "http://192.168.1.10:8080");
    assert_eq!(house.till_code, "K2");
    assert_eq!(house.clone().checked().expect("again"), house);
}

#[test]
fn the_law_s_numbers_may_be_unset_but_not_wrong() {
    assert_eq!(refused(|_| ()), None);
    assert_eq!(refused(|h| h.gstin = "27AAPFU0939F1ZW".into()).as_deref(), Some("gstin"));
    assert_eq!(refused(|h| h.fssai = "1150000000001".into()).as_deref(), Some("fssai"));
    assert_eq!(refused(|h| h.sac = "99633".into()).as_deref(), Some("sac"));
    assert_eq!(refused(|h| h.sac.clear()), None);
}

#[test]
fn what_a_phone_scans_needs_no_escape() {
    for good in ["Barah_Mez 2-4", ""] {
        assert_eq!(refused(|h| h.wifi_ssid = good.into()), None, "{good}");
    }
    for bad in ["Barah;Mez", "बारह", "a\\b", &"x".repeat(33)] {
        assert_eq!(refused(|h| h.wifi_ssid = bad.into()).as_deref(), Some("wifi_ssid"), "{bad}");
    }
    assert_eq!(refused(|h| h.wifi_password = "short".into()).as_deref(), Some("wifi_password"));
    assert_eq!(
        refused(|h| h.wifi_password = "eat:well99".into()).as_deref(),
        Some("wifi_password")
    );
}

#[test]
fn printed_codes_carry_an_address_a_phone_can_reach() {
    for good in ["http://10.0.0.2", "https://menu.example.in:8443", ""] {
        assert_eq!(refused(|h| h.base_url = good.into()), None, "{good}");
    }
    for bad in [
        "10.0.0.2",
        "ftp://a",
        "http://",
        "http://a/b",
        "http://a:0",
        "http://a:99999",
        "http://u@a",
        "http://a b",
        "http://tiffin.local",
        "http://tiffin.local:8080",
        "http://a:+80",
    ] {
        assert_eq!(refused(|h| h.base_url = bad.into()).as_deref(), Some("base_url"), "{bad}");
    }
}

#[test]
fn the_rest_is_bounded_too() {
    for (field, change) in [
        ("name", (|h| h.name.clear()) as fn(&mut House)),
        ("name", |h| h.name = "a\0b".into()),
        ("phone", |h| h.phone = "call us".into()),
        ("timezone", |h| h.timezone = "Mars/Base".into()),
        ("day_cutoff", |h| h.day_cutoff = "24:00".into()),
        ("currency", |h| h.currency = "USD".into()),
        ("locale", |h| h.locale = "xx".into()),
        ("till_code", |h| h.till_code = "COUNTER".into()),
        ("upi_vpa", |h| h.upi_vpa = "nobody".into()),
        ("round_to_paise", |h| h.round_to_paise = -100),
        ("warn_minutes", |h| h.warn_minutes = 0),
        ("warn_minutes", |h| h.warn_minutes = u32::MAX),
        ("late_minutes", |h| h.late_minutes = 10),
        ("grace_seconds", |h| h.grace_seconds = 0),
        ("idle_minutes", |h| h.idle_minutes = u32::MAX),
        ("expo_levels", |h| h.expo_levels = 3),
    ] {
        assert_eq!(refused(change).as_deref(), Some(field));
    }
}
