use crate::base::{Error, Paise, Result, clean_line, clean_note};

/// Something a person must mend before it can be on the menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// As in JSON: `name`, `variants[1].price_paise`.
    pub field: String,
    pub message: String,
}

/// Collects all that is wrong, so that it is mended in one go.
#[derive(Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    pub fn add(&mut self, field: &str, message: impl Into<String>) {
        self.0.push(Fault { field: field.to_owned(), message: message.into() });
    }

    pub fn must(&mut self, holds: bool, field: &str, message: &str) {
        if !holds {
            self.add(field, message);
        }
    }

    /// Tidies a line that must not be empty.
    pub fn line(&mut self, field: &str, text: &mut String, max: usize) {
        let tidied = clean_line(field, text, max);
        self.tidy(field, text, tidied);
    }

    /// Tidies a line that may be empty.
    pub fn note(&mut self, field: &str, text: &mut String, max: usize) {
        let tidied = clean_note(field, text, max);
        self.tidy(field, text, tidied);
    }

    fn tidy(&mut self, field: &str, text: &mut String, tidied: Result<String>) {
        match tidied {
            Ok(line) => *text = line,
            Err(error) => {
                let body = error.body();
                self.add(field, body["error"]["message"].as_str().unwrap_or_default());
            }
        }
    }

    pub fn price(&mut self, field: &str, price: Paise) {
        self.must(price.is_sane(), field, "This is not a price.");
    }

    /// No two of `names` may be the same but for case.
    pub fn unique<'a>(&mut self, field: &str, names: impl Iterator<Item = &'a str>) {
        let mut seen = std::collections::HashSet::new();
        for name in names {
            if !seen.insert(key(name)) {
                self.add(field, format!("{name} is there twice."));
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn into_vec(self) -> Vec<Fault> {
        self.0
    }

    /// The first fault as an error, if there is one.
    pub fn refuse(self) -> Result<()> {
        match self.0.into_iter().next() {
            None => Ok(()),
            Some(Fault { field, message }) => Err(Error::invalid(&field, message)),
        }
    }
}

/// What two names have in common that are the same to a reader.
pub fn key(name: &str) -> String {
    name.to_lowercase()
}
