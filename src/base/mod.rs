//! The words everything else is written in: money, ids, time, phones, errors and limits.
//!
//! Nothing here does I/O. The system clock and the random source are named here and nowhere else.

mod address;
mod backoff;
mod clock;
mod error;
mod folded;
mod ids;
mod india;
mod keys;
mod language;
mod likeness;
pub mod limits;
mod once;
mod pack;
mod paise;
mod password;
mod phone;
mod random;
mod secret;
mod text;
mod words;

pub use address::{is_safe_url, is_this_machine};
pub use backoff::backoff;
pub use clock::{At, Calendar, Clock, Day};
pub use error::{Code, Error, Result};
pub use folded::folded_words;
pub use ids::{
    AreaId, AttemptId, BillId, CallId, CategoryId, ChangeId, ClaimId, CustomerId, DeadLetterId,
    DrawerId, EntryId, ExtraId, GuestId, ItemId, LineId, MessageId, ModifierGroupId, ModifierId,
    OrderId, PartId, PaymentId, PrintId, PrinterId, RefundId, SessionId, SittingId, StaffId,
    StepId, TableId, TicketId, VariantId, WebhookId, new_id,
};
pub use india::{is_fssai, is_gstin};
pub use keys::{PublicKey, SigningKey, open, seal};
pub use language::Language;
pub use likeness::{Likeness, Spelling, likeness, tolerance};
pub use once::OnceKey;
pub use pack::{pack, pack_through, unpack, unpacked};
pub use paise::{Bps, Paise};
pub use password::{hash_password, is_password};
pub use phone::Phone;
pub use random::{fill_random, random_below, random_token};
pub use secret::{Secret, same_bytes};
pub use text::{clean_line, clean_note, escape_html, guarded_cell};
pub use words::Word;
