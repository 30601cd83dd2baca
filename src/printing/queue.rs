use super::model::{PrintJob, PrintKind, Printer};
use super::settle::retry_in;
use super::sql::{self, Wanted};
use crate::app::App;
use crate::base::{BillId, Code, OnceKey, PaymentId, PrintId, PrinterId, Result, TicketId};
use crate::billing;
use crate::kitchen;
use crate::ordering;
use crate::store::Tx;
use crate::wire::{Actor, EntryKind, Fact, PayMethod, Recorded};

/// Queues what a fact asks for. The same fact again queues nothing.
pub async fn queue_for(app: &App, recorded: Recorded) -> Result<()> {
    if !asks_for_paper(&recorded.fact) {
        return Ok(());
    }
    app.store.write(&Actor::the_box(), move |tx| queue_for_in(tx, &recorded)).await
}

fn asks_for_paper(fact: &Fact) -> bool {
    matches!(
        fact,
        Fact::TicketFired { .. }
            | Fact::LineChanged { .. }
            | Fact::PaymentTaken(_)
            | Fact::BillPaid(_)
            | Fact::CashMoved { .. }
            | Fact::CreditNoteIssued { .. }
            | Fact::InvoiceConsolidated { .. }
    )
}

fn queue_for_in(tx: &Tx, recorded: &Recorded) -> Result<()> {
    let printers: Vec<_> =
        sql::list_printers(tx)?.into_iter().filter(|p| p.setting.is_active).collect();
    let at = |wants: &dyn Fn(&Printer) -> bool, kind, subject: &str, cause: &str| -> Result<()> {
        for printer in printers.iter().filter(|printer| wants(printer)) {
            let cause = format!("{cause}:{}", printer.id);
            let wanted = Wanted { cause: &cause, kind, subject, printer: printer.id, copy: 0 };
            queue_in(tx, printer, &wanted)?;
        }
        Ok(())
    };
    let receipts = |printer: &Printer| printer.setting.is_receipts;
    let opens = |printer: &Printer| printer.setting.opens_drawer;
    match &recorded.fact {
        Fact::TicketFired { ticket_id, station, .. } => {
            let id = ticket_id.to_string();
            let here = |printer: &Printer| printer.setting.prints_for(station);
            at(&here, PrintKind::Ticket, &id, &format!("ticket:{id}"))
        }
        Fact::LineChanged { order_id, line_id, .. } if !printers.is_empty() => {
            let order = ordering::find(tx, *order_id)?;
            for ticket in kitchen::of_order(tx, &order)? {
                if ticket.lines.iter().any(|line| line.id == *line_id) {
                    let id = ticket.id.to_string();
                    let here = |printer: &Printer| printer.setting.prints_for(&ticket.station);
                    at(&here, PrintKind::Change, &id, &format!("change:{}:{id}", recorded.seq))?;
                }
            }
            Ok(())
        }
        Fact::PaymentTaken(taken) if taken.method == PayMethod::Cash => {
            let PaymentId(id) = taken.payment_id;
            at(&opens, PrintKind::Drawer, &id.to_string(), &format!("drawer:{id}"))
        }
        // Sales and tips come with their payment.
        Fact::CashMoved {
            drawer_id,
            kind: EntryKind::In | EntryKind::Out | EntryKind::Refund,
            ..
        } => {
            let cause = format!("cash:{}", recorded.seq);
            at(&opens, PrintKind::Drawer, &drawer_id.to_string(), &cause)
        }
        Fact::BillPaid(paid) => {
            let id = paid.bill_id.to_string();
            at(&receipts, PrintKind::Invoice, &id, &format!("invoice:{id}"))
        }
        Fact::CreditNoteIssued { number, bill_id, .. } => {
            let subject = format!("{bill_id} {number}");
            at(&receipts, PrintKind::CreditNote, &subject, &format!("credit:{number}"))
        }
        Fact::InvoiceConsolidated { number, business_day, .. } => {
            let day = business_day.to_string();
            at(&receipts, PrintKind::Consolidated, &day, &format!("invoice:{number}"))
        }
        _ => Ok(()),
    }
}

/// Lays something out for a printer. None: this cause was before.
fn queue_in(tx: &Tx, printer: &Printer, wanted: &Wanted) -> Result<Option<PrintId>> {
    let queued = sql::insert_job(tx, wanted)?;
    if let Some(print_id) = queued {
        tx.record(Fact::PrintQueued {
            print_id,
            printer: printer.setting.name.clone(),
            kind: wanted.kind.to_string(),
            subject: wanted.subject.to_owned(),
            copy: wanted.copy,
        });
    }
    Ok(queued)
}

/// What a person wants on paper.
pub enum Wish {
    Ticket(TicketId),
    /// The invoice once there is one, and what is owed before.
    Bill(BillId),
    Test,
}

/// Prints what somebody asked for, marked as a copy when it came out before. What waits to come
/// out comes once, where it is wanted now.
///
/// Errors: `not_found`, `no_bill`; `no_printer`.
pub async fn print(
    app: &App,
    actor: &Actor,
    key: OnceKey,
    wish: Wish,
    printer: Option<PrinterId>,
) -> Result<PrintJob> {
    let work = move |tx: &Tx| tx.once(&key, |tx| print_in(tx, &wish, printer));
    app.store.write(actor, work).await
}

/// See [`print`].
pub fn print_in(tx: &Tx, wish: &Wish, printer: Option<PrinterId>) -> Result<PrintJob> {
    let (kind, subject, station) = match wish {
        Wish::Ticket(id) => {
            let ticket = kitchen::ticket(tx, *id)?;
            (PrintKind::Ticket, id.to_string(), Some(ticket.station))
        }
        Wish::Bill(id) => match billing::find(tx, *id)?.invoice {
            Some(_) => (PrintKind::Invoice, id.to_string(), None),
            None => (PrintKind::Bill, id.to_string(), None),
        },
        Wish::Test => (PrintKind::Test, String::new(), None),
    };
    let printer = match printer {
        Some(id) => sql::find_printer(tx, id)?,
        None => choose(tx, station.as_deref())?,
    };
    if let (false, Some(waits)) = (kind == PrintKind::Test, sql::find_queued(tx, kind, &subject)?) {
        return retry_in(tx, waits, Some(printer.id));
    }
    let copy = sql::count_printed(tx, kind, &subject)?;
    let copy = if matches!(kind, PrintKind::Bill | PrintKind::Test) { 0 } else { copy };
    let cause = format!("asked:{}", PrintId::new(tx.now()));
    let wanted = Wanted { cause: &cause, kind, subject: &subject, printer: printer.id, copy };
    let queued = queue_in(tx, &printer, &wanted)?.ok_or(Code::NotFound)?;
    sql::find_job(tx, queued)
}

/// The station's own printer; for bills the one receipts come out of, else one that cooks do not
/// stand at.
fn choose(tx: &Tx, station: Option<&str>) -> Result<Printer> {
    let mut printers = sql::list_printers(tx)?;
    printers.retain(|printer| printer.setting.is_active);
    let place = match station {
        Some(station) => printers.iter().position(|p| p.setting.prints_for(station)),
        None => printers
            .iter()
            .position(|p| p.setting.is_receipts)
            .or_else(|| printers.iter().position(|p| p.setting.stations.is_empty())),
    };
    place.map(|place| printers.swap_remove(place)).ok_or_else(|| Code::NoPrinter.into())
}
