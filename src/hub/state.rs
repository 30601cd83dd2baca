use std::sync::Arc;

use super::db::Db;
use super::wake::Wake;
use crate::base::{Clock, Secret};
use crate::wire::sync::Limits;

/// What a node has at hand.
#[derive(Clone)]
pub struct Hub {
    pub db: Db,
    pub clock: Clock,
    /// Seals what must not be read by whoever has the database alone.
    pub key: Arc<Secret>,
    /// What one batch may hold.
    pub limits: Limits,
    pub wake: Wake,
}

impl Hub {
    pub fn new(db: Db, clock: Clock, key: Secret) -> Hub {
        let wake = Wake::new(&db);
        Hub { db, clock, key: Arc::new(key), limits: Limits::MOST, wake }
    }
}
