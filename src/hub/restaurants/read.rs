//! What somebody sent, field by field.

use serde_json::Value;

use super::model::{Address, Contact, Registration};
use crate::base::limits::{MAX_NAME, MAX_TEXT};
use crate::base::{Error, Phone, Result, clean_line, clean_note, is_fssai, is_gstin};
use crate::hub::fields::Fields;
use crate::hub::people::check_email;
use crate::hub::search::Hours;

const MAX_CUISINES: usize = 12;
/// Dishes a restaurant may name to be found by.
const MAX_DISHES: usize = 120;
const MAX_URL: usize = 300;

/// A whole registration. Error: `invalid_fields`, naming each that is not right.
pub fn read(body: &Value) -> Result<Registration> {
    let mut fields = Fields::of(body);
    let name = |text: &str| clean_line("name", text, MAX_NAME);
    let said = Registration {
        name: fields.text("name", name),
        address: Address {
            line: fields.text("address.line", |text| clean_line("line", text, MAX_TEXT)),
            city: fields.text("address.city", name),
            state: fields.maybe("address.state", |text| clean_note("state", text, MAX_NAME)),
            pin: fields.text("address.pin", pin),
            lat: fields.number("address.lat", -90.0, 90.0),
            long: fields.number("address.long", -180.0, 180.0),
        },
        contact: Contact {
            name: fields.text("contact.name", name),
            email: fields.text("contact.email", check_email),
            phone: fields.text("contact.phone", |text| Ok(text.parse::<Phone>()?.e164().into())),
        },
        licence_number: fields.text("licence_number", licence),
        gstin: fields.maybe("gstin", gstin),
        ..Registration::default()
    };
    let said = public_part(&mut fields, said);
    fields.finish()?;
    Ok(said)
}

/// What an owner changes: the fields that are there, of those that need no new review.
///
/// Error: `invalid_fields`.
pub fn read_change(body: &Value, known: Registration) -> Result<Registration> {
    const OPEN: [&str; 5] = ["logo_url", "description", "cuisines", "dishes", "hours"];
    let mut fields = Fields::of(body);
    match body.as_object() {
        None => fields.wrong("body", "This must be an object."),
        Some(named) => {
            for name in named.keys().filter(|name| !OPEN.contains(&name.as_str())).take(20) {
                fields.wrong(name, "This cannot be changed here. Register anew.");
            }
        }
    }
    let said = public_part(&mut fields, known);
    fields.finish()?;
    Ok(said)
}

/// What everybody sees and nobody has to verify. What is not named stays.
fn public_part(fields: &mut Fields, mut said: Registration) -> Registration {
    if fields.at("logo_url").is_some() {
        said.logo_url = fields.maybe("logo_url", logo_url);
    }
    if fields.at("description").is_some() {
        let check = |text: &str| clean_note("description", text, MAX_TEXT);
        said.description = fields.maybe("description", check);
    }
    let line = |text: &str| clean_line("name", text, MAX_NAME);
    if fields.at("cuisines").is_some() {
        said.cuisines = fields.list("cuisines", MAX_CUISINES, line);
    }
    if fields.at("dishes").is_some() {
        said.dishes = fields.list("dishes", MAX_DISHES, line);
    }
    let hours = |said: &Value| Hours::read(said).map(|_| said.clone());
    if fields.at("hours").is_some() {
        said.hours = fields.form("hours", hours);
    }
    said
}

fn allow(field: &str, fits: bool, sentence: &str) -> Result<()> {
    if fits { Ok(()) } else { Err(Error::invalid(field, sentence)) }
}

fn pin(text: &str) -> Result<String> {
    let text: String = text.chars().filter(|c| *c != ' ').take(7).collect();
    let fits =
        text.len() == 6 && text.bytes().all(|c| c.is_ascii_digit()) && !text.starts_with('0');
    allow("pin", fits, "A PIN code has 6 digits.")?;
    Ok(text)
}

fn licence(text: &str) -> Result<String> {
    let text = text.trim();
    allow("licence_number", is_fssai(text), "An FSSAI licence number has 14 digits.")?;
    Ok(text.to_owned())
}

fn gstin(text: &str) -> Result<String> {
    let text = text.trim().to_ascii_uppercase();
    let fits = text.is_empty() || is_gstin(&text);
    allow("gstin", fits, "This is not a GSTIN. Check the 15 letters and digits.")?;
    Ok(text)
}

fn logo_url(text: &str) -> Result<String> {
    let text = text.trim();
    let rest = text.strip_prefix("https://");
    let fits = rest.is_some_and(|rest| {
        rest.contains('.')
            && rest.bytes().all(|c| c.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&c))
    });
    let fits = text.is_empty() || (fits && text.len() <= MAX_URL);
    allow("logo_url", fits, "Use an https:// address of a picture.")?;
    Ok(text.to_owned())
}
