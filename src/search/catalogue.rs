use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::synonyms::Synonyms;
use super::word_index::WordIndex;
use crate::base::{ItemId, Spelling, folded_words as words};
use crate::menu::{Allergen, Menu, MenuItem};
use crate::wire::Diet;

/// All that is searched, as the menu stood at one revision.
pub struct Catalogue {
    pub revision: i64,
    pub entries: Vec<Entry>,
    /// Every word of every entry once.
    pub vocabulary: Vec<Spelling>,
    /// None when it could not be built: then every entry is looked at.
    pub index: Option<Arc<WordIndex>>,
}

/// A dish as it is searched.
pub struct Entry {
    pub id: ItemId,
    pub name: String,
    pub diet: Diet,
    pub is_jain: bool,
    pub is_vegan: bool,
    pub is_available: bool,
    pub allergens: Vec<Allergen>,
    /// Words of the name itself.
    pub name_length: usize,
    pub words: Vec<EntryWord>,
}

#[derive(Clone, Copy)]
pub struct EntryWord {
    /// Its place in the vocabulary.
    pub word: u32,
    pub field: Field,
    /// Not written there, but another name of what is.
    pub is_synonym: bool,
}

/// Where in a dish a word stands, the most telling first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Name,
    Local,
    Variant,
    Category,
    Description,
}

impl Catalogue {
    /// Reads the menu's words. The index is built apart, by whoever may take the time.
    pub fn new(menu: &Menu) -> Catalogue {
        let categories: HashMap<_, _> = menu
            .categories
            .iter()
            .map(|c| (c.id, format!("{} {}", c.name, c.name_local)))
            .collect();
        let mut places = HashMap::new();
        let mut vocabulary = Vec::new();
        let mut place_of = |word: &str| match places.get(word) {
            Some(place) => *place,
            None => {
                let place = u32::try_from(vocabulary.len()).unwrap_or(u32::MAX);
                vocabulary.push(Spelling::new(word));
                places.insert(word.to_owned(), place);
                place
            }
        };
        let entry = |item: &MenuItem| {
            let category = categories.get(&item.category_id).map_or("", String::as_str);
            Entry::new(item, category, &mut place_of)
        };
        let entries = menu.items.iter().map(entry).collect();
        Catalogue { revision: menu.revision, entries, vocabulary, index: None }
    }

    /// True when an index of one serves the other too.
    pub fn has_words_of(&self, other: &Catalogue) -> bool {
        let words = |entry: &Entry| entry.words.iter().map(|w| w.word).collect::<Vec<_>>();
        self.vocabulary == other.vocabulary
            && self.entries.len() == other.entries.len()
            && self.entries.iter().zip(&other.entries).all(|(a, b)| words(a) == words(b))
    }

    /// The words of one entry, each once.
    pub fn words_of(&self, entry: &Entry) -> Vec<String> {
        let distinct: HashSet<u32> = entry.words.iter().map(|w| w.word).collect();
        let letters = |place| self.vocabulary.get(place as usize);
        distinct.into_iter().filter_map(letters).map(Spelling::word).collect()
    }
}

impl Entry {
    fn new(item: &MenuItem, category: &str, place_of: &mut impl FnMut(&str) -> u32) -> Entry {
        let variants: Vec<&str> = item.variants.iter().map(|v| v.name.as_str()).collect();
        let fields = [
            (Field::Name, words(&item.name)),
            (Field::Local, words(&item.name_local)),
            (Field::Variant, words(&variants.join(", "))),
            (Field::Category, words(category)),
            (Field::Description, words(&item.description)),
        ];
        let mut found = Vec::new();
        for (field, text) in &fields {
            let mut add = |word: &str, is_synonym| {
                found.push(EntryWord { word: place_of(word), field: *field, is_synonym });
            };
            text.iter().for_each(|word| add(word, false));
            Synonyms::built_in().others(text).into_iter().for_each(|word| add(word, true));
        }
        Entry {
            id: item.id,
            name: item.name.clone(),
            diet: item.diet,
            is_jain: item.is_jain,
            is_vegan: item.is_vegan,
            is_available: item.is_available,
            allergens: item.allergens.clone(),
            name_length: fields[0].1.len(),
            words: found,
        }
    }
}
