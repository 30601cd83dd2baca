use super::escpos::{Encoder, Size};
use crate::base::Result;
use crate::tables;
use crate::typeset::{Dots, Fonts, Weight};

/// One line of paper: words at the left, broken where they must be, and amounts whose right edges
/// stand at columns of their own.
#[derive(Clone, Debug, Default)]
pub struct Row {
    pub left: String,
    /// Columns the words may fill; 0 is all that is free.
    pub room: usize,
    /// Text, and the column after its last character.
    pub cells: Vec<(String, usize)>,
    pub indent: usize,
    pub size: Size,
    pub is_bold: bool,
    pub is_centred: bool,
}

impl Row {
    pub fn of(left: impl Into<String>) -> Row {
        Row { left: left.into(), ..Row::default() }
    }

    pub fn sized(self, size: Size) -> Row {
        Row { size, is_bold: true, ..self }
    }

    pub fn bold(self) -> Row {
        Row { is_bold: true, ..self }
    }

    pub fn centred(self) -> Row {
        Row { is_centred: true, ..self }
    }

    pub fn indented(self, indent: usize) -> Row {
        Row { indent, ..self }
    }

    /// With something at the right edge of paper `columns` wide.
    pub fn and(mut self, right: impl Into<String>, columns: usize) -> Row {
        self.cells.push((right.into(), columns));
        self
    }
}

/// Paper as it is written, from the top down.
pub struct Sheet<'a> {
    fonts: &'a Fonts,
    encoder: Encoder,
    dots: usize,
}

/// Dots between two columns of the printer's own letters.
const COLUMN: usize = 12;

impl<'a> Sheet<'a> {
    pub fn new(fonts: &'a Fonts, dots: usize) -> Sheet<'a> {
        Sheet { fonts, encoder: Encoder::new(), dots }
    }

    /// Characters of the printer's smallest letters that fit in a line.
    pub fn columns(&self) -> usize {
        self.dots / COLUMN
    }

    /// Writes a line: in the printer's own letters where it has them all, else drawn.
    pub fn row(&mut self, row: &Row) {
        let plain = |text: &str| text.bytes().all(|c| (0x20..0x7f).contains(&c));
        match plain(&row.left) && row.cells.iter().all(|(text, _)| plain(text)) {
            true => self.in_letters(row),
            false => self.drawn(row),
        }
    }

    pub fn rule(&mut self) {
        let line = "-".repeat(self.columns());
        self.encoder.text(&line, Size::Normal, false);
    }

    /// A code that phones read, in the middle.
    pub fn code(&mut self, text: &str) -> Result<()> {
        let modules = tables::Modules::of(text)?;
        let side = modules.side + 2 * tables::QUIET;
        let scale = (self.dots * 5 / 8 / side).clamp(2, 8);
        let mut picture = Dots::new(self.dots, side * scale);
        let left = (self.dots - (side * scale).min(self.dots)) / 2;
        for y in 0..modules.side * scale {
            for x in 0..modules.side * scale {
                if modules.is_dark(x / scale, y / scale) {
                    let quiet = tables::QUIET * scale;
                    picture.blacken(left + quiet + x, quiet + y);
                }
            }
        }
        self.encoder.picture(&picture);
        Ok(())
    }

    /// Off with it.
    pub fn cut(mut self) -> Vec<u8> {
        self.encoder.cut();
        self.encoder.bytes()
    }

    fn in_letters(&mut self, row: &Row) {
        let across = row.size.across();
        let columns = self.columns() / across;
        let ends = |end: usize| (end / across).min(columns);
        let starts = row.cells.iter().map(|(text, end)| ends(*end).saturating_sub(text.len() + 1));
        let free = starts.min().unwrap_or(columns).max(columns / 4);
        let room = if row.room > 0 { (row.room / across).min(free) } else { free };
        let room = room.saturating_sub(row.indent).max(1);
        for (n, part) in broken(&row.left, |text| text.len() <= room).iter().enumerate() {
            let pad = match row.is_centred {
                true => (columns - part.len().min(columns)) / 2,
                false => row.indent,
            };
            let mut line = format!("{}{part}", " ".repeat(pad));
            for (text, end) in row.cells.iter().filter(|_| n == 0) {
                let start = ends(*end).saturating_sub(text.len());
                line = format!("{line:start$}{text}");
            }
            self.encoder.text(&line, row.size, row.is_bold);
        }
    }

    fn drawn(&mut self, row: &Row) {
        let (size, height, baseline) = row.size.drawn();
        let weight = if row.is_bold { Weight::Bold } else { Weight::Regular };
        let fonts = self.fonts;
        let width = |text: &str| fonts.line(weight, text).width(size);
        let cells: Vec<_> = row
            .cells
            .iter()
            .map(|(text, end)| (known(fonts, text), (end * COLUMN).min(self.dots) as f32))
            .collect();
        let starts = cells.iter().map(|(text, end)| end - width(text) - COLUMN as f32);
        let free = starts.fold(self.dots as f32, f32::min).max(self.dots as f32 / 4.0);
        let room = if row.room > 0 { ((row.room * COLUMN) as f32).min(free) } else { free };
        let indent = (row.indent * COLUMN) as f32;
        let room = (room - indent).max(COLUMN as f32);
        let words = known(fonts, &row.left);
        for (n, part) in broken(&words, |text| width(text) <= room).iter().enumerate() {
            let mut picture = Dots::new(self.dots, height);
            let x = match row.is_centred {
                true => ((self.dots as f32 - width(part)) / 2.0).max(0.0),
                false => indent,
            };
            picture.write(fonts, &fonts.line(weight, part), (x, baseline), size);
            for (text, end) in cells.iter().filter(|_| n == 0) {
                let at = ((end - width(text)).max(0.0), baseline);
                picture.write(fonts, &fonts.line(weight, text), at, size);
            }
            self.encoder.picture(&picture);
        }
    }
}

/// What there are no letters for is a question mark: a hole in a word would go unseen.
fn known(fonts: &Fonts, text: &str) -> String {
    let mut buffer = [0; 4];
    let seen = |c: char| if fonts.can_write(c.encode_utf8(&mut buffer)) { c } else { '?' };
    text.chars().filter(|c| !c.is_control()).map(seen).collect()
}

/// Lines of words that `fit`; a word that fits no line is cut. At least one line.
fn broken(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for c in word.chars() {
            line.push(c);
            if !fits(&line) && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, c.to_string()));
            }
        }
    }
    lines.push(line);
    lines
}
