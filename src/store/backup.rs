use std::fs;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use crate::base::{Code, Error, Result};

impl super::Store {
    /// Copies the database at `from` as it stands into `to`, checks the copy, and makes it last.
    /// `to` must not exist. Works beside a running box.
    pub fn backup(from: &Path, to: &Path) -> Result<()> {
        if to.exists() {
            return Err(Error::invalid("file", format!("{} is there already.", to.display())));
        }
        let fresh = to.with_extension("part");
        let _ = fs::remove_file(&fresh);
        let conn = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        conn.execute("VACUUM INTO ?1", [fresh.to_string_lossy()])?;
        whole(&fresh)?;
        // Whoever opens the copy begins another life of the book.
        Connection::open(&fresh)?
            .execute_batch("UPDATE epoch SET is_closed = 1 WHERE n = (SELECT max(n) FROM epoch)")?;
        fs::File::open(&fresh).and_then(|f| f.sync_all()).map_err(Error::internal)?;
        fs::rename(&fresh, to).map_err(Error::internal)?;
        let folder = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        fs::File::open(folder).and_then(|f| f.sync_all()).map_err(Error::internal)
    }

    /// Puts a backup where a database shall be. Refuses to replace one, or a damaged backup.
    pub fn restore(from: &Path, to: &Path) -> Result<()> {
        whole(from)?;
        Store::backup(from, to)
    }
}

use super::Store;

fn whole(path: &Path) -> Result<()> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let verdict: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if verdict != "ok" {
        return Err(Error::new(Code::StorageFailed)
            .message(format!("{} is damaged.", path.display()))
            .source(verdict));
    }
    Ok(())
}
