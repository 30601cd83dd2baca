use std::collections::BTreeMap;

use super::model::{PaperKind, Series, SkippedNumbers};
use crate::base::{Paise, Result};

/// Missing numbers one report names.
const MAX_MISSING: usize = 1_000;

/// One paper: its kind, its number and what it came to.
pub struct Paper {
    pub kind: PaperKind,
    pub number: String,
    pub total: Paise,
}

/// `K1/2627/000123` as its series and its place in it.
fn parted(number: &str) -> Option<(&str, u32)> {
    let end = number.rfind('/')? + 1;
    Some((&number[..end], number[end..].parse().ok()?))
}

/// All numbers that were ever given out.
pub trait Numbers {
    /// The last one of a series before `first`.
    fn before(&self, kind: PaperKind, prefix: &str, first: &str) -> Result<Option<String>>;
    fn is_issued(&self, kind: PaperKind, number: &str) -> Result<bool>;
    /// Those of a series that were left free on purpose.
    fn skipped(&self, prefix: &str) -> Result<Vec<SkippedNumbers>>;
}

/// The series of these papers. A number between them that is another day's is not missing.
pub fn series(papers: &[Paper], all_numbers: &impl Numbers) -> Result<Vec<Series>> {
    let mut by_prefix: BTreeMap<(PaperKind, &str), BTreeMap<u32, &Paper>> = BTreeMap::new();
    for paper in papers {
        if let Some((prefix, place)) = parted(&paper.number) {
            by_prefix.entry((paper.kind, prefix)).or_default().insert(place, paper);
        }
    }
    let mut all = Vec::with_capacity(by_prefix.len());
    for ((kind, prefix), numbers) in by_prefix {
        let (Some((_, first)), Some((last_place, last))) =
            (numbers.first_key_value(), numbers.last_key_value())
        else {
            continue;
        };
        let known = all_numbers.before(kind, prefix, &first.number)?;
        let known = known.as_deref().and_then(parted).map_or(0, |(_, place)| place);
        let mut skipped = all_numbers.skipped(prefix)?;
        skipped.retain(|span| span.last > known && span.first <= *last_place);
        let is_skipped = |place: &u32| skipped.iter().any(|s| (s.first..=s.last).contains(place));
        let is_open = |place: &u32| !numbers.contains_key(place) && !is_skipped(place);
        let mut missing = Vec::new();
        let digits = first.number.len() - prefix.len();
        for place in (known + 1..=*last_place).filter(is_open) {
            if !all_numbers.is_issued(kind, &format!("{prefix}{place:0digits$}"))? {
                missing.push(place);
            }
            if missing.len() == MAX_MISSING {
                break;
            }
        }
        all.push(Series {
            kind,
            prefix: prefix.to_owned(),
            first: first.number.clone(),
            last: last.number.clone(),
            count: u32::try_from(numbers.len()).unwrap_or(u32::MAX),
            total_paise: numbers.values().map(|paper| paper.total).sum(),
            missing,
            skipped,
        });
    }
    Ok(all)
}
