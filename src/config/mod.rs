//! What the box is told before it starts: defaults, then a TOML file, then `TIFFIN_…` variables,
//! then flags; and where everything lies in the data directory.

mod data_dir;
mod pay;
mod settings;
mod sms;

pub use data_dir::DataDir;
pub use pay::{Hidden, PaySettings, RazorpaySettings, StripeSettings};
pub use settings::{LogFormat, Overrides, Settings};
pub use sms::{Msg91Settings, SmsSettings, SnsSettings, Template, TwilioSettings};

#[cfg(test)]
mod tests;
