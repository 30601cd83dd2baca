use serde_json::{Value, json};

use super::{Doing, parse};
use crate::app::App;
use crate::base::{At, Code, Error, LineId, OnceKey, Result};
use crate::menu::{self, DishName};
use crate::ordering::{self, DraftLine, RemoteDraft};
use crate::store::{Read, Tx};
use crate::wire::sync::{Command, RemoteItem, RemoteOrder};

/// An order of somebody who is not in the house. It is placed once, also when the cloud, put back
/// to yesterday, asks for it anew under another id.
pub fn order_place(_: &App, command: &Command) -> Result<Doing> {
    let said: RemoteOrder = parse(command)?;
    let body = command.body.to_string();
    let id = said.remote_id.simple().to_string();
    let once = OnceKey::new("remote".into(), &id, &[body.as_bytes()])?;
    let effect = Box::new(move |tx: &Tx| tx.once(&once, |tx| place_in(tx, said)));
    Ok(Doing::Now { effect, after: None })
}

fn place_in(tx: &Tx, said: RemoteOrder) -> Result<Value> {
    let RemoteOrder { contact, items, expected_total_paise, notes, .. } = said;
    let lines = items.into_iter().map(|item| line(tx, tx.now(), item)).collect::<Result<_>>()?;
    let (name, expected_total) = (contact.name, expected_total_paise);
    let order = ordering::place_remote_in(tx, RemoteDraft { name, lines, expected_total, notes })?;
    Ok(json!({
        "order_id": order.id, "number": order.number, "table_name": order.table_name,
        "total_paise": order.quote.total_paise,
    }))
}

fn line(read: &Read, now: At, item: RemoteItem) -> Result<DraftLine> {
    let RemoteItem { central_id, menu_item_id, variant, modifiers, quantity, note } = item;
    let dish = match (central_id, menu_item_id) {
        (Some(id), None) => DishName::Central(id),
        (None, Some(id)) => DishName::Own(id),
        _ => return Err(Error::new(Code::InvalidChoice).message("Say which dish, in one way.")),
    };
    Ok(DraftLine {
        line_id: LineId::new(now),
        choice: menu::choice_named(read, dish, variant.as_deref(), &modifiers)?,
        quantity,
        special_instructions: note,
        guest_name: String::new(),
        course: 1,
        seat: None,
    })
}
