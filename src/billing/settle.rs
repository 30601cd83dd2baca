use super::consolidate::{is_small, series};
use super::credit::owe_overpaid_in;
use super::model::{Beside, Bill, BillLine, DocumentKind, Invoice, Seller};
use super::money::Payment;
use super::sql::{self, IssuedRow};
use crate::base::{Code, Day, Error, Result, random_token};
use crate::house::{self, House, TaxScheme};
use crate::ordering;
use crate::pricing::{Quote, by_kind};
use crate::store::Tx;
use crate::tables;
use crate::wire::{BillPaid, Fact, RefundReason, TaxKind, TaxPaid};

/// Bytes of chance in a receipt's address.
pub const TOKEN_BYTES: usize = 16;

/// The longest number the law allows.
const MAX_NUMBER: usize = 16;
/// Digits of a number, where they fit.
const DIGITS: usize = 6;

/// Closes a bill on which nothing is due: issues its invoice, and one of its own for what is under
/// VAT, each under its series' next number; marks the orders paid and ends the sitting, with those
/// it pays for. What was paid beyond the invoices is owed back.
///
/// Errors: `already_paid`; `orders_pending` while an order waits for a yes; `course_waiting` while
/// something would be paid that nobody was told to cook; `no_bill` when nothing
/// is left to pay for.
pub fn settle_in(tx: &Tx, bill: &Bill) -> Result<Invoice> {
    may_settle(bill)?;
    ordering::require_fired(tx, &bill.order_ids)?;
    let house = house::load(tx)?;
    sql::touch_bill(tx, bill.id, bill.sitting_id)?;
    let business_day = house::business_day(tx, tx.now())?;
    let covers = tables::group_of(tx, bill.sitting_id)?.iter().map(|sitting| sitting.covers).sum();
    let invoices = papers(tx, &house, bill)?;
    for (place, (token, invoice)) in invoices.iter().enumerate() {
        let (taxable, is_vat) = (invoice.quote.taxable(), invoice.is_vat());
        // Whoever sums up papers counts the people once.
        let covers = if place == 0 { covers } else { 0 };
        sql::insert_invoice(
            tx,
            &IssuedRow { invoice, is_vat, token, business_day, taxable, covers },
        )?;
    }
    let mut invoices = invoices.into_iter().map(|(_, invoice)| invoice);
    let first = invoices.next().ok_or(Code::NoBill)?;
    if let Some(last) = first.payments.last() {
        let vat = invoices.next().map(|invoice| invoice.number).unwrap_or_default();
        tx.record(paid(bill, (&first.number, vat), last, business_day));
    }
    for order in &bill.order_ids {
        ordering::mark_paid_in(tx, *order)?;
    }
    tables::close_in(tx, bill.sitting_id)?;
    owe_overpaid_in(tx, bill.id, RefundReason::Overpaid)?;
    Ok(first)
}

/// The papers of a bill with the tokens of their pages: one for what is under GST, one for what is
/// under VAT. Both are the bill.
fn papers(tx: &Tx, house: &House, bill: &Bill) -> Result<Vec<(String, Invoice)>> {
    let mut papers = Vec::new();
    for (tax, quote) in by_kind(&bill.quote, house.round_to_paise) {
        let kind = kind_of(house, tax, &quote, bill.buyer.is_some());
        let token = random_token(TOKEN_BYTES);
        let of_kind = |line: &&BillLine| bill.quote.kind_of(&line.tax_class) == tax;
        let invoice = Invoice {
            number: next_number(tx, house, series(kind))?,
            kind,
            issued_at: tx.now(),
            seller: seller(house),
            buyer: bill.buyer.clone(),
            table_name: bill.table_name.clone(),
            bill_id: bill.id,
            lines: bill.lines.iter().filter(of_kind).cloned().collect(),
            quote,
            payments: Vec::new(),
            beside: None,
            receipt_path: format!("/r/{token}"),
        };
        papers.push((token, invoice));
    }
    let about = |(_, invoice): &(String, Invoice)| Beside {
        number: invoice.number.clone(),
        total_paise: invoice.quote.total_paise,
        receipt_path: invoice.receipt_path.clone(),
    };
    if let [(_, first), (_, second)] = &mut papers[..] {
        let (one, other) =
            (about(&(String::new(), first.clone())), about(&(String::new(), second.clone())));
        (first.beside, second.beside) = (Some(other), Some(one));
    }
    if let Some((_, first)) = papers.first_mut() {
        first.payments = bill.payments.iter().filter(|payment| payment.counts()).cloned().collect();
    }
    Ok(papers)
}

fn kind_of(house: &House, tax: TaxKind, quote: &Quote, has_buyer: bool) -> DocumentKind {
    match (tax, house.tax_scheme) {
        (TaxKind::Vat, _) => DocumentKind::VatInvoice,
        (TaxKind::Gst, TaxScheme::Composition) => DocumentKind::BillOfSupply,
        (TaxKind::Gst, TaxScheme::Regular) if is_small(house, quote.total_paise, has_buyer) => {
            DocumentKind::CashMemo
        }
        (TaxKind::Gst, TaxScheme::Regular) => DocumentKind::TaxInvoice,
    }
}

/// Whether a bill can be settled now.
pub fn may_settle(bill: &Bill) -> Result<()> {
    if bill.is_paid() {
        return Err(Code::AlreadyPaid.into());
    }
    if !bill.waiting_order_ids.is_empty() {
        return Err(Code::OrdersPending.into());
    }
    if bill.lines.is_empty() {
        return Err(Code::NoBill.into());
    }
    Ok(())
}

/// The next number of a kind of paper: `K1/2627/000123`, with a letter behind the till for all but
/// tax invoices. The year is the paper's own date's, not the business day's.
pub fn next_number(tx: &Tx, house: &House, series: &str) -> Result<String> {
    let year = house.calendar()?.date_of(tx.now()).financial_year();
    let prefix = format!("{}{series}/{year}/", house.till_code);
    let digits = DIGITS.min(MAX_NUMBER.saturating_sub(prefix.len()));
    let number = format!("{prefix}{:0digits$}", sql::next_invoice(tx, &prefix)?);
    if number.len() > MAX_NUMBER {
        return Err(Error::new(Code::LimitReached).message("The invoice series is used up."));
    }
    Ok(number)
}

pub fn seller(house: &House) -> Seller {
    Seller {
        name: house.name.clone(),
        address: house.address.clone(),
        phone: house.phone.clone(),
        gstin: house.gstin.clone(),
        fssai: house.fssai.clone(),
        sac: house.sac.clone(),
        timezone: house.timezone.clone(),
    }
}

fn paid(bill: &Bill, (number, vat): (&str, String), payment: &Payment, day: Day) -> Fact {
    let quote = &bill.quote;
    let taxes = quote.taxes.iter().map(|tax| TaxPaid {
        label: tax.label.clone(),
        rate_bps: tax.rate_bps,
        taxable_paise: tax.taxable_paise,
        cgst_paise: tax.cgst_paise,
        sgst_paise: tax.sgst_paise,
        vat_paise: tax.vat_paise,
    });
    let payments = bill.payments.iter().filter(|payment| payment.counts());
    Fact::BillPaid(Box::new(BillPaid {
        bill_id: bill.id,
        sitting_id: bill.sitting_id,
        invoice_number: number.to_owned(),
        vat_invoice_number: vat,
        business_day: day,
        order_ids: bill.order_ids.clone(),
        payment_id: payment.id,
        method: payment.method,
        received_paise: payment.received_paise,
        change_paise: payment.change_paise,
        payment_ids: payments.map(|payment| payment.id).collect(),
        taxes: taxes.collect(),
        discount_paise: quote.discount_paise,
        round_off_paise: quote.round_off_paise,
        total_paise: quote.total_paise,
    }))
}
