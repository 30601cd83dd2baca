use uuid::Uuid;

use super::faults::key;
use super::model::{Choice, Modifier};
use super::offers::offer;
use super::sql;
use crate::base::{Code, Error, ItemId, ModifierId, Result, VariantId};
use crate::store::Read;

/// A dish, by whoever's name for it.
#[derive(Clone, Copy, Debug)]
pub enum DishName {
    /// Head office's.
    Central(Uuid),
    Own(ItemId),
}

/// What somebody wants who reads the menu and does not know its ids: a size and extras by their
/// names, in any case. Whether it can be had is for [`super::choose`] to say.
///
/// Error: `invalid_choice`.
pub fn choice_named(
    read: &Read,
    dish: DishName,
    variant: Option<&str>,
    modifiers: &[String],
) -> Result<Choice> {
    let unknown = |what: &str| Error::new(Code::InvalidChoice).message(what.to_owned());
    let gone = || unknown("This dish is not on the menu any more.");
    let menu_item_id = match dish {
        DishName::Own(id) => id,
        DishName::Central(id) => sql::find_central(read, id)?.map(|(id, _)| id).ok_or_else(gone)?,
    };
    let offer = offer(read, menu_item_id)?;
    let size = |name: &str| -> Result<VariantId> {
        let found = offer.item.variants.iter().find(|variant| key(&variant.name) == key(name));
        let none = || unknown(&format!("{} has no size {name}.", offer.item.name));
        found.map(|variant| variant.id).ok_or_else(none)
    };
    let extra = |name: &String| -> Result<ModifierId> {
        let known = offer.groups.iter().flat_map(|group| &group.modifiers);
        let named: Vec<&Modifier> = known.filter(|m| key(&m.name) == key(name)).collect();
        match named[..] {
            [one] => Ok(one.id),
            [] => Err(unknown(&format!("{} has no extra {name}.", offer.item.name))),
            _ => Err(unknown(&format!("{} has more than one extra {name}.", offer.item.name))),
        }
    };
    Ok(Choice {
        menu_item_id,
        variant_id: variant.map(size).transpose()?,
        modifiers: modifiers.iter().map(extra).collect::<Result<_>>()?,
    })
}
