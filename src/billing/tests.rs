use proptest::prelude::*;

use super::share::{PartLine, Plan, ShareBy, parts, payable_by_line};
use crate::base::{At, Bps, LineId, Paise, PartId};
use crate::pricing::{Discount, Item, Quote, TaxClass, TaxProfile, quote};
use crate::wire::TaxKind;

fn now() -> At {
    At::from_millis(1_790_000_000_000)
}

fn class(key: &str, rate: u32, inclusive: bool) -> TaxClass {
    let kind = if key == "liquor" { TaxKind::Vat } else { TaxKind::Gst };
    TaxClass { key: key.into(), kind, rate: Bps(rate), inclusive }
}

fn profiles() -> impl Strategy<Value = TaxProfile> {
    let rates = (0..=20_u32, 0..=20_u32, 0..=6_000_u32, any::<bool>(), any::<bool>());
    let three = rates.prop_map(|(a, b, c, x, y)| {
        let gst = [class("restaurant", a * 200, x), class("packaged", b * 200, y)];
        TaxProfile([&gst[..], &[class("liquor", c, x != y)]].concat())
    });
    let composition = three.clone().prop_map(TaxProfile::without_gst);
    prop_oneof![1 => Just(TaxProfile::default()), 1 => composition, 6 => three]
}

fn discounts() -> impl Strategy<Value = Discount> {
    prop_oneof![
        Just(Discount::None),
        (0..=10_000_u32).prop_map(|bps| Discount::Percent(Bps(bps))),
        (0..200_000_i64).prop_map(|paise| Discount::Amount(Paise(paise))),
    ]
}

fn bills() -> impl Strategy<Value = Quote> {
    let class = prop::sample::select(vec!["restaurant", "packaged", "liquor"]);
    let item = (1..9_u32, 1..90_000_i64, discounts(), class);
    let items = prop::collection::vec(item, 1..8);
    let steps = prop::sample::select(vec![0, 10, 50, 100_i64]);
    (items, discounts(), profiles(), steps).prop_map(|(items, off, profile, round_to)| {
        let item = |(quantity, unit, discount, class): (u32, i64, Discount, &str)| Item {
            line_id: LineId::new(now()),
            name: "Dal".into(),
            quantity,
            unit: Paise(unit),
            discount,
            tax_class: class.into(),
        };
        let items: Vec<Item> = items.into_iter().map(item).collect();
        quote(&items, off, &profile, round_to)
    })
}

/// How a bill is shared, whatever its lines: by what, in how many, with what chances.
fn splits() -> impl Strategy<Value = (u8, Vec<(i64, u32, u32)>)> {
    (0..3_u8, prop::collection::vec((1..300_000_i64, 1..4_u32, 1..5_u32), 2..8))
}

fn plans(quote: &Quote, (how, chances): &(u8, Vec<(i64, u32, u32)>)) -> Vec<Plan> {
    let how = [ShareBy::Equal, ShareBy::Amount, ShareBy::Item][usize::from(*how)];
    let line = |n: usize, numerator: u32, more: u32| {
        // Each part takes a fraction of one line; a line taken by several is shared by them.
        let line_id = quote.lines[n % quote.lines.len()].line_id;
        PartLine { line_id, numerator: 1, denominator: (numerator + more) * 4 }
    };
    let plan = |(n, (amount, a, b)): (usize, &(i64, u32, u32))| Plan {
        id: PartId::new(now()),
        label: n.to_string(),
        how,
        amount: Paise(*amount),
        lines: vec![line(n, *a, *b)],
        fixed: None,
        paid: Paise::ZERO,
    };
    chances.iter().enumerate().map(plan).collect()
}

fn sum(of: impl Iterator<Item = Paise>) -> Paise {
    of.sum()
}

proptest! {
    /// For any bill, any split, any discounts and tax profile.
    #[test]
    fn the_parts_of_any_bill_add_up_to_the_whole(bill in bills(), split in splits()) {
        let plans = plans(&bill, &split);
        let parts = parts(&bill, Paise::ZERO, &plans);
        prop_assert_eq!(sum(parts.iter().map(|p| p.total_paise)), bill.total_paise);
        prop_assert_eq!(sum(parts.iter().map(|p| p.due_paise)), bill.total_paise);
        prop_assert!(parts.iter().all(|p| p.total_paise >= Paise::ZERO));
        let taxable = bill.taxable();
        let half = sum(bill.taxes.iter().map(|t| t.cgst_paise));
        prop_assert_eq!(sum(parts.iter().map(|p| p.taxable_paise)), if bill.total_paise > Paise::ZERO { taxable } else { Paise::ZERO });
        prop_assert_eq!(sum(parts.iter().map(|p| p.cgst_paise)), if bill.total_paise > Paise::ZERO { half } else { Paise::ZERO });
        for part in &parts {
            prop_assert_eq!(part.cgst_paise, part.sgst_paise);
            let tax = part.cgst_paise + part.sgst_paise + part.vat_paise;
            prop_assert_eq!(part.taxable_paise + tax + part.round_off_paise, part.total_paise);
        }
        let by_line = payable_by_line(&bill);
        if bill.lines.iter().any(|l| l.net_paise > Paise::ZERO) {
            prop_assert_eq!(sum(by_line.iter().map(|(_, p)| *p)), bill.total_paise);
        }
    }

    /// Parts are paid one after another while the bill changes under them: what was paid stays
    /// paid, and the rest is shared by the others.
    #[test]
    fn who_has_paid_does_not_pay_again(
        before in bills(),
        after in bills(),
        split in splits(),
        paid in 0..8_usize,
    ) {
        let mut plans = plans(&before, &split);
        let first = parts(&before, Paise::ZERO, &plans);
        let at = paid % plans.len();
        plans[at].paid = first[at].total_paise;
        plans[at].fixed = Some(first[at].total_paise);
        let now = parts(&after, Paise::ZERO, &plans);
        prop_assert_eq!(now[at].total_paise, first[at].total_paise);
        prop_assert_eq!(now[at].due_paise, Paise::ZERO);
        let left = (after.total_paise - first[at].total_paise).max(Paise::ZERO);
        prop_assert_eq!(sum(now.iter().map(|p| p.due_paise)), left);
    }

    /// Money that was paid by nobody in particular is shared by all.
    #[test]
    fn what_nobody_in_particular_paid_is_off_for_all(
        bill in bills(),
        split in splits(),
        share in 0..=100_i64,
    ) {
        let loose = bill.total_paise.ratio(share, 100);
        let parts = parts(&bill, loose, &plans(&bill, &split));
        prop_assert_eq!(sum(parts.iter().map(|p| p.due_paise)), bill.total_paise - loose);
    }
}

#[test]
fn three_share_a_hundred_rupees_to_the_paisa() {
    let item = Item {
        line_id: LineId::new(now()),
        name: "Thali".into(),
        quantity: 1,
        unit: Paise(10_000),
        discount: Discount::None,
        tax_class: String::new(),
    };
    let bill = quote(&[item], Discount::None, &TaxProfile::default(), 0);
    let plan = |n: usize| Plan {
        id: PartId::new(now()),
        label: n.to_string(),
        how: ShareBy::Equal,
        amount: Paise::ZERO,
        lines: Vec::new(),
        fixed: None,
        paid: Paise::ZERO,
    };
    let plans: Vec<Plan> = (0..3).map(plan).collect();
    let totals: Vec<i64> =
        parts(&bill, Paise::ZERO, &plans).iter().map(|part| part.total_paise.0).collect();
    assert_eq!(totals, [3_334, 3_333, 3_333]);
}
