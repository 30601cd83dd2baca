use ab_glyph_rasterizer::{Point, Rasterizer, point};
use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use super::letters::{Fonts, Line};

/// A picture in black and white, as a printer burns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    pub width: usize,
    pub height: usize,
    black: Vec<bool>,
}

impl Dots {
    pub fn new(width: usize, height: usize) -> Dots {
        Dots { width, height, black: vec![false; width * height] }
    }

    pub fn is_black(&self, x: usize, y: usize) -> bool {
        x < self.width && self.black.get(y * self.width + x).copied().unwrap_or(false)
    }

    pub fn blacken(&mut self, x: usize, y: usize) {
        if x < self.width && y < self.height {
            self.black[y * self.width + x] = true;
        }
    }

    /// Draws a line whose baseline begins at `x`, `y`; what does not fit is cut off.
    pub fn write(&mut self, fonts: &Fonts, line: &Line, (x, y): (f32, f32), size: f32) {
        let mut sheet = Rasterizer::new(self.width, self.height);
        let mut left = x;
        line.glyphs(|letters, glyph| {
            let face = fonts.face(letters);
            let scale = size / face.units_per_em() as f32;
            let at = (left + glyph.x_offset * size, y - glyph.y_offset * size);
            let mut pen = Pen { sheet: &mut sheet, scale, at, start: None, last: point(0.0, 0.0) };
            let id = u16::try_from(glyph.glyph_id.to_u32()).unwrap_or(0);
            face.outline_glyph(GlyphId(id), &mut pen);
            left += glyph.x_advance * size;
        });
        let width = self.width;
        sheet.for_each_pixel_2d(|px, py, ink| {
            // A printer's dots run: a third of a dot is enough for a thin stroke to hold.
            if ink > 0.38 {
                self.black[py as usize * width + px as usize] = true;
            }
        });
    }

    /// The rows as bytes, most significant bit left, as printers take them.
    pub fn rows(&self) -> Vec<Vec<u8>> {
        let byte = |y: usize, b: usize| {
            (0..8).fold(0_u8, |byte, bit| byte << 1 | u8::from(self.is_black(b * 8 + bit, y)))
        };
        let row = |y| (0..self.width.div_ceil(8)).map(|b| byte(y, b)).collect();
        (0..self.height).map(row).collect()
    }
}

/// Takes a letter's outline to the sheet.
struct Pen<'a> {
    sheet: &'a mut Rasterizer,
    scale: f32,
    at: (f32, f32),
    start: Option<Point>,
    last: Point,
}

impl Pen<'_> {
    fn place(&self, x: f32, y: f32) -> Point {
        point(self.at.0 + x * self.scale, self.at.1 - y * self.scale)
    }
}

impl OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.last = self.place(x, y);
        self.start = Some(self.last);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.sheet.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (by, to) = (self.place(x1, y1), self.place(x, y));
        self.sheet.draw_quad(self.last, by, to);
        self.last = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (one, two, to) = (self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        self.sheet.draw_cubic(self.last, one, two, to);
        self.last = to;
    }

    fn close(&mut self) {
        if let Some(start) = self.start.take() {
            self.sheet.draw_line(self.last, start);
            self.last = start;
        }
    }
}
