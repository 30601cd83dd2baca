use krilla::geom::Point;
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Face, UnicodeBuffer};

use crate::base::{Error, Result};

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// A file of letters: to shape words with, and to put into the document.
struct Letters {
    face: Face<'static>,
    font: Font,
}

/// Mukta, one file a script: Latin first, then Devanagari.
pub struct Fonts {
    regular: [Letters; 2],
    bold: [Letters; 2],
}

/// One file of letters among those there are.
#[derive(Clone, Copy, Debug)]
pub struct Letter(Weight, usize);

/// A stretch of text in one script, shaped.
struct Run {
    letters: Letter,
    text: String,
    font: Font,
    glyphs: Vec<KrillaGlyph>,
}

/// A line of text, shaped: how wide it is can be known before it is drawn.
pub struct Line {
    runs: Vec<Run>,
    /// In ems.
    width: f32,
}

macro_rules! letters {
    ($file:literal) => {
        Letters::read(include_bytes!(concat!("../../assets/fonts/", $file)))?
    };
}

impl Letters {
    fn read(file: &'static [u8]) -> Result<Letters> {
        let broken = || Error::internal("a font of this binary cannot be read");
        let face = Face::from_slice(file, 0).ok_or_else(broken)?;
        let font = Font::new(file.into(), 0).ok_or_else(broken)?;
        Ok(Letters { face, font })
    }

    fn has(&self, c: char) -> bool {
        self.face.glyph_index(c).is_some()
    }
}

impl Fonts {
    pub fn load() -> Result<Fonts> {
        Ok(Fonts {
            regular: [
                letters!("Mukta-Regular-Latin.ttf"),
                letters!("Mukta-Regular-Devanagari.ttf"),
            ],
            bold: [letters!("Mukta-Bold-Latin.ttf"), letters!("Mukta-Bold-Devanagari.ttf")],
        })
    }

    fn of(&self, weight: Weight) -> &[Letters; 2] {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The outlines of a file of letters.
    pub(super) fn face(&self, Letter(weight, file): Letter) -> &Face<'static> {
        &self.of(weight)[file].face
    }

    /// True when there is a letter for every character.
    pub fn can_write(&self, text: &str) -> bool {
        text.chars().all(|c| self.regular.iter().any(|letters| letters.has(c)))
    }

    /// Shapes one line. Characters of other scripts are left out.
    pub fn line(&self, weight: Weight, text: &str) -> Line {
        let files = self.of(weight);
        let stretches = split(text, |c, file| files[file].has(c));
        let runs =
            stretches.iter().map(|(file, text)| shape(&files[*file], Letter(weight, *file), text));
        let runs: Vec<_> = runs.collect();
        let glyphs = runs.iter().flat_map(|run| &run.glyphs);
        let width = glyphs.map(|glyph| glyph.x_advance).sum();
        Line { runs, width }
    }
}

/// Cuts text where the script changes. A space or a mark stays with what stands before it.
fn split(text: &str, has: impl Fn(char, usize) -> bool) -> Vec<(usize, String)> {
    let mut stretches: Vec<(usize, String)> = Vec::new();
    for c in text.chars() {
        let now = stretches.last().map(|(file, _)| *file);
        let stays = now.filter(|&file| !c.is_ascii_alphanumeric() && has(c, file));
        let Some(file) = stays.or_else(|| (0..2).find(|&file| has(c, file))) else { continue };
        match stretches.last_mut().filter(|(last, _)| *last == file) {
            Some((_, stretch)) => stretch.push(c),
            None => stretches.push((file, c.to_string())),
        }
    }
    stretches
}

fn shape(letters: &Letters, named: Letter, text: &str) -> Run {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    let shaped = rustybuzz::shape(&letters.face, &[], buffer);
    let infos = shaped.glyph_infos();
    let em = letters.font.units_per_em();
    let place = |(i, (info, at)): (usize, (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition))| {
        let start = info.cluster as usize;
        let next = infos[i..].iter().find(|other| other.cluster != info.cluster);
        let end = next.map_or(text.len(), |other| other.cluster as usize);
        KrillaGlyph::new(
            GlyphId::new(info.glyph_id),
            at.x_advance as f32 / em,
            at.x_offset as f32 / em,
            at.y_offset as f32 / em,
            at.y_advance as f32 / em,
            start..end.max(start),
            None,
        )
    };
    let glyphs = infos.iter().zip(shaped.glyph_positions()).enumerate().map(place).collect();
    Run { letters: named, text: text.to_owned(), font: letters.font.clone(), glyphs }
}

impl Line {
    pub fn width(&self, size: f32) -> f32 {
        self.width * size
    }

    /// Every glyph in its order, with the file it is of.
    pub(super) fn glyphs(&self, mut see: impl FnMut(Letter, &KrillaGlyph)) {
        for run in &self.runs {
            run.glyphs.iter().for_each(|glyph| see(run.letters, glyph));
        }
    }

    /// Draws the line with its baseline beginning at `x`, `y`, in the colour that is set.
    pub fn draw(&self, surface: &mut Surface, mut x: f32, y: f32, size: f32) {
        for run in &self.runs {
            let start = Point::from_xy(x, y);
            surface.draw_glyphs(start, &run.glyphs, run.font.clone(), &run.text, size, false);
            x += run.glyphs.iter().map(|glyph| glyph.x_advance).sum::<f32>() * size;
        }
    }
}
