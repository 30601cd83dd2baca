use crate::base::Language;
use crate::house::House;
use crate::wire::MessageKind;

/// Characters of the restaurant's name in a text: a whole text should fit into one message.
const NAME: usize = 30;

/// What is to be said.
#[derive(Clone, Debug)]
pub enum Saying<'a> {
    Code {
        code: &'a str,
    },
    OrderReceived {
        number: u32,
    },
    Preparing {
        number: u32,
    },
    Ready {
        number: u32,
    },
    /// With the page where it is paid, while it is not.
    Served {
        number: u32,
        pay_at: Option<String>,
    },
    Thanks,
}

impl Saying<'_> {
    pub fn kind(&self) -> MessageKind {
        match self {
            Saying::Code { .. } => MessageKind::Code,
            Saying::OrderReceived { .. } => MessageKind::OrderReceived,
            Saying::Preparing { .. } => MessageKind::Preparing,
            Saying::Ready { .. } => MessageKind::Ready,
            Saying::Served { .. } => MessageKind::Served,
            Saying::Thanks => MessageKind::Thanks,
        }
    }
}

/// A text with the restaurant's name, in the guest's language, or the restaurant's where the
/// guest's is not known.
pub fn say(house: &House, language: Option<Language>, saying: &Saying) -> String {
    let name: String = house.name.chars().take(NAME).collect();
    match language.or_else(|| Language::of_tag(&house.locale)) {
        Some(Language::Hindi) => in_hindi(&name, saying),
        Some(Language::English) | None => in_english(&name, saying),
    }
}

fn in_english(name: &str, saying: &Saying) -> String {
    match saying {
        Saying::Code { code } => {
            format!("{code} is your code at {name}. It is good for 5 minutes. Tell it to nobody.")
        }
        Saying::OrderReceived { number } => format!("{name}: we have your order {number}."),
        Saying::Preparing { number } => format!("{name}: your order {number} is being prepared."),
        Saying::Ready { number } => format!("{name}: your order {number} is ready."),
        Saying::Served { number, pay_at: Some(url) } => {
            format!("{name}: your order {number} is served. Pay here: {url}")
        }
        Saying::Served { number, pay_at: None } => {
            format!("{name}: your order {number} is served. Enjoy!")
        }
        Saying::Thanks => format!("Thank you for eating at {name}. Come again!"),
    }
}

fn in_hindi(name: &str, saying: &Saying) -> String {
    match saying {
        Saying::Code { code } => {
            format!("{name}: आपका कोड {code} है, 5 मिनट तक मान्य। किसी को न बताएँ।")
        }
        Saying::OrderReceived { number } => format!("{name}: आपका ऑर्डर {number} मिल गया।"),
        Saying::Preparing { number } => format!("{name}: आपका ऑर्डर {number} बन रहा है।"),
        Saying::Ready { number } => format!("{name}: आपका ऑर्डर {number} तैयार है।"),
        Saying::Served { number, pay_at: Some(url) } => {
            format!("{name}: ऑर्डर {number} परोसा गया। भुगतान: {url}")
        }
        Saying::Served { number, pay_at: None } => {
            format!("{name}: आपका ऑर्डर {number} परोसा गया।")
        }
        Saying::Thanks => format!("{name} में आने के लिए धन्यवाद। फिर आइए!"),
    }
}
