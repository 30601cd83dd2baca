use data_encoding::HEXLOWER;

use super::sql;
use crate::app::App;
use crate::base::{Error, Result, fill_random};
use crate::ledger;
use crate::store::{Read, Tx};
use crate::wire::sync::{Epoch, EpochReason, hex};
use crate::wire::{Actor, BEGINNING, Fact};

/// Makes sure the book has a life that goes on, before anything is written in it: the first, or
/// one more where a backup was put in the place of the last.
pub async fn begin(app: &App) -> Result<()> {
    let draws = draws(app);
    let needs = move |read: &Read| Ok(current(read)?.is_none() || draws && sql::is_closed(read)?);
    match app.store.read(needs).await? {
        true => app.store.write(&Actor::the_box(), begin_in).await,
        false => Ok(()),
    }
}

/// See [`begin`].
pub fn begin_in(tx: &Tx) -> Result<()> {
    let (reason, base) = match current(tx)? {
        None => (EpochReason::New, (0, BEGINNING)),
        Some(_) if !sql::is_closed(tx)? => return Ok(()),
        Some(_) => {
            let head = ledger::head(tx.conn())?;
            let hash = ledger::hash_at(tx.conn(), head)?;
            let hash = hash.ok_or_else(|| Error::internal("the book has no last fact"))?;
            (EpochReason::Restored, (head, hash))
        }
    };
    let base_epoch = current(tx)?.map(|epoch| epoch.epoch);
    draw_in(tx, base_epoch, base, reason)
}

/// Whether this book's lives are told apart at all; see [`crate::config::Settings`].
pub fn draws(app: &App) -> bool {
    app.settings.draws_epochs
}

/// One more life, which goes on from `base`.
pub fn draw_in(
    tx: &Tx,
    base_epoch: Option<String>,
    (base_seq, base_hash): (i64, [u8; 32]),
    reason: EpochReason,
) -> Result<()> {
    let mut bits = [0; 8];
    fill_random(&mut bits);
    let epoch = HEXLOWER.encode(&bits);
    let base = hex(&base_hash);
    let drawn = Epoch { epoch, base_epoch, base_seq, base_hash: base, reason };
    sql::insert_epoch(tx, &drawn, &base_hash)?;
    sql::mark_base(tx, base_seq)?;
    if reason != EpochReason::New {
        tx.record(Fact::EpochBegun { epoch: drawn.epoch, reason, base_seq });
    }
    Ok(())
}

/// The life that goes on.
pub fn current(read: &Read) -> Result<Option<Epoch>> {
    Ok(sql::list_epochs(read)?.pop())
}
