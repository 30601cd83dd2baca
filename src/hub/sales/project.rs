use uuid::Uuid;

use super::model::{Kept, lines_named, read, tell};
use super::sql;
use crate::base::Result;
use crate::hub::db::Tx;
use crate::wire::sync::Sealed;

/// Works out what facts that were just kept say of sales, in the transaction that keeps them.
pub async fn project_in(tx: &Tx, place: (Uuid, Uuid), epoch: &str, facts: &[Sealed]) -> Result<()> {
    let facts = facts.iter();
    let kept = facts.map(|Sealed { seq, kind, body, .. }| Kept { seq: *seq, kind, body });
    project_kept_in(tx, place, epoch, kept).await
}

/// See [`project_in`].
pub async fn project_kept_in<'a>(
    tx: &Tx,
    place: (Uuid, Uuid),
    epoch: &str,
    facts: impl Iterator<Item = Kept<'a>>,
) -> Result<()> {
    let (heard, unread) = read(facts);
    let named = lines_named(&heard);
    let lines = match named.is_empty() {
        true => Default::default(),
        false => sql::list_lines(tx, place, &named).await?,
    };
    let told = tell(heard, unread, lines);
    if !told.sales.is_empty() {
        sql::insert_sales(tx, place, epoch, &told.sales).await?;
    }
    if !told.sold.is_empty() {
        sql::insert_sold(tx, place, epoch, &told.sold).await?;
    }
    for closed in &told.closed {
        sql::insert_closed(tx, place, epoch, closed).await?;
    }
    for unread in &told.unread {
        sql::insert_unread(tx, place, epoch, unread).await?;
    }
    Ok(())
}
