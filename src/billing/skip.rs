use super::consolidate::series;
use super::credit::{CreditKind, credit_series};
use super::model::DocumentKind;
use super::sql;
use crate::base::{Result, Word as _};
use crate::house;
use crate::store::Tx;
use crate::wire::Fact;

/// Most numbers that are left free at once: of a million, a series has enough left.
const MOST: u32 = 100_000;

/// Numbers of a series that will never be on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub prefix: String,
    pub first: u32,
    pub last: u32,
    pub reason: String,
}

/// Leaves the next `count` numbers of every series of this year free and says so in the book: a
/// box whose place was taken may have given them out unseen.
pub fn skip_numbers_in(tx: &Tx, count: u32, reason: &str) -> Result<Vec<Skipped>> {
    let house = house::load(tx)?;
    let year = house.calendar()?.date_of(tx.now()).financial_year();
    let documents = DocumentKind::ALL.iter().map(|kind| series(*kind));
    let credits = CreditKind::ALL.iter().map(|kind| credit_series(*kind));
    let mut all = Vec::new();
    for letter in documents.chain(credits) {
        let prefix = format!("{}{letter}/{year}/", house.till_code);
        let (first, last) = sql::skip_numbers(tx, &prefix, count.clamp(1, MOST))?;
        let skipped = Skipped { prefix, first, last, reason: reason.to_owned() };
        sql::insert_skip(tx, &skipped)?;
        tx.record(Fact::SeriesSkipped {
            prefix: skipped.prefix.clone(),
            first,
            last,
            reason: reason.to_owned(),
        });
        all.push(skipped);
    }
    Ok(all)
}
