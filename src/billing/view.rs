use uuid::Uuid;

use super::credit::{CreditKind, CreditNote};
use super::extra::Extra;
use super::model::{Bill, BillDiscount, BillLine, BillState, LineKind};
use super::money::{Payment, Refund};
use super::share::{self, BillPart, Plan};
use super::sql::{self, BillRow, money, shares, writeoffs};
use crate::base::{
    At, BillId, Bps, Code, Error, LineId, OrderId, Paise, PartId, Result, SittingId,
};
use crate::house::{self, TaxScheme};
use crate::ordering::{self, BilledLine, Order, OrderLine};
use crate::pricing::{Discount, Quote, joined, profile_at, quote};
use crate::store::Read;
use crate::tables;
use crate::wire::MoneyStatus;

/// A bill as it stands. Error `no_bill` when nothing was ordered on it.
pub fn find(read: &Read, id: BillId) -> Result<Bill> {
    let orders = ordering::of_bill(read, id)?;
    let opened_at = orders.first().map(|first| first.placed_at).ok_or(Code::NoBill)?;
    shown_with(read, id, &orders, opened_at)
}

/// A bill whose orders may all have gone to another: then nothing is due on it.
pub fn find_even_empty(read: &Read, id: BillId) -> Result<Bill> {
    match find(read, id) {
        Err(error) if error.code() == Code::NoBill => {
            let sitting = tables::sitting_of_bill(read, id)?.ok_or(Code::NoBill)?;
            shown_with(read, id, &[], sitting.opened_at)
        }
        found => found,
    }
}

fn shown_with(read: &Read, id: BillId, orders: &[Order], opened_at: At) -> Result<Bill> {
    let sitting = tables::sitting_of_bill(read, id)?.ok_or(Code::NoBill)?;
    let row = sql::find_bill(read, id)?.unwrap_or_default();
    let invoices = sql::list_invoices(read, id)?;
    let (lines, quote) = match invoices.is_empty() {
        false => (
            invoices.iter().flat_map(|invoice| invoice.lines.clone()).collect(),
            joined(invoices.iter().map(|invoice| &invoice.quote)),
        ),
        true => price(read, id, orders, row.discount, opened_at)?,
    };
    let mut invoices = invoices.into_iter();
    let (invoice, vat_invoice) = (invoices.next(), invoices.next());
    let payments = money::list_payments(read, id)?;
    let refunds = money::list_refunds(read, id)?;
    let credit_notes = money::list_credit_notes(read, id)?;
    let written_off = writeoffs::sum(read, id)?;
    let sums = Sums::of(&quote, &payments, &refunds, &credit_notes, written_off);
    let parts = shared(read, id, &quote, &payments)?;
    let of = |keep: fn(&Order) -> bool| orders.iter().filter(move |o| keep(o)).map(|o| o.id);
    Ok(Bill {
        id,
        sitting_id: sitting.id,
        table_id: sitting.table_id,
        table_name: sitting.table_name,
        state: if invoice.is_some() { BillState::Paid } else { BillState::Open },
        money: sums.status(invoice.is_some(), &refunds),
        order_ids: of(Order::is_billed).collect(),
        waiting_order_ids: of(Order::is_waiting).collect(),
        lines,
        discount: shown_discount(&row),
        buyer: row.buyer,
        parts,
        paid_paise: sums.paid,
        kept_paise: sums.kept(),
        tips_paise: payments.iter().filter(|p| p.counts()).map(|p| p.tip_paise).sum(),
        credited_paise: sums.credited,
        written_off_paise: sums.written_off,
        due_paise: sums.due(),
        overpaid_paise: sums.overpaid(),
        quote,
        payments,
        refunds,
        credit_notes,
        opened_at,
        paid_at: invoice.as_ref().map(|i| i.issued_at),
        version: row.version + orders.iter().map(|o| o.version).sum::<u32>(),
        invoice,
        vat_invoice,
    })
}

/// What a bill comes to, what was paid of it, what goes back of that, and what was taken back.
/// `kept - (total - credited) = overpaid - due - written_off`.
struct Sums {
    total: Paise,
    paid: Paise,
    back: Paise,
    credited: Paise,
    written_off: Paise,
}

impl Sums {
    fn of(
        quote: &Quote,
        payments: &[Payment],
        refunds: &[Refund],
        notes: &[CreditNote],
        written_off: Paise,
    ) -> Sums {
        let supplies = notes.iter().filter(|note| note.kind != CreditKind::RefundVoucher);
        let back = refunds.iter().filter(|refund| refund.counts() && !refund.is_of_surplus);
        Sums {
            total: quote.total_paise,
            paid: payments.iter().filter(|p| p.counts()).map(|p| p.amount_paise).sum(),
            back: back.map(|refund| refund.amount_paise).sum(),
            credited: supplies.map(|note| note.total_paise).sum(),
            written_off,
        }
    }

    fn kept(&self) -> Paise {
        self.paid - self.back
    }

    fn due(&self) -> Paise {
        (self.total - self.credited - self.written_off - self.kept()).max(Paise::ZERO)
    }

    fn overpaid(&self) -> Paise {
        (self.kept() - (self.total - self.credited)).max(Paise::ZERO)
    }

    fn status(&self, is_settled: bool, refunds: &[Refund]) -> MoneyStatus {
        if refunds.iter().any(Refund::is_open) {
            return MoneyStatus::RefundDue;
        }
        match (is_settled, self.kept() > Paise::ZERO, self.due() > Paise::ZERO) {
            (true, _, false) if self.credited > Paise::ZERO && self.credited == self.total => {
                MoneyStatus::Refunded
            }
            (true, _, false) => MoneyStatus::Paid,
            (false, false, false) if self.paid > Paise::ZERO => MoneyStatus::Refunded,
            (_, true, _) => MoneyStatus::PartlyPaid,
            _ => MoneyStatus::Unpaid,
        }
    }
}

/// How the bill is shared, with what was paid of each part.
fn shared(read: &Read, id: BillId, quote: &Quote, payments: &[Payment]) -> Result<Vec<BillPart>> {
    let paid = |part: Option<PartId>| -> Paise {
        let of = payments.iter().filter(|payment| payment.counts() && payment.part_id == part);
        of.map(|payment| payment.amount_paise).sum()
    };
    let plans = shares::list_plans(read, id)?.into_iter();
    let plans: Vec<Plan> = plans.map(|plan| Plan { paid: paid(Some(plan.id)), ..plan }).collect();
    Ok(share::parts(quote, paid(None), &plans))
}

/// The bill of a sitting: its own, or that of the one it is merged into. Error `no_bill` before
/// its first order.
pub fn bill_of_sitting(read: &Read, sitting: SittingId) -> Result<Bill> {
    let id = tables::bill_of(read, sitting)?.ok_or(Code::NoBill)?;
    find(read, id)
}

/// The bill of this name, or the bill the order of this name is on.
pub fn find_by_order_or_bill(read: &Read, id: Uuid) -> Result<Bill> {
    match find(read, BillId(id)) {
        Err(error) if error.code() == Code::NoBill => {
            let order =
                ordering::find(read, OrderId(id)).map_err(|_| Error::not_found("order or bill"))?;
            find(read, order.bill_id)
        }
        found => found,
    }
}

/// All accepted lines, priced together under the rates of the hour the bill was opened.
fn price(
    read: &Read,
    id: BillId,
    orders: &[Order],
    discount: Discount,
    opened_at: At,
) -> Result<(Vec<BillLine>, Quote)> {
    let (mut billed, mut items) = (Vec::new(), Vec::new());
    for order in orders.iter().filter(|o| o.is_billed() && !o.is_waiting()) {
        for BilledLine { line, item } in ordering::billed_lines(read, order.id)? {
            items.push(item);
            billed.push(of_order(order, line));
        }
    }
    for extra in shares::list_extras(read, id)? {
        items.push(extra.item());
        billed.push(of_extra(extra));
    }
    let house = house::load(read)?;
    let profile = match house.tax_scheme {
        TaxScheme::Regular => profile_at(read, opened_at)?,
        TaxScheme::Composition => profile_at(read, opened_at)?.without_gst(),
    };
    let priced = quote(&items, discount, &profile, house.round_to_paise);
    let lines = billed.into_iter().zip(&priced.lines).map(|(line, q)| BillLine {
        quantity: q.quantity,
        unit_paise: q.unit_paise,
        gross_paise: q.gross_paise,
        discount_paise: q.discount_paise,
        net_paise: q.net_paise,
        tax_class: q.tax_class.clone(),
        ..line
    });
    let lines = lines.collect();
    Ok((lines, priced))
}

/// A line as it was ordered; what it costs is for the quote to say.
fn of_order(order: &Order, line: OrderLine) -> BillLine {
    BillLine {
        line_id: line.id,
        kind: LineKind::Dish,
        order_id: Some(order.id),
        order_number: Some(order.number),
        menu_item_id: Some(line.menu_item_id),
        name: line.name,
        name_local: line.name_local,
        variant_name: line.variant_name,
        modifiers: line.modifiers,
        diet: Some(line.diet),
        quantity: line.quantity,
        unit_paise: line.unit_paise,
        gross_paise: Paise::ZERO,
        discount_paise: Paise::ZERO,
        net_paise: Paise::ZERO,
        tax_class: String::new(),
    }
}

fn of_extra(extra: Extra) -> BillLine {
    BillLine {
        line_id: LineId(extra.id.0),
        kind: extra.kind,
        order_id: None,
        order_number: None,
        menu_item_id: None,
        name: extra.name,
        name_local: String::new(),
        variant_name: String::new(),
        modifiers: Vec::new(),
        diet: None,
        quantity: extra.quantity,
        unit_paise: extra.unit,
        gross_paise: Paise::ZERO,
        discount_paise: Paise::ZERO,
        net_paise: Paise::ZERO,
        tax_class: extra.tax_class,
    }
}

fn shown_discount(row: &BillRow) -> Option<BillDiscount> {
    let reason = row.reason.clone();
    match row.discount {
        Discount::None => None,
        Discount::Percent(percent_bps) => {
            Some(BillDiscount { percent_bps, amount_paise: Paise::ZERO, reason })
        }
        Discount::Amount(amount_paise) => {
            Some(BillDiscount { percent_bps: Bps(0), amount_paise, reason })
        }
    }
}
