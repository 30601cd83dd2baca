use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::At;

/// One reading of both clocks, and which run of the program took it.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub wall: At,
    pub mono: Duration,
    pub run: u64,
}

/// Four numbers before the JSON: when it expires by the wall clock, how long it lives, and the
/// run and its own time at which it was put.
const HEADER: usize = 32;

pub(super) fn encode<T: Serialize>(value: &T, ttl: Duration, now: Reading) -> Option<Vec<u8>> {
    let ttl = millis(ttl);
    let expires = At::from_millis(now.wall.millis().saturating_add_unsigned(ttl));
    let numbers = [expires.millis().unsigned_abs(), ttl, now.run, millis(now.mono)];
    let mut bytes = Vec::with_capacity(256);
    for number in numbers {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    serde_json::to_writer(&mut bytes, value).ok()?;
    Some(bytes)
}

/// The value, unless it has expired or is not one.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8], now: Reading) -> Option<T> {
    if !is_alive(bytes, now) {
        return None;
    }
    serde_json::from_slice(&bytes[HEADER..]).ok()
}

pub(super) fn is_alive(bytes: &[u8], now: Reading) -> bool {
    let Some([expires, ttl, run, put]) = header(bytes) else { return false };
    if run == now.run {
        return millis(now.mono).saturating_sub(put) < ttl;
    }
    // Of an earlier run only the wall clock knows. If it was turned back since, the value would
    // live longer than it was given: then it is gone instead.
    let left = expires.saturating_sub(now.wall.millis().unsigned_abs());
    left > 0 && left <= ttl
}

fn header(bytes: &[u8]) -> Option<[u64; 4]> {
    let (numbers, _) = bytes.split_first_chunk::<HEADER>()?.0.as_chunks::<8>();
    let mut header = [0; 4];
    for (number, bytes) in header.iter_mut().zip(numbers) {
        *number = u64::from_be_bytes(*bytes);
    }
    Some(header)
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
