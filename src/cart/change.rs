use std::time::Duration;

use super::model::StoredLine;
use crate::app::App;
use crate::auth::Asker;
use crate::base::{Code, Error, LineId, Result, SittingId, TableId, limits};
use crate::live::{Audience, Message};
use crate::store::Read;
use crate::tables;

const SPACE: &str = "cart";
const KEPT: Duration = Duration::from_secs(limits::CART_HOURS * 3_600);

/// The sitting whose cart somebody means: a guest's own, or the one at the table staff name.
///
/// Errors: `sitting_closed`.
pub fn sitting_of(read: &Read, asker: &Asker, table: Option<TableId>) -> Result<SittingId> {
    match asker {
        Asker::Guest(guest) => Ok(tables::require_open(read, guest.sitting_id)?.id),
        Asker::Staff(_) => {
            let table = table.ok_or_else(|| Error::invalid("table_id", "Say which table."))?;
            tables::open_sitting_of(read, table)?.ok_or_else(|| Code::SittingClosed.into())
        }
    }
}

/// The lines of a sitting's cart, as they are kept.
pub fn stored(app: &App, sitting: SittingId) -> Vec<StoredLine> {
    app.ephemeral.get(SPACE, &sitting.to_string()).unwrap_or_default()
}

/// Lays a line in, or changes it. Errors: `forbidden` for another's line, `limit_reached`.
pub fn put(app: &App, sitting: SittingId, line: StoredLine) -> Result<()> {
    change(app, sitting, |lines| {
        if let Some(known) = lines.iter_mut().find(|l| l.line_id == line.line_id) {
            if known.owner != line.owner {
                return Err(Code::Forbidden.into());
            }
            *known = line;
            return Ok(());
        }
        if lines.len() >= limits::MAX_LINES {
            return Err(Error::new(Code::LimitReached).message("The cart is full."));
        }
        lines.push(line);
        Ok(())
    })
}

/// Takes one of the asker's lines out; a line that is not there is out already.
pub fn remove(app: &App, sitting: SittingId, owner: &str, line: LineId) -> Result<()> {
    change(app, sitting, |lines| {
        if lines.iter().any(|l| l.line_id == line && l.owner != owner) {
            return Err(Code::Forbidden.into());
        }
        lines.retain(|l| l.line_id != line);
        Ok(())
    })
}

/// Takes all of the asker's lines out.
pub fn clear(app: &App, sitting: SittingId, owner: &str) -> Result<()> {
    change(app, sitting, |lines| {
        lines.retain(|l| l.owner != owner);
        Ok(())
    })
}

/// Takes lines out that were ordered.
pub fn forget(app: &App, sitting: SittingId, ordered: &[LineId]) -> Result<()> {
    change(app, sitting, |lines| {
        lines.retain(|l| !ordered.contains(&l.line_id));
        Ok(())
    })
}

/// The asker's lines, or the whole table's.
///
/// None where there is no sitting any more: an order that is sent again is answered by its key.
pub async fn lines_to_order(
    app: &App,
    asker: &Asker,
    table: Option<TableId>,
    whole_table: bool,
) -> Result<Vec<StoredLine>> {
    let (scope, asking) = (asker.scope(), asker.clone());
    let sitting = match app.store.read(move |read| sitting_of(read, &asking, table)).await {
        Ok(sitting) => sitting,
        Err(error) if error.code() == Code::SittingClosed => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut lines = stored(app, sitting);
    lines.retain(|l| whole_table || l.owner == scope);
    Ok(lines)
}

/// Changes the kept lines with nobody in between, and tells the table's screens.
fn change(
    app: &App,
    sitting: SittingId,
    with: impl FnOnce(&mut Vec<StoredLine>) -> Result<()>,
) -> Result<()> {
    let changed = app.ephemeral.update(SPACE, &sitting.to_string(), KEPT, |kept| {
        let before: Vec<StoredLine> = kept.unwrap_or_default();
        let mut lines = before.clone();
        let result = with(&mut lines);
        let differs = result.is_ok() && lines != before;
        let keep = if result.is_ok() { lines } else { before };
        ((!keep.is_empty()).then_some(keep), result.map(|()| differs))
    })?;
    if changed {
        let text = format!(r#"{{"type":"cart","seq":null,"data":{{"sitting_id":"{sitting}"}}}}"#);
        let audience = Audience::StaffAnd(sitting.0);
        app.live.publish(Message { seq: None, audience, text: text.into() });
    }
    Ok(())
}
