use serde::Serialize;
use utoipa::ToSchema;

use super::sql;
use crate::app::App;
use crate::base::{At, Error, Result};
use crate::store::Tx;
use crate::wire::sync::AlarmKind;
use crate::wire::{Actor, Fact};

/// What somebody should look at. The same trouble counts up until it is cleared.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Alarm {
    pub kind: AlarmKind,
    pub said: String,
    pub at: At,
    pub times: u32,
}

/// Rings, once for the same trouble.
pub fn ring_in(tx: &Tx, kind: AlarmKind, said: &str) -> Result<()> {
    if sql::ring(tx, kind, said)? {
        tx.record(Fact::CloudAlarmed { kind, said: said.to_owned() });
    }
    Ok(())
}

/// Somebody has seen to it. Clearing what does not ring is no error: somebody was quicker.
///
/// Error: `not_found` for a box without a cloud.
pub async fn clear(app: &App, actor: &Actor, kind: AlarmKind) -> Result<()> {
    app.store.write(actor, move |tx| clear_in(tx, kind)).await
}

/// See [`clear`].
pub fn clear_in(tx: &Tx, kind: AlarmKind) -> Result<()> {
    if sql::find_cloud(tx)?.is_none() {
        return Err(Error::not_found("cloud"));
    }
    if sql::clear(tx, kind)? {
        tx.record(Fact::CloudCleared { kind });
    }
    Ok(())
}
