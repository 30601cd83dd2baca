use super::folded::MAX_WORD;

/// A word, spelt out to be compared with many others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    letters: Vec<char>,
    /// A bit for each letter it has, some sharing one: most words are told apart by it alone.
    mask: u64,
}

/// How a word that was typed is like a word that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likeness {
    Same,
    /// The known word begins with it.
    Begins,
    /// So many letters are wrong, missing, too many or in each other's place.
    Near(u8),
    /// The known word begins with something near it.
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

impl Spelling {
    pub fn new(word: &str) -> Spelling {
        let letters: Vec<char> = word.chars().take(MAX_WORD).collect();
        let mask = letters.iter().fold(0, |mask, letter| mask | 1 << (u32::from(*letter) % 64));
        Spelling { letters, mask }
    }

    pub fn word(&self) -> String {
        self.letters.iter().collect()
    }

    pub fn length(&self) -> usize {
        self.letters.len()
    }

    /// Letters this has and `other` has not, at least. Each costs an edit of its own.
    fn foreign_to(&self, other: &Spelling) -> usize {
        (self.mask & !other.mask).count_ones() as usize
    }
}

/// Compares `typed` with `word`; a word that is still being typed may be a beginning.
pub fn likeness(typed: &Spelling, word: &Spelling, unfinished: bool) -> Option<Likeness> {
    if typed == word {
        return Some(Likeness::Same);
    }
    if unfinished && word.letters.starts_with(&typed.letters) {
        return Some(Likeness::Begins);
    }
    let most = usize::from(tolerance(typed.length()));
    if most == 0 || typed.length() > word.length() + most || typed.foreign_to(word) > most {
        return None;
    }
    let longer = word.length() > typed.length() + most || word.foreign_to(typed) > most;
    if longer && !unfinished {
        return None;
    }
    let (whole, beginning) = distances(&typed.letters, &word.letters, most)?;
    if whole <= most {
        return u8::try_from(whole).ok().map(Likeness::Near);
    }
    let near = unfinished && beginning <= most;
    u8::try_from(beginning).ok().filter(|_| near).map(Likeness::BeginsNear)
}

/// Letters to change, add, take or swap to turn `typed` into `word`, and into the beginning of
/// `word` that is nearest. None when both are certainly more than `most`.
///
/// Optimal string alignment: a swap of neighbours counts one. Three rows on the stack, because
/// this runs hundreds of times a query.
fn distances(typed: &[char], word: &[char], most: usize) -> Option<(usize, usize)> {
    let width = word.len().min(typed.len() + most).min(MAX_WORD);
    let mut rows = [[0; MAX_WORD + 1]; 3];
    let [before_last, last, row] = &mut rows;
    let (mut before_last, mut last, mut row) = (before_last, last, row);
    (0..=width).for_each(|j| last[j] = j);
    for (i, t) in typed.iter().enumerate() {
        row[0] = i + 1;
        let mut least = row[0];
        for (j, w) in word[..width].iter().enumerate() {
            let changed = last[j] + usize::from(t != w);
            let mut best = changed.min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && *t == word[j - 1] && typed[i - 1] == *w;
            if swapped {
                best = best.min(before_last[j - 1] + 1);
            }
            row[j + 1] = best;
            least = least.min(best);
        }
        // What is too far can only get further.
        if least > most {
            return None;
        }
        (before_last, last, row) = (last, row, before_last);
    }
    let whole = last[width] + word.len() - width;
    Some((whole, last[..=width].iter().copied().min().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn compare(typed: &str, word: &str, unfinished: bool) -> Option<Likeness> {
        likeness(&Spelling::new(typed), &Spelling::new(word), unfinished)
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

    /// The whole table of edits, without shortcuts.
    fn plainly(typed: &[char], word: &[char]) -> Vec<usize> {
        let mut table = vec![vec![0; word.len() + 1]; typed.len() + 1];
        for i in 0..=typed.len() {
            for j in 0..=word.len() {
                table[i][j] = match (i, j) {
                    (0, n) | (n, 0) => n,
                    _ => {
                        let same = typed[i - 1] == word[j - 1];
                        let mut best = table[i - 1][j - 1] + usize::from(!same);
                        best = best.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                        let swapped = i > 1
                            && j > 1
                            && typed[i - 1] == word[j - 2]
                            && typed[i - 2] == word[j - 1];
                        if swapped { best.min(table[i - 2][j - 2] + 1) } else { best }
                    }
                };
            }
        }
        table.swap_remove(typed.len())
    }

    proptest! {
        #[test]
        fn the_shortcuts_change_no_answer(
            typed in "[abcदक]{1,10}",
            word in "[abcdदक]{1,14}",
            unfinished in any::<bool>(),
        ) {
            let (t, w): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
            let most = usize::from(tolerance(t.len()));
            let row = plainly(&t, &w);
            let (whole, beginning) = (row[w.len()], row.iter().min().copied().unwrap_or(0));
            let near = |edits: usize| u8::try_from(edits).unwrap_or(u8::MAX);
            let expected = if t == w {
                Some(Likeness::Same)
            } else if unfinished && w.starts_with(&t) {
                Some(Likeness::Begins)
            } else if whole <= most {
                Some(Likeness::Near(near(whole)))
            } else if unfinished && beginning <= most {
                Some(Likeness::BeginsNear(near(beginning)))
            } else {
                None
            };
            prop_assert_eq!(compare(&typed, &word, unfinished), expected);
        }
    }
}
