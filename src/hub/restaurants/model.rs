use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::base::At;
use crate::hub::search::{Hours, Listing};
use crate::words;

words! {
    /// How far a registration is.
    pub enum Status {
        Pending = "PENDING_VERIFICATION",
        Active = "ACTIVE",
        Rejected = "REJECTED",
    }
}

words! {
    /// Whether a restaurant is seen as taking guests.
    pub enum Line {
        Online = "ONLINE",
        Offline = "OFFLINE",
    }
}

words! {
    /// Why one is offline.
    pub enum Cause {
        /// A person wants it.
        Person = "PERSON",
        /// Its box is not heard.
        Silent = "SILENT",
    }
}

/// What a restaurant says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Registration {
    pub name: String,
    pub logo_url: String,
    pub description: String,
    pub address: Address,
    pub contact: Contact,
    pub licence_number: String,
    pub gstin: String,
    pub cuisines: Vec<String>,
    pub dishes: Vec<String>,
    pub hours: Option<Value>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Address {
    pub line: String,
    pub city: String,
    pub state: String,
    pub pin: String,
    pub lat: f64,
    pub long: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Contact {
    pub name: String,
    pub email: String,
    pub phone: String,
}

/// What a restaurant is to be told.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    pub kind: String,
    pub said: String,
    pub at: At,
}

/// A restaurant as its owner and whoever runs the service see it.
#[derive(Clone, Debug, Serialize)]
pub struct Restaurant {
    pub id: Uuid,
    #[serde(skip)]
    pub tenant: Uuid,
    #[serde(flatten)]
    pub said: Registration,
    pub status: Status,
    /// Why it was rejected.
    pub reason: String,
    /// What a person wants.
    pub wish: Line,
    /// What is seen.
    pub online: Line,
    pub offline_cause: Option<Cause>,
    pub registered_at: At,
    pub reviewed_at: Option<At>,
    pub notices: Vec<Notice>,
}

/// What is seen of a wish, and why it may be otherwise.
pub fn line(status: Status, wish: Line, is_silent: bool) -> (Line, Option<Cause>) {
    match (status, wish, is_silent) {
        (Status::Active, Line::Online, false) => (Line::Online, None),
        (Status::Active, Line::Online, true) => (Line::Offline, Some(Cause::Silent)),
        _ => (Line::Offline, Some(Cause::Person)),
    }
}

impl Restaurant {
    /// What everybody may see of it.
    pub fn listing(&self) -> Listing {
        let said = &self.said;
        let address = &said.address;
        let parts = [&address.line, &address.city, &address.state, &address.pin];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).cloned().collect();
        let hours = said.hours.as_ref().and_then(|hours| Hours::read(hours).ok());
        Listing {
            tenant: self.tenant,
            id: self.id,
            name: said.name.clone(),
            logo_url: said.logo_url.clone(),
            description: said.description.clone(),
            address: parts.join(", "),
            cuisines: said.cuisines.clone(),
            dishes: said.dishes.clone(),
            lat: address.lat,
            lon: address.long,
            hours: hours.map(|hours| hours.multirange()),
            is_online: self.online == Line::Online,
        }
    }
}
