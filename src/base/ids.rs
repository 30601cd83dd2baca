use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::{Builder, Uuid};

use super::{At, Error, fill_random};

/// A UUIDv7 made at `at`: sorts by the time it was made, and cannot be guessed.
pub fn new_id(at: At) -> Uuid {
    let mut random = [0; 10];
    fill_random(&mut random);
    Builder::from_unix_timestamp_millis(at.millis().unsigned_abs(), &random).into_uuid()
}

macro_rules! ids {
    ($($name:ident $what:literal),* $(,)?) => { $(
        #[doc = concat!("Names one ", $what, ". UUIDv7.")]
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            ToSchema,
        )]
        #[serde(transparent)]
        #[schema(value_type = String, format = Uuid)]
        pub struct $name(pub Uuid);

        impl $name {
            pub fn new(at: At) -> $name {
                $name(new_id(at))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = Error;
            fn from_str(text: &str) -> Result<$name, Error> {
                Uuid::from_str(text).map($name).map_err(|_| Error::not_found($what))
            }
        }
    )* };
}

ids! {
    AreaId "area",
    AttemptId "attempt",
    BillId "bill",
    CallId "call",
    CategoryId "category",
    ChangeId "change",
    ClaimId "claim",
    CustomerId "customer",
    DeadLetterId "dead letter",
    DrawerId "drawer",
    EntryId "drawer entry",
    ExtraId "extra",
    GuestId "guest",
    ItemId "dish",
    LineId "line",
    MessageId "message",
    ModifierGroupId "modifier group",
    ModifierId "modifier",
    OrderId "order",
    PartId "part of the bill",
    PaymentId "payment",
    PrintId "print",
    PrinterId "printer",
    RefundId "refund",
    SessionId "session",
    SittingId "sitting",
    StaffId "staff member",
    StepId "step",
    TableId "table",
    TicketId "ticket",
    VariantId "variant",
    WebhookId "webhook",
}
