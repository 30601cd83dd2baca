use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{GuestId, ItemId, LineId, ModifierId, Paise, SittingId, VariantId};
use crate::menu::{Choice, ChosenModifier};
use crate::pricing::Quote;
use crate::wire::Diet;

/// A line as it is kept. `owner` is the scope of whoever laid it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredLine {
    pub line_id: LineId,
    pub owner: String,
    pub guest_id: Option<GuestId>,
    pub guest_name: String,
    pub menu_item_id: ItemId,
    pub variant_id: Option<VariantId>,
    pub modifiers: Vec<ModifierId>,
    pub quantity: u32,
    pub special_instructions: String,
}

impl StoredLine {
    pub fn choice(&self) -> Choice {
        Choice {
            menu_item_id: self.menu_item_id,
            variant_id: self.variant_id,
            modifiers: self.modifiers.clone(),
        }
    }
}

/// A table's cart, priced as the menu stands now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Cart {
    pub sitting_id: SittingId,
    pub lines: Vec<CartLine>,
    /// Of all lines that can be had.
    pub quote: Quote,
    /// Of the asker's own.
    pub my_quote: Quote,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CartLine {
    pub line_id: LineId,
    pub guest_id: Option<GuestId>,
    pub guest_name: String,
    pub menu_item_id: ItemId,
    pub variant_id: Option<VariantId>,
    pub name: String,
    pub variant_name: String,
    pub modifiers: Vec<ChosenModifier>,
    pub quantity: u32,
    pub special_instructions: String,
    pub unit_paise: Paise,
    pub total_paise: Paise,
    pub diet: Diet,
    /// False once the dish, its variant or a modifier is sold out or gone.
    pub is_available: bool,
    pub mine: bool,
}
