use uuid::{Builder, Uuid};

use crate::base::{At, fill_random};

/// A UUIDv7 made at `at`.
pub fn new_id(at: At) -> Uuid {
    let mut random = [0; 10];
    fill_random(&mut random);
    Builder::from_unix_timestamp_millis(at.millis().unsigned_abs(), &random).into_uuid()
}
