use super::extract::{Managers, Roles as _};
use super::login::prove;
use super::model::Staff;
use crate::app::App;
use crate::base::{Code, Result};
use crate::wire::Role;

/// A manager's word for one request of somebody else's: `X-Approval: name:PIN`, the name
/// percent-encoded. Without the header nobody gave it.
///
/// Errors: `wrong_pin`, `locked`, `forbidden` for somebody who is no manager, `malformed_request`.
pub struct Approved(Option<(String, Role)>);

/// Reads what stands in the header, and checks it.
pub async fn approved(app: &App, device: &str, said: &str) -> Result<Approved> {
    let (name, pin) = said.rsplit_once(':').ok_or(Code::MalformedRequest)?;
    let name = decoded(name).ok_or(Code::MalformedRequest)?;
    let agreed = prove(app, device, &name, pin, |_, member, _| {
        let role = Role::from(member.role);
        match Managers::ROLES.contains(&role) {
            true => Ok((member.name.clone(), role)),
            false => Err(Code::Forbidden.into()),
        }
    });
    Ok(Approved(Some(agreed.await?)))
}

impl Approved {
    pub fn by_nobody() -> Approved {
        Approved(None)
    }

    /// In whose role it is asked, and what for: with the manager's name, where one agreed.
    pub fn over(self, staff: &Staff, reason: String) -> (Role, String) {
        match self.0 {
            None => (staff.role, reason),
            // What is not said is not agreed to either.
            Some((_, role)) if reason.trim().is_empty() => (role, reason),
            Some((name, role)) => (role, format!("{reason} (agreed: {name})")),
        }
    }
}

/// What `encodeURIComponent` wrote.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, more)) = rest.split_first() {
        rest = more;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, more) = rest.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?);
        rest = more;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn names_of_any_script_are_read() {
        assert_eq!(decoded("%E0%A4%86%E0%A4%B6%E0%A4%BE").as_deref(), Some("आशा"));
        assert_eq!(decoded("Arif").as_deref(), Some("Arif"));
        for bad in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decoded(bad), None, "{bad}");
        }
    }
}
