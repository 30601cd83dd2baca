/// A network guests may join.
#[derive(Clone, Debug, PartialEq)]
pub struct Wifi {
    pub ssid: String,
    /// Empty: an open network.
    pub password: String,
}

impl Wifi {
    /// None when the house has not said which network guests shall use.
    pub fn of(ssid: &str, password: &str) -> Option<Wifi> {
        let (ssid, password) = (ssid.to_owned(), password.to_owned());
        (!ssid.is_empty()).then_some(Wifi { ssid, password })
    }

    /// What a phone's camera understands. `WPA` stands for WPA2 and WPA3 too.
    pub fn code(&self) -> String {
        let ssid = escaped(&self.ssid);
        match self.password.as_str() {
            "" => format!("WIFI:T:nopass;S:{ssid};;"),
            password => format!("WIFI:T:WPA;S:{ssid};P:{};;", escaped(password)),
        }
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | ';' | ',' | '"' | ':') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
