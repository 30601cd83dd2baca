use super::place::view;
use crate::app::App;
use crate::base::{Code, OrderId, Result, SittingId};
use crate::billing;
use crate::ordering;
use crate::store::Tx;
use crate::tables::{self, Sitting, SittingRow};
use crate::wire::{Actor, Fact};

/// A party pays for itself again: what was ordered at its table goes back to its own bill. If it
/// paid for the others, the next of them does that now. Asking again changes nothing.
///
/// Errors: `not_found`, `bill_paid`, `bill_discounted`, `sitting_closed`.
pub async fn unmerge(app: &App, actor: &Actor, id: SittingId) -> Result<Sitting> {
    app.store.write(actor, move |tx| unmerge_in(tx, id)).await
}

/// See [`unmerge`].
pub fn unmerge_in(tx: &Tx, id: SittingId) -> Result<Sitting> {
    let group = tables::group_of(tx, id)?;
    let Some((payer, followers)) = group.split_first() else { return view(tx, id) };
    let leaving = if id == payer.id { followers } else { &group[..] };
    let mut going = 0;
    for sitting in leaving.iter().filter(|sitting| id == payer.id || sitting.id == id) {
        going += ordering::of_sitting(tx, sitting.id)?.len();
    }
    match billing::require_movable(tx, payer.bill_id) {
        // What was given off the bill stays with all it was given on.
        Err(error) if error.code() == Code::BillDiscounted && going == 0 => None,
        other => other?,
    };
    let sitting = tables::require_open(tx, id)?;
    let Some(heir) = followers.first() else { return view(tx, id) };
    if sitting.id == payer.id {
        succeed_in(tx, payer, heir, &followers[1..])?;
    } else {
        let order_ids = leave_in(tx, &sitting)?;
        billing::orders_left_in(tx, payer, &order_ids)?;
        record(tx, &sitting, payer, order_ids);
    }
    if sitting.covers == 0 {
        tables::count_in(tx, &sitting, 1)?;
    }
    view(tx, id)
}

/// Who paid for all goes: the first of the others pays for the rest.
fn succeed_in(tx: &Tx, payer: &SittingRow, heir: &SittingRow, rest: &[SittingRow]) -> Result<()> {
    let mut order_ids = leave_in(tx, heir)?;
    for member in rest {
        tables::mark_merged_in(tx, member.id, Some(heir.id))?;
        order_ids.extend(ordering::rebill_in(tx, member.id, heir.bill_id)?);
    }
    if heir.covers == 0 {
        tables::count_in(tx, heir, 1)?;
    }
    billing::orders_left_in(tx, payer, &order_ids)?;
    record(tx, payer, heir, order_ids);
    Ok(())
}

fn leave_in(tx: &Tx, sitting: &SittingRow) -> Result<Vec<OrderId>> {
    tables::mark_merged_in(tx, sitting.id, None)?;
    ordering::rebill_in(tx, sitting.id, sitting.bill_id)
}

fn record(tx: &Tx, sitting: &SittingRow, leader: &SittingRow, order_ids: Vec<OrderId>) {
    tx.record(Fact::SittingUnmerged {
        sitting_id: sitting.id,
        leader_id: leader.id,
        table_name: sitting.table_name.clone(),
        leader_table_name: leader.table_name.clone(),
        order_ids,
    });
}
