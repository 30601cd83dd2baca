use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{At, Day, DrawerId, EntryId, Error, Paise, Result, StaffId};
use crate::wire::EntryKind;
use crate::words;

words! {
    /// What a person does with cash that is no payment.
    pub enum MoveKind {
        In = "IN",
        Out = "OUT",
    }
}

/// Pieces by denomination in paise: three notes of 500 rupees are `{"50000": 3}`.
pub type Counts = BTreeMap<u32, u32>;

/// Notes and coins of the rupee that are legal tender, in paise.
pub const DENOMINATIONS: [u32; 11] =
    [200_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50];
/// Pieces of one kind that fit into any drawer.
const MAX_PIECES: u32 = 100_000;

/// Cash that one person answers for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Drawer {
    pub id: DrawerId,
    pub staff_id: StaffId,
    pub cashier: String,
    pub device: String,
    /// The day it was opened on.
    pub business_day: Day,
    pub float_paise: Paise,
    pub opened_at: At,
    pub closed_at: Option<At>,
    pub closed_by: String,
    /// None to a cashier who has not counted yet, as what follows.
    pub sums: Option<DrawerSums>,
    /// What should be in it.
    pub expected_paise: Option<Paise>,
    pub counted_paise: Option<Paise>,
    /// `counted - expected`: over, or short when below zero.
    pub difference_paise: Option<Paise>,
    /// Pieces by denomination in paise, as they were counted.
    #[schema(value_type = BTreeMap<String, u32>)]
    pub counts: Counts,
    /// The latest first. Without sales to a cashier who has not counted yet.
    pub entries: Vec<DrawerEntry>,
}

/// What went through a drawer besides its float. All but `refunds` and `cash_out` are added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DrawerSums {
    pub sales_paise: Paise,
    pub tips_paise: Paise,
    pub refunds_paise: Paise,
    pub cash_in_paise: Paise,
    pub cash_out_paise: Paise,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DrawerEntry {
    pub id: EntryId,
    pub drawer_id: DrawerId,
    pub kind: EntryKind,
    /// Below zero when it was taken out.
    pub amount_paise: Paise,
    /// The payment or the refund.
    pub of_id: Option<uuid::Uuid>,
    pub reason: String,
    pub business_day: Day,
    pub at: At,
    pub by: String,
    pub device: String,
}

/// What an amount of this kind does to what is in the drawer.
pub fn signed(kind: EntryKind, amount: Paise) -> Paise {
    match kind {
        EntryKind::Float | EntryKind::Sale | EntryKind::Tip | EntryKind::In => amount,
        EntryKind::Refund | EntryKind::Out => -amount,
    }
}

/// What was counted. Error `invalid_value` for money there is not, or more than a drawer holds.
pub fn counted(counts: &Counts) -> Result<Paise> {
    let mut sum = Paise::ZERO;
    for (denomination, pieces) in counts {
        if !DENOMINATIONS.contains(denomination) {
            let sentence = format!("There is no note or coin of {denomination} paise.");
            return Err(Error::invalid("counts", sentence));
        }
        if *pieces > MAX_PIECES {
            return Err(Error::invalid("counts", "These are more than a drawer holds."));
        }
        sum += Paise(i64::from(*denomination)).times(*pieces);
    }
    Ok(sum)
}

impl DrawerSums {
    pub fn take(&mut self, kind: EntryKind, amount: Paise) {
        match kind {
            EntryKind::Float => {}
            EntryKind::Sale => self.sales_paise += amount,
            EntryKind::Tip => self.tips_paise += amount,
            EntryKind::Refund => self.refunds_paise += -amount,
            EntryKind::In => self.cash_in_paise += amount,
            EntryKind::Out => self.cash_out_paise += -amount,
        }
    }

    /// What there is if nothing went astray.
    pub fn expected(&self, float: Paise) -> Paise {
        float + self.sales_paise + self.tips_paise + self.cash_in_paise
            - self.refunds_paise
            - self.cash_out_paise
    }
}

impl Drawer {
    /// As whoever must count it may see it: not what there should be.
    pub fn blind(mut self) -> Drawer {
        if self.closed_at.is_none() {
            self.sums = None;
            self.expected_paise = None;
            let typed = |kind| matches!(kind, EntryKind::Float | EntryKind::In | EntryKind::Out);
            self.entries.retain(|entry| typed(entry.kind));
        }
        self
    }
}
