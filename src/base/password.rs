use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher as _, PasswordVerifier as _, Version};

use super::{Error, Result, Secret};

/// Argon2id of a PIN or password, as a PHC string. The key goes in too: from the database alone a
/// PIN of four digits would be found within minutes. Takes a core for some 50 ms, and 19 MiB.
///
/// Error: `internal`.
pub fn hash_password(key: &Secret, password: &str) -> Result<String> {
    let hashed = argon2(key)?.hash_password(password.as_bytes());
    hashed.map(|h| h.to_string()).map_err(internal)
}

/// Whether `password` is the one that was hashed. Without a hash it takes as long, and is not.
///
/// Error: `internal` for what is no hash.
pub fn is_password(key: &Secret, password: &str, hashed: Option<&str>) -> Result<bool> {
    let Some(hashed) = hashed else { return hash_password(key, password).map(|_| false) };
    let hashed = PasswordHash::new(hashed).map_err(internal)?;
    Ok(argon2(key)?.verify_password(password.as_bytes(), &hashed).is_ok())
}

/// RFC 9106, with the costs OWASP names for 19 MiB.
fn argon2(key: &Secret) -> Result<Argon2<'_>> {
    let costs = Params::new(19_456, 2, 1, None).map_err(internal)?;
    Argon2::new_with_secret(key.bytes(), Algorithm::Argon2id, Version::V0x13, costs)
        .map_err(internal)
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::internal(error.to_string())
}
