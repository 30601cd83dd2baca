use serde_json::{Map, Value, json};

use crate::base::{Code, Error, Result};

/// Reads the fields of what somebody sent, and collects what is wrong with which: they hear all of
/// it at once.
pub struct Fields<'a> {
    body: &'a Value,
    wrong: Map<String, Value>,
}

impl<'a> Fields<'a> {
    pub fn of(body: &'a Value) -> Fields<'a> {
        Fields { body, wrong: Map::new() }
    }

    /// What stands under a name; `address.lat` is inside `address`. None for nothing and null.
    pub fn at(&self, path: &str) -> Option<&'a Value> {
        let mut steps = path.split('.');
        steps.try_fold(self.body, |value, name| value.get(name)).filter(|value| !value.is_null())
    }

    pub fn wrong(&mut self, path: &str, sentence: impl Into<String>) {
        self.wrong.entry(path).or_insert_with(|| Value::String(sentence.into()));
    }

    fn note<T>(&mut self, path: &str, checked: Result<T>) -> Option<T> {
        let error = match checked {
            Ok(fits) => return Some(fits),
            Err(error) => error.body(),
        };
        self.wrong(path, error["error"]["message"].as_str().unwrap_or("This cannot be used."));
        None
    }

    /// Text that must be there.
    pub fn text<T: Default>(&mut self, path: &str, check: impl Fn(&str) -> Result<T>) -> T {
        match self.at(path) {
            None => self.wrong(path, "This is required."),
            Some(_) => return self.maybe(path, check),
        }
        T::default()
    }

    /// Text that may be left out.
    pub fn maybe<T: Default>(&mut self, path: &str, check: impl Fn(&str) -> Result<T>) -> T {
        match self.at(path) {
            None => return T::default(),
            Some(Value::String(text)) => return self.note(path, check(text)).unwrap_or_default(),
            Some(_) => self.wrong(path, "This must be text."),
        }
        T::default()
    }

    /// A number that must be there.
    pub fn number(&mut self, path: &str, least: f64, most: f64) -> f64 {
        let found = self.at(path);
        match found.map(Value::as_f64) {
            None => self.wrong(path, "This is required."),
            Some(Some(number)) if (least..=most).contains(&number) => return number,
            Some(_) => self.wrong(path, format!("This is a number from {least} to {most}.")),
        }
        0.0
    }

    /// A list of texts that may be left out; what comes twice is kept once.
    pub fn list(
        &mut self,
        path: &str,
        most: usize,
        check: impl Fn(&str) -> Result<String>,
    ) -> Vec<String> {
        let mut kept = Vec::new();
        match self.at(path) {
            None => {}
            Some(Value::Array(items)) if items.len() <= most => {
                for item in items {
                    let Value::String(text) = item else {
                        self.wrong(path, "This is a list of texts.");
                        return Vec::new();
                    };
                    let text = self.note(path, check(text)).unwrap_or_default();
                    if !text.is_empty() && !kept.contains(&text) {
                        kept.push(text);
                    }
                }
            }
            Some(Value::Array(_)) => self.wrong(path, format!("At most {most} of these.")),
            Some(_) => self.wrong(path, "This is a list of texts."),
        }
        kept
    }

    /// Something of a form of its own that may be left out.
    pub fn form<T>(&mut self, path: &str, read: impl Fn(&Value) -> Result<T>) -> Option<T> {
        let read = read(self.at(path)?);
        self.note(path, read)
    }

    /// Error `invalid_fields`, with a sentence for each field that is not right.
    pub fn finish(self) -> Result<()> {
        match self.wrong.is_empty() {
            true => Ok(()),
            false => Err(Error::new(Code::InvalidFields).details(json!(self.wrong))),
        }
    }
}
