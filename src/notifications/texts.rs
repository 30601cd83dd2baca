use super::model::MessageKind;
use crate::house::House;

/// Characters of the restaurant's name in a text: a whole text should fit into one message.
const NAME: usize = 30;

/// What is to be said.
#[derive(Clone, Copy, Debug)]
pub enum Saying<'a> {
    Code { code: &'a str },
    OrderReceived { number: u32 },
    Ready { number: u32 },
    Thanks,
}

impl Saying<'_> {
    pub fn kind(self) -> MessageKind {
        match self {
            Saying::Code { .. } => MessageKind::Code,
            Saying::OrderReceived { .. } => MessageKind::OrderReceived,
            Saying::Ready { .. } => MessageKind::Ready,
            Saying::Thanks => MessageKind::Thanks,
        }
    }
}

/// A text in the restaurant's language, with its name.
pub fn say(house: &House, saying: Saying) -> String {
    let name: String = house.name.chars().take(NAME).collect();
    if house.locale.starts_with("hi") { in_hindi(&name, saying) } else { in_english(&name, saying) }
}

fn in_english(name: &str, saying: Saying) -> String {
    match saying {
        Saying::Code { code } => {
            format!("{code} is your code at {name}. It is good for 5 minutes. Tell it to nobody.")
        }
        Saying::OrderReceived { number } => format!("{name}: we have your order {number}."),
        Saying::Ready { number } => format!("{name}: your order {number} is ready."),
        Saying::Thanks => format!("Thank you for eating at {name}. Come again!"),
    }
}

fn in_hindi(name: &str, saying: Saying) -> String {
    match saying {
        Saying::Code { code } => {
            format!("{name}: आपका कोड {code} है, 5 मिनट तक मान्य। किसी को न बताएँ।")
        }
        Saying::OrderReceived { number } => format!("{name}: आपका ऑर्डर {number} मिल गया।"),
        Saying::Ready { number } => format!("{name}: आपका ऑर्डर {number} तैयार है।"),
        Saying::Thanks => format!("{name} में आने के लिए धन्यवाद। फिर आइए!"),
    }
}
