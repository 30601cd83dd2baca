use super::{Doing, parse};
use crate::app::App;
use crate::base::{Error, Result};
use crate::menu;
use crate::wire::sync::{Command, MenuDrop};

/// Dishes head office has no more.
pub fn menu_drop(_: &App, command: &Command) -> Result<Doing> {
    let put: MenuDrop = parse(command)?;
    let effect = Box::new(move |tx: &crate::store::Tx| {
        serde_json::to_value(menu::drop_central_in(tx, &put)?).map_err(Error::internal)
    });
    Ok(Doing::Now { effect, after: None })
}
