use super::model::{PrintJob, PrintKind, Printer, Setting};
use super::settle::retry_in;
use super::sql::{self, Wanted};
use crate::app::App;
use crate::base::{BillId, Code, OnceKey, PaymentId, PrintId, PrinterId, Result, TicketId};
use crate::billing::{self, Bill};
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
    match &recorded.fact {
        Fact::TicketFired { ticket_id, station, .. } => ticket_in(tx, *ticket_id, station),
        Fact::LineChanged { order_id, line_id, .. } => {
            if sql::list_printers(tx)?.is_empty() {
                return Ok(());
            }
            let order = ordering::find(tx, *order_id)?;
            for ticket in kitchen::of_order(tx, &order)? {
                if ticket.lines.iter().any(|line| line.id == *line_id) {
                    let id = ticket.id.to_string();
                    let here = |printer: &Setting| printer.prints_for(&ticket.station);
                    let cause = format!("change:{}:{id}", recorded.seq);
                    wherever(tx, &here, PrintKind::Change, &id, &cause)?;
                }
            }
            Ok(())
        }
        Fact::PaymentTaken(taken) if taken.method == PayMethod::Cash => {
            let PaymentId(id) = taken.payment_id;
            kick_in(tx, &id.to_string(), &format!("drawer:{id}"))
        }
        // Sales and tips come with their payment.
        Fact::CashMoved {
            drawer_id,
            kind: EntryKind::In | EntryKind::Out | EntryKind::Refund,
            ..
        } => kick_in(tx, &drawer_id.to_string(), &format!("cash:{}", recorded.seq)),
        Fact::BillPaid(paid) => invoices_in(tx, paid.bill_id),
        Fact::CreditNoteIssued { number, bill_id, .. } => {
            let subject = format!("{bill_id} {number}");
            let cause = format!("credit:{number}");
            wherever(tx, &|printer| printer.is_receipts, PrintKind::CreditNote, &subject, &cause)
        }
        Fact::InvoiceConsolidated { number, business_day, .. } => {
            let (day, cause) = (business_day.to_string(), format!("invoice:{number}"));
            wherever(tx, &|printer| printer.is_receipts, PrintKind::Consolidated, &day, &cause)
        }
        _ => Ok(()),
    }
}

fn ticket_in(tx: &Tx, id: TicketId, station: &str) -> Result<()> {
    let here = |printer: &Setting| printer.prints_for(station);
    let id = id.to_string();
    wherever(tx, &here, PrintKind::Ticket, &id, &format!("ticket:{id}"))
}

/// A bill's invoice, and liquor's of its own where there is one.
fn invoices_in(tx: &Tx, bill: BillId) -> Result<()> {
    for subject in invoices(&billing::find_even_empty(tx, bill)?) {
        let cause = format!("invoice:{subject}");
        wherever(tx, &|printer| printer.is_receipts, PrintKind::Invoice, &subject, &cause)?;
    }
    Ok(())
}

fn invoices(bill: &Bill) -> Vec<String> {
    bill.invoices().map(|invoice| format!("{} {}", bill.id, invoice.number)).collect()
}

fn kick_in(tx: &Tx, subject: &str, cause: &str) -> Result<()> {
    wherever(tx, &|printer| printer.opens_drawer, PrintKind::Drawer, subject, cause)
}

/// Queues something at every printer in use that is meant for it, once for each cause.
fn wherever(
    tx: &Tx,
    is_meant: &dyn Fn(&Setting) -> bool,
    kind: PrintKind,
    subject: &str,
    cause: &str,
) -> Result<()> {
    for printer in sql::list_printers(tx)? {
        if printer.setting.is_active && is_meant(&printer.setting) {
            let cause = format!("{cause}:{}", printer.id);
            let wanted = Wanted { cause: &cause, kind, subject, printer: printer.id, copy: 0 };
            queue_in(tx, &printer, &wanted)?;
        }
    }
    Ok(())
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
/// out, or was about to, comes once and where it is wanted now.
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

/// See [`print`]. Of a bill with two invoices both come out; the first is answered.
pub fn print_in(tx: &Tx, wish: &Wish, printer: Option<PrinterId>) -> Result<PrintJob> {
    let (kind, subjects, station) = match wish {
        Wish::Ticket(id) => {
            let ticket = kitchen::ticket(tx, *id)?;
            ticket_in(tx, *id, &ticket.station)?;
            (PrintKind::Ticket, vec![id.to_string()], Some(ticket.station))
        }
        Wish::Bill(id) => match invoices(&billing::find(tx, *id)?) {
            none if none.is_empty() => (PrintKind::Bill, vec![id.to_string()], None),
            numbers => {
                invoices_in(tx, *id)?;
                (PrintKind::Invoice, numbers, None)
            }
        },
        Wish::Test => (PrintKind::Test, vec![String::new()], None),
    };
    let printer = match printer {
        Some(id) => sql::find_printer(tx, id)?,
        None => choose(tx, station.as_deref())?,
    };
    let jobs = subjects.iter().map(|subject| print_one_in(tx, &printer, kind, subject));
    let jobs = jobs.collect::<Result<Vec<_>>>()?;
    jobs.into_iter().next().ok_or_else(|| Code::NotFound.into())
}

fn print_one_in(tx: &Tx, printer: &Printer, kind: PrintKind, subject: &str) -> Result<PrintJob> {
    if let (false, Some(waits)) = (kind == PrintKind::Test, sql::find_queued(tx, kind, subject)?) {
        return retry_in(tx, waits, Some(printer.id));
    }
    let is_marked = !matches!(kind, PrintKind::Bill | PrintKind::Test);
    let copy = if is_marked { sql::count_printed(tx, kind, subject)? } else { 0 };
    let cause = format!("asked:{}", PrintId::new(tx.now()));
    let wanted = Wanted { cause: &cause, kind, subject, printer: printer.id, copy };
    let queued = queue_in(tx, printer, &wanted)?.ok_or(Code::NotFound)?;
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
