use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{AreaId, Calendar, Result};
use crate::words;

words! {
    /// Is a phone number asked of guests? Demanding one for food has been held unfair trade.
    pub enum OtpMode {
        Never = "NEVER",
        Optional = "OPTIONAL",
        Required = "REQUIRED",
    }
}

words! {
    /// When does the kitchen hear guests' orders?
    pub enum AcceptMode {
        /// At once.
        Automatic = "AUTOMATIC",
        /// After staff has looked at them.
        Approval = "APPROVAL",
        /// After some seconds in which the guest may take them back.
        Grace = "GRACE",
    }
}

words! {
    /// How a guest's phone may open a visit at a table, or join it.
    pub enum Opening {
        /// With the code on the table alone.
        Free = "FREE",
        /// With the table's PIN as well.
        Pin = "PIN",
        /// Once staff has seated somebody there.
        Staff = "STAFF",
    }
}

words! {
    /// Under which rules of GST the restaurant sells.
    pub enum TaxScheme {
        /// Collects GST, and issues tax invoices.
        Regular = "REGULAR",
        /// Pays GST out of its own pocket: collects none, and issues bills of supply.
        Composition = "COMPOSITION",
    }
}

/// The restaurant's settings. Texts are empty when unset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct House {
    pub name: String,
    pub tagline: String,
    pub address: String,
    pub phone: String,
    pub gstin: String,
    pub fssai: String,
    /// Service accounting code printed on invoices: 996331, or 996332 in hotels.
    pub sac: String,
    /// An IANA name.
    #[schema(example = "Asia/Kolkata")]
    pub timezone: String,
    /// When the business day ends, in the restaurant's time.
    #[schema(example = "04:00")]
    pub day_cutoff: String,
    pub currency: String,
    pub otp_mode: OtpMode,
    pub accept_mode: AcceptMode,
    /// Begins the numbers of the invoices this box issues.
    #[schema(example = "K1")]
    pub till_code: String,
    /// What is to be paid is rounded to a multiple of this: 0 does not round, 100 is a rupee.
    pub round_to_paise: i64,
    pub tax_scheme: TaxScheme,
    pub upi_vpa: String,
    /// What may be taken in a day on UPI references nobody has checked. 0: nothing.
    pub unverified_limit_paise: i64,
    /// Bills under 200 rupees that name nobody get cash memos, and one invoice a day for all.
    pub consolidates_small_bills: bool,
    /// The most a cashier may take off a line or a bill without a manager.
    pub cashier_discount_bps: u32,
    pub wifi_ssid: String,
    pub wifi_password: String,
    /// What printed codes carry; empty: the LAN address that was found.
    pub base_url: String,
    /// Minutes after which a ticket is shown as warm, and as late.
    pub warn_minutes: u32,
    pub late_minutes: u32,
    /// How long guests may take an order back, where orders wait for that.
    pub grace_seconds: u32,
    /// Minutes after which a visit nobody stirs at ends, or needs attention if money is owed.
    pub idle_minutes: u32,
    pub opening: Opening,
    /// 2: what is ready is passed by expo before it is served.
    pub expo_levels: u32,
    #[schema(example = "en-IN")]
    pub locale: String,
    /// Whose tables stand for orders from afar; none: there are none.
    #[serde(default)]
    pub remote_area_id: Option<AreaId>,
    /// False while such orders are refused all the same.
    #[serde(default = "yes")]
    pub is_taking_remote_orders: bool,
}

fn yes() -> bool {
    true
}

/// What anybody may know of the restaurant.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PublicHouse {
    pub name: String,
    pub tagline: String,
    pub address: String,
    pub phone: String,
    pub gstin: String,
    pub fssai: String,
    pub otp_mode: OtpMode,
    pub currency: String,
    pub locale: String,
    pub warn_minutes: u32,
    pub late_minutes: u32,
    /// True until the box has its first owner.
    pub setup_needed: bool,
    /// True in a demonstration: nothing is real.
    pub demo: bool,
    pub version: String,
}

impl Default for House {
    fn default() -> House {
        let unset = String::new;
        House {
            name: unset(),
            tagline: unset(),
            address: unset(),
            phone: unset(),
            gstin: unset(),
            fssai: unset(),
            sac: "996331".into(),
            timezone: "Asia/Kolkata".into(),
            day_cutoff: "04:00".into(),
            currency: "INR".into(),
            otp_mode: OtpMode::Optional,
            accept_mode: AcceptMode::Automatic,
            till_code: "K1".into(),
            round_to_paise: 0,
            tax_scheme: TaxScheme::Regular,
            upi_vpa: unset(),
            unverified_limit_paise: 2_000_000,
            consolidates_small_bills: false,
            cashier_discount_bps: 2_000,
            wifi_ssid: unset(),
            wifi_password: unset(),
            base_url: unset(),
            warn_minutes: 10,
            late_minutes: 20,
            grace_seconds: 60,
            idle_minutes: 45,
            opening: Opening::Free,
            expo_levels: 1,
            locale: "en-IN".into(),
            remote_area_id: None,
            is_taking_remote_orders: true,
        }
    }
}

impl House {
    /// The restaurant's own days and hours.
    pub fn calendar(&self) -> Result<Calendar> {
        Calendar::new(&self.timezone, &self.day_cutoff)
    }

    /// What anybody may know of it.
    pub fn to_public(&self, setup_needed: bool, demo: bool) -> PublicHouse {
        PublicHouse {
            name: self.name.clone(),
            tagline: self.tagline.clone(),
            address: self.address.clone(),
            phone: self.phone.clone(),
            gstin: self.gstin.clone(),
            fssai: self.fssai.clone(),
            otp_mode: self.otp_mode,
            currency: self.currency.clone(),
            locale: self.locale.clone(),
            warn_minutes: self.warn_minutes,
            late_minutes: self.late_minutes,
            setup_needed,
            demo,
            version: env!("CARGO_PKG_VERSION").into(),
        }
    }
}
