use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::base::{ItemId, Paise};

/// What a `settings_set` says: what is left out stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsSet {
    /// Kilobits a second that may be sent; 0: no cap.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap_kbps: Option<u32>,
    /// False: orders from afar are refused until somebody says otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_taking_remote_orders: Option<bool>,
}

/// What an `order_place` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteOrder {
    /// The order's own name: whatever brings it again, it is this one.
    pub remote_id: Uuid,
    pub contact: Contact,
    pub items: Vec<RemoteItem>,
    /// What they were told it costs, tax included.
    pub expected_total_paise: Paise,
    #[serde(default)]
    pub notes: String,
}

/// Whom the house hands it to. No phone: what is ordered is on record for ever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
}

/// A dish by head office's name for it, or by the box's own; its size and extras by their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoteItem {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub central_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub menu_item_id: Option<ItemId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modifiers: Vec<String>,
    pub quantity: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}
