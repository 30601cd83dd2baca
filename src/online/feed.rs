use super::model::{Attempt, AttemptState, Effect, Event, Known, reduce};
use super::sql;
use crate::base::{AttemptId, BillId, Error, Paise, Result};
use crate::billing;
use crate::payments::{self, Taking};
use crate::store::{Read, Tx};
use crate::tables;
use crate::wire::{Fact, PaymentState};

/// Tells an attempt what was heard of it, and does what follows from it, in one go: however often
/// and in whatever order it is told, money is received once.
pub fn feed_in(tx: &Tx, id: AttemptId, events: &[Event]) -> Result<Attempt> {
    let attempt = sql::find_attempt(tx, id)?.ok_or_else(|| Error::not_found("attempt"))?;
    let mut tally = sql::find_tally(tx, &attempt)?;
    let mut effects = Vec::new();
    for event in events {
        let (next, more) = reduce(tally, event);
        tally = next;
        effects.extend(more);
    }
    sql::save_tally(tx, id, &tally)?;
    for effect in effects {
        match effect {
            Effect::Receive { payment } => receive_in(tx, &attempt, payment)?,
            Effect::Flag { payment, amount } => flag_in(tx, &attempt, payment, amount)?,
            Effect::LookAtRefund { key, refund } => sql::mark_refund_heard(tx, &key, &refund)?,
        }
    }
    let state = tally.state();
    if state == attempt.state || (state == AttemptState::Open && !tally.payments.is_empty()) {
        return Ok(attempt);
    }
    step_in(tx, &attempt, state)?;
    Ok(Attempt { state, ..attempt })
}

fn step_in(tx: &Tx, attempt: &Attempt, state: AttemptState) -> Result<()> {
    // An attempt that was given up stays so until there is money.
    if state == AttemptState::Open {
        return Ok(());
    }
    sql::mark_state(tx, attempt.id, state)?;
    let (attempt_id, bill_id, method) = (attempt.id, attempt.bill_id, attempt.method);
    match state {
        AttemptState::Settled => tx.record(Fact::AttemptSettled { attempt_id, bill_id, method }),
        AttemptState::Failed => tx.record(Fact::AttemptFailed { attempt_id, bill_id, method }),
        _ => {}
    }
    let (looks, _) = sql::find_looks(tx, attempt.id)?;
    match state {
        AttemptState::Settled => sql::mark_looked(tx, attempt.id, looks, None),
        // Before any of it goes back the gateway is asked itself.
        AttemptState::Mismatched => sql::mark_looked(tx, attempt.id, looks, Some(tx.now())),
        _ => Ok(()),
    }
}

/// The money that was asked for is there.
fn receive_in(tx: &Tx, attempt: &Attempt, payment: String) -> Result<()> {
    let id = paid_bill(tx, attempt.bill_id)?;
    let bill = billing::find_even_empty(tx, id)?;
    let part = attempt.part_id.and_then(|id| bill.parts.iter().find(|part| part.id == id));
    let due = part.map_or(bill.due_paise, |part| part.due_paise.min(bill.due_paise));
    // Who pays what is paid already gets everything back, the tip too.
    let (amount, tip) = match due {
        Paise::ZERO => (attempt.asked(), Paise::ZERO),
        _ => (attempt.amount_paise, attempt.tip_paise),
    };
    let taking = Taking {
        method: attempt.method,
        part: part.map(|part| part.id),
        amount: Some(amount),
        tip,
        received: None,
        reference: payment,
        state: PaymentState::Taken,
        claim: attempt.claim_id,
    };
    payments::receive_in(tx, id, &taking)?;
    Ok(())
}

/// The bill itself, or the one its orders went to when its table was merged with another.
fn paid_bill(read: &Read, bill: BillId) -> Result<BillId> {
    if !billing::find_even_empty(read, bill)?.lines.is_empty() {
        return Ok(bill);
    }
    let sitting = tables::sitting_of_bill(read, bill)?;
    let payer = sitting.map(|sitting| tables::bill_of(read, sitting.id)).transpose()?.flatten();
    Ok(payer.unwrap_or(bill))
}

/// Other money came than was asked for: no bill takes it.
fn flag_in(tx: &Tx, attempt: &Attempt, payment: String, amount: Paise) -> Result<()> {
    sql::mismatches::mark_flagged(tx, attempt.id, &payment)?;
    tx.record(Fact::AttemptMismatched {
        attempt_id: attempt.id,
        bill_id: attempt.bill_id,
        method: attempt.method,
        asked_paise: attempt.asked(),
        came_paise: amount,
        payment,
    });
    Ok(())
}

/// Writes down what came in another amount, and owes it back: once, however often it is done. What
/// the gateway also called right is left as it is, for people to look at.
pub fn owe_odd_in(tx: &Tx, attempt: &Attempt) -> Result<()> {
    let tally = sql::find_tally(tx, attempt)?;
    let odd = |known: &Known| known.mismatch.filter(|came| *came > Paise::ZERO);
    for (payment, known) in tally.payments.iter().filter(|(_, known)| !known.is_received) {
        if let Some(came) = odd(known) {
            let bill = paid_bill(tx, attempt.bill_id)?;
            payments::receive_odd_in(tx, bill, attempt.method, payment, came)?;
        }
    }
    if tally.state() == AttemptState::Mismatched {
        let (looks, _) = sql::find_looks(tx, attempt.id)?;
        sql::mark_looked(tx, attempt.id, looks, None)?;
    }
    Ok(())
}
