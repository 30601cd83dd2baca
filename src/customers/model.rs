use serde::Serialize;
use utoipa::ToSchema;

use crate::base::{CustomerId, Phone};

/// Somebody a phone number belongs to.
#[derive(Clone, Debug)]
pub struct CustomerRow {
    pub id: CustomerId,
    pub phone: Phone,
}

/// A customer as they see themselves: the one place where a number is shown whole.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Customer)]
pub struct OwnCustomer {
    pub id: CustomerId,
    #[schema(example = "+919876543210")]
    pub phone: String,
}

impl From<CustomerRow> for OwnCustomer {
    fn from(row: CustomerRow) -> OwnCustomer {
        OwnCustomer { id: row.id, phone: row.phone.e164().to_owned() }
    }
}
