use super::model::{
    CashSum, DrawerCount, PaperKind, RateSum, ReasonSum, RefundSum, SkippedNumbers, ZReport,
};
use super::series::{Numbers, series};
use super::sql::z as sql;
use super::window::{Window, window};
use crate::base::{At, Day, Paise, Result};
use crate::billing::{self, Skipped};
use crate::drawer;
use crate::house;
use crate::store::Read;
use crate::wire::{EntryKind, PayMethod};

/// Under which number, when and by whom a report is issued.
pub struct Issue {
    pub number: u32,
    pub at: At,
    pub by: String,
}

/// Works a day's report out from the books. Of a closed day it is the same whenever it is done.
pub fn work_out(read: &Read, day: Day, issue: Issue) -> Result<ZReport> {
    let house = house::load(read)?;
    let Window { from, to } = window(read, day)?;
    let (payments, refunds) = (sql::list_payments(read, day)?, sql::list_refunds(read, day)?);
    let taxes = sql::list_taxes(read, day)?;
    let mut sales = sql::find_sales(read, day)?;
    sales.tax_paise = tax(&taxes);
    let mut credit_notes = sql::find_credits(read, day)?;
    credit_notes.taxes = sql::list_credited_taxes(read, day)?;
    credit_notes.tax_paise = tax(&credit_notes.taxes);
    let in_cash = payments.iter().filter(|sum| sum.method == PayMethod::Cash);
    let taken = in_cash.map(|sum| sum.amount_paise + sum.tips_paise + sum.surplus_paise).sum();
    let drawers = drawers(read, day)?;
    let differences = || drawers.iter().map(|drawer| drawer.difference_paise);
    Ok(ZReport {
        number: issue.number,
        business_day: day,
        house: house.name,
        gstin: house.gstin,
        from,
        to,
        issued_at: issue.at,
        issued_by: issue.by,
        sales,
        taxes,
        liquor: sql::find_liquor(read, day)?,
        rejected: sql::find_rejected(read, day)?,
        withdrawn: sql::find_withdrawn(read, day)?,
        written_off: sql::find_written_off(read, day)?,
        tips_paise: payments.iter().map(|sum| sum.tips_paise).sum(),
        series: series(&sql::list_papers(read, day)?, &Issued(read))?,
        discounts: reasons(sql::list_discounts(read, day, false)?),
        comps: reasons(sql::list_discounts(read, day, true)?),
        voids: sql::list_voids(read, from, to)?,
        credit_notes,
        vouchers: sql::find_vouchers(read, day)?,
        refunds_pending: sql::find_refunds_pending(read, day, to)?,
        cash: cash(read, day, taken, &refunds)?,
        payments,
        refunds,
        over_paise: differences().filter(|paise| *paise > Paise::ZERO).sum(),
        short_paise: -differences().filter(|paise| *paise < Paise::ZERO).sum::<Paise>(),
        drawers,
    })
}

fn tax(rates: &[RateSum]) -> Paise {
    rates.iter().map(|rate| rate.cgst_paise + rate.sgst_paise + rate.vat_paise).sum()
}

/// The numbers in the books.
pub struct Issued<'a>(pub &'a Read<'a>);

impl Numbers for Issued<'_> {
    fn before(&self, kind: PaperKind, prefix: &str, first: &str) -> Result<Option<String>> {
        sql::find_number_before(self.0, is_credit(kind), prefix, first)
    }

    fn is_issued(&self, kind: PaperKind, number: &str) -> Result<bool> {
        sql::is_issued(self.0, is_credit(kind), number)
    }

    fn skipped(&self, prefix: &str) -> Result<Vec<SkippedNumbers>> {
        let named = |one: Skipped| {
            let Skipped { first, last, reason, .. } = one;
            SkippedNumbers { first, last, reason }
        };
        Ok(billing::list_skipped(self.0, prefix)?.into_iter().map(named).collect())
    }
}

fn is_credit(kind: PaperKind) -> bool {
    matches!(kind, PaperKind::CreditNote | PaperKind::VatCreditNote | PaperKind::RefundVoucher)
}

/// Reasons are what people typed: few, or many are told as one.
fn reasons(mut sums: Vec<ReasonSum>) -> Vec<ReasonSum> {
    const MOST: usize = 100;
    if sums.len() > MOST {
        let rest = sums.split_off(MOST - 1);
        sums.push(ReasonSum {
            reason: "others".into(),
            count: rest.iter().map(|sum| sum.count).sum(),
            amount_paise: rest.iter().map(|sum| sum.amount_paise).sum(),
        });
    }
    sums
}

fn cash(read: &Read, day: Day, taken: Paise, refunds: &[RefundSum]) -> Result<CashSum> {
    let entries = drawer::list_entries_of_day(read, day)?;
    let of = |kinds: &[EntryKind]| -> Paise {
        entries.iter().filter(|(kind, _)| kinds.contains(kind)).map(|(_, amount)| *amount).sum()
    };
    let in_drawers = of(&[EntryKind::Sale, EntryKind::Tip]);
    let refunded = refunds.iter().filter(|sum| sum.method == PayMethod::Cash);
    Ok(CashSum {
        taken_paise: taken,
        in_drawers_paise: in_drawers,
        outside_paise: taken - in_drawers,
        refunded_paise: refunded.map(|sum| sum.amount_paise).sum(),
        put_in_paise: of(&[EntryKind::In]),
        taken_out_paise: -of(&[EntryKind::Out]),
    })
}

fn drawers(read: &Read, day: Day) -> Result<Vec<DrawerCount>> {
    let counted = |drawer: drawer::Drawer| {
        let (sums, expected_paise) = (drawer.sums?, drawer.expected_paise?);
        let counted_paise = drawer.counted_paise?;
        Some(DrawerCount {
            drawer_id: drawer.id,
            cashier: drawer.cashier,
            float_paise: drawer.float_paise,
            sums,
            expected_paise,
            counted_paise,
            difference_paise: counted_paise - expected_paise,
        })
    };
    Ok(drawer::drawers_of_day(read, day)?.into_iter().filter_map(counted).collect())
}
