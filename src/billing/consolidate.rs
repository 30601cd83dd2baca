use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{DocumentKind, Invoice, Seller};
use super::settle::{next_number, seller};
use super::sql;
use crate::base::{At, Day, Paise, Result};
use crate::house::{self, House};
use crate::pricing::TaxLine;
use crate::store::Tx;
use crate::wire::Fact;

/// Below this a guest who is not registered, and does not ask, needs no invoice of their own; one
/// for the day stands for all (CGST Rules, rule 46, last proviso).
pub const SMALL_BILL: Paise = Paise(20_000);

/// The invoice for a day's small bills.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Consolidated {
    /// From the series of tax invoices.
    pub number: String,
    pub business_day: Day,
    pub issued_at: At,
    pub seller: Seller,
    /// The cash memos it stands for: the first, the last, and how many.
    pub first: String,
    pub last: String,
    pub count: u32,
    pub taxes: Vec<TaxLine>,
    pub round_off_paise: Paise,
    pub total_paise: Paise,
}

/// Whether a bill over `total` for nobody in particular gets a cash memo instead of an invoice.
pub fn is_small(house: &House, total: Paise, has_buyer: bool) -> bool {
    house.consolidates_small_bills && !has_buyer && total < SMALL_BILL
}

/// Issues the invoice for a day's cash memos, once. None when there are none.
pub fn consolidate_in(tx: &Tx, day: Day) -> Result<Option<Consolidated>> {
    if let Some(known) = sql::find_consolidated(tx, day)? {
        return Ok(Some(known));
    }
    let memos = sql::list_memos(tx, day)?;
    let (Some(first), Some(last)) = (memos.first(), memos.last()) else { return Ok(None) };
    let house = house::load(tx)?;
    let whole = Consolidated {
        number: next_number(tx, &house, "")?,
        business_day: day,
        issued_at: tx.now(),
        seller: seller(&house),
        first: first.number.clone(),
        last: last.number.clone(),
        count: u32::try_from(memos.len()).unwrap_or(u32::MAX),
        taxes: taxes(&memos),
        round_off_paise: memos.iter().map(|memo| memo.quote.round_off_paise).sum(),
        total_paise: memos.iter().map(|memo| memo.quote.total_paise).sum(),
    };
    sql::insert_consolidated(tx, &whole)?;
    tx.record(Fact::InvoiceConsolidated {
        number: whole.number.clone(),
        business_day: day,
        count: whole.count,
        total_paise: whole.total_paise,
    });
    Ok(Some(whole))
}

/// Each rate's tax over all of them: what each memo says, added up, so that the day agrees with
/// its memos to the paisa.
fn taxes(memos: &[Invoice]) -> Vec<TaxLine> {
    let mut sums: Vec<TaxLine> = Vec::new();
    for tax in memos.iter().flat_map(|memo| &memo.quote.taxes) {
        let same = |sum: &&mut TaxLine| {
            (&sum.tax_class, sum.rate_bps, sum.inclusive)
                == (&tax.tax_class, tax.rate_bps, tax.inclusive)
        };
        match sums.iter_mut().find(same) {
            None => sums.push(tax.clone()),
            Some(sum) => {
                sum.taxable_paise += tax.taxable_paise;
                sum.tax_paise += tax.tax_paise;
                sum.cgst_paise += tax.cgst_paise;
                sum.sgst_paise += tax.sgst_paise;
            }
        }
    }
    sums
}

/// The letter behind the till in a paper's series.
pub fn series(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::TaxInvoice => "",
        DocumentKind::BillOfSupply => "S",
        DocumentKind::CashMemo => "M",
        DocumentKind::VatInvoice => "V",
    }
}
