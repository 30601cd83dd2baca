use super::{Doing, parse};
use crate::app::App;
use crate::base::{Error, Result};
use crate::menu;
use crate::wire::sync::{Command, MenuPut};

/// Head office's dishes, whole.
pub fn menu_put(_: &App, command: &Command) -> Result<Doing> {
    let put: MenuPut = parse(command)?;
    let effect = Box::new(move |tx: &crate::store::Tx| {
        serde_json::to_value(menu::put_central_in(tx, &put)?).map_err(Error::internal)
    });
    Ok(Doing::Now { effect, after: None })
}
