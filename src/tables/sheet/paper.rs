use krilla::Document;
use krilla::geom::Transform;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::surface::Surface;

use super::Layout;
use super::card::{self, Card, HEIGHT, WIDTH};
use super::pen::{HAIR, Pen};
use crate::base::{Error, Result};
use crate::typeset::Fonts;

/// A4 and A5 in points.
const A4: (f32, f32) = (595.28, 841.89);
const A5: (f32, f32) = (419.53, 595.28);

/// Sets the cards on as many pages as they need.
pub fn draw(cards: &[Card], layout: Layout) -> Result<Vec<u8>> {
    let fonts = Fonts::load()?;
    let (a_page, scale, (width, height)) = match layout {
        Layout::Page => (1, (A5.0 / WIDTH).min(A5.1 / HEIGHT), A5),
        Layout::Grid => (4, 1.0, A4),
    };
    let settings = PageSettings::from_wh(width, height)
        .ok_or_else(|| Error::internal("the size of the paper is not one"))?;
    let mut document = Document::new();
    document.set_metadata(Metadata::new().title("Table cards".into()).language("en".into()));
    for few in cards.chunks(a_page) {
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        for (place, card) in few.iter().enumerate() {
            let (x, y) = ((place % 2) as f32 * A4.0 / 2.0, (place / 2) as f32 * A4.1 / 2.0);
            surface.push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
            card::draw(&mut Pen { surface: &mut surface, fonts: &fonts }, card)?;
            surface.pop();
        }
        if layout == Layout::Grid {
            cuts(&mut surface, &fonts);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|e| Error::internal(format!("the PDF could not be made: {e:?}")))
}

/// Short marks where the scissors go: across the middle, and at the edges.
fn cuts(surface: &mut Surface, fonts: &Fonts) {
    let mut pen = Pen { surface, fonts };
    let mark = 14.0;
    let ((right, bottom), (x, y)) = (A4, (A4.0 / 2.0, A4.1 / 2.0));
    pen.line((x, 0.0), (x, mark), HAIR);
    pen.line((x, bottom - mark), (x, bottom), HAIR);
    pen.line((0.0, y), (mark, y), HAIR);
    pen.line((right - mark, y), (right, y), HAIR);
    pen.line((x - mark, y), (x + mark, y), HAIR);
    pen.line((x, y - mark), (x, y + mark), HAIR);
}
