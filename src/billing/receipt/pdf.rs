use krilla::Document;
use krilla::color::rgb;
use krilla::geom::PathBuilder;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::{Paper, PaperLine};
use crate::base::{Error, Paise, Result};
use crate::typeset::{Fonts, Weight};

/// A5 in points: a restaurant's bill fits, and two of them an A4 sheet.
const PAGE: (f32, f32) = (419.53, 595.28);
const MARGIN: f32 = 36.0;
const RIGHT: f32 = PAGE.0 - MARGIN;
const ROOM: f32 = RIGHT - MARGIN;
const FOOT: f32 = PAGE.1 - 40.0;
/// Right edges of quantity and rate.
const QUANTITY: f32 = RIGHT - 130.0;
const RATE: f32 = RIGHT - 68.0;
const NAME_ROOM: f32 = QUANTITY - 28.0 - MARGIN;

type Colour = (u8, u8, u8);
const INK: Colour = (0x1f, 0x1a, 0x17);
const SOFT: Colour = (0x66, 0x5b, 0x52);
const HAIR: Colour = (0xb8, 0xac, 0x9e);

/// What is to be drawn, top down, broken into pages where it must be.
enum Row {
    /// Centred.
    Middle(Weight, f32, Colour, String),
    Fact(String, String),
    Head,
    Line(Box<PaperLine>),
    Sum(String, Paise),
    Total(String, Paise),
    Said(String),
    Rule,
    Gap(f32),
}

/// The document as a PDF.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>> {
    let fonts = Fonts::load()?;
    let pages = paginate(&fonts, rows(paper));
    let settings = PageSettings::from_wh(PAGE.0, PAGE.1)
        .ok_or_else(|| Error::internal("the size of the paper is not one"))?;
    let mut document = Document::new();
    let number = paper.facts.first().map_or("", |(_, value)| value.as_str());
    let title = format!("{} {number}", paper.title);
    document.set_metadata(Metadata::new().title(title.clone()).language("en".into()));
    let count = pages.len();
    for (n, rows) in pages.into_iter().enumerate() {
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        let mut pen = Pen { surface: &mut surface, fonts: &fonts };
        let mut y = MARGIN;
        for row in &rows {
            pen.draw(row, y);
            y += height(&fonts, row);
        }
        if count > 1 {
            let foot = format!("{title} · page {} of {count}", n + 1);
            pen.middle(PAGE.1 - 22.0, Weight::Regular, 7.5, SOFT, &foot);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|e| Error::internal(format!("the PDF could not be made: {e:?}")))
}

fn rows(paper: &Paper) -> Vec<Row> {
    use Weight::{Bold, Regular};
    let mut rows = vec![Row::Middle(Bold, 18.0, INK, paper.house.clone()), Row::Gap(2.0)];
    rows.extend(paper.about.iter().map(|text| Row::Middle(Regular, 8.5, SOFT, text.clone())));
    rows.extend([Row::Gap(6.0), Row::Rule, Row::Gap(6.0)]);
    rows.push(Row::Middle(Bold, 12.0, INK, paper.title.to_uppercase()));
    if !paper.subtitle.is_empty() {
        rows.push(Row::Middle(Regular, 8.0, SOFT, paper.subtitle.clone()));
    }
    rows.push(Row::Gap(4.0));
    rows.extend(paper.facts.iter().map(|(name, value)| Row::Fact(name.clone(), value.clone())));
    rows.extend([Row::Gap(4.0), Row::Head]);
    rows.extend(paper.lines.iter().map(|line| Row::Line(Box::new(line.clone()))));
    rows.extend([Row::Gap(3.0), Row::Rule, Row::Gap(3.0)]);
    rows.extend(paper.sums.iter().map(|(label, amount)| Row::Sum(label.clone(), *amount)));
    rows.push(Row::Total(paper.total.0.clone(), paper.total.1));
    rows.push(Row::Gap(8.0));
    rows.extend(paper.paid.iter().chain(&paper.notes).map(|text| Row::Said(text.clone())));
    rows
}

/// The column heads stand on every page that has lines.
fn paginate(fonts: &Fonts, rows: Vec<Row>) -> Vec<Vec<Row>> {
    let (mut pages, mut page, mut y) = (Vec::new(), Vec::new(), MARGIN);
    for row in rows {
        if y + height(fonts, &row) > FOOT && !page.is_empty() {
            pages.push(std::mem::take(&mut page));
            y = MARGIN;
            if matches!(row, Row::Line(_)) {
                y += height(fonts, &Row::Head);
                page.push(Row::Head);
            }
        }
        y += height(fonts, &row);
        page.push(row);
    }
    pages.push(page);
    pages
}

fn height(fonts: &Fonts, row: &Row) -> f32 {
    let lines = |weight, size, room, text: &str| wrap(fonts, weight, size, room, text).len() as f32;
    match row {
        Row::Middle(weight, size, _, text) => {
            lines(*weight, *size, ROOM, text) * (size * 1.38).ceil()
        }
        Row::Fact(_, value) => lines(Weight::Regular, 9.0, ROOM - 90.0, value) * 13.0,
        Row::Head => 20.0,
        Row::Line(line) => {
            let name = lines(Weight::Regular, 10.0, NAME_ROOM, &name(line)) * 14.0;
            name + notes(line)
                .map_or(0.0, |text| lines(Weight::Regular, 8.0, NAME_ROOM, &text) * 11.0)
                + 2.0
        }
        Row::Sum(..) => 14.0,
        Row::Total(..) => 30.0,
        Row::Said(text) => lines(Weight::Regular, 8.0, ROOM, text) * 11.5,
        Row::Rule => 1.0,
        Row::Gap(gap) => *gap,
    }
}

fn name(line: &PaperLine) -> String {
    match line.name_local.as_str() {
        "" => line.name.clone(),
        local if *local == line.name => line.name.clone(),
        local => format!("{} · {local}", line.name),
    }
}

fn notes(line: &PaperLine) -> Option<String> {
    (!line.notes.is_empty()).then(|| line.notes.join(", "))
}

/// Breaks text where it would be wider than `room`; a word that is too wide stands alone.
fn wrap(fonts: &Fonts, weight: Weight, size: f32, room: f32, text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let longer = lines.last().map(|line| format!("{line} {word}"));
        match longer.filter(|longer| fonts.line(weight, longer).width(size) <= room) {
            Some(longer) => {
                lines.pop();
                lines.push(longer);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Draws on one page. Lengths are points, y grows downwards and is a row's top.
struct Pen<'a, 'b> {
    surface: &'a mut Surface<'b>,
    fonts: &'a Fonts,
}

impl Pen<'_, '_> {
    fn draw(&mut self, row: &Row, y: f32) {
        match row {
            Row::Middle(weight, size, ink, text) => {
                let step = (size * 1.38).ceil();
                for (n, part) in wrap(self.fonts, *weight, *size, ROOM, text).iter().enumerate() {
                    self.middle(y + size + n as f32 * step, *weight, *size, *ink, part);
                }
            }
            Row::Fact(name, value) => {
                self.left(MARGIN, y + 9.5, Weight::Regular, 9.0, SOFT, name);
                let wrapped = wrap(self.fonts, Weight::Regular, 9.0, ROOM - 90.0, value);
                for (n, part) in wrapped.iter().enumerate() {
                    let y = y + 9.5 + n as f32 * 13.0;
                    self.left(MARGIN + 90.0, y, Weight::Regular, 9.0, INK, part);
                }
            }
            Row::Head => {
                self.left(MARGIN, y + 10.0, Weight::Regular, 8.0, SOFT, "Dish");
                self.right(QUANTITY, y + 10.0, Weight::Regular, 8.0, SOFT, "Qty");
                self.right(RATE, y + 10.0, Weight::Regular, 8.0, SOFT, "Rate ₹");
                self.right(RIGHT, y + 10.0, Weight::Regular, 8.0, SOFT, "Amount ₹");
                self.rule(y + 15.0, HAIR, 0.5);
            }
            Row::Line(line) => self.line(line, y),
            Row::Sum(label, amount) => {
                self.left(MARGIN, y + 10.0, Weight::Regular, 9.5, SOFT, label);
                self.right(RIGHT, y + 10.0, Weight::Regular, 9.5, INK, &amount.to_string());
            }
            Row::Total(label, amount) => {
                self.rule(y + 4.0, INK, 1.0);
                self.left(MARGIN, y + 22.0, Weight::Bold, 14.0, INK, label);
                let amount = format!("₹{amount}");
                self.right(RIGHT, y + 22.0, Weight::Bold, 14.0, INK, &amount);
            }
            Row::Said(text) => {
                let wrapped = wrap(self.fonts, Weight::Regular, 8.0, ROOM, text);
                for (n, part) in wrapped.iter().enumerate() {
                    self.middle(y + 8.5 + n as f32 * 11.5, Weight::Regular, 8.0, SOFT, part);
                }
            }
            Row::Rule => self.rule(y, HAIR, 0.5),
            Row::Gap(_) => {}
        }
    }

    fn line(&mut self, line: &PaperLine, y: f32) {
        let first = y + 10.5;
        self.right(QUANTITY, first, Weight::Regular, 10.0, INK, &line.quantity.to_string());
        let rate = line.unit_paise.map(|rate| rate.to_string()).unwrap_or_default();
        self.right(RATE, first, Weight::Regular, 10.0, INK, &rate);
        self.right(RIGHT, first, Weight::Regular, 10.0, INK, &line.net_paise.to_string());
        let mut y = first;
        for part in wrap(self.fonts, Weight::Regular, 10.0, NAME_ROOM, &name(line)) {
            self.left(MARGIN, y, Weight::Regular, 10.0, INK, &part);
            y += 14.0;
        }
        for part in notes(line)
            .iter()
            .flat_map(|text| wrap(self.fonts, Weight::Regular, 8.0, NAME_ROOM, text))
        {
            self.left(MARGIN, y - 2.0, Weight::Regular, 8.0, SOFT, &part);
            y += 11.0;
        }
    }

    fn left(&mut self, x: f32, y: f32, weight: Weight, size: f32, ink: Colour, text: &str) {
        let paint = rgb::Color::new(ink.0, ink.1, ink.2).into();
        let fill = Fill { paint, opacity: NormalizedF32::ONE, ..Fill::default() };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill));
        self.fonts.line(weight, text).draw(self.surface, x, y, size);
    }

    fn right(&mut self, x: f32, y: f32, weight: Weight, size: f32, ink: Colour, text: &str) {
        let width = self.fonts.line(weight, text).width(size);
        self.left(x - width, y, weight, size, ink, text);
    }

    fn middle(&mut self, y: f32, weight: Weight, size: f32, ink: Colour, text: &str) {
        let width = self.fonts.line(weight, text).width(size);
        self.left((PAGE.0 - width) / 2.0, y, weight, size, ink, text);
    }

    fn rule(&mut self, y: f32, ink: Colour, width: f32) {
        let mut path = PathBuilder::new();
        path.move_to(MARGIN, y);
        path.line_to(RIGHT, y);
        if let Some(path) = path.finish() {
            let paint = rgb::Color::new(ink.0, ink.1, ink.2).into();
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(Stroke { paint, width, ..Stroke::default() }));
            self.surface.draw_path(&path);
        }
    }
}
