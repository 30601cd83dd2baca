use std::fs::File;
use std::io;
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use rustix::termios::{self, ControlModes, OptionalActions, QueueSelector, SpecialCodeIndex};

/// A read that hears nothing comes back after so many milliseconds.
pub const TICK_MILLIS: u64 = 100;

/// Opens a modem's line: 115200 8N1, bytes as they are.
pub fn open(device: &Path) -> io::Result<File> {
    // Without waiting for a carrier: a modem that rings nobody has none.
    let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let line = rustix::fs::open(device, flags, Mode::empty())?;
    let mut modes = termios::tcgetattr(&line)?;
    modes.make_raw();
    modes.set_speed(115_200)?;
    modes.control_modes |= ControlModes::CLOCAL | ControlModes::CREAD;
    modes.special_codes[SpecialCodeIndex::VMIN] = 0;
    // In tenths of a second.
    modes.special_codes[SpecialCodeIndex::VTIME] = 1;
    termios::tcsetattr(&line, OptionalActions::Now, &modes)?;
    // What was said to somebody before is not meant for this talk.
    termios::tcflush(&line, QueueSelector::IOFlush)?;
    let flags = rustix::fs::fcntl_getfl(&line)?;
    rustix::fs::fcntl_setfl(&line, flags - OFlags::NONBLOCK)?;
    Ok(File::from(line))
}
