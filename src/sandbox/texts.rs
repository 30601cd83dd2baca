use std::collections::{BTreeMap, BTreeSet};

use data_encoding::HEXLOWER;

use crate::base::fill_random;
use crate::gateways::sms::TextGateway;

/// A text that came to one of the gateways' stand-ins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextTaken {
    pub gateway: TextGateway,
    /// With its country code, `+919876543210`.
    pub phone: String,
    /// What is on the phone; where a template says it, what stands in its places.
    pub body: String,
    /// Everything that came along.
    pub fields: BTreeMap<String, String>,
}

/// The phones of people who do not exist.
#[derive(Default)]
pub struct Phones {
    pub taken: Vec<TextTaken>,
    /// Numbers that answered STOP.
    pub stopped: BTreeSet<String>,
    /// Numbers that are no mobile phones.
    pub landlines: BTreeSet<String>,
    /// Texts registered with the operators, by their ids.
    pub registered: BTreeMap<String, String>,
    /// Gateways that refuse everything.
    pub refusing: BTreeSet<TextGateway>,
}

impl Phones {
    pub fn refuses(&self, gateway: TextGateway) -> bool {
        self.refusing.contains(&gateway)
    }
}

/// A name as Twilio gives them out: `SM3f09…`, with so many hexadecimal digits.
pub fn named(prefix: &str, digits: usize) -> String {
    let mut bytes = [0; 16];
    fill_random(&mut bytes);
    let digits: String = HEXLOWER.encode(&bytes).chars().take(digits).collect();
    format!("{prefix}{digits}")
}
