use std::cmp::Reverse;
use std::collections::HashMap;

use super::catalogue::{Catalogue, Entry, EntryWord, Field};
use super::model::{Eats, MAX_WORDS, Query};
use crate::base::{ItemId, Likeness, Spelling, likeness};
use crate::menu::Allergen;
use crate::wire::Diet;

/// How often each dish was ordered lately.
pub type Orders = HashMap<ItemId, u32>;

/// A dish that was found, by its place in the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub place: usize,
    pub score: u32,
}

/// Points of a word that is right, or rightly begun, are at least this.
const RIGHT: u8 = 70;

/// The dishes that fit best: by how right the words are and where they stand, then by how often
/// they are ordered, then in the menu's order.
pub fn find(catalogue: &Catalogue, orders: &Orders, query: &Query) -> Vec<Hit> {
    let mut hits = if query.words.is_empty() {
        everything(catalogue, orders, query)
    } else {
        let ranking = Ranking::new(catalogue, orders, query);
        let strict = ranking.hits_of_all();
        match strict.is_empty() && query.words.len() > 1 {
            true => ranking.hits_of_any(),
            false => strict,
        }
    };
    let ordered = |hit: &Hit| orders.get(&catalogue.entries[hit.place].id).copied();
    hits.sort_by_key(|hit| (Reverse(hit.score), Reverse(ordered(hit)), hit.place));
    hits.truncate(query.limit);
    hits
}

/// Nothing in particular: what is popular, then the menu from its beginning.
fn everything(catalogue: &Catalogue, orders: &Orders, query: &Query) -> Vec<Hit> {
    let entries = catalogue.entries.iter().enumerate();
    let eaten = entries.filter(|(_, entry)| suits(entry, query) && entry.is_available);
    let score = |entry: &Entry| orders.get(&entry.id).copied().unwrap_or(0);
    eaten.map(|(place, entry)| Hit { place, score: score(entry) }).collect()
}

/// Whether who asks will, and may, eat it.
fn suits(entry: &Entry, query: &Query) -> bool {
    let eats = match query.eats {
        None => true,
        Some(Eats::Veg) => entry.diet == Diet::Veg,
        Some(Eats::NonVeg) => entry.diet != Diet::Veg,
        Some(Eats::Egg) => entry.diet == Diet::Egg,
        Some(Eats::Jain) => entry.is_jain,
        Some(Eats::Vegan) => entry.is_vegan,
    };
    let harms = |allergen: &Allergen| {
        entry.allergens.contains(allergen)
            || (*allergen == Allergen::Egg && entry.diet == Diet::Egg)
    };
    eats && !query.without.iter().any(harms)
}

/// What each word that was typed is worth against each word of the menu.
struct Ranking<'a> {
    catalogue: &'a Catalogue,
    orders: &'a Orders,
    query: &'a Query,
    /// For each word of the vocabulary, one number for each word typed.
    points: Vec<[u8; MAX_WORDS]>,
}

impl<'a> Ranking<'a> {
    fn new(catalogue: &'a Catalogue, orders: &'a Orders, query: &'a Query) -> Self {
        let mut points = vec![[0; MAX_WORDS]; catalogue.vocabulary.len()];
        for (i, typed) in query.words.iter().take(MAX_WORDS).enumerate() {
            let typed = Spelling::new(typed);
            let unfinished = query.unfinished && i + 1 == query.words.len();
            let mut best = 0;
            for (points, word) in points.iter_mut().zip(&catalogue.vocabulary) {
                points[i] = worth(&typed, word, unfinished);
                best = best.max(points[i]);
            }
            // Where the menu has the very word, one that is merely like it is something else.
            if best >= RIGHT {
                points.iter_mut().filter(|p| p[i] < RIGHT).for_each(|p| p[i] = 0);
            }
        }
        Ranking { catalogue, orders, query, points }
    }

    /// Dishes with all words.
    fn hits_of_all(&self) -> Vec<Hit> {
        let index = self.catalogue.index.as_deref();
        let places = index.and_then(|i| i.candidates(&self.query.words, self.query.unfinished));
        let places = places.unwrap_or_else(|| (0..self.catalogue.entries.len()).collect());
        let most = self.query.words.len();
        places.into_iter().filter_map(|place| self.hit(place, most)).collect()
    }

    /// Dishes with at least one of the words.
    fn hits_of_any(&self) -> Vec<Hit> {
        (0..self.catalogue.entries.len()).filter_map(|place| self.hit(place, 1)).collect()
    }

    fn hit(&self, place: usize, least: usize) -> Option<Hit> {
        let entry = self.catalogue.entries.get(place)?;
        if !suits(entry, self.query) {
            return None;
        }
        let mut best = [0; MAX_WORDS];
        let mut named = [false; MAX_WORDS];
        for word in &entry.words {
            let points = self.points.get(word.word as usize)?;
            if *points == [0; MAX_WORDS] {
                continue;
            }
            for i in (0..MAX_WORDS).filter(|i| points[*i] > 0) {
                best[i] = best[i].max(weighed(points[i], word));
                named[i] |= word.field == Field::Name;
            }
        }
        let found = best.iter().filter(|points| **points > 0).count();
        let in_name = named.iter().filter(|is_named| **is_named).count();
        let sum: u32 = best.iter().sum();
        (found >= least).then(|| Hit { place, score: self.score(entry, sum, in_name) })
    }

    fn score(&self, entry: &Entry, sum: u32, in_name: usize) -> u32 {
        let count = |n: usize| u32::try_from(n.max(1)).unwrap_or(1);
        let length = entry.name_length.max(1);
        let coverage = u32::try_from(20 * in_name.min(length) / length).unwrap_or(0);
        let ordered = self.orders.get(&entry.id).copied().unwrap_or(0);
        let liked = ordered.saturating_add(1).ilog2().min(6);
        let there = if entry.is_available { 5 } else { 0 };
        sum / count(self.query.words.len()) + coverage + liked + there
    }
}

/// 100 for the very word, less for a beginning and for wrong letters, 0 for another word.
fn worth(typed: &Spelling, word: &Spelling, unfinished: bool) -> u8 {
    match likeness(typed, word, unfinished) {
        None => 0,
        Some(Likeness::Same) => 100,
        // The more of the word is there, the more likely it is the one.
        Some(Likeness::Begins) => {
            RIGHT + u8::try_from(20 * typed.length() / word.length().max(1)).unwrap_or(0)
        }
        Some(Likeness::Near(wrong)) => 65_u8.saturating_sub(15 * wrong),
        Some(Likeness::BeginsNear(wrong)) => 45_u8.saturating_sub(10 * wrong),
    }
}

fn weighed(points: u8, word: &EntryWord) -> u32 {
    let weight = match word.field {
        Field::Name | Field::Local => 100,
        Field::Variant => 60,
        Field::Category => 55,
        Field::Description => 40,
    };
    let share = if word.is_synonym { 95 } else { 100 };
    u32::from(points) * weight * share / 10_000
}
