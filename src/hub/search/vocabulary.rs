use super::model::MAX_WORDS;
use super::sql;
use crate::base::{Likeness, Result, Spelling, likeness};
use crate::hub::db::Tx;

/// Words of listings that a word somebody typed may mean.
#[derive(Clone, Debug, Default)]
pub struct Meant {
    /// The very word, and those it begins.
    pub right: Vec<Known>,
    /// Those that differ by a typo.
    pub near: Vec<Known>,
}

/// A word of the vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: i32,
    pub word: String,
}

/// What each word may mean. The database proposes, the distance of letters decides: alike in their
/// parts are many words that nobody would mistake for each other.
pub async fn meant(tx: &Tx, words: &[Vec<String>]) -> Result<Vec<Meant>> {
    let mut meant = vec![Meant::default(); words.len().min(MAX_WORDS)];
    let of = words.iter().enumerate().flat_map(|(n, word)| word.iter().map(move |_| n));
    let of: Vec<usize> = of.collect();
    let typed = words.concat();
    for (n, known) in sql::list_alike(tx, &typed).await? {
        let meant = of.get(n).and_then(|of| meant.get_mut(*of));
        let Some((word, meant)) = typed.get(n).zip(meant) else { continue };
        // One or two letters begin too many words.
        let unfinished = word.chars().count() > 2;
        let list = match likeness(&Spelling::new(word), &Spelling::new(&known.word), unfinished) {
            Some(Likeness::Same | Likeness::Begins) => &mut meant.right,
            Some(Likeness::Near(_)) => &mut meant.near,
            Some(Likeness::BeginsNear(_)) | None => continue,
        };
        if !list.contains(&known) {
            list.push(known);
        }
    }
    Ok(meant)
}
