use super::place::view;
use crate::app::App;
use crate::base::{Code, Error, OrderId, Result, SittingId, TableId, limits};
use crate::billing;
use crate::ordering;
use crate::store::Tx;
use crate::tables::{self, Sitting, SittingRow};
use crate::wire::{Actor, Fact};

/// The party at `table` joins this visit, with everybody it pays for: from now on there is one
/// bill. At a free table a visit is opened for that. Asking again changes nothing. Answers the visit
/// that pays.
///
/// Errors: `not_found`, `sitting_closed`, `table_closed`, `invalid_value` for its own table,
/// `bill_paid`, `bill_discounted`, `limit_reached`.
pub async fn merge(app: &App, actor: &Actor, id: SittingId, table: TableId) -> Result<Sitting> {
    app.store.write(actor, move |tx| merge_in(tx, id, table)).await
}

/// See [`merge`].
pub fn merge_in(tx: &Tx, id: SittingId, table_id: TableId) -> Result<Sitting> {
    let sitting = tables::require_open(tx, id)?;
    if sitting.table_id == table_id {
        return Err(Error::invalid("table_id", "They sit at this table already."));
    }
    let joining = match tables::open_sitting_of(tx, table_id)? {
        Some(open) => open,
        None => tables::open_beside_in(tx, table_id)?.id,
    };
    let leader = tables::leader_of(tx, &sitting)?;
    let group = tables::group_of(tx, joining)?;
    let Some(payer) = group.first().filter(|payer| payer.id != leader.id) else {
        return view(tx, leader.id);
    };
    may_join(tx, &leader, payer)?;
    let mut left = Vec::new();
    for member in &group {
        left.extend(join_in(tx, member, &leader)?);
    }
    billing::orders_left_in(tx, payer, &left)?;
    tables::wait_on_in(tx, leader.id)?;
    view(tx, leader.id)
}

/// What was given off one bill was not meant for what is on the other.
fn may_join(tx: &Tx, leader: &SittingRow, payer: &SittingRow) -> Result<()> {
    let mut counts = Vec::new();
    for bill_id in [leader.bill_id, payer.bill_id] {
        counts.push(ordering::of_bill(tx, bill_id)?.len());
    }
    if counts.iter().sum::<usize>() > limits::MAX_ORDERS_PER_SITTING {
        return Err(Error::new(Code::LimitReached).message("Together they have too many orders."));
    }
    if counts.iter().all(|count| *count > 0) {
        billing::require_movable(tx, leader.bill_id)?;
        billing::require_movable(tx, payer.bill_id)?;
    }
    Ok(())
}

fn join_in(tx: &Tx, member: &SittingRow, leader: &SittingRow) -> Result<Vec<OrderId>> {
    tables::mark_merged_in(tx, member.id, Some(leader.id))?;
    let order_ids = ordering::rebill_in(tx, member.id, leader.bill_id)?;
    tx.record(Fact::SittingMerged {
        sitting_id: member.id,
        leader_id: leader.id,
        table_name: member.table_name.clone(),
        leader_table_name: leader.table_name.clone(),
        order_ids: order_ids.clone(),
    });
    Ok(order_ids)
}
