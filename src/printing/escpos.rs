use crate::typeset::Dots;

/// How large letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    #[default]
    Normal,
    /// Twice as high.
    Tall,
    /// Twice as high and as wide.
    Big,
}

impl Size {
    /// Columns one letter fills.
    pub fn across(self) -> usize {
        if self == Size::Big { 2 } else { 1 }
    }

    /// Of drawn letters: their size, the height of the line and where its baseline is, in dots.
    pub fn drawn(self) -> (f32, usize, f32) {
        match self {
            Size::Normal => (26.0, 38, 28.0),
            Size::Tall => (36.0, 52, 38.0),
            Size::Big => (46.0, 66, 48.0),
        }
    }

    fn bits(self) -> u8 {
        match self {
            Size::Normal => 0x00,
            Size::Tall => 0x01,
            Size::Big => 0x11,
        }
    }
}

/// Rows of dots one command carries: more than that, small printers lose.
const BAND: usize = 128;

/// The printer's own language, the part of it that all of them know.
pub struct Encoder(Vec<u8>);

impl Encoder {
    pub fn new() -> Encoder {
        // Reset; no double-byte letters, which clones begin with; code page 437.
        Encoder(vec![0x1b, 0x40, 0x1c, 0x2e, 0x1b, 0x74, 0x00])
    }

    /// Only opens the drawer: pin 2, 50 ms on, 500 ms off.
    pub fn kick() -> Vec<u8> {
        vec![0x1b, 0x40, 0x1b, 0x70, 0x00, 0x19, 0xfa]
    }

    /// A line in the printer's letters. What could be a command is left out.
    pub fn text(&mut self, line: &str, size: Size, is_bold: bool) {
        self.0.extend([0x1b, 0x45, u8::from(is_bold), 0x1d, 0x21, size.bits()]);
        self.0.extend(line.trim_end().bytes().filter(|c| (0x20..0x7f).contains(c)));
        self.0.push(b'\n');
    }

    /// A picture as wide as the paper.
    pub fn picture(&mut self, dots: &Dots) {
        for band in dots.rows().chunks(BAND) {
            let across = dots.width.div_ceil(8);
            let [width_low, width_high, ..] = across.to_le_bytes();
            let [height_low, height_high, ..] = band.len().to_le_bytes();
            let size = [width_low, width_high, height_low, height_high];
            self.0.extend([0x1d, 0x76, 0x30, 0x00]);
            self.0.extend(size);
            band.iter().for_each(|row| self.0.extend(row));
        }
    }

    pub fn feed(&mut self, lines: u8) {
        self.0.extend([0x1d, 0x21, 0x00, 0x1b, 0x64, lines]);
    }

    /// Feeds past the knife and cuts, but for a corner.
    pub fn cut(&mut self) {
        self.feed(2);
        self.0.extend([0x1d, 0x56, 0x42, 0x00]);
    }

    pub fn bytes(self) -> Vec<u8> {
        self.0
    }
}
