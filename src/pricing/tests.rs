use proptest::prelude::*;

use super::{Discount, Item, Quote, TaxClass, TaxProfile, quote};
use crate::base::{At, Bps, LineId, Paise};

fn profile(rate: u32, inclusive: bool) -> TaxProfile {
    TaxProfile(vec![TaxClass { key: "restaurant".into(), rate: Bps(rate), inclusive }])
}

fn item(quantity: u32, unit: i64, discount: Discount) -> Item {
    Item {
        line_id: LineId::new(At::from_millis(0)),
        name: "dish".into(),
        quantity,
        unit: Paise(unit),
        discount,
        tax_class: "restaurant".into(),
    }
}

fn evening(dal: Discount) -> Vec<Item> {
    vec![item(2, 28_000, Discount::None), item(1, 25_000, dal), item(3, 5_000, Discount::None)]
}

fn sums(q: &Quote) -> (i64, i64, i64) {
    (q.subtotal_paise.0, q.tax_paise.0, q.total_paise.0)
}

#[test]
fn the_evening_of_the_product_page() {
    let plain = quote(&evening(Discount::None), Discount::None, &profile(1_800, false), 0);
    assert_eq!(sums(&plain), (96_000, 17_280, 113_280));
    let dal = Discount::Percent(Bps(1_500));
    let reduced = quote(&evening(dal), Discount::None, &profile(1_800, false), 0);
    assert_eq!(sums(&reduced), (92_250, 16_605, 108_855));
    let tax = &reduced.taxes[0];
    assert_eq!((tax.cgst_paise, tax.sgst_paise), (Paise(8_303), Paise(8_303)));
    assert_eq!(reduced.round_off_paise, Paise(-1), "the odd paisa stands in the round-off");
}

#[test]
fn the_worked_bill_of_1300_rupees() {
    let items = [item(1, 130_000, Discount::None)];
    let q = quote(&items, Discount::Amount(Paise(6_300)), &profile(500, false), 100);
    let tax = &q.taxes[0];
    assert_eq!(tax.taxable_paise, Paise(123_700));
    assert_eq!((tax.cgst_paise, tax.sgst_paise), (Paise(3_093), Paise(3_093)));
    assert_eq!((q.round_off_paise, q.total_paise), (Paise(14), Paise(129_900)));
}

#[test]
fn a_price_with_tax_in_it_is_what_the_guest_pays() {
    let q = quote(&[item(1, 10_500, Discount::None)], Discount::None, &profile(500, true), 0);
    assert_eq!((q.taxes[0].taxable_paise, q.total_paise), (Paise(10_000), Paise(10_500)));
}

#[test]
fn a_discount_never_takes_more_than_there_is() {
    let items = [item(1, 10_000, Discount::Amount(Paise(99_999)))];
    let q = quote(&items, Discount::Percent(Bps(20_000)), &profile(1_800, false), 0);
    assert_eq!(sums(&q), (0, 0, 0));
}

#[test]
fn without_rates_there_is_no_tax() {
    let q = quote(&evening(Discount::None), Discount::None, &TaxProfile::default(), 0);
    assert_eq!(sums(&q), (96_000, 0, 96_000));
    assert_eq!(q.round_off_paise, Paise::ZERO);
}

fn discounts() -> impl Strategy<Value = Discount> {
    prop_oneof![
        Just(Discount::None),
        (0_u32..=10_000).prop_map(|bps| Discount::Percent(Bps(bps))),
        (0_i64..=500_000).prop_map(|paise| Discount::Amount(Paise(paise))),
    ]
}

fn profiles() -> impl Strategy<Value = TaxProfile> {
    let class = |key: &'static str| {
        (0_u32..=1_400, any::<bool>()).prop_map(move |(half, inclusive)| TaxClass {
            key: key.into(),
            rate: Bps(half * 2),
            inclusive,
        })
    };
    (class("restaurant"), class("packaged")).prop_map(|(a, b)| TaxProfile(vec![a, b]))
}

proptest! {
    #[test]
    fn the_parts_of_any_quote_add_up_to_its_total(
        lines in proptest::collection::vec(
            (1_u32..=50, 0_i64..=1_000_000, discounts(), any::<bool>()), 1..30),
        bill_discount in discounts(),
        profile in profiles(),
        round_to in prop_oneof![Just(0_i64), Just(5), Just(100)],
    ) {
        let items: Vec<Item> = lines
            .into_iter()
            .map(|(quantity, unit, discount, packaged)| Item {
                tax_class: if packaged { "packaged" } else { "restaurant" }.into(),
                ..item(quantity, unit, discount)
            })
            .collect();
        let q = quote(&items, bill_discount, &profile, round_to);
        let net: Paise = q.lines.iter().map(|l| l.net_paise).sum();
        prop_assert_eq!(net, q.subtotal_paise);
        prop_assert!(q.lines.iter().all(|l| l.net_paise.0 >= 0 && l.discount_paise.0 >= 0));
        let documented: Paise =
            q.taxes.iter().map(|t| t.taxable_paise + t.cgst_paise + t.sgst_paise).sum();
        prop_assert_eq!(documented + q.round_off_paise, q.total_paise);
        for tax in &q.taxes {
            prop_assert_eq!(tax.cgst_paise, tax.sgst_paise);
            prop_assert!((tax.cgst_paise.0 * 2 - tax.tax_paise.0).abs() <= 1);
        }
        // Each rate adds at most a paisa of odd halves to what rounding the payable may move.
        prop_assert!(q.round_off_paise.0.abs() <= round_to / 2 + 2);
    }
}
