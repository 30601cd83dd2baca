use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::base::{At, PublicKey, SigningKey, random_token};

/// The version of the protocol this program speaks.
pub const VERSION: u32 = 1;

/// What is signed of a request: all that decides what it does.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub method: &'a str,
    /// With its query.
    pub path: &'a str,
    pub body: &'a [u8],
}

/// Who asks, as it stands in the headers beside the signature.
///
/// `at` is measured, never a reason to refuse: a box without a clock wakes in 1970, and every
/// request may be repeated anyway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headers {
    pub tenant: Uuid,
    pub device: Uuid,
    /// Names the key; see [`PublicKey::id`].
    pub key: String,
    /// 16 hex digits.
    pub epoch: String,
    pub at: At,
    pub nonce: String,
    pub signature: String,
}

impl Headers {
    pub const VERSION: &'static str = "tiffin-version";
    pub const TENANT: &'static str = "tiffin-tenant";
    pub const DEVICE: &'static str = "tiffin-device";
    pub const KEY: &'static str = "tiffin-key";
    pub const EPOCH: &'static str = "tiffin-epoch";
    pub const AT: &'static str = "tiffin-at";
    pub const NONCE: &'static str = "tiffin-nonce";
    pub const SIGNATURE: &'static str = "tiffin-signature";

    /// Signs a request (Ed25519 over lines of text, none after the last).
    pub fn sign(
        asked: &Asked,
        (tenant, device): (Uuid, Uuid),
        epoch: &str,
        at: At,
        key: &SigningKey,
    ) -> Headers {
        let nonce = random_token(16);
        let epoch = epoch.to_owned();
        let (key_id, signature) = (key.public().id(), String::new());
        let bare = Headers { tenant, device, key: key_id, epoch, at, nonce, signature };
        let signature = BASE64URL_NOPAD.encode(&key.sign(bare.text(asked).as_bytes()));
        Headers { signature, ..bare }
    }

    /// Whether the owner of `key` asked exactly this.
    pub fn verify(&self, asked: &Asked, key: &PublicKey) -> bool {
        BASE64URL_NOPAD
            .decode(self.signature.as_bytes())
            .is_ok_and(|signature| key.verifies(self.text(asked).as_bytes(), &signature))
    }

    /// Name and value of each header.
    pub fn list(&self) -> [(&'static str, String); 8] {
        [
            (Headers::VERSION, VERSION.to_string()),
            (Headers::TENANT, self.tenant.to_string()),
            (Headers::DEVICE, self.device.to_string()),
            (Headers::KEY, self.key.clone()),
            (Headers::EPOCH, self.epoch.clone()),
            (Headers::AT, self.at.millis().to_string()),
            (Headers::NONCE, self.nonce.clone()),
            (Headers::SIGNATURE, self.signature.clone()),
        ]
    }

    /// Reads what [`Headers::list`] wrote. None when one is missing or is not what it should be.
    pub fn read<'a>(header: impl Fn(&'static str) -> Option<&'a str>) -> Option<Headers> {
        let word = |name, most: usize| {
            let text = header(name)?;
            let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_');
            (text.len() <= most && text.bytes().all(plain)).then(|| text.to_owned())
        };
        Some(Headers {
            tenant: header(Headers::TENANT)?.parse().ok()?,
            device: header(Headers::DEVICE)?.parse().ok()?,
            key: word(Headers::KEY, 16)?,
            epoch: word(Headers::EPOCH, 16).filter(|epoch| epoch.len() == 16)?,
            at: At::from_millis(header(Headers::AT)?.parse().ok()?),
            nonce: word(Headers::NONCE, 22)?,
            signature: word(Headers::SIGNATURE, 86)?,
        })
    }

    fn text(&self, asked: &Asked) -> String {
        [
            "TIFFIN1",
            asked.method,
            asked.path,
            &self.tenant.to_string(),
            &self.device.to_string(),
            &self.epoch,
            &self.at.millis().to_string(),
            &self.nonce,
            &HEXLOWER.encode(&Sha256::digest(asked.body)),
        ]
        .join("\n")
    }
}
