use data_encoding::BASE64URL_NOPAD;

/// Fills `bytes` from the system's random source.
///
/// Without one the box can neither sign nor number anything, so the process ends.
pub fn fill_random(bytes: &mut [u8]) {
    if let Err(error) = getrandom::fill(bytes) {
        panic!("the system gives no random numbers: {error}");
    }
}

/// A number in `0..limit`, without bias; 0 when `limit` is 0.
pub fn random_below(limit: u32) -> u32 {
    if limit == 0 {
        return 0;
    }
    let fair = u32::MAX - u32::MAX % limit;
    loop {
        let mut bytes = [0; 4];
        fill_random(&mut bytes);
        let drawn = u32::from_le_bytes(bytes);
        if drawn < fair {
            return drawn % limit;
        }
    }
}

/// `bytes` random bytes as text that is safe in a URL.
pub fn random_token(bytes: usize) -> String {
    let mut raw = vec![0; bytes];
    fill_random(&mut raw);
    BASE64URL_NOPAD.encode(&raw)
}
