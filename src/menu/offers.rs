use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::offer::Offer;
use super::sql;
use crate::base::{Code, Error, ItemId, Result};
use crate::store::Read;

/// Offers that were read while the menu had this stamp.
#[derive(Default)]
struct Known {
    stamp: Option<i64>,
    offers: HashMap<ItemId, Rc<Offer>>,
}

thread_local! {
    // Every line of every order asks for its offer, on the writer's one thread, while all others
    // wait. A stamp names one state of one menu for ever, so what is kept under it cannot be old,
    // also when a change is undone.
    static KNOWN: RefCell<Known> = RefCell::default();
}

/// The dish as it is offered now. Error: `invalid_choice` when it is not on the menu.
pub fn offer(read: &Read, id: ItemId) -> Result<Rc<Offer>> {
    let stamp = sql::stamp(read)?;
    let known = KNOWN.with_borrow_mut(|known| {
        if known.stamp != Some(stamp) {
            *known = Known { stamp: Some(stamp), offers: HashMap::new() };
        }
        known.offers.get(&id).cloned()
    });
    if let Some(offer) = known {
        return Ok(offer);
    }
    let offer = Rc::new(find(read, id)?);
    KNOWN.with_borrow_mut(|known| known.offers.insert(id, offer.clone()));
    Ok(offer)
}

fn find(read: &Read, id: ItemId) -> Result<Offer> {
    let item = sql::find_item(read, id)?.ok_or_else(|| {
        Error::new(Code::InvalidChoice).message("This dish is not on the menu any more.")
    })?;
    let mut groups = Vec::with_capacity(item.modifier_group_ids.len());
    for id in &item.modifier_group_ids {
        groups.extend(sql::find_group(read, *id)?);
    }
    Ok(Offer { item, groups })
}
