use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Code, Error, Paise, PartId, Result};
use crate::billing::{Bill, Claim};
use crate::house::House;
use crate::tables::draw_svg;

/// A code to be scanned with a UPI app, made on the box. It asks for money; it proves nothing.
#[derive(Serialize, ToSchema)]
pub struct UpiCode {
    /// `upi://pay?pa=…&pn=…&tr=…&am=…&cu=INR&tn=…`.
    pub uri: String,
    /// The same as a picture.
    pub svg: String,
    pub amount_paise: Paise,
    /// `tr`: the bank's list names it beside the money.
    pub reference: String,
}

/// The code for what is due of a bill, or of a part of it, or for less.
///
/// Errors: `upi_not_set_up`, `already_paid`, `not_found`, `more_than_due`.
pub fn code(
    house: &House,
    bill: &Bill,
    part: Option<PartId>,
    amount: Option<Paise>,
    tip: Paise,
) -> Result<UpiCode> {
    code_under(bill.id.0, (house, bill), part, amount, tip)
}

/// The code for what a guest chose to pay. It goes by a name of its own, for two guests may choose
/// the same amount.
pub fn code_for_claim(house: &House, bill: &Bill, claim: &Claim, tip: Paise) -> Result<UpiCode> {
    let amount = Some(claim.amount_paise.min(bill.due_paise));
    code_under(claim.id.0, (house, bill), claim.part_id, amount, tip)
}

fn code_under(
    name: Uuid,
    (house, bill): (&House, &Bill),
    part: Option<PartId>,
    amount: Option<Paise>,
    tip: Paise,
) -> Result<UpiCode> {
    if house.upi_vpa.is_empty() {
        return Err(Code::UpiNotSetUp.into());
    }
    let due = match part {
        None => bill.due_paise,
        Some(id) => {
            let part = bill.parts.iter().find(|part| part.id == id);
            part.ok_or_else(|| Error::not_found("part of the bill"))?.due_paise
        }
    };
    if due == Paise::ZERO {
        return Err(Code::AlreadyPaid.into());
    }
    let amount = amount.unwrap_or(due);
    if amount > due || !amount.is_sane() || !tip.is_sane() {
        return Err(Code::MoreThanDue.into());
    }
    let amount_paise = amount + tip;
    let reference = reference(name, amount_paise);
    let note = format!("Table {}", bill.table_name);
    let uri = uri(house, &reference, amount_paise, &note);
    let svg = draw_svg(&uri)?;
    Ok(UpiCode { uri, svg, amount_paise, reference })
}

/// Letters and digits, 35 at most: the bill or the claim, and what was asked for.
fn reference(of: Uuid, amount: Paise) -> String {
    let id = of.simple().to_string();
    format!("TF{}{}", &id[id.len() - 20..], amount.0).to_uppercase()
}

/// Source: NPCI's UPI linking specification. `pa` keeps its @; all else is percent-encoded, spaces
/// as %20; `am` is rupees with two decimals.
fn uri(house: &House, reference: &str, amount: Paise, note: &str) -> String {
    let (rupees, paise) = (amount.0 / 100, amount.0 % 100);
    format!(
        "upi://pay?pa={}&pn={}&mc=5812&tr={reference}&am={rupees}.{paise:02}&cu=INR&tn={}",
        encoded(&house.upi_vpa, "@"),
        encoded(&house.name, ""),
        encoded(note, ""),
    )
}

/// RFC 3986: what is not unreserved, nor in `besides`, as %XX of its UTF-8.
fn encoded(text: &str, besides: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if plain || besides.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{At, BillId};

    #[test]
    fn a_code_names_payee_reference_and_amount_in_rupees() {
        let house = House {
            name: "Tiffin & Sons".into(),
            upi_vpa: "tiffin@okaxis".into(),
            ..House::default()
        };
        let told = uri(&house, "TF1", Paise(108_855), "Table 5");
        assert_eq!(
            told,
            "upi://pay?pa=tiffin@okaxis&pn=Tiffin%20%26%20Sons&mc=5812&tr=TF1&am=1088.55\
             &cu=INR&tn=Table%205"
        );
        assert!(uri(&house, "TF1", Paise(5), "").contains("&am=0.05&"));
    }

    #[test]
    fn a_reference_is_letters_and_digits_and_not_too_long() {
        let id = BillId::new(At::from_millis(1_790_000_000_000));
        let told = reference(id.0, Paise(crate::base::limits::MAX_PAISE));
        assert!(told.len() <= 35 && told.bytes().all(|c| c.is_ascii_alphanumeric()), "{told}");
        assert_ne!(told, reference(id.0, Paise(1)));
    }
}
