use serde::Deserialize;
use uuid::{Builder, Uuid};

use super::ask::ask;
use super::model::{CommandView, Once, Wish};
use crate::base::{Error, OnceKey, Paise, Result, clean_line, clean_note, limits};
use crate::hub::Hub;
use crate::hub::people::OwnerOf;
use crate::wire::sync::{Contact, RemoteItem, RemoteOrder};

/// Seconds an order may wait for a box that is away: who waits longer has gone elsewhere.
const GOOD_FOR: i64 = 600;

/// An order, as somebody far away wrote it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrderDraft {
    contact: Contact,
    items: Vec<RemoteItem>,
    expected_total_paise: Paise,
    #[serde(default)]
    notes: String,
}

/// Asks a box to place an order. Its name follows from the key it came with, so that the same order
/// is one order even where this hub has forgotten that it asked.
///
/// Errors: `invalid_value`; those of [`ask`].
pub async fn order(
    hub: &Hub,
    owner: &OwnerOf,
    device: Uuid,
    once: &OnceKey,
    draft: OrderDraft,
) -> Result<CommandView> {
    let drawn = hub.key.derive("order").mac(&[
        owner.tenant.as_bytes(),
        device.as_bytes(),
        once.scope.as_bytes(),
        once.key.as_bytes(),
    ]);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&drawn[..16]);
    let order = draft.tidy(Builder::from_random_bytes(bytes).into_uuid())?;
    let body = serde_json::to_value(order).map_err(Error::internal)?;
    let once = Once::Named(once);
    ask(hub, owner, device, &Wish { kind: "order_place", body, good_for: GOOD_FOR, once }).await
}

impl OrderDraft {
    fn tidy(self, remote_id: Uuid) -> Result<RemoteOrder> {
        let OrderDraft { contact, items, expected_total_paise, notes } = self;
        if items.is_empty() || items.len() > limits::MAX_LINES {
            let range = format!("An order has 1 to {} lines.", limits::MAX_LINES);
            return Err(Error::invalid("items", range));
        }
        if !expected_total_paise.is_sane() {
            return Err(Error::invalid("expected_total_paise", "This is not an amount."));
        }
        Ok(RemoteOrder {
            remote_id,
            contact: Contact { name: clean_line("contact.name", &contact.name, limits::MAX_NAME)? },
            items: items.into_iter().enumerate().map(tidy_item).collect::<Result<_>>()?,
            expected_total_paise,
            notes: clean_note("notes", &notes, limits::MAX_NOTE)?,
        })
    }
}

fn tidy_item((i, item): (usize, RemoteItem)) -> Result<RemoteItem> {
    let at = |field: &str| format!("items[{i}].{field}");
    if item.central_id.is_some() == item.menu_item_id.is_some() {
        let which = "Say which dish: central_id, or menu_item_id.";
        return Err(Error::invalid(&at("central_id"), which));
    }
    if !(1..=limits::MAX_QUANTITY).contains(&item.quantity) {
        let range = format!("This is from 1 to {}.", limits::MAX_QUANTITY);
        return Err(Error::invalid(&at("quantity"), range));
    }
    if item.modifiers.len() > limits::MAX_MODIFIERS {
        return Err(Error::invalid(&at("modifiers"), "These are too many."));
    }
    let name = |field: &str, text: &str| clean_line(&at(field), text, limits::MAX_NAME);
    Ok(RemoteItem {
        variant: item.variant.map(|size| name("variant", &size)).transpose()?,
        modifiers: item.modifiers.iter().map(|m| name("modifiers", m)).collect::<Result<_>>()?,
        note: clean_note(&at("note"), &item.note, limits::MAX_NOTE)?,
        ..item
    })
}
