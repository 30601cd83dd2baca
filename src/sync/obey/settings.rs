use serde_json::json;

use super::{Doing, parse};
use crate::app::App;
use crate::base::{Error, Result};
use crate::house::{self, House};
use crate::store::Tx;
use crate::sync::sql;
use crate::wire::sync::{Command, SettingsSet};

/// Settings of the box that head office may turn from afar. Answers which it set: one that a later
/// hub knows and this box does not is not among them.
pub fn settings_set(_: &App, command: &Command) -> Result<Doing> {
    let said: SettingsSet = parse(command)?;
    let effect = Box::new(move |tx: &Tx| {
        let mut set = Vec::new();
        if let Some(kbps) = said.cap_kbps {
            sql::mark_cap(tx, kbps)?;
            set.push("cap_kbps");
        }
        if let Some(is_taking_remote_orders) = said.is_taking_remote_orders {
            house::save_in(tx, &House { is_taking_remote_orders, ..house::load(tx)? })?;
            set.push("is_taking_remote_orders");
        }
        match set.is_empty() {
            true => Err(Error::invalid("settings", "There is nothing here that this box can set.")),
            false => Ok(json!({ "set": set })),
        }
    });
    Ok(Doing::Now { effect, after: None })
}
