//! How a bill is shared out. Pure: parts always add up to what is left to pay.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::base::{Bps, LineId, Paise, PartId};
use crate::pricing::Quote;
use crate::wire::TaxKind;
use crate::words;

words! {
    /// By what the parts are told apart.
    pub enum ShareBy {
        Equal = "EQUAL",
        Amount = "AMOUNT",
        Item = "ITEM",
    }
}

words! {
    pub enum PartState {
        Open = "OPEN",
        Paid = "PAID",
    }
}

/// What one of those who share a bill pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BillPart {
    pub id: PartId,
    /// A name, a seat or a number.
    pub label: String,
    pub how: ShareBy,
    pub state: PartState,
    /// Which lines, where it goes by lines. The last part also has what no part names.
    pub lines: Vec<PartLine>,
    pub taxable_paise: Paise,
    pub cgst_paise: Paise,
    pub sgst_paise: Paise,
    #[serde(default)]
    pub vat_paise: Paise,
    pub round_off_paise: Paise,
    pub total_paise: Paise,
    pub paid_paise: Paise,
    pub due_paise: Paise,
}

/// `numerator` of `denominator` of a line: 1 of 3 who share a pizza.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PartLine {
    pub line_id: LineId,
    pub numerator: u32,
    pub denominator: u32,
}

/// A part as it was agreed on.
#[derive(Clone, Debug)]
pub struct Plan {
    pub id: PartId,
    pub label: String,
    pub how: ShareBy,
    /// Where it goes by amounts.
    pub amount: Paise,
    pub lines: Vec<PartLine>,
    /// What it came to when it was paid: never another after.
    pub fixed: Option<Paise>,
    pub paid: Paise,
}

/// What each line adds to what is to be paid: the total in proportion to net and tax.
pub fn payable_by_line(quote: &Quote) -> Vec<(LineId, Paise)> {
    let rate = |class: &str| {
        let taxed = quote.taxes.iter().find(|tax| tax.tax_class == class);
        let first = || quote.taxes.iter().find(|tax| tax.kind == TaxKind::Gst);
        let exclusive = taxed.or_else(first).filter(|tax| !tax.inclusive);
        exclusive.map_or(Bps(0), |tax| tax.rate_bps)
    };
    let weight = |net: Paise, rate: Bps| net.times(Bps::WHOLE.0.saturating_add(rate.0));
    let weights: Vec<Paise> =
        quote.lines.iter().map(|l| weight(l.net_paise, rate(&l.tax_class))).collect();
    let ids = quote.lines.iter().map(|line| line.line_id);
    ids.zip(quote.total_paise.shared_by(&weights)).collect()
}

/// What each part comes to. `loose` was paid by nobody in particular.
///
/// Parts that were paid stay as they were; what is left is shared by the others as agreed, and no
/// part is less than what was paid of it.
pub fn totals(total: Paise, loose: Paise, lines: &[(LineId, Paise)], plans: &[Plan]) -> Vec<Paise> {
    let mut fixed: Vec<Option<Paise>> = plans.iter().map(|plan| plan.fixed).collect();
    loop {
        let left = total - loose - fixed.iter().flatten().copied().sum::<Paise>();
        let left = left.max(Paise::ZERO);
        let weights = weights(left, lines, plans, &fixed);
        let mut shares = left.shared_by(&weights).into_iter();
        let shares: Vec<Paise> = fixed
            .iter()
            .map(|fixed| fixed.unwrap_or_else(|| shares.next().unwrap_or_default()))
            .collect();
        let short = |at: &usize| fixed[*at].is_none() && shares[*at] < plans[*at].paid;
        match (0..plans.len()).find(short) {
            Some(at) => fixed[at] = Some(plans[at].paid),
            None => return shares,
        }
    }
}

/// In what proportion the parts that are not fixed share `left`, in their order.
fn weights(
    left: Paise,
    lines: &[(LineId, Paise)],
    plans: &[Plan],
    fixed: &[Option<Paise>],
) -> Vec<Paise> {
    let open: Vec<&Plan> =
        plans.iter().zip(fixed).filter(|(_, f)| f.is_none()).map(|(plan, _)| plan).collect();
    let Some((last, others)) = open.split_last() else { return Vec::new() };
    let named = |plan: &Plan| -> Paise {
        let of = |part: &PartLine| {
            let line = lines.iter().find(|(id, _)| *id == part.line_id);
            let whole = line.map_or(Paise::ZERO, |(_, payable)| *payable);
            whole.ratio(i64::from(part.numerator), i64::from(part.denominator))
        };
        match plan.how {
            ShareBy::Equal => Paise(1),
            ShareBy::Amount => plan.amount,
            ShareBy::Item => plan.lines.iter().map(of).sum(),
        }
    };
    let mut weights: Vec<Paise> = others.iter().map(|plan| named(plan)).collect();
    weights.push(match last.how {
        ShareBy::Equal => Paise(1),
        // The last takes what nobody named.
        ShareBy::Amount | ShareBy::Item => {
            (left - weights.iter().copied().sum::<Paise>()).max(Paise::ZERO)
        }
    });
    if weights.iter().all(|weight| *weight == Paise::ZERO) {
        weights.pop();
        weights.push(Paise(1));
    }
    weights
}

/// The parts of a bill with their taxes: every column adds up to the bill's own.
pub fn parts(quote: &Quote, loose: Paise, plans: &[Plan]) -> Vec<BillPart> {
    let totals = totals(quote.total_paise, loose, &payable_by_line(quote), plans);
    // What was paid by nobody in particular is one more share, which is not shown.
    let mut weights = totals.clone();
    weights.push(loose);
    let sum = |of: fn(&crate::pricing::TaxLine) -> Paise| quote.taxes.iter().map(of).sum::<Paise>();
    let taxable = quote.taxable().shared_by(&weights);
    let vat = sum(|tax| tax.vat_paise).shared_by(&weights);
    let halves = sum(|tax| tax.cgst_paise).shared_by(&weights);
    let part = |(at, plan): (usize, &Plan)| {
        let (total_paise, taxable_paise) = (totals[at], taxable[at]);
        let (half, vat_paise) = (halves[at], vat[at]);
        let due_paise = (total_paise - plan.paid).max(Paise::ZERO);
        let is_paid = plan.fixed.is_some() || due_paise == Paise::ZERO;
        BillPart {
            id: plan.id,
            label: plan.label.clone(),
            how: plan.how,
            state: if is_paid { PartState::Paid } else { PartState::Open },
            lines: plan.lines.clone(),
            taxable_paise,
            cgst_paise: half,
            sgst_paise: half,
            vat_paise,
            round_off_paise: total_paise - taxable_paise - half - half - vat_paise,
            total_paise,
            paid_paise: plan.paid,
            due_paise,
        }
    };
    plans.iter().enumerate().map(part).collect()
}
