use super::escpos::{Encoder, Size};
use super::layout::{Row, Sheet};
use super::model::{PrintJob, PrintKind, Printer};
use crate::base::{BillId, Day, Error, Paise, Result, TicketId};
use crate::billing::{self, Paper};
use crate::house::{self, House};
use crate::kitchen::{self, Change, Ticket, TicketLine};
use crate::payments;
use crate::store::Read;
use crate::typeset::Fonts;
use crate::wire::{ChangeKind, TicketKind};

/// What a job needs to be drawn: looked up when it is sent, so that it says what holds then.
pub enum Content {
    Ticket { ticket: Box<Ticket>, fired: String, is_change: bool },
    Paper { paper: Box<Paper>, link: String },
    Drawer,
    Test,
}

/// Looks a job's content up. Errors: `not_found`, `no_bill`.
pub fn find(read: &Read, job: &PrintJob) -> Result<Content> {
    let house = house::load(read)?;
    let gone = || Error::not_found("document");
    match job.kind {
        PrintKind::Ticket | PrintKind::Change => {
            let ticket = kitchen::ticket(read, job.subject.parse::<TicketId>()?)?;
            let fired = house.calendar()?.spoken(ticket.fired_at);
            let is_change = job.kind == PrintKind::Change;
            Ok(Content::Ticket { ticket: Box::new(ticket), fired, is_change })
        }
        PrintKind::Bill => {
            let bill = billing::find(read, job.subject.parse::<BillId>()?)?;
            let code = payments::upi_code(&house, &bill, None, None, Paise::ZERO);
            let link = code.map(|code| code.uri).unwrap_or_default();
            Ok(Content::Paper { paper: Box::new(Paper::of_bill(&bill, &house)?), link })
        }
        PrintKind::Invoice => {
            let (bill, number) = job.subject.split_once(' ').ok_or_else(gone)?;
            let bill = billing::find_even_empty(read, bill.parse::<BillId>()?)?;
            let invoice = bill.invoices().find(|invoice| invoice.number == number);
            Ok(with_link(&house, Paper::of_invoice(invoice.ok_or_else(gone)?)?))
        }
        PrintKind::CreditNote => {
            let (bill, number) = job.subject.split_once(' ').ok_or_else(gone)?;
            let bill = billing::find_even_empty(read, bill.parse::<BillId>()?)?;
            let note = bill.credit_notes.iter().find(|note| note.number == number);
            Ok(with_link(&house, Paper::of_credit_note(note.ok_or_else(gone)?)?))
        }
        PrintKind::Consolidated => {
            let day = job.subject.parse::<Day>()?;
            let whole = billing::find_consolidated(read, day)?.ok_or_else(gone)?;
            let paper = Box::new(Paper::of_consolidated(&whole)?);
            Ok(Content::Paper { paper, link: String::new() })
        }
        PrintKind::Drawer => Ok(Content::Drawer),
        PrintKind::Test => Ok(Content::Test),
    }
}

/// Phones find the document by its code, where the box has an address they can reach.
fn with_link(house: &House, paper: Paper) -> Content {
    let link = match house.base_url.as_str() {
        "" => String::new(),
        base => format!("{base}{}", paper.path),
    };
    Content::Paper { paper: Box::new(paper), link }
}

/// The bytes for the printer.
pub fn encode(fonts: &Fonts, printer: &Printer, job: &PrintJob, what: &Content) -> Result<Vec<u8>> {
    let mut sheet = Sheet::new(fonts, printer.setting.dots());
    match what {
        Content::Drawer => return Ok(Encoder::kick()),
        Content::Ticket { ticket, fired, is_change } => {
            draw_ticket(&mut sheet, job, ticket, fired, *is_change);
        }
        Content::Paper { paper, link } => draw_paper(&mut sheet, job, paper, link)?,
        Content::Test => draw_test(&mut sheet, printer),
    }
    Ok(sheet.cut())
}

fn mark_of_copy(sheet: &mut Sheet, word: &str, copy: u32) {
    if copy > 0 {
        sheet.row(&Row::of(format!("** {word} {copy} **")).sized(Size::Big).centred());
    }
}

fn draw_ticket(sheet: &mut Sheet, job: &PrintJob, ticket: &Ticket, fired: &str, is_change: bool) {
    let columns = sheet.columns();
    mark_of_copy(sheet, "REPRINT", job.copy);
    if is_change {
        sheet.row(&Row::of("** CHANGED **").sized(Size::Big).centred());
    }
    if ticket.is_rush {
        sheet.row(&Row::of("** RUSH **").sized(Size::Big).centred());
    }
    sheet.row(&Row::of(ticket.station.to_uppercase()).sized(Size::Tall).centred());
    let order = format!("#{}", ticket.number);
    sheet
        .row(&Row::of(format!("Table {}", ticket.table_name)).sized(Size::Big).and(order, columns));
    sheet.row(&Row::of(fired).and(format!("Ticket {}", ticket.seq), columns));
    if !ticket.placed_by.is_empty() {
        sheet.row(&Row::of(format!("By {}", ticket.placed_by)));
    }
    if ticket.kind == TicketKind::Split {
        sheet.row(&Row::of("Parted from another order: nothing new to cook").bold());
    }
    sheet.rule();
    if is_change {
        ticket.changes.iter().for_each(|change| draw_change(sheet, change));
        sheet.rule();
        sheet.row(&Row::of("Now to cook").bold());
    }
    for line in &ticket.lines {
        draw_ticket_line(sheet, line);
    }
    sheet.rule();
    if !ticket.notes.is_empty() {
        sheet.row(&Row::of(format!("Note: {}", ticket.notes)).bold());
    }
    if !ticket.held_courses.is_empty() {
        let waits: Vec<_> = ticket.held_courses.iter().map(u32::to_string).collect();
        sheet.row(&Row::of(format!("Waiting: course {}", waits.join(", "))));
    }
    for other in &ticket.elsewhere {
        sheet.row(&Row::of(format!("Also at {}", other.station)));
    }
    sheet.row(&Row::of("").and(format!("print {}", job.number), columns));
}

fn draw_ticket_line(sheet: &mut Sheet, line: &TicketLine) {
    if line.quantity == 0 {
        sheet.row(&Row::of(format!("CALLED OFF {}", line.name)).bold());
        return;
    }
    let dish = format!("{} x {}", line.quantity, line.name);
    sheet.row(&Row::of(dish).sized(Size::Tall));
    if !line.name_local.is_empty() && line.name_local != line.name {
        sheet.row(&Row::of(line.name_local.as_str()).indented(4));
    }
    if !line.variant_name.is_empty() {
        sheet.row(&Row::of(line.variant_name.as_str()).indented(4));
    }
    for modifier in &line.modifiers {
        sheet.row(&Row::of(format!("+ {modifier}")).indented(4));
    }
    if !line.special_instructions.is_empty() {
        sheet.row(&Row::of(format!(">> {}", line.special_instructions)).bold().indented(4));
    }
    let seat = line.seat.map(|seat| format!("Seat {seat}"));
    let guest = Some(line.guest_name.clone()).filter(|name| !name.is_empty());
    let whose: Vec<_> = seat.into_iter().chain(guest).collect();
    if !whose.is_empty() {
        sheet.row(&Row::of(format!("for {}", whose.join(", "))).indented(4));
    }
}

fn draw_change(sheet: &mut Sheet, change: &Change) {
    let what = match change.kind {
        ChangeKind::Cancelled => format!("STOP {} x {}", change.old_quantity, change.name),
        ChangeKind::Changed if change.old_quantity != change.new_quantity => {
            format!("{} x {}, was {}", change.new_quantity, change.name, change.old_quantity)
        }
        ChangeKind::Changed => change.name.clone(),
    };
    sheet.row(&Row::of(what).sized(Size::Tall));
    if change.old_note != change.new_note {
        sheet.row(&Row::of(format!(">> {}", change.new_note)).bold().indented(4));
    }
    if !change.reason.is_empty() {
        sheet.row(&Row::of(format!("Why: {}", change.reason)).indented(4));
    }
}

fn draw_paper(sheet: &mut Sheet, job: &PrintJob, paper: &Paper, link: &str) -> Result<()> {
    let columns = sheet.columns();
    sheet.row(&Row::of(paper.house.as_str()).sized(Size::Big).centred());
    for text in &paper.about {
        sheet.row(&Row::of(text.as_str()).centred());
    }
    sheet.rule();
    sheet.row(&Row::of(paper.title.to_uppercase()).sized(Size::Tall).centred());
    if !paper.subtitle.is_empty() {
        sheet.row(&Row::of(paper.subtitle.as_str()).centred());
    }
    if job.kind != PrintKind::Bill {
        mark_of_copy(sheet, "COPY", job.copy);
    }
    for (name, value) in &paper.facts {
        match name.len() + value.chars().count() < columns {
            true => sheet.row(&Row::of(name.as_str()).and(value.as_str(), columns)),
            false => sheet.row(&Row::of(format!("{name}: {value}"))),
        }
    }
    sheet.rule();
    draw_lines(sheet, paper);
    sheet.rule();
    for (label, amount) in &paper.sums {
        sheet.row(&Row::of(label.as_str()).and(amount.to_string(), columns));
    }
    sheet.rule();
    let (label, total) = &paper.total;
    let size = if columns > 40 { Size::Big } else { Size::Tall };
    sheet.row(&Row::of(label.as_str()).sized(size).and(format!("₹{total}"), columns));
    sheet.rule();
    for text in paper.paid.iter().chain(&paper.notes) {
        sheet.row(&Row::of(text.as_str()).centred());
    }
    if !link.is_empty() {
        sheet.code(link)?;
        let what = if job.kind == PrintKind::Bill { "Scan to pay by UPI" } else { "Keep it" };
        sheet.row(&Row::of(what).centred());
    }
    sheet.row(&Row::of("").and(format!("print {}", job.number), columns));
    Ok(())
}

fn draw_lines(sheet: &mut Sheet, paper: &Paper) {
    let columns = sheet.columns();
    let wide = columns > 40;
    let heads = |left: &str| Row::of(left).and("Amount", columns);
    match wide {
        true => sheet.row(&Row {
            cells: vec![("Qty".into(), 27), ("Rate".into(), 37), ("Amount".into(), columns)],
            ..Row::of("Dish")
        }),
        false => sheet.row(&heads("Dish")),
    }
    sheet.rule();
    for line in &paper.lines {
        let rate = line.unit_paise.map(|rate| rate.to_string()).unwrap_or_default();
        let amount = line.net_paise.to_string();
        if wide {
            let cells = vec![(line.quantity.to_string(), 27), (rate, 37), (amount, columns)];
            sheet.row(&Row { cells, room: 23, ..Row::of(line.name.as_str()) });
        } else {
            sheet.row(&Row::of(line.name.as_str()));
            let times = format!("{} x {rate}", line.quantity);
            sheet.row(&Row::of(times).indented(2).and(amount, columns));
        }
        if !line.name_local.is_empty() && line.name_local != line.name {
            sheet.row(&Row::of(line.name_local.as_str()).indented(2));
        }
        if !line.notes.is_empty() {
            sheet.row(&Row::of(line.notes.join(", ")).indented(2));
        }
    }
}

fn draw_test(sheet: &mut Sheet, printer: &Printer) {
    let columns = sheet.columns();
    sheet.row(&Row::of("It prints").sized(Size::Big).centred());
    sheet.row(&Row::of("छपाई ठीक है").centred());
    sheet.rule();
    sheet.row(
        &Row::of(printer.setting.name.as_str()).and(printer.setting.address.as_str(), columns),
    );
    sheet.row(&Row::of("The right edge").and("1,234.00", columns));
    sheet.row(&Row::of("दायाँ किनारा").and("₹1,234.00", columns));
    sheet.rule();
}
