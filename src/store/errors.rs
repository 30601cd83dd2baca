use rusqlite::{Error as SqlError, ffi};

use crate::base::{Code, Error};

/// What an error of SQLite means for the caller and for the box.
///
/// A broken constraint is a fault of ours unless the call site looked first, so it is `internal`.
impl From<SqlError> for Error {
    fn from(error: SqlError) -> Error {
        Error::new(code_of(&error)).source(error)
    }
}

fn code_of(error: &SqlError) -> Code {
    match error.sqlite_error().map(|e| e.extended_code & 0xff) {
        Some(ffi::SQLITE_FULL) => Code::DiskFull,
        Some(ffi::SQLITE_IOERR | ffi::SQLITE_CORRUPT | ffi::SQLITE_NOTADB) => Code::StorageFailed,
        Some(ffi::SQLITE_BUSY) => Code::Busy,
        _ => Code::Internal,
    }
}
