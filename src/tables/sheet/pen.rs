use krilla::color::rgb;
use krilla::geom::{PathBuilder, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;

use super::super::qr::{Modules, QUIET};
use crate::base::Result;
use crate::typeset::{Fonts, Weight};

/// The colours of the house: ink, a softer ink, one saffron, its wash, and hairlines.
pub const INK: Ink = Ink(0x1f, 0x1a, 0x17);
pub const SOFT: Ink = Ink(0x66, 0x5b, 0x52);
pub const SAFFRON: Ink = Ink(0xa8, 0x4a, 0x08);
pub const WASH: Ink = Ink(0xfc, 0xeb, 0xd9);
pub const HAIR: Ink = Ink(0xd6, 0xc8, 0xb5);
pub const WHITE: Ink = Ink(0xff, 0xff, 0xff);

#[derive(Clone, Copy)]
pub struct Ink(u8, u8, u8);

/// How a text is set.
#[derive(Clone, Copy)]
pub struct Style {
    pub weight: Weight,
    pub size: f32,
    pub ink: Ink,
}

pub const fn regular(size: f32, ink: Ink) -> Style {
    Style { weight: Weight::Regular, size, ink }
}

pub const fn bold(size: f32, ink: Ink) -> Style {
    Style { weight: Weight::Bold, size, ink }
}

/// Draws on one page. Lengths are points, y grows downwards.
pub struct Pen<'a, 'b> {
    pub surface: &'a mut Surface<'b>,
    pub fonts: &'a Fonts,
}

/// Half a circle's control points, for corners: 4/3 (√2 − 1).
const ROUND: f32 = 0.552_285;

impl Pen<'_, '_> {
    fn dip(&mut self, ink: Ink) {
        let paint = rgb::Color::new(ink.0, ink.1, ink.2).into();
        let fill = Fill { paint, opacity: NormalizedF32::ONE, ..Fill::default() };
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill));
    }

    /// One line, centred on `x`, made smaller where it is wider than `room`.
    pub fn centred(&mut self, x: f32, y: f32, room: f32, style: Style, text: &str) {
        let width = self.fonts.line(style.weight, text).width(style.size).min(room);
        self.from(x - width / 2.0, y, room, style, text);
    }

    /// One line that begins at `x`, made smaller where it is wider than `room`.
    pub fn from(&mut self, x: f32, y: f32, room: f32, style: Style, text: &str) {
        let line = self.fonts.line(style.weight, text);
        let size = style.size * (room / line.width(style.size).max(room)).min(1.0);
        self.dip(style.ink);
        line.draw(self.surface, x, y, size);
    }

    /// A filled box with round corners; a circle when `radius` is half its side.
    pub fn blob(&mut self, (x, y): (f32, f32), (w, h): (f32, f32), radius: f32, ink: Ink) {
        let (r, k) = (radius, radius * (1.0 - ROUND));
        let (right, bottom) = (x + w, y + h);
        let mut path = PathBuilder::new();
        path.move_to(x + r, y);
        path.line_to(right - r, y);
        path.cubic_to(right - k, y, right, y + k, right, y + r);
        path.line_to(right, bottom - r);
        path.cubic_to(right, bottom - k, right - k, bottom, right - r, bottom);
        path.line_to(x + r, bottom);
        path.cubic_to(x + k, bottom, x, bottom - k, x, bottom - r);
        path.line_to(x, y + r);
        path.cubic_to(x, y + k, x + k, y, x + r, y);
        path.close();
        if let Some(path) = path.finish() {
            self.dip(ink);
            self.surface.draw_path(&path);
        }
    }

    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), ink: Ink) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        if let Some(path) = path.finish() {
            let paint = rgb::Color::new(ink.0, ink.1, ink.2).into();
            self.surface.set_fill(None);
            self.surface.set_stroke(Some(Stroke { paint, width: 0.5, ..Stroke::default() }));
            self.surface.draw_path(&path);
        }
    }

    /// A code, its quiet zone inside `side`. One path, so that no seam shows between modules.
    pub fn code(&mut self, x: f32, y: f32, side: f32, text: &str) -> Result<()> {
        let modules = Modules::of(text)?;
        let module = side / (modules.side + 2 * QUIET) as f32;
        let edge = |n: usize| (n + QUIET) as f32 * module;
        let mut path = PathBuilder::new();
        for (mx, my, length) in modules.runs() {
            let (left, top) = (x + edge(mx), y + edge(my));
            let (right, bottom) = (x + edge(mx + length), y + edge(my + 1));
            if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
                path.push_rect(rect);
            }
        }
        if let Some(path) = path.finish() {
            self.dip(Ink(0, 0, 0));
            self.surface.draw_path(&path);
        }
        Ok(())
    }
}
