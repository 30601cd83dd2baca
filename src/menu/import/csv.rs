use csv::{ReaderBuilder, StringRecord};

use super::sheet::{DishRow, MOST, Sheet, station_names};
use super::text::{Misprints, Places};
use crate::base::{Paise, Word};
use crate::menu::draft::VariantDraft;

/// The columns of a table of dishes, in the order they are written.
pub const COLUMNS: [&str; 16] = [
    "category",
    "name",
    "name_local",
    "description",
    "price",
    "diet",
    "jain",
    "vegan",
    "spice",
    "allergens",
    "tax_class",
    "station",
    "prep_minutes",
    "variants",
    "modifier_groups",
    "available",
];
const REQUIRED: [&str; 4] = ["category", "name", "price", "diet"];

/// What a cell must not begin with: a spreadsheet would run it.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell that no spreadsheet takes for a formula: an apostrophe goes before one that begins like
/// it. [`unguarded`] takes it off again.
pub fn guarded(cell: &str) -> String {
    let guard = if cell.trim_start_matches('\'').starts_with(FORMULA) { "'" } else { "" };
    format!("{guard}{cell}")
}

fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}

/// A part of a list in one cell, its own `;`, `=` and `\` told apart from the list's.
pub fn escaped_part(part: &str) -> String {
    part.replace('\\', "\\\\").replace(';', "\\;").replace('=', "\\=")
}

/// Reads a table: a header, then one dish a row.
pub fn read(text: &str, misprints: &mut Misprints) -> Sheet {
    let mut sheet = Sheet { makes_categories: true, ..Sheet::default() };
    let mut rows =
        ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut header: Option<Vec<String>> = None;
    // The text is UTF-8 and in memory: reading it as cells cannot fail.
    while rows.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(0, |p| usize::try_from(p.byte()).unwrap_or(0));
        let starts = cell_starts(text, start);
        match &header {
            None => header = Some(read_header(&record, &starts, misprints)),
            Some(_) if !misprints.is_empty() && sheet.dishes.is_empty() => return sheet,
            Some(columns) => {
                if record.iter().all(|cell| cell.trim().is_empty()) {
                    continue;
                }
                if sheet.dishes.len() == MOST.2 {
                    misprints.add(start, format!("These are more than {} dishes.", MOST.2));
                    return sheet;
                }
                let row = Row { columns, record: &record, starts: &starts };
                sheet.dishes.push(row.dish(misprints));
            }
        }
    }
    if header.is_none() {
        misprints.add(0, "The file is empty.");
    }
    sheet
}

/// Where each cell of the record around `start` begins.
fn cell_starts(text: &str, start: usize) -> Vec<usize> {
    let bytes = text.as_bytes();
    // The reader counts the line ends before a record as part of it.
    let skip = bytes[start.min(bytes.len())..].iter().take_while(|b| **b == b'\n' || **b == b'\r');
    let start = start + skip.count();
    let (mut starts, mut quoted) = (vec![start], false);
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => starts.push(at + 1),
            b'\n' if !quoted => break,
            _ => {}
        }
    }
    starts
}

fn read_header(record: &StringRecord, starts: &[usize], misprints: &mut Misprints) -> Vec<String> {
    let columns: Vec<String> = record.iter().map(|c| c.trim().to_lowercase()).collect();
    for (i, column) in columns.iter().enumerate() {
        let at = starts.get(i).copied().unwrap_or(0);
        if !COLUMNS.contains(&column.as_str()) {
            let known = COLUMNS.join(", ");
            misprints
                .add(at, format!("There is no column `{}`. There are: {known}.", short(column)));
        } else if columns[..i].contains(column) {
            misprints.add(at, format!("The column `{column}` is there twice."));
        }
    }
    for required in REQUIRED.iter().filter(|name| !columns.iter().any(|c| c == *name)) {
        misprints.add(0, format!("The header must have a column `{required}`."));
    }
    columns
}

/// The first words of what somebody typed, to be shown back.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

struct Row<'a> {
    columns: &'a [String],
    record: &'a StringRecord,
    starts: &'a [usize],
}

impl Row<'_> {
    fn start(&self) -> usize {
        self.starts.first().copied().unwrap_or(0)
    }

    fn at(&self, column: &str) -> usize {
        let place = self.columns.iter().position(|name| name == column);
        place.and_then(|i| self.starts.get(i).copied()).unwrap_or(self.start())
    }

    /// What the cell says; empty when the row ends before it.
    fn cell(&self, column: &str) -> &str {
        let place = self.columns.iter().position(|name| name == column);
        unguarded(place.and_then(|i| self.record.get(i)).unwrap_or_default().trim())
    }

    fn dish(&self, misprints: &mut Misprints) -> DishRow {
        let at = |column: &str, field: &str| (field.to_owned(), self.at(column));
        let mut fields: Vec<_> = COLUMNS.iter().map(|name| at(name, name)).collect();
        fields.extend([at("price", "price_paise"), at("available", "is_available")]);
        fields.extend([at("jain", "is_jain"), at("vegan", "is_vegan")]);
        let mut row = DishRow::blank(Places { record: self.start(), fields });
        if self.record.len() > self.columns.len() {
            let extra = self.starts.get(self.columns.len()).copied().unwrap_or(self.start());
            misprints.add(extra, "There are more cells than columns. Put quotes around commas.");
        }
        row.category = self.cell("category").to_owned();
        row.groups = self.parts("modifier_groups").iter().map(|part| unescaped(part)).collect();
        let draft = &mut row.draft;
        draft.name = self.cell("name").to_owned();
        draft.name_local = self.cell("name_local").to_owned();
        draft.description = self.cell("description").to_owned();
        if !self.cell("tax_class").is_empty() {
            draft.tax_class = self.cell("tax_class").to_owned();
        }
        draft.stations = station_names(self.cell("station"));
        draft.price_paise = self.price(self.cell("price"), "price", misprints);
        draft.diet = self.word("diet", self.cell("diet"), misprints).unwrap_or(draft.diet);
        draft.is_jain = self.flag("jain", false, misprints);
        draft.is_vegan = self.flag("vegan", false, misprints);
        draft.is_available = self.flag("available", true, misprints);
        draft.spice = u8::try_from(self.number("spice", 0, misprints)).unwrap_or(u8::MAX);
        draft.prep_minutes = self.number("prep_minutes", draft.prep_minutes, misprints);
        let allergens = self.cell("allergens").split([';', ',']).map(str::trim);
        draft.allergens = allergens
            .filter(|word| !word.is_empty())
            .filter_map(|word| self.word("allergens", word, misprints))
            .collect();
        draft.variants = self.variants(misprints);
        misprints.take(&row.places, row.draft.check());
        row
    }

    fn price(&self, text: &str, column: &str, misprints: &mut Misprints) -> Paise {
        Paise::from_rupees(text.trim()).unwrap_or_else(|| {
            let says = format!("`{}` is not a price in rupees, as in 280.00.", short(text));
            misprints.add(self.at(column), format!("{column}: {says}"));
            Paise::ZERO
        })
    }

    fn word<W: Word>(&self, column: &str, text: &str, misprints: &mut Misprints) -> Option<W> {
        let shouted = text.to_uppercase().replace(['-', ' '], "_");
        let word = W::parse(&shouted).ok();
        if word.is_none() {
            let known: Vec<_> = W::ALL.iter().map(|word| word.as_str()).collect();
            let says = format!("`{}` is none of {}.", short(text), known.join(", "));
            misprints.add(self.at(column), format!("{column}: {says}"));
        }
        word
    }

    fn flag(&self, column: &str, unsaid: bool, misprints: &mut Misprints) -> bool {
        match self.cell(column).to_lowercase().as_str() {
            "" => unsaid,
            "yes" | "y" | "true" | "1" => true,
            "no" | "n" | "false" | "0" => false,
            other => {
                let says = format!("{column}: `{}` is neither yes nor no.", short(other));
                misprints.add(self.at(column), says);
                unsaid
            }
        }
    }

    fn number(&self, column: &str, unsaid: u32, misprints: &mut Misprints) -> u32 {
        let cell = self.cell(column);
        if cell.is_empty() {
            return unsaid;
        }
        cell.parse().unwrap_or_else(|_| {
            let says = format!("{column}: `{}` is not a whole number.", short(cell));
            misprints.add(self.at(column), says);
            unsaid
        })
    }

    /// `Half=180.00;Full=320.00`
    fn variants(&self, misprints: &mut Misprints) -> Vec<VariantDraft> {
        let mut variants = Vec::new();
        for part in self.parts("variants") {
            let Some(cut) = unescaped_places(&part, '=').last().copied() else {
                let says = "variants: Write each as Half=180.00, with ; between them.";
                misprints.add(self.at("variants"), says);
                continue;
            };
            let price_paise = self.price(&part[cut + 1..], "variants", misprints);
            variants.push(VariantDraft { id: None, name: unescaped(&part[..cut]), price_paise });
        }
        variants
    }

    /// A cell's list, still escaped; empty parts left out.
    fn parts(&self, column: &str) -> Vec<String> {
        let cell = self.cell(column);
        let mut parts = Vec::new();
        let mut start = 0;
        for cut in unescaped_places(cell, ';').into_iter().chain([cell.len()]) {
            parts.push(cell[start..cut].to_owned());
            start = cut + 1;
        }
        parts.retain(|part| !part.trim().is_empty());
        parts
    }
}

/// Where `mark` stands without a backslash before it.
fn unescaped_places(text: &str, mark: char) -> Vec<usize> {
    let (mut places, mut escaped) = (Vec::new(), false);
    for (at, c) in text.char_indices() {
        if c == mark && !escaped {
            places.push(at);
        }
        escaped = c == '\\' && !escaped;
    }
    places
}

fn unescaped(part: &str) -> String {
    let (mut plain, mut escaped) = (String::with_capacity(part.len()), false);
    for c in part.trim().chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            plain.push(c);
            escaped = false;
        }
    }
    plain
}
