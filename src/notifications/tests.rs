use super::{Saying, say};
use crate::base::Language;
use crate::house::House;

#[test]
fn a_text_names_the_house_in_its_own_language_and_stays_short() {
    let name = "The Courtyard of Hotel Gulmohar Sarai, Pune".to_owned();
    let english = House { name, ..House::default() };
    let hindi = House { locale: "hi-IN".into(), ..english.clone() };
    let pay_at = "http://192.168.100.200:8080/t/5_1_abcdefghijklmnopqrstuv";
    for saying in [
        Saying::Code { code: "012345" },
        Saying::OrderReceived { number: 12 },
        Saying::Preparing { number: 12 },
        Saying::Ready { number: 12 },
        Saying::Served { number: 12, pay_at: Some(pay_at.into()) },
        Saying::Served { number: 12, pay_at: None },
        Saying::Thanks,
    ] {
        let (en, hi) = (say(&english, None, &saying), say(&hindi, None, &saying));
        assert_eq!(say(&hindi, Some(Language::English), &saying), en, "the guest's own first");
        assert_eq!(say(&english, Some(Language::Hindi), &saying), hi, "the guest's own first");
        assert!(en.is_ascii() && en.chars().count() <= 160, "one message: {en}");
        assert!(!hi.is_ascii() && hi.chars().count() <= 134, "two messages: {hi}");
        for text in [en, hi] {
            assert!(text.contains("The Courtyard of Hotel Gulmoha"), "{text}");
        }
    }
    assert!(say(&english, None, &Saying::Code { code: "012345" }).contains("012345"));
}
