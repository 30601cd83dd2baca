use std::collections::HashMap;
use std::sync::LazyLock;

use crate::base::folded_words as words;

/// Things that have several names, each name as its words.
pub struct Synonyms {
    things: Vec<Vec<Vec<String>>>,
    /// The things that have a name with this word in it.
    by_word: HashMap<String, Vec<usize>>,
}

static BUILT_IN: LazyLock<Synonyms> =
    LazyLock::new(|| Synonyms::read(include_str!("../../assets/synonyms.txt")));

impl Synonyms {
    pub fn built_in() -> &'static Synonyms {
        &BUILT_IN
    }

    /// One line a thing, commas between its names; `#` begins a remark.
    fn read(text: &str) -> Synonyms {
        let lines = text.lines().map(|line| line.split('#').next().unwrap_or_default());
        let names = |line: &str| line.split(',').map(words).filter(|n| !n.is_empty()).collect();
        let things: Vec<Vec<Vec<String>>> =
            lines.map(names).filter(|names: &Vec<_>| names.len() > 1).collect();
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (thing, names) in things.iter().enumerate() {
            for word in names.iter().flatten() {
                let known = by_word.entry(word.clone()).or_default();
                if known.last() != Some(&thing) {
                    known.push(thing);
                }
            }
        }
        Synonyms { things, by_word }
    }

    /// The words of all other names of the things `text` names.
    pub fn others(&self, text: &[String]) -> Vec<&str> {
        let mut others = Vec::new();
        for thing in text.iter().filter_map(|word| self.by_word.get(word)).flatten() {
            let names = &self.things[*thing];
            let is_named = |name: &Vec<String>| text.windows(name.len()).any(|w| w == &name[..]);
            if names.iter().any(is_named) {
                let new = names.iter().flatten().map(String::as_str);
                others.extend(new.filter(|word| !text.iter().any(|known| known == word)));
            }
        }
        others.sort_unstable();
        others.dedup();
        others
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_name_of_a_thing_leads_to_the_others() {
        let synonyms = Synonyms::built_in();
        for (text, other) in [
            ("Paneer Tikka", "panir"),
            ("murgh makhani", "chicken"),
            ("गोश्त", "mutton"),
            ("Lady finger fry", "bhindi"),
            ("Masala Chai", "tea"),
        ] {
            assert!(synonyms.others(&words(text)).contains(&other), "{text} {other}");
        }
        assert!(synonyms.others(&words("finger chips")).is_empty(), "half a name is no name");
    }
}
