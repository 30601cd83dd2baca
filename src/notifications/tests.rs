use super::{Saying, say};
use crate::house::House;

#[test]
fn a_text_names_the_house_in_its_own_language_and_stays_short() {
    let name = "The Courtyard of Hotel Gulmohar Sarai, Pune".to_owned();
    let english = House { name, ..House::default() };
    let hindi = House { locale: "hi-IN".into(), ..english.clone() };
    for saying in [
        Saying::Code { code: "012345" },
        Saying::OrderReceived { number: 12 },
        Saying::Ready { number: 12 },
        Saying::Thanks,
    ] {
        let (en, hi) = (say(&english, saying), say(&hindi, saying));
        assert!(en.is_ascii() && en.chars().count() <= 160, "one message: {en}");
        assert!(!hi.is_ascii() && hi.chars().count() <= 134, "two messages: {hi}");
        for text in [en, hi] {
            assert!(text.contains("The Courtyard of Hotel Gulmoha"), "{text}");
        }
    }
    assert!(say(&english, Saying::Code { code: "012345" }).contains("012345"));
}
