use super::super::model::Finding;
use crate::app::App;

pub const MAKE_ROOM: &str = "Delete what does not belong on the box, or use a larger disk.";

/// What a month of busy evenings may need.
const ENOUGH: u64 = 512 * 1024 * 1024;
const MIB: u64 = 1024 * 1024;

/// Is the room there that is kept for the day the disk is full?
pub fn reserve(app: &App) -> Finding {
    const CHECK: &str = "reserve";
    match std::fs::metadata(app.data_dir.reserve()) {
        Ok(file) if file.len() > 0 => {
            Finding::well(CHECK, format!("{} MiB are kept back.", file.len() / MIB))
        }
        _ => Finding::ill(CHECK, "No room is kept back for a full disk.", MAKE_ROOM),
    }
}

/// Is there room on the disk?
pub fn room(app: &App) -> Finding {
    const CHECK: &str = "disk";
    let free = rustix::fs::statvfs(app.data_dir.root())
        .map(|disk| disk.f_bavail.saturating_mul(disk.f_frsize));
    match free {
        Ok(free) if free >= ENOUGH => Finding::well(CHECK, format!("{} MiB are free.", free / MIB)),
        Ok(free) => Finding::ill(CHECK, format!("Only {} MiB are free.", free / MIB), MAKE_ROOM),
        Err(error) => Finding::ill(CHECK, format!("The disk says: {error}."), "Check the disk."),
    }
}
