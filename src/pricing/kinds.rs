//! A bill may have goods under GST and goods under VAT: each is a price of its own, with its own
//! tax and rounding, and together they are the bill.

use super::model::{Quote, QuoteLine, TaxLine};
use crate::base::Paise;
use crate::wire::TaxKind;

/// What of a quote is under each kind of tax, GST first; a kind nothing is under is left out. They
/// add up to the quote they came from.
pub fn by_kind(quote: &Quote, round_to: i64) -> Vec<(TaxKind, Quote)> {
    let mut parts = Vec::new();
    for kind in [TaxKind::Gst, TaxKind::Vat] {
        let lines: Vec<QuoteLine> = quote
            .lines
            .iter()
            .filter(|line| quote.kind_of(&line.tax_class) == kind)
            .cloned()
            .collect();
        let taxes = quote.taxes.iter().filter(|tax| tax.kind == kind).cloned().collect();
        if !lines.is_empty() {
            parts.push((kind, summed(lines, taxes, round_to)));
        }
    }
    parts
}

/// Lines and the taxes on them, summed and rounded.
fn summed(lines: Vec<QuoteLine>, taxes: Vec<TaxLine>, round_to: i64) -> Quote {
    let sum = |part: fn(&QuoteLine) -> Paise| lines.iter().map(part).sum::<Paise>();
    let (items_paise, discount_paise) = (sum(|l| l.gross_paise), sum(|l| l.discount_paise));
    let subtotal_paise = items_paise - discount_paise;
    let (payable, documented) = match taxes.is_empty() {
        true => (subtotal_paise, subtotal_paise),
        false => (
            taxes.iter().map(|tax| tax.taxable_paise + tax.tax_paise).sum(),
            taxes.iter().map(TaxLine::documented).sum(),
        ),
    };
    let total_paise = payable.rounded_to(round_to);
    Quote {
        items_paise,
        discount_paise,
        subtotal_paise,
        tax_paise: taxes.iter().map(|tax| tax.tax_paise).sum(),
        round_off_paise: total_paise - documented,
        total_paise,
        taxes,
        lines,
    }
}

/// Quotes as one.
pub fn joined<'a>(parts: impl IntoIterator<Item = &'a Quote>) -> Quote {
    let mut whole = Quote::default();
    for part in parts {
        whole.lines.extend(part.lines.iter().cloned());
        whole.taxes.extend(part.taxes.iter().cloned());
        whole.items_paise += part.items_paise;
        whole.discount_paise += part.discount_paise;
        whole.subtotal_paise += part.subtotal_paise;
        whole.tax_paise += part.tax_paise;
        whole.round_off_paise += part.round_off_paise;
        whole.total_paise += part.total_paise;
    }
    whole
}

impl Quote {
    /// Under what tax a class is here. What no line of VAT names is under GST, or untaxed.
    pub fn kind_of(&self, class: &str) -> TaxKind {
        let is_vat = |tax: &TaxLine| tax.kind == TaxKind::Vat && tax.tax_class == class;
        if self.taxes.iter().any(is_vat) { TaxKind::Vat } else { TaxKind::Gst }
    }

    /// What tax is reckoned on; all of what is not taxed.
    pub fn taxable(&self) -> Paise {
        if self.taxes.is_empty() {
            return self.subtotal_paise;
        }
        let taxed: Paise = self.taxes.iter().map(|tax| tax.taxable_paise).sum();
        match self.taxes.iter().any(|tax| tax.kind == TaxKind::Gst) {
            true => taxed,
            false => {
                let is_untaxed = |l: &&QuoteLine| self.kind_of(&l.tax_class) == TaxKind::Gst;
                taxed + self.lines.iter().filter(is_untaxed).map(|l| l.net_paise).sum()
            }
        }
    }
}

impl TaxLine {
    /// What stands on a paper: the value and the taxes on it.
    pub fn documented(&self) -> Paise {
        self.taxable_paise + self.cgst_paise + self.sgst_paise + self.vat_paise
    }
}
