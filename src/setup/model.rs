use serde::Deserialize;
use utoipa::ToSchema;

use crate::base::limits::MAX_TABLES;
use crate::base::{Error, Result};

/// What a new box is told.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(as = SetupRequest)]
pub struct Draft {
    /// The eight digits the box printed when it started.
    pub setup_code: String,
    pub house: HouseDraft,
    /// 5, 18, or 0 under composition.
    pub tax_percent: u32,
    /// How many tables there are; each gets a code of its own.
    pub tables: u32,
    pub owner: OwnerDraft,
}

/// What is printed on the first bill. Texts but the name may be empty.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(as = SetupHouse)]
pub struct HouseDraft {
    pub name: String,
    pub address: String,
    pub gstin: String,
    pub fssai: String,
    pub phone: String,
}

#[derive(Clone, Debug, Deserialize, ToSchema)]
#[schema(as = SetupOwner)]
pub struct OwnerDraft {
    pub name: String,
    /// 4 to 8 digits.
    pub pin: String,
}

impl Draft {
    pub(super) fn check_tables(&self) -> Result<()> {
        match usize::try_from(self.tables).is_ok_and(|tables| tables <= MAX_TABLES) {
            true => Ok(()),
            false => Err(Error::invalid("tables", format!("There may be {MAX_TABLES} tables."))),
        }
    }
}
