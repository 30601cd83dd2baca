use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::base::{Error, Result};

/// Light modules every side of a code needs so that a phone finds it.
pub const QUIET: usize = 4;

/// A code as rows of modules, dark ones true, with no quiet zone.
pub struct Modules {
    pub side: usize,
    dark: Vec<bool>,
}

impl Modules {
    /// Encodes `text` so that 15 % of the code may be scratched or stained (level M).
    pub fn of(text: &str) -> Result<Modules> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M)
            .map_err(|e| Error::invalid("code", format!("This does not fit a code: {e}.")))?;
        let dark = code.to_colors().iter().map(|color| *color == Color::Dark).collect();
        Ok(Modules { side: code.width(), dark })
    }

    /// Outside the code everything is light.
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.side && self.dark.get(y * self.side + x).copied().unwrap_or(false)
    }

    /// Runs of dark modules: where one begins (x, y) and how many they are.
    pub fn runs(&self) -> impl Iterator<Item = (usize, usize, usize)> {
        (0..self.side).flat_map(move |y| {
            let starts = (0..self.side)
                .filter(move |&x| self.is_dark(x, y) && (x == 0 || !self.is_dark(x - 1, y)));
            starts.map(move |x| (x, y, (x..).take_while(|&x| self.is_dark(x, y)).count()))
        })
    }
}

/// A code as an SVG document of its own, quiet zone included.
pub fn draw_svg(text: &str) -> Result<String> {
    let modules = Modules::of(text)?;
    let side = modules.side + 2 * QUIET;
    let mut path = String::new();
    for (x, y, length) in modules.runs() {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + QUIET, y + QUIET);
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
         <path d=\"{path}\"/></svg>"
    ))
}

/// A code for a dark terminal: two modules in every character, light ones drawn.
pub fn terminal_code(text: &str) -> Result<String> {
    let modules = Modules::of(text)?;
    let side = modules.side + 2 * QUIET;
    let light = |x: usize, y: usize| match (x.checked_sub(QUIET), y.checked_sub(QUIET)) {
        (Some(x), Some(y)) => !modules.is_dark(x, y) || y >= modules.side,
        _ => true,
    };
    let mut drawn = String::new();
    for y in (0..side).step_by(2) {
        drawn.extend((0..side).map(|x| match (light(x, y), y + 1 < side && light(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        }));
        drawn.push('\n');
    }
    Ok(drawn)
}
