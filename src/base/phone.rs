use std::fmt;
use std::str::FromStr;

use super::{Code, Error};

/// An Indian mobile number in E.164 form, `+919876543210`. Prints itself masked.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Phone(String);

impl Phone {
    /// The whole number. Only for sending and storing, never for a log or a screen.
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// `987****3210`.
    pub fn masked(&self) -> String {
        format!("{}****{}", &self.0[3..6], &self.0[9..])
    }
}

impl FromStr for Phone {
    type Err = Error;

    /// Takes ten digits that start with 6 to 9, with or without +91, 91 or 0 before them.
    fn from_str(text: &str) -> Result<Phone, Error> {
        let bad = || Error::new(Code::InvalidPhone);
        if text.len() > 20 || !text.chars().all(|c| c.is_ascii_digit() || "+ -()".contains(c)) {
            return Err(bad());
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let ten = match digits.len() {
            10 => digits.as_str(),
            11 => digits.strip_prefix('0').ok_or_else(bad)?,
            12 => digits.strip_prefix("91").ok_or_else(bad)?,
            _ => return Err(bad()),
        };
        if !ten.starts_with(['6', '7', '8', '9']) {
            return Err(bad());
        }
        Ok(Phone(format!("+91{ten}")))
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_spellings_are_one_number() {
        for text in ["9876543210", "+91 98765 43210", "091-98765-43210", "919876543210"] {
            let phone = Phone::from_str(text).map(|p| p.e164().to_owned()).ok();
            let expected = (!text.starts_with("091")).then(|| "+919876543210".to_owned());
            assert_eq!(phone, expected, "{text}");
        }
    }

    #[test]
    fn others_are_refused() {
        for text in ["", "12345", "1234567890", "+1 212 555 0100", "98765 4321x", "९८७६५४३२१०"]
        {
            assert!(Phone::from_str(text).is_err(), "{text}");
        }
    }

    #[test]
    fn it_prints_itself_masked() {
        let phone: Phone = "9876543210".parse().expect("a good number");
        assert_eq!(format!("{phone} {phone:?}"), "987****3210 987****3210");
    }
}
