//! Words into shapes: Latin and Devanagari in Mukta, shaped as their scripts want it, drawn into a
//! PDF or as dots for a printer. Knows nothing of what the words say.

mod dots;
mod letters;

pub use dots::Dots;
pub use letters::{Fonts, Line, Weight};
