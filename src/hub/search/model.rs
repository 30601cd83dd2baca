use uuid::Uuid;

use super::globe::Place;
use crate::base::folded_words;
use crate::words;

words! {
    /// What comes first.
    pub enum SortBy {
        Distance = "distance",
        Rating = "rating",
        Popularity = "popularity",
    }
}

/// Metres around somebody.
pub const LEAST_RADIUS: f64 = 100.0;
pub const MOST_RADIUS: f64 = 50_000.0;
pub const RADIUS: f64 = 5_000.0;
/// Restaurants of a page, and how far one may leaf.
pub const PAGE: i64 = 20;
pub const MAX_OFFSET: i64 = 1_000;
/// Words that are looked for, of how long a text.
pub const MAX_WORDS: usize = 5;
pub const MAX_QUERY: usize = 80;
/// Words of one listing.
pub const MAX_TERMS: usize = 600;

/// A restaurant as everybody may see it.
#[derive(Clone, Debug)]
pub struct Listing {
    pub tenant: Uuid,
    pub id: Uuid,
    pub name: String,
    pub logo_url: String,
    pub description: String,
    pub address: String,
    pub cuisines: Vec<String>,
    pub dishes: Vec<String>,
    pub lat: f64,
    pub lon: f64,
    /// As [`super::Hours::multirange`] writes it; None where hours were not told.
    pub hours: Option<String>,
    pub is_online: bool,
}

impl Listing {
    pub fn place(&self) -> Place {
        Place { lat: self.lat, lon: self.lon }
    }

    /// Every word it is found by once, in their own order: who takes locks takes them in one.
    pub fn words(&self) -> Vec<String> {
        let texts = [&self.name].into_iter().chain(&self.cuisines).chain(&self.dishes);
        let mut words: Vec<String> = texts.flat_map(|text| sounds(text)).collect();
        words.truncate(MAX_TERMS);
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// What somebody looks for.
#[derive(Clone, Debug)]
pub struct Search {
    pub around: Place,
    pub radius: f64,
    pub sort_by: SortBy,
    /// Each in the spellings it is looked for.
    pub words: Vec<Vec<String>>,
    pub open_now: bool,
    pub offset: i64,
}

/// The words of a text as they sound: Hindi in Latin letters is spelt as everybody likes, and
/// paneer is panir, pakora is pakoora.
pub fn sounds(text: &str) -> Vec<String> {
    folded_words(text).iter().map(|word| sound(word)).collect()
}

/// What each word of a text is looked for as: how it sounds, and letter by letter where that is
/// another. A letter that is left out may leave two alike side by side, which do not sound twice:
/// paak is a letter away from palak, pak is two.
pub fn spellings(text: &str) -> Vec<Vec<String>> {
    let both = |word: String| {
        let mut spellings = vec![sound(&word)];
        if spellings[0] != word {
            spellings.push(word);
        }
        spellings
    };
    folded_words(text).into_iter().map(both).collect()
}

fn sound(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let mut before = None;
    for letter in word.chars() {
        match (before, letter) {
            // 500 is not 50; doubled letters are one.
            (Some(last), same) if last == same && same.is_alphabetic() => {
                let long = match same {
                    'e' => Some('i'),
                    'o' => Some('u'),
                    _ => None,
                };
                if let Some(long) = long {
                    folded.pop();
                    folded.push(long);
                }
            }
            (_, letter) => folded.push(letter),
        }
        before = Some(letter);
    }
    folded
}
