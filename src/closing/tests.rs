use super::model::{PaperKind, SkippedNumbers};
use super::series::{Numbers, Paper, series};
use crate::base::{Paise, Result};

/// Two papers of days before, and one of a day after.
struct Known;

impl Numbers for Known {
    fn before(&self, kind: PaperKind, prefix: &str, first: &str) -> Result<Option<String>> {
        assert!(first.starts_with(prefix));
        Ok((kind == PaperKind::TaxInvoice).then(|| "K1/2627/000002".to_owned()))
    }

    fn is_issued(&self, _: PaperKind, number: &str) -> Result<bool> {
        Ok(number == "K1/2627/000008")
    }

    fn skipped(&self, prefix: &str) -> Result<Vec<SkippedNumbers>> {
        let span = |first, last| SkippedNumbers { first, last, reason: "restored".into() };
        Ok(if prefix == "K1C/2627/" { vec![span(2, 1_001), span(1_003, 2_002)] } else { vec![] })
    }
}

fn paper(number: &str) -> Paper {
    let kind = if number.contains('C') { PaperKind::CreditNote } else { PaperKind::TaxInvoice };
    Paper { kind, number: number.to_owned(), total: Paise(100) }
}

#[test]
fn a_series_names_its_ends_and_every_gap() {
    let numbers = ["K1/2627/000009", "K1/2627/000004", "K1C/2627/00002", "K1/2627/000005"];
    let papers: Vec<Paper> = numbers.into_iter().map(paper).collect();
    let found = series(&papers, &Known).expect("series");
    let told: Vec<_> = found
        .iter()
        .map(|one| (one.kind, one.first.as_str(), one.last.as_str(), one.count, &one.missing[..]))
        .collect();
    assert_eq!(
        told,
        [
            (PaperKind::TaxInvoice, "K1/2627/000004", "K1/2627/000009", 3, &[3, 6, 7][..]),
            (PaperKind::CreditNote, "K1C/2627/00002", "K1C/2627/00002", 1, &[1][..]),
        ]
    );
    assert_eq!(found[0].total_paise, Paise(300));
}

#[test]
fn numbers_left_free_on_purpose_are_named_and_not_missing() {
    let papers: Vec<Paper> =
        ["K1C/2627/000001", "K1C/2627/001002"].into_iter().map(paper).collect();
    let found = series(&papers, &Known).expect("series");
    assert_eq!(found[0].missing, [0_u32; 0]);
    let free: Vec<_> = found[0].skipped.iter().map(|span| (span.first, span.last)).collect();
    assert_eq!(free, [(2, 1_001)], "those beyond the last paper are for another day");
}
