use super::{epoch, sql};
use crate::app::App;
use crate::base::{Code, Result};
use crate::billing::{self, Skipped};
use crate::notifications;
use crate::store::{Read, Tx, drop_shipments_in, mirror_in, whole_from};
use crate::wire::Actor;
use crate::wire::sync::{DeviceState, EpochReason};

/// Numbers of each series a box leaves free when its book was put back: more than it can have
/// given out in a day.
pub const GAP: u32 = 1_000;

/// What must be so before anybody is served: the book has a life that goes on, and what a life
/// that was put back asks for is done; a box whose place was taken is closed to people.
pub async fn prepare(app: &App) -> Result<()> {
    epoch::begin(app).await?;
    let look = |read: &Read| {
        let cloud = sql::find_cloud(read)?;
        let unseen = cloud.is_some() && whole_from(read)?.is_none();
        Ok((sql::is_unsettled(read)?, unseen, cloud.map(|cloud| cloud.state)))
    };
    let (is_unsettled, is_unseen, state) = app.store.read(look).await?;
    if is_unsettled || is_unseen {
        let work = move |tx: &Tx| {
            if is_unseen {
                mirror_in(tx)?;
            }
            settle_in(tx, GAP).map(drop)
        };
        app.store.write(&Actor::the_box(), work).await?;
    }
    if state == Some(DeviceState::Fenced) {
        app.store.close_to_people(Code::BoxFenced);
    }
    Ok(())
}

/// Does what a new life of a book that was put back asks for, once: `gap` numbers of each series
/// are left free, and texts that wait are given up, since the box before may have used and sent
/// them unseen. What was on its way to a printer its own worker gives up when it starts.
pub fn settle_in(tx: &Tx, gap: u32) -> Result<Vec<Skipped>> {
    if !sql::is_unsettled(tx)? {
        return Ok(Vec::new());
    }
    let reason = match epoch::current(tx)?.map(|epoch| epoch.reason) {
        Some(EpochReason::FromHub) => "brought back from the cloud",
        Some(EpochReason::Restored) => "a backup was put back",
        Some(EpochReason::HubAhead) => "the storage lost what it had written",
        _ => "the book began another life",
    };
    let skipped = billing::skip_numbers_in(tx, gap, reason)?;
    notifications::give_up_waiting_in(tx)?;
    if whole_from(tx)?.is_some() {
        drop_shipments_in(tx)?;
    }
    sql::mark_settled(tx)?;
    Ok(skipped)
}
