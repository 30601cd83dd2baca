use super::model::{PrintJob, PrintKind, PrintState, Printer, Setting};
use crate::base::{Error, PrintId, PrinterId, Result, Word as _};
use crate::store::{Read, Row, RowExt, Tx, params};

const PRINTER: &str = "SELECT p.id, p.name, p.kind, p.address, p.width, p.stations, p.is_receipts,
    p.opens_drawer, p.is_active,
    (SELECT count(*) FROM print_job j WHERE j.printer_id = p.id AND state IN ('QUEUED', 'SENDING')),
    (SELECT count(*) FROM print_job j WHERE j.printer_id = p.id AND state = 'UNKNOWN'),
    coalesce((SELECT error FROM print_job j WHERE j.printer_id = p.id AND state = 'QUEUED'
              ORDER BY number LIMIT 1), '')
    FROM printer p";

const JOB: &str = "SELECT j.id, j.number, j.kind, j.subject, j.printer_id, p.name, j.state, j.copy,
    j.tries, j.error, j.at, j.ended_at, j.who
    FROM print_job j JOIN printer p ON p.id = j.printer_id";

fn printer(row: &Row) -> rusqlite::Result<Printer> {
    let setting = Setting {
        name: row.get(1)?,
        kind: row.word(2)?,
        address: row.get(3)?,
        width: row.get(4)?,
        stations: row.json(5)?,
        is_receipts: row.get(6)?,
        opens_drawer: row.get(7)?,
        is_active: row.get(8)?,
    };
    let (waiting, unknown, error) = (row.get(9)?, row.get(10)?, row.get(11)?);
    Ok(Printer { id: row.parsed(0)?, setting, waiting, unknown, error })
}

fn job(row: &Row) -> rusqlite::Result<PrintJob> {
    Ok(PrintJob {
        id: row.parsed(0)?,
        number: row.get(1)?,
        kind: row.word(2)?,
        subject: row.get(3)?,
        printer_id: row.parsed(4)?,
        printer_name: row.get(5)?,
        state: row.word(6)?,
        copy: row.get(7)?,
        tries: row.get(8)?,
        error: row.get(9)?,
        at: row.at(10)?,
        ended_at: row.maybe_at(11)?,
        who: row.get(12)?,
    })
}

pub fn list_printers(read: &Read) -> Result<Vec<Printer>> {
    read.list(&format!("{PRINTER} ORDER BY p.rowid"), [], printer)
}

pub fn find_printer(read: &Read, id: PrinterId) -> Result<Printer> {
    let found = read.one(&format!("{PRINTER} WHERE p.id = ?1"), [id], printer)?;
    found.ok_or_else(|| Error::not_found("printer"))
}

pub fn find_printer_named(read: &Read, name: &str) -> Result<Option<PrinterId>> {
    read.one("SELECT id FROM printer WHERE lower(name) = lower(?1)", [name], |row| row.parsed(0))
}

pub fn save_printer(tx: &Tx, id: PrinterId, setting: &Setting) -> Result<()> {
    let stations = serde_json::to_string(&setting.stations).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO printer (id, name, kind, address, width, stations, is_receipts, opens_drawer,
            is_active)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
            address = excluded.address, width = excluded.width, stations = excluded.stations,
            is_receipts = excluded.is_receipts, opens_drawer = excluded.opens_drawer,
            is_active = excluded.is_active",
        params![
            id,
            setting.name,
            setting.kind.as_str(),
            setting.address,
            setting.width,
            stations,
            setting.is_receipts,
            setting.opens_drawer,
            setting.is_active
        ],
    )?;
    Ok(())
}

/// True when the printer has never been given anything.
pub fn is_unused(read: &Read, id: PrinterId) -> Result<bool> {
    let used = "SELECT 1 FROM print_job WHERE printer_id = ?1 LIMIT 1";
    Ok(read.one(used, [id], |_| Ok(()))?.is_none())
}

pub fn delete_printer(tx: &Tx, id: PrinterId) -> Result<usize> {
    tx.run("DELETE FROM printer WHERE id = ?1", [id])
}

/// Something to be queued.
pub struct Wanted<'a> {
    pub cause: &'a str,
    pub kind: PrintKind,
    pub subject: &'a str,
    pub printer: PrinterId,
    pub copy: u32,
}

/// None when this cause was queued before.
pub fn insert_job(tx: &Tx, wanted: &Wanted) -> Result<Option<PrintId>> {
    let id = PrintId::new(tx.now());
    let inserted = tx.run(
        "INSERT INTO print_job (id, number, cause, kind, subject, printer_id, copy, at, who)
         VALUES (?1, (SELECT coalesce(max(number), 0) + 1 FROM print_job), ?2, ?3, ?4, ?5, ?6, ?7,
            ?8) ON CONFLICT (cause) DO NOTHING",
        params![
            id,
            wanted.cause,
            wanted.kind.as_str(),
            wanted.subject,
            wanted.printer,
            wanted.copy,
            tx.now(),
            tx.actor().who
        ],
    )?;
    Ok((inserted > 0).then_some(id))
}

/// How often this was queued and not dropped.
pub fn count_printed(read: &Read, kind: PrintKind, subject: &str) -> Result<u32> {
    let sql = "SELECT count(*) FROM print_job
               WHERE kind = ?1 AND subject = ?2 AND state <> 'DROPPED'";
    Ok(read.one(sql, params![kind.as_str(), subject], |row| row.get(0))?.unwrap_or(0))
}

pub fn find_job(read: &Read, id: PrintId) -> Result<PrintJob> {
    let found = read.one(&format!("{JOB} WHERE j.id = ?1"), [id], job)?;
    found.ok_or_else(|| Error::not_found("print"))
}

/// Newest first; `cursor` is the last of the page before.
pub fn list_jobs(
    read: &Read,
    state: Option<PrintState>,
    cursor: Option<PrintId>,
    limit: usize,
) -> Result<Vec<PrintJob>> {
    read.list(
        &format!(
            "{JOB} WHERE (?1 IS NULL OR j.state = ?1)
             AND (?2 IS NULL OR j.number < (SELECT number FROM print_job WHERE id = ?2))
             ORDER BY j.number DESC LIMIT ?3"
        ),
        params![state.map(|state| state.as_str()), cursor, limit as i64],
        job,
    )
}

/// Papers that are not over, oldest first; test pages and drawers hold nobody up.
pub fn list_waiting(read: &Read, limit: usize) -> Result<Vec<PrintJob>> {
    read.list(
        &format!(
            "{JOB} WHERE j.state IN ('QUEUED', 'SENDING', 'UNKNOWN', 'FAILED')
             AND j.kind NOT IN ('TEST', 'DRAWER') ORDER BY j.number LIMIT ?1"
        ),
        [limit as i64],
        job,
    )
}

/// The same paper, while it waits.
pub fn find_queued(read: &Read, kind: PrintKind, subject: &str) -> Result<Option<PrintId>> {
    let sql = "SELECT id FROM print_job WHERE kind = ?1 AND subject = ?2 AND state = 'QUEUED'
               ORDER BY number LIMIT 1";
    read.one(sql, params![kind.as_str(), subject], |row| row.parsed(0))
}

/// What waits for a printer or is for somebody to decide, oldest first.
pub fn list_undecided(read: &Read, printer: PrinterId, limit: usize) -> Result<Vec<PrintId>> {
    let sql = "SELECT id FROM print_job WHERE printer_id = ?1
               AND state IN ('QUEUED', 'UNKNOWN', 'FAILED') ORDER BY number LIMIT ?2";
    read.list(sql, params![printer, limit as i64], |row| row.parsed(0))
}

/// The oldest that waits for this printer.
pub fn find_next(read: &Read, printer: PrinterId) -> Result<Option<PrintId>> {
    read.one(
        "SELECT id FROM print_job WHERE printer_id = ?1 AND state = 'QUEUED'
         ORDER BY number LIMIT 1",
        [printer],
        |row| row.parsed(0),
    )
}

/// Takes a job to be sent: nothing when somebody was faster, or it goes elsewhere now.
pub fn mark_sending(tx: &Tx, id: PrintId, printer: PrinterId) -> Result<bool> {
    let sql = "UPDATE print_job SET state = 'SENDING', tries = tries + 1
               WHERE id = ?1 AND printer_id = ?2 AND state = 'QUEUED'";
    Ok(tx.run(sql, params![id, printer])? > 0)
}

/// Why what waits has not come out.
pub fn mark_away(tx: &Tx, id: PrintId, error: &str) -> Result<()> {
    let sql = "UPDATE print_job SET error = ?2 WHERE id = ?1 AND state = 'QUEUED'";
    tx.run(sql, params![id, error])?;
    Ok(())
}

pub fn mark_state(tx: &Tx, id: PrintId, state: PrintState, error: &str) -> Result<()> {
    let over = matches!(state, PrintState::Sent | PrintState::Dropped);
    tx.run(
        "UPDATE print_job SET state = ?2, error = ?3, ended_at = ?4 WHERE id = ?1",
        params![id, state.as_str(), error, over.then(|| tx.now())],
    )?;
    Ok(())
}

/// To be sent again, or elsewhere.
pub fn mark_queued(tx: &Tx, id: PrintId, printer: PrinterId, copy: u32) -> Result<()> {
    let sql = "UPDATE print_job SET state = 'QUEUED', printer_id = ?2, copy = ?3, error = ''
               WHERE id = ?1";
    tx.run(sql, params![id, printer, copy])?;
    Ok(())
}

/// Printers in use that something waits for, or was being sent to.
pub fn list_wanted(read: &Read) -> Result<Vec<PrinterId>> {
    read.list(
        "SELECT id FROM printer p WHERE is_active AND EXISTS
         (SELECT 1 FROM print_job j WHERE j.printer_id = p.id AND state IN ('QUEUED', 'SENDING'))",
        [],
        |row| row.parsed(0),
    )
}

/// What is being sent to a printer.
pub fn list_sending(read: &Read, printer: PrinterId) -> Result<Vec<PrintId>> {
    let sql = "SELECT id FROM print_job WHERE printer_id = ?1 AND state = 'SENDING'";
    read.list(sql, [printer], |row| row.parsed(0))
}
