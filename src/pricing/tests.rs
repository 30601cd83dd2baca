use proptest::prelude::*;

use super::{Discount, Item, Quote, TaxClass, TaxProfile, by_kind, joined, quote};
use crate::base::{At, Bps, LineId, Paise};
use crate::wire::TaxKind;

fn class(key: &str, kind: TaxKind, rate: u32, inclusive: bool) -> TaxClass {
    TaxClass { key: key.into(), kind, rate: Bps(rate), inclusive }
}

fn profile(rate: u32, inclusive: bool) -> TaxProfile {
    TaxProfile(vec![class("restaurant", TaxKind::Gst, rate, inclusive)])
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
    let rates = (0_u32..=1_400, 0_u32..=1_400, 0_u32..=6_000, any::<[bool; 3]>());
    rates.prop_map(|(a, b, c, with)| {
        TaxProfile(vec![
            class("restaurant", TaxKind::Gst, a * 2, with[0]),
            class("packaged", TaxKind::Gst, b * 2, with[1]),
            class("liquor", TaxKind::Vat, c, with[2]),
        ])
    })
}

#[test]
fn liquor_has_vat_of_its_own_and_no_half_of_any_gst() {
    let profile = TaxProfile(vec![
        class("liquor", TaxKind::Vat, 1_075, false),
        class("restaurant", TaxKind::Gst, 500, false),
    ]);
    let beer = Item { tax_class: "liquor".into(), ..item(1, 33_333, Discount::None) };
    let unknown = Item { tax_class: "terrace".into(), ..item(1, 10_010, Discount::None) };
    let q = quote(&[beer, unknown], Discount::None, &profile, 100);
    let parts = by_kind(&q, 100);
    let told: Vec<_> = parts.iter().map(|(kind, part)| (*kind, part.total_paise)).collect();
    // 100.10 + 5 % is 105.11, and 333.33 + 10.75 % is 369.16: each rounded to the rupee.
    assert_eq!(told, [(TaxKind::Gst, Paise(10_500)), (TaxKind::Vat, Paise(36_900))]);
    assert_eq!(q.total_paise, Paise(47_400));
    let vat = &q.taxes[1];
    assert_eq!((vat.label.as_str(), vat.vat_paise), ("VAT 10.75%", Paise(3_583)));
    assert_eq!((vat.cgst_paise, vat.sgst_paise), (Paise::ZERO, Paise::ZERO));
    assert_eq!(q.lines[0].tax_class, "liquor", "lines stay in their order");
    let untaxed = quote(
        &[
            Item { tax_class: "liquor".into(), ..item(1, 10_000, Discount::None) },
            item(1, 5_000, Discount::None),
        ],
        Discount::Amount(Paise(1_500)),
        &profile.without_gst(),
        0,
    );
    assert_eq!((untaxed.taxable(), untaxed.tax_paise), (Paise(13_500), Paise(968)));
}

proptest! {
    #[test]
    fn the_parts_of_any_quote_add_up_to_its_total(
        lines in proptest::collection::vec(
            (1_u32..=50, 0_i64..=1_000_000, discounts(), 0..3_usize), 1..30),
        bill_discount in discounts(),
        profile in profiles(),
        round_to in prop_oneof![Just(0_i64), Just(5), Just(100)],
    ) {
        let items: Vec<Item> = lines
            .into_iter()
            .map(|(quantity, unit, discount, class)| Item {
                tax_class: ["restaurant", "packaged", "liquor"][class].into(),
                ..item(quantity, unit, discount)
            })
            .collect();
        let q = quote(&items, bill_discount, &profile, round_to);
        let net: Paise = q.lines.iter().map(|l| l.net_paise).sum();
        prop_assert_eq!(net, q.subtotal_paise);
        prop_assert!(q.lines.iter().all(|l| l.net_paise.0 >= 0 && l.discount_paise.0 >= 0));
        let documented: Paise = q.taxes.iter().map(|t| t.documented()).sum();
        prop_assert_eq!(documented + q.round_off_paise, q.total_paise);
        for tax in &q.taxes {
            prop_assert_eq!(tax.cgst_paise, tax.sgst_paise);
            let named = tax.cgst_paise.0 * 2 + tax.vat_paise.0;
            prop_assert!((named - tax.tax_paise.0).abs() <= 1);
            prop_assert!(tax.cgst_paise.0 == 0 || tax.vat_paise.0 == 0, "one law or the other");
        }
        // Each rate adds at most a paisa of odd halves to what rounding the payable may move.
        let papers = by_kind(&q, round_to);
        let most = papers.len() as i64 * (round_to / 2 + 2);
        prop_assert!(q.round_off_paise.0.abs() <= most);
        let whole = joined(papers.iter().map(|(_, paper)| paper));
        let sums = |q: &Quote| {
            (q.items_paise, q.discount_paise, q.subtotal_paise, q.tax_paise, q.round_off_paise,
                q.total_paise, q.taxable())
        };
        prop_assert_eq!(sums(&whole), sums(&q), "the papers are the bill");
        for (_, paper) in &papers {
            let on_it: Paise = paper.taxes.iter().map(|t| t.documented()).sum();
            prop_assert_eq!(on_it + paper.round_off_paise, paper.total_paise);
        }
    }
}
