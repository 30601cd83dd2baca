use super::ImportFault;
use crate::menu::faults::Faults;

/// Faults an import reports at once; a person mends these and tries again.
const MAX_REPORTED: usize = 100;

/// A file's text, which knows where each byte stands.
pub struct Text {
    text: String,
    /// Where each line starts.
    lines: Vec<usize>,
}

/// What is wrong in a file, by the place in its bytes.
#[derive(Debug, Default)]
pub struct Misprints(Vec<(usize, String)>);

/// Where the parts of one record stand in the file.
#[derive(Clone, Debug, Default)]
pub struct Places {
    pub record: usize,
    pub fields: Vec<(String, usize)>,
}

impl Text {
    /// A byte order mark is taken off; a fault where it stops being UTF-8.
    pub fn new(bytes: Vec<u8>, misprints: &mut Misprints) -> Text {
        let text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let sound = error.utf8_error().valid_up_to();
            misprints.add(sound, "This is not UTF-8 text. Save the file as UTF-8.");
            let mut bytes = error.into_bytes();
            bytes.truncate(sound);
            String::from_utf8(bytes).unwrap_or_default()
        });
        let text = match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Text { text, lines }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    fn fault(&self, at: usize, message: String) -> ImportFault {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let start = self.lines.get(line - 1).copied().unwrap_or(0);
        let before = self.text.get(start..at.min(self.text.len())).unwrap_or_default();
        ImportFault { line, column: before.chars().count() + 1, message }
    }

    /// The faults in the order of the file, no more than a person can take in.
    pub fn report(&self, misprints: Misprints) -> Vec<ImportFault> {
        let mut found = misprints.0;
        found.sort();
        found.dedup();
        found.truncate(MAX_REPORTED);
        found.into_iter().map(|(at, message)| self.fault(at, message)).collect()
    }
}

impl Misprints {
    pub fn add(&mut self, at: usize, message: impl Into<String>) {
        self.0.push((at, message.into()));
    }

    /// Takes over what a draft's own check found, each at the field it is about.
    pub fn take(&mut self, places: &Places, faults: Faults) {
        for fault in faults.into_vec() {
            let name = fault.field.split(['[', '.']).next().unwrap_or_default().to_owned();
            self.add(places.of(&fault.field), format!("{name}: {}", fault.message));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Places {
    /// Where `field` stands, or the nearest thing around it: `variants[1].name`, `variants[1]`,
    /// `variants`, the record.
    pub fn of(&self, field: &str) -> usize {
        let mut name = field;
        loop {
            if let Some((_, at)) = self.fields.iter().find(|(known, _)| known == name) {
                return *at;
            }
            match name.rfind(['.', '[']) {
                Some(cut) => name = &name[..cut],
                None => return self.record,
            }
        }
    }
}
