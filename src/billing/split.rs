use std::collections::BTreeMap;

use serde::Deserialize;
use utoipa::ToSchema;

use super::extra::find_open;
use super::model::Bill;
use super::share::{PartLine, Plan, ShareBy};
use super::sql::{self, shares};
use super::view::find;
use crate::app::App;
use crate::base::{BillId, Code, Error, LineId, Paise, PartId, Result, clean_line, limits};
use crate::ordering::{self, OrderLine};
use crate::store::{Read, Tx};
use crate::wire::{Actor, Fact};

/// How a bill shall be shared.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(tag = "how", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
pub enum Split {
    /// Into so many equal parts.
    Equal { parts: usize },
    /// Each pays what is named; what is left over is one more part.
    Amount { amounts_paise: Vec<Paise> },
    /// By the chairs lines were ordered for; what is for nobody in particular is for all.
    Seat,
    /// By who ordered.
    Guest,
    /// By lines, or fractions of them; what nobody names is the last part's.
    Item { parts: Vec<ItemPart> },
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemPart {
    #[serde(default)]
    pub label: String,
    #[serde(default)]
    pub lines: Vec<PartLine>,
}

/// Shares a bill out, in place of how it was shared before.
///
/// Errors: `no_bill`, `already_paid`, `part_paid` once somebody paid a part, `more_than_due`,
/// `invalid_value`.
pub async fn split(app: &App, actor: &Actor, bill: BillId, how: Split) -> Result<Bill> {
    app.store.write(actor, move |tx| split_in(tx, bill, &how)).await
}

/// See [`split`].
pub fn split_in(tx: &Tx, id: BillId, how: &Split) -> Result<Bill> {
    let bill = require_unshared(tx, id)?;
    let plans = planned(tx, &bill, how)?;
    if !(2..=limits::MAX_PARTS).contains(&plans.len()) {
        let sentence = format!("A bill is shared by 2 to {}.", limits::MAX_PARTS);
        return Err(Error::invalid("parts", sentence));
    }
    sql::touch_bill(tx, id, bill.sitting_id)?;
    shares::delete_plans(tx, id)?;
    for (place, plan) in plans.iter().enumerate() {
        shares::insert_plan(tx, id, place, plan)?;
    }
    record(tx, &bill, plans.len());
    find(tx, id)
}

/// The bill is one again. Undoing twice is undoing once.
///
/// Errors: `no_bill`, `already_paid`, `part_paid`.
pub async fn unsplit(app: &App, actor: &Actor, bill: BillId) -> Result<Bill> {
    app.store.write(actor, move |tx| unsplit_in(tx, bill)).await
}

/// See [`unsplit`].
pub fn unsplit_in(tx: &Tx, id: BillId) -> Result<Bill> {
    let bill = require_unshared(tx, id)?;
    if bill.parts.is_empty() {
        return Ok(bill);
    }
    sql::touch_bill(tx, id, bill.sitting_id)?;
    shares::delete_plans(tx, id)?;
    record(tx, &bill, 0);
    find(tx, id)
}

/// An open bill no part of which was paid.
fn require_unshared(tx: &Tx, id: BillId) -> Result<Bill> {
    let bill = find_open(tx, id)?;
    let is_begun = |payment: &super::Payment| payment.counts() && payment.part_id.is_some();
    match bill.payments.iter().any(is_begun) {
        true => Err(Code::PartPaid.into()),
        false => Ok(bill),
    }
}

fn record(tx: &Tx, bill: &Bill, parts: usize) {
    let (bill_id, sitting_id) = (bill.id, bill.sitting_id);
    let parts = u32::try_from(parts).unwrap_or(u32::MAX);
    tx.record(Fact::BillSplit { bill_id, sitting_id, parts });
}

fn planned(tx: &Tx, bill: &Bill, how: &Split) -> Result<Vec<Plan>> {
    let plan = |how: ShareBy, label: String| Plan {
        id: PartId::new(tx.now()),
        label,
        how,
        amount: Paise::ZERO,
        lines: Vec::new(),
        fixed: None,
        paid: Paise::ZERO,
    };
    let numbered = |n: usize| (n + 1).to_string();
    match how {
        Split::Equal { parts } => {
            let parts = (*parts).min(limits::MAX_PARTS + 1);
            Ok((0..parts).map(|n| plan(ShareBy::Equal, numbered(n))).collect())
        }
        Split::Amount { amounts_paise } => {
            let amounts = with_rest(bill.due_paise, amounts_paise)?;
            let part = |(n, amount)| Plan { amount, ..plan(ShareBy::Amount, numbered(n)) };
            Ok(amounts.into_iter().enumerate().map(part).collect())
        }
        Split::Seat => {
            let by_seat = |line: &OrderLine, _: &str| line.seat.map(|seat| format!("{seat:02}"));
            let parts = grouped(tx, bill, by_seat)?.into_iter();
            let label = |seat: &str| format!("Seat {}", seat.trim_start_matches('0'));
            let part =
                |(seat, lines): (String, _)| Plan { lines, ..plan(ShareBy::Item, label(&seat)) };
            Ok(parts.map(part).collect())
        }
        Split::Guest => {
            let by_guest = |line: &OrderLine, placed_by: &str| {
                let named = Some(line.guest_name.as_str()).filter(|name| !name.is_empty());
                Some(named.unwrap_or(placed_by).to_owned())
            };
            let parts = grouped(tx, bill, by_guest)?.into_iter();
            let part = |(name, lines)| Plan { lines, ..plan(ShareBy::Item, name) };
            Ok(parts.map(part).collect())
        }
        Split::Item { parts } => {
            check_fractions(bill, parts)?;
            let part = |(n, part): (usize, &ItemPart)| {
                let label = match part.label.trim() {
                    "" => numbered(n),
                    label => clean_line("label", label, limits::MAX_NAME)?,
                };
                Ok(Plan { lines: part.lines.clone(), ..plan(ShareBy::Item, label) })
            };
            parts.iter().enumerate().map(part).collect()
        }
    }
}

/// The amounts, and what they leave over as one more.
fn with_rest(due: Paise, amounts: &[Paise]) -> Result<Vec<Paise>> {
    let is_amount = |amount: &Paise| amount.is_sane() && *amount > Paise::ZERO;
    if amounts.len() > limits::MAX_PARTS || !amounts.iter().all(is_amount) {
        return Err(Error::invalid("amounts_paise", "These are not amounts."));
    }
    let rest = due - amounts.iter().copied().sum::<Paise>();
    if rest < Paise::ZERO {
        return Err(Code::MoreThanDue.into());
    }
    let rest = Some(rest).filter(|rest| *rest > Paise::ZERO);
    Ok(amounts.iter().copied().chain(rest).collect())
}

type Groups = BTreeMap<String, Vec<PartLine>>;

/// Whole lines by what `key` says of them; those of which it says nothing are shared by all.
fn grouped(
    read: &Read,
    bill: &Bill,
    key: impl Fn(&OrderLine, &str) -> Option<String>,
) -> Result<Groups> {
    let mut groups = Groups::new();
    let mut common: Vec<LineId> = Vec::new();
    for id in &bill.order_ids {
        let order = ordering::find(read, *id)?;
        for line in order.lines.iter().filter(|line| line.live_quantity() > 0) {
            match key(line, &order.placed_by) {
                Some(key) => groups.entry(key).or_default().push(whole(line.id)),
                None => common.push(line.id),
            }
        }
    }
    let extras = bill.lines.iter().filter(|line| line.order_id.is_none());
    common.extend(extras.map(|line| line.line_id));
    let denominator = u32::try_from(groups.len()).unwrap_or(1);
    for lines in groups.values_mut() {
        let share = |line_id: &LineId| PartLine { line_id: *line_id, numerator: 1, denominator };
        lines.extend(common.iter().map(share));
    }
    Ok(groups)
}

fn whole(line_id: LineId) -> PartLine {
    PartLine { line_id, numerator: 1, denominator: 1 }
}

/// No line is given away more than once, nor one that is not on the bill.
fn check_fractions(bill: &Bill, parts: &[ItemPart]) -> Result<()> {
    let refuse = |sentence: &str| Err(Error::invalid("parts", sentence));
    let mut given: BTreeMap<LineId, (u64, u64)> = BTreeMap::new();
    for part in parts {
        let mut named = Vec::new();
        for PartLine { line_id, numerator, denominator } in &part.lines {
            if !bill.lines.iter().any(|line| line.line_id == *line_id) {
                return refuse("A line is not on this bill.");
            }
            if named.contains(line_id) {
                return refuse("A part names a line twice.");
            }
            if *numerator == 0 || denominator < numerator || *denominator > 100 {
                return refuse("A fraction must be more than nothing and at most all.");
            }
            named.push(*line_id);
            let (n, d) = given.entry(*line_id).or_insert((0, 1));
            let (numerator, denominator) = (u64::from(*numerator), u64::from(*denominator));
            (*n, *d) = reduced(*n * denominator + numerator * *d, *d * denominator);
            if *n > *d {
                return refuse("More than all of a line is given away.");
            }
        }
        if part.lines.len() > limits::MAX_PART_LINES {
            return refuse("A part names too many lines.");
        }
    }
    Ok(())
}

fn reduced(n: u64, d: u64) -> (u64, u64) {
    let (mut a, mut b) = (n, d);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    (n / a.max(1), d / a.max(1))
}
