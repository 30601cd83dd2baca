/// How a word that was typed is like a word of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    Same,
    /// The menu's word begins with it.
    Begins,
    /// So many letters are wrong, missing, too many or in each other's place.
    Near(u8),
    /// The menu's word begins with something near it.
    BeginsNear(u8),
}

/// Wrong letters a word of this length may have.
pub fn tolerance(letters: usize) -> u8 {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// Compares `typed` with `word`; a word that is still being typed may be a beginning.
pub fn likeness(typed: &[char], word: &[char], unfinished: bool) -> Option<Likeness> {
    if typed == word {
        return Some(Likeness::Same);
    }
    if unfinished && word.starts_with(typed) {
        return Some(Likeness::Begins);
    }
    let most = tolerance(typed.len());
    let shorter = typed.len().saturating_sub(word.len());
    let longer = word.len().saturating_sub(typed.len());
    if most == 0 || shorter > usize::from(most) || (longer > usize::from(most) && !unfinished) {
        return None;
    }
    let (whole, beginning) = distances(typed, word, typed.len() + usize::from(most));
    if whole <= usize::from(most) {
        return u8::try_from(whole).ok().map(Likeness::Near);
    }
    let near = unfinished && beginning <= usize::from(most);
    u8::try_from(beginning).ok().filter(|_| near).map(Likeness::BeginsNear)
}

/// Letters to change, add, take or swap to turn `typed` into `word`, and into the beginning of
/// `word` that is nearest. No more than `reach` letters of `word` are looked at for a beginning.
///
/// Optimal string alignment: a swap of neighbours counts one.
fn distances(typed: &[char], word: &[char], reach: usize) -> (usize, usize) {
    let width = word.len().min(reach);
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=width).collect();
    for (i, t) in typed.iter().enumerate() {
        let mut row = Vec::with_capacity(width + 1);
        row.push(i + 1);
        for (j, w) in word[..width].iter().enumerate() {
            let changed = last[j] + usize::from(t != w);
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *t == word[j - 1] && typed[i - 1] == *w;
            if swapped {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    let whole = last.last().copied().unwrap_or(0) + word.len() - width;
    (whole, last.into_iter().min().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(typed: &str, word: &str, unfinished: bool) -> Option<Likeness> {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        likeness(&letters(typed), &letters(word), unfinished)
    }

    #[test]
    fn short_words_must_be_right_and_long_ones_may_be_a_little_wrong() {
        for (typed, word, expected) in [
            ("naan", "naan", Some(Likeness::Same)),
            ("dal", "dam", None),
            ("tika", "tikka", Some(Likeness::Near(1))),
            ("nana", "naan", Some(Likeness::Near(1))),
            ("panner", "paneer", Some(Likeness::Near(1))),
            ("pannerr", "paneer", None),
            ("manchoorian", "manchurian", Some(Likeness::Near(2))),
            ("tikk", "tikkamasala", None),
            ("मखनि", "मखनी", Some(Likeness::Near(1))),
        ] {
            assert_eq!(compare(typed, word, false), expected, "{typed} {word}");
        }
    }

    #[test]
    fn a_word_being_typed_may_be_a_beginning_right_or_nearly() {
        for (typed, word, expected) in [
            ("p", "paneer", Some(Likeness::Begins)),
            ("biryn", "biryani", Some(Likeness::BeginsNear(1))),
            ("birr", "biryani", Some(Likeness::BeginsNear(1))),
            ("xyza", "paneer", None),
        ] {
            assert_eq!(compare(typed, word, true), expected, "{typed} {word}");
        }
    }
}
