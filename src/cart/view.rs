use super::model::{Cart, CartLine, StoredLine};
use crate::base::{At, Paise, Result, SittingId};
use crate::house;
use crate::menu::{self, Chosen};
use crate::pricing::{Discount, Item, Quote, profile_at, quote};
use crate::store::Read;
use crate::wire::Diet;

/// The cart as `owner` sees it, priced at `now`.
pub fn view(
    read: &Read,
    sitting_id: SittingId,
    stored: Vec<StoredLine>,
    owner: &str,
    now: At,
) -> Result<Cart> {
    let (mut lines, mut all, mut mine) = (Vec::new(), Vec::new(), Vec::new());
    for line in stored {
        let is_mine = line.owner == owner;
        // A dish taken off the menu since stays in sight, and cannot be ordered.
        let chosen = menu::resolve(read, &line.choice()).ok();
        if let Some(chosen) = chosen.as_ref().filter(|c| c.is_available) {
            let item = item(&line, chosen);
            if is_mine {
                mine.push(item.clone());
            }
            all.push(item);
        }
        lines.push(cart_line(line, chosen, is_mine));
    }
    let profile = profile_at(read, now)?;
    let round_to = house::load(read)?.round_to_paise;
    let price = |items: &[Item]| -> Quote { quote(items, Discount::None, &profile, round_to) };
    Ok(Cart { sitting_id, lines, quote: price(&all), my_quote: price(&mine) })
}

fn item(line: &StoredLine, chosen: &Chosen) -> Item {
    Item {
        line_id: line.line_id,
        name: chosen.name.clone(),
        quantity: line.quantity,
        unit: chosen.unit_paise,
        discount: Discount::None,
        tax_class: chosen.tax_class.clone(),
    }
}

fn cart_line(line: StoredLine, chosen: Option<Chosen>, mine: bool) -> CartLine {
    let (name, diet) = match &chosen {
        Some(chosen) => (chosen.name.clone(), chosen.diet),
        None => (String::new(), Diet::Veg),
    };
    let unit = chosen.as_ref().map_or(Paise::ZERO, |c| c.unit_paise);
    CartLine {
        line_id: line.line_id,
        guest_id: line.guest_id,
        guest_name: line.guest_name,
        menu_item_id: line.menu_item_id,
        variant_id: line.variant_id,
        name,
        variant_name: chosen.as_ref().map(|c| c.variant_name.clone()).unwrap_or_default(),
        is_available: chosen.as_ref().is_some_and(|c| c.is_available),
        modifiers: chosen.map(|c| c.modifiers).unwrap_or_default(),
        quantity: line.quantity,
        special_instructions: line.special_instructions,
        unit_paise: unit,
        total_paise: unit.times(line.quantity),
        diet,
        mine,
    }
}
