use crate::base::{Error, Result, Word, clean_note, folded_words};
use crate::menu::Allergen;
use crate::words;

words! {
    /// What a guest will eat. Jain and vegan dishes are vegetarian; egg counts as non-vegetarian.
    pub enum Eats {
        Veg = "VEG",
        NonVeg = "NON_VEG",
        Egg = "EGG",
        Jain = "JAIN",
        Vegan = "VEGAN",
    }
}

/// Characters of a query, and words of it that are looked for.
const MAX_QUERY: usize = 80;
pub const MAX_WORDS: usize = 8;
/// Dishes of an answer.
pub const MAX_HITS: usize = 50;
const HITS: usize = 20;

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Folded as the catalogue's are. None: whatever is popular.
    pub words: Vec<String>,
    /// True while the last word may be half typed.
    pub unfinished: bool,
    pub eats: Option<Eats>,
    pub without: Vec<Allergen>,
    pub limit: usize,
}

impl Query {
    /// Any text is a query; empty ones ask for what is popular.
    pub fn of(text: &str) -> Query {
        let mut words = folded_words(text);
        words.truncate(MAX_WORDS);
        let unfinished = !text.ends_with(char::is_whitespace);
        Query { words, unfinished, eats: None, without: Vec::new(), limit: HITS }
    }

    /// A query as it comes in an address. Error: `invalid_value`.
    pub fn read(q: &str, diet: &str, without: &str, limit: Option<usize>) -> Result<Query> {
        let end = if q.ends_with(char::is_whitespace) { " " } else { "" };
        let mut query = Query::of(&(clean_note("q", q, MAX_QUERY)? + end));
        if !diet.is_empty() {
            let eats = Eats::parse(diet);
            query.eats = Some(eats.map_err(|_| Error::invalid("diet", "This is no such diet."))?);
        }
        for word in without.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let allergen = Allergen::parse(word);
            let bad = |_| Error::invalid("without", "This is no such allergen.");
            query.without.push(allergen.map_err(bad)?);
        }
        query.limit = limit.unwrap_or(HITS);
        if !(1..=MAX_HITS).contains(&query.limit) {
            return Err(Error::invalid("limit", "This is 1 to 50."));
        }
        Ok(query)
    }
}
