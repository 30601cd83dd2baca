use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::base::Paise;
use crate::wire::Diet;

/// A dish of head office's menu. What it does not say is each outlet's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentralItem {
    pub central_id: Uuid,
    /// By name; an outlet that has no such category gets one.
    pub category: String,
    pub name: String,
    pub price_paise: Paise,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_local: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Needed where no outlet has the dish yet: nobody guesses what faith and health rest on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diet: Option<Diet>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variants: Option<Vec<CentralVariant>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentralVariant {
    pub name: String,
    pub price_paise: Paise,
}

/// What a `menu_put` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuPut {
    /// Given out by the cloud; what is older than what a dish has is passed over.
    pub rev: i64,
    pub items: Vec<CentralItem>,
}

/// What a `price_put` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricePut {
    pub rev: i64,
    pub items: Vec<CentralPrice>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentralPrice {
    pub central_id: Uuid,
    pub price_paise: Paise,
    /// Of those that are named; the others stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variants: Vec<CentralVariant>,
}

/// What a `menu_drop` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuDrop {
    pub rev: i64,
    pub central_ids: Vec<Uuid>,
}

/// What a `webhook` says: a gateway's news that came to the cloud.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayedWebhook {
    /// `razorpay` or `stripe`.
    pub gateway: String,
    pub signature: String,
    #[serde(default)]
    pub event_id: Option<String>,
    /// Base64, byte for byte: the signature is over it.
    pub body_b64: String,
    /// By the cloud's clock. How old the gateway's stamp was is judged by it: the box may have
    /// been away meanwhile.
    pub received_at: crate::base::At,
}
