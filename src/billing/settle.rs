use super::consolidate::{is_small, series};
use super::model::{Bill, DocumentKind, Invoice, Seller};
use super::money::Payment;
use super::sql::{self, IssuedRow};
use crate::base::{Code, Day, Error, Paise, Result, random_token};
use crate::house::{self, House, TaxScheme};
use crate::ordering;
use crate::pricing::Quote;
use crate::store::Tx;
use crate::tables;
use crate::wire::{BillPaid, Fact, TaxPaid};

/// Bytes of chance in a receipt's address.
pub const TOKEN_BYTES: usize = 16;

/// The longest number the law allows.
const MAX_NUMBER: usize = 16;
/// Digits of a number, where they fit.
const DIGITS: usize = 6;

/// Closes a bill on which nothing is due: issues the invoice under the series' next number, marks
/// the orders paid and ends the sitting, with those it pays for.
///
/// Errors: `already_paid`; `orders_pending` while an order waits for a yes; `course_waiting` while
/// something would be paid that nobody was told to cook; `no_bill` when nothing
/// is left to pay for.
pub fn settle_in(tx: &Tx, bill: &Bill) -> Result<Invoice> {
    may_settle(bill)?;
    ordering::require_fired(tx, &bill.order_ids)?;
    let house = house::load(tx)?;
    sql::touch_bill(tx, bill.id, bill.sitting_id)?;
    let token = random_token(TOKEN_BYTES);
    let kind = match house.tax_scheme {
        TaxScheme::Composition => DocumentKind::BillOfSupply,
        TaxScheme::Regular => {
            match is_small(&house, bill.quote.total_paise, bill.buyer.is_some()) {
                true => DocumentKind::CashMemo,
                false => DocumentKind::TaxInvoice,
            }
        }
    };
    let invoice = Invoice {
        number: next_number(tx, &house, series(kind))?,
        kind,
        issued_at: tx.now(),
        seller: seller(&house),
        buyer: bill.buyer.clone(),
        table_name: bill.table_name.clone(),
        bill_id: bill.id,
        lines: bill.lines.clone(),
        quote: bill.quote.clone(),
        payments: bill.payments.iter().filter(|payment| payment.counts()).cloned().collect(),
        receipt_path: format!("/r/{token}"),
    };
    let covers = tables::group_of(tx, bill.sitting_id)?.iter().map(|sitting| sitting.covers).sum();
    let business_day = house::business_day(tx, tx.now())?;
    sql::insert_invoice(
        tx,
        &IssuedRow {
            invoice: &invoice,
            token: &token,
            business_day,
            taxable: taxable(&invoice.quote),
            covers,
        },
    )?;
    if let Some(last) = invoice.payments.last() {
        tx.record(paid(bill, &invoice, last, business_day));
    }
    for order in &bill.order_ids {
        ordering::mark_paid_in(tx, *order)?;
    }
    tables::close_in(tx, bill.sitting_id)?;
    Ok(invoice)
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

/// What tax is reckoned on.
pub fn taxable(quote: &Quote) -> Paise {
    match quote.taxes.is_empty() {
        true => quote.subtotal_paise,
        false => quote.taxes.iter().map(|t| t.taxable_paise).sum(),
    }
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

fn paid(bill: &Bill, invoice: &Invoice, payment: &Payment, day: Day) -> Fact {
    let taxes = invoice.quote.taxes.iter().map(|tax| TaxPaid {
        label: tax.label.clone(),
        rate_bps: tax.rate_bps,
        taxable_paise: tax.taxable_paise,
        cgst_paise: tax.cgst_paise,
        sgst_paise: tax.sgst_paise,
    });
    Fact::BillPaid(Box::new(BillPaid {
        bill_id: bill.id,
        sitting_id: bill.sitting_id,
        invoice_number: invoice.number.clone(),
        business_day: day,
        order_ids: bill.order_ids.clone(),
        payment_id: payment.id,
        method: payment.method,
        received_paise: payment.received_paise,
        change_paise: payment.change_paise,
        payment_ids: invoice.payments.iter().map(|payment| payment.id).collect(),
        taxes: taxes.collect(),
        discount_paise: invoice.quote.discount_paise,
        round_off_paise: invoice.quote.round_off_paise,
        total_paise: invoice.quote.total_paise,
    }))
}
