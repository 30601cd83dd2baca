use super::sql::{self, RefundRow};
use crate::app::App;
use crate::base::{Code, Result};
use crate::billing;
use crate::gateways::pay::{PayError, RefundAsk, RefundProgress, Refunded};
use crate::store::Tx;
use crate::wire::{Actor, PayMethod, RefundState};

/// Refunds made at once.
const BATCH: usize = 20;
/// Seconds until a refund is asked for or looked at again: doubled with each try, up to an hour.
const FIRST_WAIT: i64 = 15;
const LONGEST_WAIT: i64 = 3_600;

/// Gives back what is owed through `method`, and looks after what is on its way.
pub async fn refund_due(app: &App, method: PayMethod) -> Result<()> {
    let now = app.clock.now();
    let owed = app.store.read(move |read| {
        let due = billing::list_refunds_due(read, Some(method), BATCH)?;
        Ok(due.into_iter().any(|refund| refund.state == RefundState::Due))
    });
    if owed.await? {
        app.store.write(&Actor::the_box(), move |tx| ask_for_owed_in(tx, method)).await?;
    }
    let due = app.store.read(move |read| sql::list_refunds(read, method, now, BATCH)).await?;
    for row in due {
        let key = row.key.clone();
        if let Err(error) = refund(app, row.clone()).await {
            // One that cannot be written down holds no other up.
            tracing::error!(%error, key, "a refund is asked for again later");
            let wait = move |tx: &Tx| answered_in(tx, row, Err(PayError::Later(error.to_string())));
            app.store.write(&Actor::the_box(), wait).await?;
        }
    }
    Ok(())
}

/// From now on the gateway is at it: nobody gives the same money back in cash beside it.
fn ask_for_owed_in(tx: &Tx, method: PayMethod) -> Result<()> {
    for refund in billing::list_refunds_due(tx, Some(method), BATCH)? {
        if refund.state != RefundState::Due || sql::is_asked(tx, refund.id)? {
            continue;
        }
        billing::refund_asked_in(tx, refund.id)?;
        let row = RefundRow {
            key: refund.id.to_string(),
            method,
            refund_id: Some(refund.id),
            payment: refund.payment_reference,
            amount: refund.amount_paise,
            state: RefundState::Due,
            gateway_refund: String::new(),
            tries: 0,
        };
        sql::insert_refund(tx, &row)?;
    }
    Ok(())
}

async fn refund(app: &App, row: RefundRow) -> Result<()> {
    let (key, payment) = (row.key.clone(), row.payment.clone());
    let ask = RefundAsk { key, payment, amount: row.amount };
    let answer = match row.gateway_refund.as_str() {
        "" => app.pay.ask(row.method, |gateway| gateway.refund(&ask)).await,
        known => app.pay.ask(row.method, |gateway| gateway.look_at_refund(known)).await,
    };
    if matches!(answer, Err(PayError::NotSetUp | PayError::Resting(_))) {
        return Ok(());
    }
    app.store.write(&Actor::the_box(), move |tx| answered_in(tx, row, answer)).await
}

fn answered_in(tx: &Tx, row: RefundRow, answer: Result<Refunded, PayError>) -> Result<()> {
    let doublings = row.tries.min(10);
    let wait = (FIRST_WAIT << doublings).min(LONGEST_WAIT);
    let next = Some(tx.now().plus_seconds(wait));
    let mut row = RefundRow { tries: row.tries.saturating_add(1), ..row };
    let refunded = match answer {
        Ok(refunded) => refunded,
        Err(PayError::Refused(why)) => return failed_in(tx, row, &why),
        Err(PayError::Down(why) | PayError::Later(why)) => {
            return sql::mark_refund(tx, &row, next, &why);
        }
        Err(PayError::NotSetUp | PayError::Resting(_)) => return Ok(()),
    };
    row.gateway_refund = refunded.refund;
    match refunded.progress {
        RefundProgress::Failed => failed_in(tx, row, "the gateway could not give it back"),
        RefundProgress::Pending => {
            row.state = RefundState::Pending;
            sql::mark_refund(tx, &row, next, "")
        }
        RefundProgress::Done => {
            row.state = RefundState::Done;
            sql::mark_refund(tx, &row, None, "")?;
            match row.refund_id {
                Some(id) => billing::refund_done_in(tx, id, &row.gateway_refund).map(|_| ()),
                None => Ok(()),
            }
        }
    }
}

/// It stays owed, and is for people now.
fn failed_in(tx: &Tx, mut row: RefundRow, why: &str) -> Result<()> {
    let why: String = why.chars().take(200).collect();
    tracing::warn!(key = row.key, why, "a gateway refused to give money back");
    row.state = RefundState::Failed;
    sql::mark_refund(tx, &row, None, &why)?;
    let Some(id) = row.refund_id else { return Ok(()) };
    match billing::refund_failed_in(tx, id, &why) {
        // Somebody found another way meanwhile.
        Err(error) if error.code() == Code::IllegalTransition => Ok(()),
        failed => failed.map(|_| ()),
    }
}
