use super::super::model::Finding;
use super::super::sql;
use crate::app::App;
use crate::base::Error;
use crate::ledger;
use crate::store::Storage;

const RESTORE: &str = "Stop the box and restore the last backup: tiffin restore FILE.";

/// Is the file itself whole?
pub async fn whole(app: &App) -> Finding {
    const CHECK: &str = "database";
    match app.store.read(sql::find_damage).await {
        Ok(None) => Finding::well(CHECK, "The database is whole."),
        Ok(Some(damage)) => Finding::ill(CHECK, damage, RESTORE),
        Err(error) => unreadable(CHECK, &error),
    }
}

/// Does everything point at something?
pub async fn references(app: &App) -> Finding {
    const CHECK: &str = "references";
    match app.store.read(sql::find_broken_reference).await {
        Ok(None) => Finding::well(CHECK, "Every row points at a row that is there."),
        Ok(Some((from, to))) => {
            Finding::ill(CHECK, format!("A row of {from} points at no row of {to}."), RESTORE)
        }
        Err(error) => unreadable(CHECK, &error),
    }
}

/// Was the book of facts left as it was written?
pub async fn chain(app: &App) -> Finding {
    const CHECK: &str = "facts";
    match app.store.read(|read| ledger::verify(read.conn(), 1)).await {
        Ok(count) => Finding::well(CHECK, format!("The chain of {count} facts holds.")),
        Err(error) => unreadable(CHECK, &error),
    }
}

/// How did the last run end?
pub fn orderly(app: &App) -> Finding {
    const CHECK: &str = "storage";
    match (app.store.storage(), app.store.was_orderly()) {
        (Storage::Failed, _) => {
            let fix = "Restart the machine. If it comes back, replace the card or disk.";
            Finding::ill(CHECK, "A write did not reach the disk.", fix)
        }
        (Storage::Low, _) => Finding::ill(CHECK, "The disk is full.", super::disk::MAKE_ROOM),
        (Storage::Ok, true) => Finding::well(CHECK, "The last stop was orderly."),
        (Storage::Ok, false) => {
            Finding::well(CHECK, "The last run was cut off; what it had answered is there.")
        }
    }
}

fn unreadable(check: &'static str, error: &Error) -> Finding {
    Finding::ill(check, error.to_string(), RESTORE)
}
