use std::str::FromStr;

use rusqlite::types::{FromSqlError, ToSql, ToSqlOutput};
use rusqlite::{Result, Row, RowIndex};
use serde::de::DeserializeOwned;

use crate::base::{At, Bps, Day, Paise, Word};

/// Reads the house's own words out of a row. A value that does not fit is an error of the query,
/// never a panic.
pub trait RowExt {
    fn at<I: RowIndex>(&self, column: I) -> Result<At>;
    fn maybe_at<I: RowIndex>(&self, column: I) -> Result<Option<At>>;
    fn paise<I: RowIndex>(&self, column: I) -> Result<Paise>;
    fn word<T: Word>(&self, column: impl RowIndex) -> Result<T>;
    /// An id, a day: anything that is text with a shape.
    fn parsed<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(
        &self,
        column: impl RowIndex,
    ) -> Result<T>;
    fn maybe_parsed<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(
        &self,
        column: impl RowIndex,
    ) -> Result<Option<T>>;
    fn json<T: DeserializeOwned>(&self, column: impl RowIndex) -> Result<T>;
}

fn other(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    FromSqlError::Other(Box::new(error)).into()
}

impl RowExt for Row<'_> {
    fn at<I: RowIndex>(&self, column: I) -> Result<At> {
        Ok(At::from_millis(self.get(column)?))
    }

    fn maybe_at<I: RowIndex>(&self, column: I) -> Result<Option<At>> {
        Ok(self.get::<_, Option<i64>>(column)?.map(At::from_millis))
    }

    fn paise<I: RowIndex>(&self, column: I) -> Result<Paise> {
        Ok(Paise(self.get(column)?))
    }

    fn word<T: Word>(&self, column: impl RowIndex) -> Result<T> {
        T::parse(&self.get::<_, String>(column)?).map_err(other)
    }

    fn parsed<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(
        &self,
        column: impl RowIndex,
    ) -> Result<T> {
        self.get::<_, String>(column)?.parse().map_err(other)
    }

    fn maybe_parsed<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(
        &self,
        column: impl RowIndex,
    ) -> Result<Option<T>> {
        self.get::<_, Option<String>>(column)?.map(|t| t.parse().map_err(other)).transpose()
    }

    fn json<T: DeserializeOwned>(&self, column: impl RowIndex) -> Result<T> {
        serde_json::from_str(&self.get::<_, String>(column)?).map_err(other)
    }
}

macro_rules! bind_number {
    ($($name:ident),*) => { $(
        impl ToSql for $name {
            fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
                Ok(self.0.into())
            }
        }
    )* };
}

macro_rules! bind_text {
    ($($name:ident),*) => { $(
        impl ToSql for $name {
            fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
                Ok(self.to_string().into())
            }
        }
    )* };
}

/// Words bind as their text.
macro_rules! bind_words {
    ($($name:path),* $(,)?) => { $(
        impl ToSql for $name {
            fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
                Ok(Word::as_str(*self).into())
            }
        }
    )* };
}

impl ToSql for At {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(self.millis().into())
    }
}

bind_number!(Paise, Bps);
bind_text!(Day);

use crate::base::{
    AreaId, AttemptId, BillId, CallId, CategoryId, ChangeId, ClaimId, CustomerId, DeadLetterId,
    DrawerId, EntryId, ExtraId, GuestId, ItemId, LineId, MessageId, ModifierGroupId, ModifierId,
    OrderId, PartId, PaymentId, PrintId, PrinterId, RefundId, SessionId, SittingId, StaffId,
    StepId, TableId, TicketId, VariantId, WebhookId,
};
bind_text!(
    AreaId,
    AttemptId,
    BillId,
    CallId,
    CategoryId,
    ChangeId,
    ClaimId,
    CustomerId,
    DeadLetterId,
    DrawerId,
    EntryId,
    ExtraId,
    GuestId,
    ItemId,
    LineId,
    MessageId,
    ModifierGroupId,
    ModifierId,
    OrderId,
    PartId,
    PaymentId,
    PrintId,
    PrinterId,
    RefundId,
    SessionId,
    SittingId,
    StaffId,
    StepId,
    TableId,
    TicketId,
    VariantId,
    WebhookId
);

bind_words!(
    crate::wire::CallKind,
    crate::wire::ChangeKind,
    crate::wire::Diet,
    crate::wire::EntryKind,
    crate::wire::LineStatus,
    crate::wire::MoneyStatus,
    crate::wire::OrderStatus,
    crate::wire::PayMethod,
    crate::wire::PaymentState,
    crate::wire::RefundReason,
    crate::wire::RefundState,
    crate::wire::Role,
    crate::wire::Source,
    crate::wire::TaxKind,
    crate::wire::TicketKind,
);
