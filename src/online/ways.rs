use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::gateways::pay::PayError;
use crate::house::House;
use crate::wire::PayMethod;
use crate::words;

words! {
    /// Why a way to pay is closed.
    pub enum WhyClosed {
        NotSetUp = "NOT_SET_UP",
        /// It failed too often, and is tried again soon.
        Resting = "RESTING",
        /// Staff take it.
        AskStaff = "ASK_STAFF",
    }
}

/// A way to pay, and whether it is open now.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Way {
    pub method: PayMethod,
    pub is_open: bool,
    pub why: Option<WhyClosed>,
}

/// All ways to pay, for a guest or for staff.
pub fn ways(app: &App, house: &House, is_guest: bool) -> Vec<Way> {
    let staff_only = is_guest.then_some(WhyClosed::AskStaff);
    let upi = house.upi_vpa.is_empty().then_some(WhyClosed::NotSetUp);
    let through = |method| match app.pay.is_open(method) {
        Ok(()) => None,
        Err(PayError::Resting(_)) => Some(WhyClosed::Resting),
        Err(_) => Some(WhyClosed::NotSetUp),
    };
    [
        (PayMethod::Cash, staff_only),
        (PayMethod::Upi, upi),
        (PayMethod::Card, staff_only),
        (PayMethod::Razorpay, through(PayMethod::Razorpay)),
        (PayMethod::Stripe, through(PayMethod::Stripe)),
    ]
    .map(|(method, why)| Way { method, is_open: why.is_none(), why })
    .into()
}
