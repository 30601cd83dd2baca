use serde::Serialize;
use utoipa::ToSchema;

use crate::base::{CustomerId, Language, Phone};

/// Somebody a phone number belongs to.
#[derive(Clone, Debug)]
pub struct CustomerRow {
    pub id: CustomerId,
    pub phone: Phone,
    pub wants_texts: bool,
}

/// Where somebody is told things, and in which language, if they ever said.
#[derive(Clone, Debug)]
pub struct Reach {
    pub phone: Phone,
    pub language: Option<Language>,
}

/// A customer as they see themselves: the one place where a number is shown whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Customer)]
pub struct OwnCustomer {
    pub id: CustomerId,
    #[schema(example = "+919876543210")]
    pub phone: String,
    /// Whether they want to be told how their order stands. Codes come in any case.
    pub texts: bool,
}

impl CustomerRow {
    pub fn new(id: CustomerId, phone: &Phone) -> CustomerRow {
        CustomerRow { id, phone: phone.clone(), wants_texts: true }
    }
}

impl From<CustomerRow> for OwnCustomer {
    fn from(row: CustomerRow) -> OwnCustomer {
        OwnCustomer { id: row.id, phone: row.phone.e164().to_owned(), texts: row.wants_texts }
    }
}
