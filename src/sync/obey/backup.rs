use super::{Doing, parse};
use crate::app::App;
use crate::base::Result;
use crate::sync::copies::Copying;
use crate::wire::sync::Command;

/// Nothing is said: a copy is a copy.
#[derive(serde::Deserialize)]
struct Backup {}

/// A whole copy, of what is there now. Over a slow line that takes an hour, and the line has other
/// things to bring meanwhile: whoever brings copies answers.
pub fn backup(app: &App, command: &Command) -> Result<Doing> {
    let Backup {} = parse(command)?;
    app.room::<Copying>().want(command, app.ledger.head());
    Ok(Doing::Later)
}
