use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Characters of a word that count; what comes after them does not.
pub const MAX_WORD: usize = 40;

/// The words of a text as they are compared: lower case, without the accents of Latin letters and
/// the dots under Devanagari ones, so that what is typed plainly finds what is written well.
pub fn folded_words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut length = 0;
    for c in text.nfkd().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || (is_combining_mark(c) && !word.is_empty()) {
            if !is_ornament(c) && length < MAX_WORD {
                word.push(c);
                length += 1;
            }
        } else if !is_joint(c) && !word.is_empty() {
            found.push(std::mem::take(&mut word));
            length = 0;
        }
    }
    if !word.is_empty() {
        found.push(word);
    }
    found
}

/// Accents of Latin letters, and the nukta of Indian ones; never a vowel sign.
fn is_ornament(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c) || canonical_combining_class(c) == 7
}

/// What stands inside a word and says nothing: apostrophes and joiners.
fn is_joint(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_dots_do_not_count_but_vowel_signs_do() {
        assert_eq!(folded_words("Crème  BRÛLÉE!"), ["creme", "brulee"]);
        assert_eq!(folded_words("कुल्फ़ी, चीज़"), ["कुल्फी", "चीज"]);
        assert_ne!(folded_words("दाल"), folded_words("दल"));
        assert_eq!(folded_words("Kadai's fish-fry 65"), ["kadais", "fish", "fry", "65"]);
        assert!(folded_words(" -- 🍛 ! ").is_empty());
    }
}
