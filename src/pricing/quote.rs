use super::kinds::{by_kind, joined};
use super::model::{Discount, Item, Quote, QuoteLine, TaxClass, TaxLine, TaxProfile};
use crate::base::Paise;
use crate::wire::TaxKind;

/// Prices `items` under `profile`, with `bill_discount` off the whole, the payable rounded to
/// `round_to` paise (0: not at all).
///
/// What is under VAT is summed and rounded apart from what is under GST: each has its own paper.
/// Per rate: `tax = taxable × rate`, half-up to the paisa, on the discounted sum; CGST and SGST
/// are each `taxable × rate / 2`, half-up, so they are equal. Where the tax is odd the two halves
/// are a paisa more than the tax; the guest pays the tax, and the paisa stands in the round-off.
/// Source: the Indian restaurant bill (CGST Rules, rule 46; section 170 for rounding).
pub fn quote(
    items: &[Item],
    bill_discount: Discount,
    profile: &TaxProfile,
    round_to: i64,
) -> Quote {
    let lines = net_lines(items, bill_discount);
    let mut taxes = Vec::new();
    for class in &profile.0 {
        let of_class = |l: &&QuoteLine| profile.class(&l.tax_class) == Some(class);
        if lines.iter().any(|l| of_class(&l)) {
            taxes.push(tax(class, lines.iter().filter(of_class).map(|l| l.net_paise).sum()));
        }
    }
    let priced = Quote { lines, taxes, ..Quote::default() };
    let parts = by_kind(&priced, round_to);
    // Lines stay in the order in which they came.
    Quote { lines: priced.lines, ..joined(parts.iter().map(|(_, part)| part)) }
}

/// The lines after their own discounts and their shares of the bill's.
fn net_lines(items: &[Item], bill_discount: Discount) -> Vec<QuoteLine> {
    let mut lines: Vec<QuoteLine> = items
        .iter()
        .map(|item| {
            let gross = item.unit.times(item.quantity);
            let discount = item.discount.off(gross);
            QuoteLine {
                line_id: item.line_id,
                name: item.name.clone(),
                quantity: item.quantity,
                unit_paise: item.unit,
                gross_paise: gross,
                discount_paise: discount,
                net_paise: gross - discount,
                tax_class: item.tax_class.clone(),
            }
        })
        .collect();
    let weights: Vec<Paise> = lines.iter().map(|l| l.net_paise).collect();
    let off = bill_discount.off(weights.iter().copied().sum());
    for (line, share) in lines.iter_mut().zip(off.shared_by(&weights)) {
        line.discount_paise += share;
        line.net_paise = line.net_paise - share;
    }
    lines
}

fn tax(class: &TaxClass, net: Paise) -> TaxLine {
    let (taxable, tax) = if class.inclusive {
        let taxable = net.without(class.rate);
        (taxable, net - taxable)
    } else {
        (net, net.at(class.rate))
    };
    let (half, vat) = match class.kind {
        TaxKind::Gst => (taxable.at(class.rate.half()), Paise::ZERO),
        TaxKind::Vat => (Paise::ZERO, tax),
    };
    TaxLine {
        tax_class: class.key.clone(),
        kind: class.kind,
        label: format!("{} {}", class.kind, class.rate.percent()),
        rate_bps: class.rate,
        inclusive: class.inclusive,
        taxable_paise: taxable,
        tax_paise: tax,
        cgst_paise: half,
        sgst_paise: half,
        vat_paise: vat,
    }
}
