use std::io::{Read, Write};

use super::{Code, Error, Result};

/// Quick, and close to what the slow levels reach on text that repeats itself.
const LEVEL: i32 = 3;
/// The largest window a sender may ask the receiver to keep: 8 MiB.
const WINDOW_LOG: u32 = 23;

/// Zstandard (RFC 8878).
pub fn pack(plain: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::compress(plain, LEVEL).map_err(Error::internal)
}

/// Undoes [`pack`], whoever sent it.
///
/// Error: `malformed_request` for what is no Zstandard, or holds more than `most` bytes.
pub fn unpack(packed: &[u8], most: usize) -> Result<Vec<u8>> {
    let broken = |why: String| Error::new(Code::MalformedRequest).message(why);
    let mut stream = zstd::stream::read::Decoder::new(packed).map_err(|e| broken(e.to_string()))?;
    stream.window_log_max(WINDOW_LOG).map_err(Error::internal)?;
    let mut plain = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    stream.take(limit).read_to_end(&mut plain).map_err(|e| broken(e.to_string()))?;
    match plain.len() > most {
        true => Err(broken(format!("It holds more than {most} bytes."))),
        false => Ok(plain),
    }
}

/// [`pack`] of what is too much for the memory.
pub fn pack_through(plain: impl Read, packed: impl Write) -> Result<()> {
    zstd::stream::copy_encode(plain, packed, LEVEL).map_err(Error::internal)
}

/// Undoes [`pack_through`] as it is read.
///
/// Error: `malformed_request` for what cannot be Zstandard.
pub fn unpacked<'a>(packed: impl Read + 'a) -> Result<impl Read + 'a> {
    let broken = |e: std::io::Error| Error::new(Code::MalformedRequest).message(e.to_string());
    let mut stream = zstd::stream::read::Decoder::new(packed).map_err(broken)?;
    stream.window_log_max(WINDOW_LOG).map_err(Error::internal)?;
    Ok(stream)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_small_text_that_swells_is_refused_before_it_fills_the_memory() {
        let bomb = pack(&vec![0; 64 << 20]).expect("packed");
        assert!(bomb.len() < 64 << 10);
        let refused = unpack(&bomb, 1 << 20).expect_err("too much");
        assert_eq!(refused.code(), Code::MalformedRequest);
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(plain: Vec<u8>) {
            let packed = pack(&plain).expect("packed");
            prop_assert_eq!(unpack(&packed, plain.len()).expect("unpacked"), plain);
        }

        #[test]
        fn any_bytes_are_an_answer_or_an_error(bytes: Vec<u8>) {
            let _ = unpack(&bytes, 1 << 16);
        }
    }
}
