use super::verify::subject;
use super::{codes, texts};
use crate::app::App;
use crate::auth;
use crate::base::{Code, Error, Language, Phone, Result};
use crate::house::{self, OtpMode};
use crate::notifications;

/// What somebody who asked for a code hears. It is the same whether the number is known or not.
#[derive(Clone, Debug)]
pub struct Asked {
    pub phone_masked: String,
}

/// Sends a code to the phone; one sent before is no longer good. `address` is where the request
/// came from; `language` is what they would like to be told things in.
///
/// Errors: `forbidden` where the house asks for no numbers; `locked`; `too_many_codes`.
pub async fn ask(
    app: &App,
    phone: &Phone,
    address: &str,
    language: Option<Language>,
) -> Result<Asked> {
    let (box_, who) = (app.clone(), subject(app, phone));
    let look = app.store.read(move |read| {
        require_wanted(house::load(read)?.otp_mode)?;
        auth::require_unlocked(&box_, read, &who)
    });
    look.await?;
    codes::count(app, phone, address)?;
    let code = codes::make(app, phone, language);
    codes::tell(app);
    if notifications::send_code(app, code).await? {
        texts::opt_out(app, phone).await?;
    }
    Ok(Asked { phone_masked: phone.masked() })
}

pub(super) fn require_wanted(mode: OtpMode) -> Result<()> {
    match mode {
        OtpMode::Never => {
            Err(Error::new(Code::Forbidden).message("This restaurant asks for no phone numbers."))
        }
        OtpMode::Optional | OtpMode::Required => Ok(()),
    }
}
