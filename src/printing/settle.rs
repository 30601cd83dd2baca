use super::model::{PrintJob, PrintState};
use super::sql;
use crate::app::App;
use crate::base::{Code, PrintId, PrinterId, Result};
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Most prints that are dropped at once.
const MAX_CLEARED: usize = 500;

/// Sends a print again, or to another printer. What may have come out before is marked as a copy.
///
/// Errors: `not_found`; `print_over` when it was sent or dropped; `printer_busy` while it is sent.
pub async fn retry(
    app: &App,
    actor: &Actor,
    id: PrintId,
    printer: Option<PrinterId>,
) -> Result<PrintJob> {
    app.store.write(actor, move |tx| retry_in(tx, id, printer)).await
}

/// See [`retry`].
pub fn retry_in(tx: &Tx, id: PrintId, printer: Option<PrinterId>) -> Result<PrintJob> {
    let job = sql::find_job(tx, id)?;
    require_undecided(&job)?;
    let to = sql::find_printer(tx, printer.unwrap_or(job.printer_id))?;
    let copy = job.copy + u32::from(job.state == PrintState::Unknown);
    sql::mark_queued(tx, id, to.id, copy)?;
    tx.record(Fact::PrintQueued {
        print_id: id,
        printer: to.setting.name,
        kind: job.kind.to_string(),
        subject: job.subject,
        copy,
    });
    sql::find_job(tx, id)
}

/// Somebody looked: it came out, or nobody wants it any more.
///
/// Errors: those of [`retry`].
pub async fn drop_print(app: &App, actor: &Actor, id: PrintId, came_out: bool) -> Result<PrintJob> {
    app.store.write(actor, move |tx| drop_in(tx, id, came_out)).await
}

/// See [`drop_print`].
pub fn drop_in(tx: &Tx, id: PrintId, came_out: bool) -> Result<PrintJob> {
    let job = sql::find_job(tx, id)?;
    require_undecided(&job)?;
    let came_out = came_out && job.state == PrintState::Unknown;
    let state = if came_out { PrintState::Sent } else { PrintState::Dropped };
    end_in(tx, &job, state, &job.error)?;
    sql::find_job(tx, id)
}

/// Nobody wants any more what waits for this printer, or broke off at it. Says how many that were.
///
/// Error: `not_found`.
pub async fn clear(app: &App, actor: &Actor, printer: PrinterId) -> Result<usize> {
    app.store.write(actor, move |tx| clear_in(tx, printer)).await
}

/// See [`clear`].
pub fn clear_in(tx: &Tx, printer: PrinterId) -> Result<usize> {
    sql::find_printer(tx, printer)?;
    let undecided = sql::list_undecided(tx, printer, MAX_CLEARED)?;
    for id in &undecided {
        drop_in(tx, *id, false)?;
    }
    Ok(undecided.len())
}

fn require_undecided(job: &PrintJob) -> Result<()> {
    match job.state {
        PrintState::Queued | PrintState::Unknown | PrintState::Failed => Ok(()),
        PrintState::Sending => Err(Code::PrinterBusy.into()),
        PrintState::Sent | PrintState::Dropped => Err(Code::PrintOver.into()),
    }
}

/// Writes down what became of a print.
pub fn end_in(tx: &Tx, job: &PrintJob, state: PrintState, error: &str) -> Result<()> {
    sql::mark_state(tx, job.id, state, error)?;
    tx.record(Fact::PrintEnded {
        print_id: job.id,
        printer: job.printer_name.clone(),
        state: state.to_string(),
        failure: error.to_owned(),
    });
    Ok(())
}

/// What was being sent to a printer when that was cut off: nobody knows what came out.
pub fn give_up_in(tx: &Tx, printer: PrinterId) -> Result<()> {
    for id in sql::list_sending(tx, printer)? {
        let job = sql::find_job(tx, id)?;
        end_in(tx, &job, PrintState::Unknown, "The box was cut off while it was sent.")?;
    }
    Ok(())
}
