use super::Layout;
use super::card::Card;
use super::paper::draw;
use super::wifi::Wifi;
use crate::typeset::{Fonts, Weight};

fn cards(count: u16) -> Vec<Card> {
    let card = |number: u16| Card {
        house: "Barah Mez · बारह मेज़".into(),
        table: number.to_string(),
        number,
        url: "http://192.168.1.20:8080/t/AAUAAXh3cQkPq7Zr2mA".into(),
        wifi: Wifi::of("Barah Mez Guests", "paneer-tikka"),
    };
    (1..=count).map(card).collect()
}

/// As many as the document's own table of pages says.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    let count = text.split("/Type/Pages/Count ").nth(1).and_then(|rest| rest.split('/').next());
    count.and_then(|count| count.parse().ok()).expect("a table of pages")
}

#[test]
fn every_table_gets_a_card() {
    let one_each = draw(&cards(5), Layout::Page).expect("a PDF");
    assert!(one_each.starts_with(b"%PDF"));
    assert_eq!(pages(&one_each), 5);
    let four_each = draw(&cards(5), Layout::Grid).expect("a PDF");
    assert_eq!(pages(&four_each), 2);
}

#[test]
fn names_of_any_script_and_length_make_a_card() {
    for table in ["", "छत ३", "மாடி", "🍛", &"wide ".repeat(16)] {
        let card = Card { table: table.into(), wifi: None, ..cards(1).remove(0) };
        assert!(draw(&[card], Layout::Page).is_ok(), "{table}");
    }
}

#[test]
fn a_network_is_told_in_the_words_phones_understand() {
    let code = |ssid, password| Wifi::of(ssid, password).expect("a network").code();
    assert_eq!(code("Barah Mez", "naan2026"), "WIFI:T:WPA;S:Barah Mez;P:naan2026;;");
    assert_eq!(code("Open", ""), "WIFI:T:nopass;S:Open;;");
    assert_eq!(code(r#"a;b,c"d:e\f"#, "x"), r#"WIFI:T:WPA;S:a\;b\,c\"d\:e\\f;P:x;;"#);
    assert_eq!(Wifi::of("", "x"), None);
}

#[test]
fn devanagari_is_shaped_and_not_spelled_out() {
    let fonts = Fonts::load().expect("fonts");
    let width = |text| fonts.line(Weight::Regular, text).width(1.0);
    // The virama joins the two into one form, narrower than both apart.
    assert!(width("न्य") < width("न") + width("य"));
    // A vowel sign before its consonant moves and takes room.
    assert!(width("कि") > width("क"));
    assert!(fonts.can_write("Table मेज़ 5?") && !fonts.can_write("மாடி"));
}

#[test]
fn a_card_without_a_network_is_drawn_too() {
    let mut cards = cards(3);
    cards.iter_mut().for_each(|card| card.wifi = None);
    assert_eq!(pages(&draw(&cards, Layout::Page).expect("a PDF")), 3);
}
