use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::model::{PaperKind, Series, SkippedNumbers};
use super::series::{Paper, series};
use super::sql::gstr1 as sql;
use super::z::Issued;
use crate::base::{At, Bps, Calendar, Day, Paise, Result};
use crate::store::Read;

/// What a regular taxpayer's GSTR-1 asks of a restaurant, by the date on the papers. A chartered
/// accountant files it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Gstr1 {
    pub from: Day,
    pub to: Day,
    /// Table 7: to guests who are not registered, by rate, credit notes taken off.
    pub b2cs: Vec<RateRow>,
    /// Table 4: to registered buyers, a row for each invoice and rate.
    pub b2b: Vec<PaperRow>,
    /// Table 9B: credit notes to registered buyers.
    pub cdnr: Vec<PaperRow>,
    /// Table 8: at no rate.
    pub untaxed_paise: Paise,
    /// Table 8: liquor, which is outside GST, credit notes taken off. It is in no other table.
    pub non_gst_paise: Paise,
    /// Table 12: by service code and rate, credit notes taken off.
    pub hsn: Vec<HsnRow>,
    /// Table 13.
    pub documents: Vec<DocumentRow>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct RateRow {
    pub rate_bps: Bps,
    pub invoiced_paise: Paise,
    pub credited_paise: Paise,
    /// `invoiced - credited`: the taxable value.
    pub taxable_paise: Paise,
    pub cgst_paise: Paise,
    pub sgst_paise: Paise,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PaperRow {
    pub number: String,
    pub issued_at: At,
    /// The invoice a credit note corrects; empty for an invoice.
    pub corrects: String,
    pub buyer_gstin: String,
    pub buyer_name: String,
    pub total_paise: Paise,
    pub rate_bps: Bps,
    pub taxable_paise: Paise,
    pub cgst_paise: Paise,
    pub sgst_paise: Paise,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct HsnRow {
    pub sac: String,
    pub rate_bps: Bps,
    pub taxable_paise: Paise,
    pub cgst_paise: Paise,
    pub sgst_paise: Paise,
}

/// A series in a span of dates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentRow {
    pub kind: PaperKind,
    pub from: String,
    pub to: String,
    pub total: u32,
    /// Numbers in between that are on no paper, those left free among them. Nothing is ever
    /// cancelled: a credit note corrects.
    pub cancelled: u32,
    pub net: u32,
    /// Numbers in between that were left free on purpose, and why.
    pub skipped: Vec<SkippedNumbers>,
}

/// One rate of one paper.
pub struct Taxed {
    pub is_credit: bool,
    pub sac: String,
    pub row: PaperRow,
}

/// The summary for papers dated `from` to `to`, both included.
pub fn gstr1(read: &Read, calendar: &Calendar, from: Day, to: Day) -> Result<Gstr1> {
    let (begins, _) = calendar.bounds(from)?;
    let (_, ends) = calendar.bounds(to)?;
    let registered = sql::list_registered(read, begins, ends)?;
    let (cdnr, b2b): (Vec<Taxed>, Vec<Taxed>) = registered.into_iter().partition(|t| t.is_credit);
    let rows = |taxed: Vec<Taxed>| taxed.into_iter().map(|taxed| taxed.row).collect();
    let (unregistered, all) =
        (sql::list_rates(read, begins, ends, true)?, sql::list_rates(read, begins, ends, false)?);
    let papers = sql::list_papers(read, begins, ends)?;
    Ok(Gstr1 {
        from,
        to,
        b2cs: by_rate(&unregistered),
        b2b: rows(b2b),
        cdnr: rows(cdnr),
        untaxed_paise: sql::find_untaxed(read, begins, ends)?,
        non_gst_paise: sql::find_non_gst(read, begins, ends)?,
        hsn: by_code(&all),
        documents: documents(read, &papers)?,
    })
}

fn by_rate(taxed: &[Taxed]) -> Vec<RateRow> {
    let mut rates: BTreeMap<Bps, RateRow> = BTreeMap::new();
    for Taxed { is_credit, row, .. } in taxed {
        let sum = rates.entry(row.rate_bps).or_default();
        sum.rate_bps = row.rate_bps;
        match is_credit {
            true => sum.credited_paise += row.taxable_paise,
            false => sum.invoiced_paise += row.taxable_paise,
        }
        sum.taxable_paise = sum.invoiced_paise - sum.credited_paise;
        sum.cgst_paise += signed(*is_credit, row.cgst_paise);
        sum.sgst_paise += signed(*is_credit, row.sgst_paise);
    }
    rates.into_values().collect()
}

fn by_code(taxed: &[Taxed]) -> Vec<HsnRow> {
    let mut codes: BTreeMap<(&str, Bps), HsnRow> = BTreeMap::new();
    for Taxed { is_credit, sac, row } in taxed {
        let sum = codes.entry((sac, row.rate_bps)).or_insert_with(|| HsnRow {
            sac: sac.clone(),
            rate_bps: row.rate_bps,
            taxable_paise: Paise::ZERO,
            cgst_paise: Paise::ZERO,
            sgst_paise: Paise::ZERO,
        });
        sum.taxable_paise += signed(*is_credit, row.taxable_paise);
        sum.cgst_paise += signed(*is_credit, row.cgst_paise);
        sum.sgst_paise += signed(*is_credit, row.sgst_paise);
    }
    codes.into_values().collect()
}

fn signed(is_credit: bool, amount: Paise) -> Paise {
    if is_credit { -amount } else { amount }
}

fn documents(read: &Read, papers: &[Paper]) -> Result<Vec<DocumentRow>> {
    let row = |one: Series| {
        let free: u32 = one.skipped.iter().map(|span| span.last - span.first + 1).sum();
        let cancelled = u32::try_from(one.missing.len()).unwrap_or(u32::MAX).saturating_add(free);
        DocumentRow {
            kind: one.kind,
            from: one.first,
            to: one.last,
            total: one.count + cancelled,
            cancelled,
            net: one.count,
            skipped: one.skipped,
        }
    };
    Ok(series(papers, &Issued(read))?.into_iter().map(row).collect())
}
