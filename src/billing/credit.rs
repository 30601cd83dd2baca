use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{Bill, BillLine, Buyer, Invoice, Seller};
use super::money::{Payment, Refund};
use super::refund::orders_follow_in;
use super::settle::{TOKEN_BYTES, next_number, seller};
use super::sql::{self, money};
use super::view::{find, find_even_empty};
use crate::app::App;
use crate::base::{
    At, BillId, Code, Error, LineId, OnceKey, OrderId, Paise, RefundId, Result, clean_note, limits,
    random_token,
};
use crate::house;
use crate::ordering;
use crate::pricing::{Discount, Item, Quote, TaxClass, TaxLine, TaxProfile, quote};
use crate::store::Tx;
use crate::wire::{Actor, Fact, PaymentState, RefundReason, RefundState};
use crate::words;

words! {
    /// On what paper money goes back.
    pub enum CreditKind {
        /// Takes a supply and its tax back, in whole or in part.
        CreditNote = "CREDIT_NOTE",
        /// The same for what is under a state's VAT.
        VatCreditNote = "VAT_CREDIT_NOTE",
        /// For money that was no payment for anything: no tax is in it.
        RefundVoucher = "REFUND_VOUCHER",
    }
}

/// What was handed out for what was taken back. Cites the invoice it corrects.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CreditNote {
    /// `K1C/2627/000001`, `K1W/…` under VAT, `K1R/…`. At most 16 characters.
    pub number: String,
    pub kind: CreditKind,
    pub issued_at: At,
    pub seller: Seller,
    pub buyer: Option<Buyer>,
    pub bill_id: BillId,
    pub table_name: String,
    /// Empty when no invoice was ever issued.
    pub invoice_number: String,
    pub invoice_at: Option<At>,
    pub reason: RefundReason,
    pub note: String,
    /// What was taken back, as it stood on the invoice, in the quantity taken back.
    pub lines: Vec<BillLine>,
    /// What the invoice is less by.
    pub quote: Quote,
    pub total_paise: Paise,
    pub receipt_path: String,
}

/// What is taken back, and what it is for: the same cause is credited once.
#[derive(Clone, Copy)]
pub struct TakingBack<'a> {
    pub lines: &'a [(LineId, u32)],
    pub reason: RefundReason,
    pub note: &'a str,
    pub cause: &'a str,
}

/// Takes lines back that somebody brought back, for a reason.
///
/// Errors: see [`take_back_in`]; `reason_required`.
pub async fn take_lines_back(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    bill: BillId,
    lines: Vec<(LineId, u32)>,
    reason: String,
) -> Result<CreditNote> {
    let work = move |tx: &Tx| {
        let note = clean_note("reason", &reason, limits::MAX_NOTE)?;
        if note.is_empty() {
            return Err(Code::ReasonRequired.into());
        }
        // The key makes it once; the cause only has to be its own.
        let cause = format!("return:{}", random_token(TOKEN_BYTES));
        let reason = RefundReason::Returned;
        take_back_in(tx, bill, &TakingBack { lines: &lines, reason, note: &note, cause: &cause })
    };
    app.store.write(actor, move |tx| tx.once(&key, work)).await
}

/// Takes lines of a paid bill back: issues the credit note, and owes what was paid for them.
///
/// Errors: `no_bill`, `refund_not_due` for a bill that was not paid, `invalid_value` for more than
/// is left of a line.
pub fn take_back_in(tx: &Tx, id: BillId, taking: &TakingBack) -> Result<CreditNote> {
    if let Some(known) = money::find_credit_note_by_cause(tx, taking.cause)? {
        return Ok(known);
    }
    let bill = find(tx, id)?;
    if !bill.is_paid() {
        return Err(Code::RefundNotDue.into());
    }
    let mut left = left_of(tx, &bill)?;
    for (line, quantity) in taking.lines {
        let rest = left.get_mut(line).ok_or_else(|| Error::not_found("line"))?;
        if *quantity == 0 || *quantity > *rest {
            return Err(Error::invalid("quantity", "That much is not left of it."));
        }
        *rest -= quantity;
    }
    let round_to = house::load(tx)?.round_to_paise;
    let mut first = None;
    for invoice in bill.invoices() {
        let backs = taking.lines.iter().filter_map(|(line, quantity)| {
            let known = invoice.lines.iter().find(|known| known.line_id == *line)?;
            Some((known, *quantity))
        });
        let backs: Vec<(&BillLine, u32)> = backs.collect();
        if backs.is_empty() {
            continue;
        }
        let lines = backs.iter().map(|(known, quantity)| part_of(known, *quantity)).collect();
        let credit = less(invoice, &bill.credit_notes, &after(invoice, &left, round_to));
        // What is on two papers is taken back on two.
        let second = format!("{}:vat", taking.cause);
        let cause = if first.is_some() { &second } else { taking.cause };
        let of_paper = TakingBack { cause, ..*taking };
        let note =
            issue_in(tx, (&bill, Some(invoice)), credit_kind(invoice), lines, credit, &of_paper)?;
        for (known, quantity) in backs {
            money::insert_taken_back(tx, id, &note.number, (known.line_id, quantity))?;
        }
        // What was never paid is not owed: then less is due.
        let owed = find(tx, id)?.overpaid_paise.min(note.total_paise);
        owe_in(tx, &bill, &note, owed)?;
        first = first.or(Some(note));
    }
    orders_follow_in(tx, id)?;
    first.ok_or_else(|| Error::invalid("lines", "Say what is taken back."))
}

fn credit_kind(invoice: &Invoice) -> CreditKind {
    if invoice.is_vat() { CreditKind::VatCreditNote } else { CreditKind::CreditNote }
}

/// What was paid for an order that was called off since. None when it was not on the invoice.
pub fn take_order_back_in(tx: &Tx, order: OrderId) -> Result<Option<CreditNote>> {
    let bill_id = ordering::find(tx, order)?.bill_id;
    let bill = find(tx, bill_id)?;
    if !bill.is_paid() {
        return Ok(None);
    }
    let left = left_of(tx, &bill)?;
    let of_order = bill.lines.iter().filter(|line| line.order_id == Some(order));
    let lines: Vec<(LineId, u32)> = of_order
        .map(|line| (line.line_id, left.get(&line.line_id).copied().unwrap_or_default()))
        .filter(|(_, quantity)| *quantity > 0)
        .collect();
    let cause = format!("order:{order}");
    if lines.is_empty() {
        return money::find_credit_note_by_cause(tx, &cause);
    }
    let reason = RefundReason::Cancelled;
    let taking =
        TakingBack { lines: &lines, reason, note: "The order was called off.", cause: &cause };
    take_back_in(tx, bill_id, &taking).map(Some)
}

/// Owes back what came in with a payment although nothing was due for it.
pub fn owe_surplus_in(tx: &Tx, payment: &Payment, reason: RefundReason) -> Result<CreditNote> {
    let cause = format!("surplus:{}", payment.id);
    if let Some(known) = money::find_credit_note_by_cause(tx, &cause)? {
        return Ok(known);
    }
    let bill = find_even_empty(tx, payment.bill_id)?;
    let total_paise = payment.surplus_paise;
    let note = voucher_in(tx, &bill, total_paise, (reason, &cause))?;
    owe_of_in(tx, &bill, &note, payment, total_paise)?;
    Ok(note)
}

/// The paper for money that was no payment for anything.
fn voucher_in(
    tx: &Tx,
    bill: &Bill,
    total_paise: Paise,
    (reason, cause): (RefundReason, &str),
) -> Result<CreditNote> {
    let sum = Quote { total_paise, ..Quote::default() };
    let taking = TakingBack { lines: &[], reason, note: "", cause };
    let invoice = bill.invoice.as_ref();
    issue_in(tx, (bill, invoice), CreditKind::RefundVoucher, Vec::new(), sum, &taking)
}

/// How much of each line of a paid bill was not taken back.
fn left_of(tx: &Tx, bill: &Bill) -> Result<BTreeMap<LineId, u32>> {
    let back: BTreeMap<LineId, u32> = money::list_taken_back(tx, bill.id)?.into_iter().collect();
    let left = |line: &BillLine| {
        let back = back.get(&line.line_id).copied().unwrap_or_default();
        (line.line_id, line.quantity.saturating_sub(back))
    };
    Ok(bill.lines.iter().map(left).collect())
}

/// A line in a smaller quantity, with its share of the discount.
fn part_of(line: &BillLine, quantity: u32) -> BillLine {
    let share = |whole: Paise| whole.ratio(i64::from(quantity), i64::from(line.quantity));
    let (gross_paise, net_paise) = (share(line.gross_paise), share(line.net_paise));
    let discount_paise = gross_paise - net_paise;
    BillLine { quantity, gross_paise, net_paise, discount_paise, ..line.clone() }
}

/// The invoice as it would be for what is left, under the rates it was issued with.
fn after(invoice: &Invoice, left: &BTreeMap<LineId, u32>, round_to: i64) -> Quote {
    let classes = invoice.quote.taxes.iter().map(|tax| TaxClass {
        key: tax.tax_class.clone(),
        kind: tax.kind,
        rate: tax.rate_bps,
        inclusive: tax.inclusive,
    });
    let profile = TaxProfile(classes.collect());
    let item = |line: &BillLine| {
        let quantity = left.get(&line.line_id).copied().unwrap_or_default();
        Item {
            line_id: line.line_id,
            name: line.name.clone(),
            quantity: 1,
            unit: part_of(line, quantity).net_paise,
            discount: Discount::None,
            tax_class: line.tax_class.clone(),
        }
    };
    let items: Vec<Item> = invoice.lines.iter().map(item).collect();
    quote(&items, Discount::None, &profile, round_to)
}

/// What the invoice, less what was credited on it before, is more than `after`.
fn less(invoice: &Invoice, notes: &[CreditNote], after: &Quote) -> Quote {
    let on_it = |note: &&CreditNote| {
        note.kind == credit_kind(invoice) && note.invoice_number == invoice.number
    };
    let before: Vec<&Quote> = notes.iter().filter(on_it).map(|note| &note.quote).collect();
    let whole = &invoice.quote;
    let off = |of: fn(&Quote) -> Paise| {
        let credited = before.iter().map(|quote| of(quote)).sum::<Paise>();
        (of(whole) - credited - of(after)).max(Paise::ZERO)
    };
    let tax = |line: &TaxLine| {
        let of_class = |quote: &Quote, part: fn(&TaxLine) -> Paise| -> Paise {
            let same = |tax: &&TaxLine| tax.tax_class == line.tax_class;
            quote.taxes.iter().filter(same).map(part).sum()
        };
        let off = |part: fn(&TaxLine) -> Paise| {
            let credited = before.iter().map(|quote| of_class(quote, part)).sum::<Paise>();
            (part(line) - credited - of_class(after, part)).max(Paise::ZERO)
        };
        TaxLine {
            taxable_paise: off(|t| t.taxable_paise),
            tax_paise: off(|t| t.tax_paise),
            cgst_paise: off(|t| t.cgst_paise),
            sgst_paise: off(|t| t.sgst_paise),
            vat_paise: off(|t| t.vat_paise),
            ..line.clone()
        }
    };
    let taxes: Vec<TaxLine> = whole.taxes.iter().map(tax).collect();
    let subtotal_paise = off(|q| q.subtotal_paise);
    let total_paise = off(|q| q.total_paise);
    let documented: Paise = match taxes.is_empty() {
        true => subtotal_paise,
        false => taxes.iter().map(TaxLine::documented).sum(),
    };
    Quote {
        lines: Vec::new(),
        items_paise: subtotal_paise,
        discount_paise: Paise::ZERO,
        subtotal_paise,
        tax_paise: taxes.iter().map(|t| t.tax_paise).sum(),
        round_off_paise: total_paise - documented,
        total_paise,
        taxes,
    }
}

/// The letter behind the till in a paper's series.
pub fn credit_series(kind: CreditKind) -> &'static str {
    match kind {
        CreditKind::CreditNote => "C",
        CreditKind::VatCreditNote => "W",
        CreditKind::RefundVoucher => "R",
    }
}

fn issue_in(
    tx: &Tx,
    (bill, invoice): (&Bill, Option<&Invoice>),
    kind: CreditKind,
    lines: Vec<BillLine>,
    quote: Quote,
    taking: &TakingBack,
) -> Result<CreditNote> {
    let house = house::load(tx)?;
    let token = random_token(TOKEN_BYTES);
    let note = CreditNote {
        number: next_number(tx, &house, credit_series(kind))?,
        kind,
        issued_at: tx.now(),
        seller: seller(&house),
        buyer: bill.buyer.clone(),
        bill_id: bill.id,
        table_name: bill.table_name.clone(),
        invoice_number: invoice.map_or_else(String::new, |invoice| invoice.number.clone()),
        invoice_at: invoice.map(|invoice| invoice.issued_at),
        reason: taking.reason,
        note: taking.note.to_owned(),
        lines,
        total_paise: quote.total_paise,
        quote,
        receipt_path: format!("/r/{token}"),
    };
    let business_day = house::business_day(tx, tx.now())?;
    let taxable = note.quote.taxable();
    sql::touch_bill(tx, bill.id, bill.sitting_id)?;
    let row =
        money::CreditRow { note: &note, cause: taking.cause, token: &token, business_day, taxable };
    money::insert_credit_note(tx, &row)?;
    tx.record(Fact::CreditNoteIssued {
        number: note.number.clone(),
        bill_id: bill.id,
        sitting_id: bill.sitting_id,
        invoice_number: note.invoice_number.clone(),
        total_paise: note.total_paise,
        reason: taking.reason,
        is_voucher: kind == CreditKind::RefundVoucher,
        tax_paise: note.quote.tax_paise,
        business_day: Some(business_day),
    });
    Ok(note)
}

/// Owes so much on a note, of the last payments first, of none more than it brought; of those that
/// may never have come only what no other can give.
fn owe_in(tx: &Tx, bill: &Bill, note: &CreditNote, mut open: Paise) -> Result<()> {
    let back: BTreeMap<_, _> = money::list_refunded(tx, bill.id)?.into_iter().collect();
    let is_sure = |payment: &&Payment| payment.state != PaymentState::Unverified;
    let counted = || bill.payments.iter().rev().filter(|payment| payment.counts());
    let unsure = counted().filter(|payment| !is_sure(payment));
    for payment in counted().filter(is_sure).chain(unsure) {
        let surplus_and_more = back.get(&payment.id).copied().unwrap_or_default();
        let room = payment.amount_paise + payment.surplus_paise - surplus_and_more;
        let amount = open.min(room).max(Paise::ZERO);
        if amount > Paise::ZERO {
            owe_of_in(tx, bill, note, payment, amount)?;
            open = open - amount;
        }
    }
    Ok(())
}

fn owe_of_in(
    tx: &Tx,
    bill: &Bill,
    note: &CreditNote,
    payment: &Payment,
    amount_paise: Paise,
) -> Result<()> {
    let refund = Refund {
        id: RefundId::new(tx.now()),
        payment_id: payment.id,
        bill_id: bill.id,
        method: payment.method,
        payment_state: payment.state,
        payment_reference: payment.reference.clone(),
        amount_paise,
        reason: note.reason,
        state: RefundState::Due,
        note: note.number.clone(),
        reference: String::new(),
        failure: String::new(),
        due_at: tx.now(),
        done_at: None,
        done_by: String::new(),
        is_of_surplus: false,
    };
    money::insert_refund(tx, &refund)?;
    tx.record(Fact::RefundDue {
        refund_id: refund.id,
        payment_id: payment.id,
        bill_id: bill.id,
        sitting_id: bill.sitting_id,
        method: payment.method,
        amount_paise,
        reason: note.reason,
    });
    Ok(())
}

/// Owes back what a bill was overpaid by, because something was called off since. What is owed
/// already is not owed again.
pub fn owe_overpaid_in(tx: &Tx, id: BillId, reason: RefundReason) -> Result<()> {
    let bill = find_even_empty(tx, id)?;
    let total_paise = bill.overpaid_paise;
    if total_paise == Paise::ZERO {
        return Ok(());
    }
    let cause = format!("overpaid:{id}:{}", bill.credit_notes.len());
    let note = voucher_in(tx, &bill, total_paise, (reason, &cause))?;
    owe_in(tx, &bill, &note, total_paise)
}
