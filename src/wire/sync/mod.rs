//! What a box and the cloud say to each other, version 1. `docs/sync.md` tells it in full.
//!
//! Fields are only ever added, with a default; what one side does not know it leaves alone.

mod batch;
mod central;
mod command;
mod copy;
mod office;
mod said;
mod signed;

#[cfg(test)]
mod tests;

pub use batch::{
    Batch, BatchHead, Changes, MAX_FACTS, MAX_INFLATED, MAX_RAW, MAX_SENT, Sealed, hex, unhex,
};
pub use central::{
    CentralItem, CentralPrice, CentralVariant, MenuDrop, MenuPut, PricePut, RelayedWebhook,
};
pub use command::{
    Ack, Acked, Acks, Beat, BeatAlarm, BoxSaid, CLOSE_REFUSED, CLOSE_REPLACED, CLOSE_SILENT,
    Command, HubSaid, MAX_COMMANDS, MAX_MESSAGE, Outcome, POLL_SECONDS, Polled, proof_text,
};
pub use copy::{
    ChangesWanted, Copy, CopyBegun, CopyDone, FactsWanted, MAX_PIECES, PIECE, PieceWanted, Plan,
};
pub use office::{Contact, RemoteItem, RemoteOrder, SettingsSet};
pub use said::{
    AlarmKind, Compare, Compared, DeviceState, Epoch, EpochReason, Head, Hello, HelloAnswer,
    Ingested, Limits,
};
pub use signed::{Asked, Headers, VERSION};
