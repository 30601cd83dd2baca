use std::sync::{Mutex, PoisonError};

use crate::app::App;
use crate::auth;
use crate::base::{Code, Error, Result, random_below, same_bytes};

/// Wrong codes that are borne until the box is started again, with another code.
const TRIES: u32 = 10;

/// Made at the start and kept in memory only: whoever reads the box's console has it.
struct SetupCode {
    digits: String,
    wrong: Mutex<u32>,
}

impl Default for SetupCode {
    fn default() -> SetupCode {
        SetupCode { digits: format!("{:08}", random_below(100_000_000)), wrong: Mutex::new(0) }
    }
}

/// The code to print at the start. None when the box has an owner.
pub async fn code(app: &App) -> Result<Option<String>> {
    let has_owner = app.store.read(auth::has_owner).await?;
    Ok((!has_owner).then(|| app.room::<SetupCode>().digits.clone()))
}

/// Errors: `wrong_setup_code`; `locked` after ten of those, until the box is started again.
pub(super) fn require(app: &App, given: &str) -> Result<()> {
    let setup = app.room::<SetupCode>();
    let mut wrong = setup.wrong.lock().unwrap_or_else(PoisonError::into_inner);
    if *wrong >= TRIES {
        let message = "Too many wrong codes. Start the box again: it prints another one.";
        return Err(Error::new(Code::Locked).message(message));
    }
    if same_bytes(setup.digits.as_bytes(), given.trim().as_bytes()) {
        return Ok(());
    }
    *wrong += 1;
    Err(Code::WrongSetupCode.into())
}
