use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{Bps, LineId, Paise};
use crate::wire::TaxKind;

/// One line to be priced.
#[derive(Clone, Debug)]
pub struct Item {
    pub line_id: LineId,
    pub name: String,
    pub quantity: u32,
    pub unit: Paise,
    pub discount: Discount,
    pub tax_class: String,
}

/// What is taken off a line or a bill. Never more than there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Discount {
    #[default]
    None,
    Percent(Bps),
    Amount(Paise),
}

/// How one class of goods is taxed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxClass {
    pub key: String,
    pub kind: TaxKind,
    pub rate: Bps,
    /// True when the printed price has the tax in it.
    pub inclusive: bool,
}

/// The rates that hold at one time. A class it does not know is taxed as the first under GST.
#[derive(Clone, Debug, Default)]
pub struct TaxProfile(pub Vec<TaxClass>);

/// A price for all lines together, with how it comes about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Quote {
    pub lines: Vec<QuoteLine>,
    /// Before any discount.
    pub items_paise: Paise,
    pub discount_paise: Paise,
    /// `items - discount`.
    pub subtotal_paise: Paise,
    pub taxes: Vec<TaxLine>,
    /// The full tax, half-up per rate. Documents print the halves instead.
    pub tax_paise: Paise,
    /// `total - taxable - cgst - sgst`: rounding of the payable, and the paisa that equal halves
    /// of an odd tax are off.
    pub round_off_paise: Paise,
    pub total_paise: Paise,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct QuoteLine {
    pub line_id: LineId,
    pub name: String,
    pub quantity: u32,
    pub unit_paise: Paise,
    pub gross_paise: Paise,
    /// The line's own discount and its share of the bill's.
    pub discount_paise: Paise,
    pub net_paise: Paise,
    pub tax_class: String,
}

/// One rate's tax over all lines it holds for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TaxLine {
    pub tax_class: String,
    #[serde(default = "TaxKind::gst")]
    pub kind: TaxKind,
    /// `GST 18%`, `VAT 10%`.
    pub label: String,
    pub rate_bps: Bps,
    pub inclusive: bool,
    pub taxable_paise: Paise,
    /// The full rate, half-up.
    pub tax_paise: Paise,
    /// Half the rate, half-up; the same as `sgst_paise`.
    pub cgst_paise: Paise,
    pub sgst_paise: Paise,
    /// The whole tax, where it is no GST; then the halves are nothing.
    #[serde(default)]
    pub vat_paise: Paise,
}

impl Discount {
    /// What is taken off `amount`: between nothing and all of it.
    pub fn off(self, amount: Paise) -> Paise {
        let wanted = match self {
            Discount::None => Paise::ZERO,
            Discount::Percent(rate) => amount.at(Bps(rate.0.min(Bps::WHOLE.0))),
            Discount::Amount(paise) => paise,
        };
        wanted.clamp(Paise::ZERO, amount.max(Paise::ZERO))
    }
}

impl TaxProfile {
    /// The class of this name, or the first there is under GST.
    pub fn class(&self, key: &str) -> Option<&TaxClass> {
        let first = || self.0.iter().find(|class| class.kind == TaxKind::Gst);
        self.0.iter().find(|class| class.key == key).or_else(first)
    }

    /// For who collects no GST: a state's VAT is due all the same.
    pub fn without_gst(mut self) -> TaxProfile {
        self.0.retain(|class| class.kind == TaxKind::Vat);
        self
    }
}
