use super::model::{MAX_PRINTERS, Printer, Setting};
use super::sql;
use crate::app::App;
use crate::base::{Code, OnceKey, PrinterId, Result};
use crate::store::Tx;
use crate::wire::{Actor, Fact};

/// Adds a printer. Errors: `invalid_value`, `name_taken`, `limit_reached`.
pub async fn add(app: &App, actor: &Actor, key: OnceKey, setting: Setting) -> Result<Printer> {
    let work = move |tx: &Tx| tx.once(&key, |tx| save_in(tx, None, setting));
    app.store.write(actor, work).await
}

/// Sets a printer. Errors: `not_found`, `invalid_value`, `name_taken`.
pub async fn set(app: &App, actor: &Actor, id: PrinterId, setting: Setting) -> Result<Printer> {
    app.store.write(actor, move |tx| save_in(tx, Some(id), setting)).await
}

/// See [`add`] and [`set`].
pub fn save_in(tx: &Tx, id: Option<PrinterId>, setting: Setting) -> Result<Printer> {
    let setting = setting.checked()?;
    match id {
        Some(id) => {
            sql::find_printer(tx, id)?;
        }
        None if sql::list_printers(tx)?.len() >= MAX_PRINTERS => {
            return Err(Code::LimitReached.into());
        }
        None => {}
    }
    let id = id.unwrap_or_else(|| PrinterId::new(tx.now()));
    if sql::find_printer_named(tx, &setting.name)?.is_some_and(|other| other != id) {
        return Err(Code::NameTaken.into());
    }
    sql::save_printer(tx, id, &setting)?;
    let Setting { name, is_active, .. } = setting;
    tx.record(Fact::PrinterSet { printer_id: id, name, is_active });
    sql::find_printer(tx, id)
}

/// Takes a printer away; one that has printed is only switched off, for its prints are a record.
/// One that is not there is gone already.
///
/// Error: `printer_busy` while something waits for it.
pub async fn remove(app: &App, actor: &Actor, id: PrinterId) -> Result<()> {
    app.store.write(actor, move |tx| remove_in(tx, id)).await
}

/// See [`remove`].
pub fn remove_in(tx: &Tx, id: PrinterId) -> Result<()> {
    let Ok(printer) = sql::find_printer(tx, id) else { return Ok(()) };
    if printer.waiting > 0 || printer.unknown > 0 {
        return Err(Code::PrinterBusy.into());
    }
    let Setting { name, .. } = printer.setting.clone();
    match sql::is_unused(tx, id)? {
        true => {
            sql::delete_printer(tx, id)?;
        }
        false => sql::save_printer(tx, id, &Setting { is_active: false, ..printer.setting })?,
    }
    tx.record(Fact::PrinterSet { printer_id: id, name, is_active: false });
    Ok(())
}
