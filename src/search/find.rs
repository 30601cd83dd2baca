use std::cmp::Reverse;
use std::collections::HashMap;

use super::catalogue::{Catalogue, Entry, EntryWord, Field};
use super::distance::{Likeness, likeness};
use super::model::{Eats, Query};
use crate::base::ItemId;
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
const UNKNOWN: u8 = u8::MAX;

/// The dishes that fit best: by how right the words are and where they stand, then by how often
/// they are ordered, then in the menu's order.
pub fn find(catalogue: &Catalogue, orders: &Orders, query: &Query) -> Vec<Hit> {
    let mut hits = if query.words.is_empty() {
        everything(catalogue, orders, query)
    } else {
        let strict = Ranking::new(catalogue, orders, query, true).hits();
        match strict.is_empty() && query.words.len() > 1 {
            true => Ranking::new(catalogue, orders, query, false).hits(),
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

struct Ranking<'a> {
    catalogue: &'a Catalogue,
    orders: &'a Orders,
    query: &'a Query,
    /// Every word must be found, not just one.
    all: bool,
    typed: Vec<Vec<char>>,
    /// Points of each word of the vocabulary for each word typed, worked out when first asked.
    points: Vec<Vec<u8>>,
}

impl<'a> Ranking<'a> {
    fn new(catalogue: &'a Catalogue, orders: &'a Orders, query: &'a Query, all: bool) -> Self {
        let typed: Vec<Vec<char>> = query.words.iter().map(|w| w.chars().collect()).collect();
        let points = vec![vec![UNKNOWN; catalogue.vocabulary.len()]; typed.len()];
        Ranking { catalogue, orders, query, all, typed, points }
    }

    fn hits(mut self) -> Vec<Hit> {
        let asked = &self.query.words;
        let index = self.catalogue.index.as_deref();
        let places = index.and_then(|i| i.candidates(asked, self.query.unfinished, self.all));
        let places = places.unwrap_or_else(|| (0..self.catalogue.entries.len()).collect());
        let known = |place: &&usize| **place < self.catalogue.entries.len();
        let places: Vec<usize> = places.iter().filter(known).copied().collect();
        let needed = self.needed(&places);
        places
            .into_iter()
            .filter(|place| suits(&self.catalogue.entries[*place], self.query))
            .filter_map(|place| self.score(place, &needed).map(|score| Hit { place, score }))
            .collect()
    }

    /// The least points that count for each word: where some dish has the very word, one that is
    /// merely like it is something else.
    fn needed(&mut self, places: &[usize]) -> Vec<u8> {
        let catalogue = self.catalogue;
        let mut best = vec![0; self.typed.len()];
        for word in places.iter().flat_map(|place| &catalogue.entries[*place].words) {
            for (typed, best) in best.iter_mut().enumerate() {
                *best = (*best).max(self.points(typed, word.word));
            }
        }
        best.into_iter().map(|points| if points >= RIGHT { RIGHT } else { 1 }).collect()
    }

    fn score(&mut self, place: usize, needed: &[u8]) -> Option<u32> {
        let entry = &self.catalogue.entries[place];
        let (mut sum, mut found, mut in_name) = (0, 0, 0);
        for (typed, needed) in needed.iter().enumerate() {
            let mut best = 0;
            let mut named = false;
            for word in &entry.words {
                let points = self.points(typed, word.word);
                if points >= *needed {
                    best = best.max(weighed(points, word));
                    named |= word.field == Field::Name;
                }
            }
            found += u32::from(best > 0);
            in_name += u32::from(named);
            sum += best;
        }
        let count = u32::try_from(self.typed.len()).unwrap_or(1).max(1);
        if found == 0 || (self.all && found < count) {
            return None;
        }
        let name_length = u32::try_from(entry.name_length).unwrap_or(1).max(1);
        let coverage = 20 * in_name.min(name_length) / name_length;
        let ordered = self.orders.get(&entry.id).copied().unwrap_or(0);
        let liked = (ordered.saturating_add(1)).ilog2().min(6);
        let gone = if entry.is_available { 5 } else { 0 };
        Some(sum / count + coverage + liked + gone)
    }

    fn points(&mut self, typed: usize, word: u32) -> u8 {
        let known = &mut self.points[typed][word as usize];
        if *known == UNKNOWN {
            let letters = &self.catalogue.vocabulary[word as usize];
            let unfinished = self.query.unfinished && typed + 1 == self.typed.len();
            *known = worth(&self.typed[typed], letters, unfinished);
        }
        *known
    }
}

/// 100 for the very word, less for a beginning and for wrong letters, 0 for another word.
fn worth(typed: &[char], word: &[char], unfinished: bool) -> u8 {
    match likeness(typed, word, unfinished) {
        None => 0,
        Some(Likeness::Same) => 100,
        // The more of the word is there, the more likely it is the one.
        Some(Likeness::Begins) => {
            RIGHT + u8::try_from(20 * typed.len() / word.len().max(1)).unwrap_or(0)
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
