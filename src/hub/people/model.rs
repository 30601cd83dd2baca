use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::base::{Error, Result, Secret, fill_random};
use crate::words;

words! {
    /// What somebody who signs in at the hub may do.
    pub enum PersonRole {
        Admin = "ADMIN",
        Owner = "OWNER",
    }
}

/// The tenant of whoever runs the service: no restaurant's.
pub const SERVICE: Uuid = Uuid::nil();

/// Seconds a session lives, by role: who runs the service signs in daily.
pub fn session_seconds(role: PersonRole) -> i64 {
    match role {
        PersonRole::Admin => 12 * 3_600,
        PersonRole::Owner => 30 * 86_400,
    }
}

/// Seconds a link lives that lets somebody choose a password.
pub const LINK_SECONDS: i64 = 7 * 86_400;

/// Somebody who signed in.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    #[serde(rename = "tenant_id")]
    pub tenant: Uuid,
    pub id: Uuid,
    pub email: String,
    pub role: PersonRole,
}

/// A token that names the tenant it is of, and is otherwise random.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Vec<u8>);

const RANDOM: usize = 32;

impl Token {
    pub fn new(tenant: Uuid) -> Token {
        let mut bytes = tenant.as_bytes().to_vec();
        bytes.resize(16 + RANDOM, 0);
        fill_random(&mut bytes[16..]);
        Token(bytes)
    }

    /// One whose random part was drawn elsewhere.
    pub fn of(tenant: Uuid, drawn: &[u8; RANDOM]) -> Token {
        Token([tenant.as_bytes().as_slice(), drawn].concat())
    }

    /// None for what was never one.
    pub fn read(text: &str) -> Option<Token> {
        if text.len() > 100 {
            return None;
        }
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        (bytes.len() == 16 + RANDOM).then_some(Token(bytes))
    }

    pub fn text(&self) -> String {
        BASE64URL_NOPAD.encode(&self.0)
    }

    pub fn tenant(&self) -> Uuid {
        self.0.first_chunk().map_or(SERVICE, |bytes| Uuid::from_bytes(*bytes))
    }

    /// What is kept of it. 256 random bits need no slow hash.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest([b"tiffin/session/1|".as_slice(), &self.0].concat()).to_vec()
    }
}

/// An address in small letters. It need not be one that mail reaches: it is a name to sign in by.
///
/// Error: `invalid_value` about `email`.
pub fn check_email(text: &str) -> Result<String> {
    let text = text.trim().to_ascii_lowercase();
    let is_plain = |c: u8| c.is_ascii_graphic() && !b"()<>[]:;,\\\"@".contains(&c);
    let is_domain = |domain: &str| {
        domain.contains('.')
            && domain.split('.').all(|label| {
                !label.is_empty()
                    && !label.starts_with('-')
                    && label.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-')
            })
    };
    let fits = text.len() <= 254
        && text.split_once('@').is_some_and(|(name, domain)| {
            (1..=64).contains(&name.len()) && name.bytes().all(is_plain) && is_domain(domain)
        });
    match fits {
        true => Ok(text),
        false => Err(Error::invalid("email", "This is not an email address.")),
    }
}

/// What an address is found by, without being readable.
pub fn email_hash(key: &Secret, email: &str) -> Vec<u8> {
    key.derive("email").mac(&[email.as_bytes()]).to_vec()
}

/// Long enough that guessing is hopeless at the pace that is allowed; anything else is left to
/// who chooses it.
///
/// Error: `invalid_value` about `password`.
pub fn check_password(password: &str, email: &str) -> Result<()> {
    let length = password.chars().count();
    if length < 10 || password.len() > LONGEST_PASSWORD {
        return Err(Error::invalid("password", "Choose 10 to 200 characters."));
    }
    let first = password.chars().next();
    let lower = password.to_lowercase();
    if password.chars().all(|c| Some(c) == first) || lower == email || lower == "1234567890" {
        return Err(Error::invalid("password", "This is what everybody tries first."));
    }
    Ok(())
}

/// Bytes; longer ones are not worth the hashing.
pub const LONGEST_PASSWORD: usize = 200;
