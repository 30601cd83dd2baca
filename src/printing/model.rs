use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::Error;
use crate::base::{At, PrintId, PrinterId, Result, clean_line, limits};
use crate::stations;
use crate::words;

words! {
    /// How a printer is reached.
    pub enum PrinterKind {
        /// `address:port`, mostly 9100.
        Tcp = "TCP",
        /// A device file, `/dev/usb/lp0`.
        Usb = "USB",
        /// A file in the box's own folder `prints`: for trying things out.
        File = "FILE",
    }
}

words! {
    /// What comes out.
    pub enum PrintKind {
        Ticket = "TICKET",
        /// What a station had been told is otherwise now.
        Change = "CHANGE",
        /// What is owed; not a document of tax.
        Bill = "BILL",
        Invoice = "INVOICE",
        CreditNote = "CREDIT_NOTE",
        /// One invoice for the small bills of a day.
        Consolidated = "CONSOLIDATED",
        /// No paper: the drawer opens.
        Drawer = "DRAWER",
        Test = "TEST",
    }
}

words! {
    pub enum PrintState {
        Queued = "QUEUED",
        Sending = "SENDING",
        /// The printer took all of it.
        Sent = "SENT",
        /// It was cut off when something may have come out: somebody must look.
        Unknown = "UNKNOWN",
        /// It cannot be printed.
        Failed = "FAILED",
        Dropped = "DROPPED",
    }
}

/// A printer and what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Printer {
    pub id: PrinterId,
    #[serde(flatten)]
    pub setting: Setting,
    /// Jobs that wait for it, and those somebody must decide about.
    pub waiting: u32,
    pub unknown: u32,
    /// Why the oldest that waits has not come out.
    pub error: String,
}

/// What is set for a printer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    pub name: String,
    pub kind: PrinterKind,
    /// `192.168.1.50:9100`, `/dev/usb/lp0`, or the name of a file.
    pub address: String,
    /// Millimetres of its paper: 58 or 80.
    pub width: u32,
    /// Stations whose tickets come out here; `*` is all of them.
    #[serde(default)]
    pub stations: Vec<String>,
    /// Paid bills come out here by themselves.
    #[serde(default)]
    pub is_receipts: bool,
    /// Taking cash opens the drawer that hangs on it.
    #[serde(default)]
    pub opens_drawer: bool,
    pub is_active: bool,
}

/// Something to be printed.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PrintJob {
    pub id: PrintId,
    /// Stands on the paper.
    pub number: u32,
    pub kind: PrintKind,
    /// The ticket; the bill; the bill and the invoice's or credit note's number; or the day.
    pub subject: String,
    pub printer_id: PrinterId,
    pub printer_name: String,
    pub state: PrintState,
    /// 0 is the first; others are marked as copies.
    pub copy: u32,
    pub tries: u32,
    pub error: String,
    pub at: At,
    pub ended_at: Option<At>,
    pub who: String,
}

/// Most printers one house has.
pub const MAX_PRINTERS: usize = 40;

impl Setting {
    /// Tidied. Error: `invalid_value` naming the field.
    pub fn checked(mut self) -> Result<Setting> {
        self.name = clean_line("name", &self.name, limits::MAX_NAME)?;
        self.address = clean_line("address", &self.address, 200)?;
        if !fits(self.kind, &self.address) {
            return Err(Error::invalid("address", sentence(self.kind)));
        }
        if !matches!(self.width, 58 | 80) {
            return Err(Error::invalid("width", "Paper is 58 or 80 mm wide."));
        }
        if self.stations.len() > limits::MAX_STATIONS {
            return Err(Error::invalid("stations", "These are too many."));
        }
        for station in &mut self.stations {
            *station = clean_line("stations", station, limits::MAX_STATION_NAME)?;
        }
        Ok(self)
    }

    pub fn prints_for(&self, station: &str) -> bool {
        self.is_active && self.stations.iter().any(|shown| stations::shows(shown, station))
    }

    /// Dots in a row.
    pub fn dots(&self) -> usize {
        if self.width == 58 { 384 } else { 576 }
    }
}

fn sentence(kind: PrinterKind) -> &'static str {
    match kind {
        PrinterKind::Tcp => "Use the printer's address and port: 192.168.1.50:9100.",
        PrinterKind::Usb => "Use a printer's device file: /dev/usb/lp0.",
        PrinterKind::File => "Use 1 to 60 letters, digits, - and _.",
    }
}

/// A printer is no way to write elsewhere on the box.
fn fits(kind: PrinterKind, address: &str) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_');
    match kind {
        PrinterKind::Tcp => address.rsplit_once(':').is_some_and(|(host, port)| {
            let host = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')).unwrap_or(host);
            !host.is_empty()
                && host.bytes().all(|c| plain(c) || matches!(c, b'.' | b':'))
                && port.parse::<u16>().is_ok_and(|port| port > 0)
        }),
        PrinterKind::Usb => {
            let lp = address.strip_prefix("/dev/usb/lp").or(address.strip_prefix("/dev/lp"));
            lp.is_some_and(|n| (1..=2).contains(&n.len()) && n.bytes().all(|c| c.is_ascii_digit()))
        }
        PrinterKind::File => (1..=60).contains(&address.len()) && address.bytes().all(plain),
    }
}
