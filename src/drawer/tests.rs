use proptest::prelude::*;

use super::model::{Counts, DENOMINATIONS, DrawerSums, counted, signed};
use crate::base::{Paise, Word};
use crate::wire::EntryKind;

#[test]
fn only_notes_and_coins_there_are_can_be_counted() {
    let counts = Counts::from([(50_000, 3), (1_000, 2), (100, 7)]);
    assert_eq!(counted(&counts).ok(), Some(Paise(152_700)));
    assert_eq!(counted(&Counts::new()).ok(), Some(Paise::ZERO));
    for wrong in [(30_000, 1), (1, 1), (0, 1), (100, 100_001)] {
        assert!(counted(&Counts::from([wrong])).is_err(), "{wrong:?}");
    }
    for denomination in DENOMINATIONS {
        assert!(counted(&Counts::from([(denomination, 100_000)])).is_ok());
    }
}

proptest! {
    #[test]
    fn what_should_be_there_is_the_sum_of_what_went_in_and_out(
        float in 0_i64..1_000_000,
        moves in proptest::collection::vec((0_usize..6, 0_i64..1_000_000), 0..40),
    ) {
        let mut sums = DrawerSums::default();
        let mut sum = Paise(float);
        for (kind, amount) in moves {
            let kind = EntryKind::ALL[kind];
            if kind == EntryKind::Float {
                continue;
            }
            let amount = signed(kind, Paise(amount));
            sums.take(kind, amount);
            sum += amount;
        }
        prop_assert_eq!(sums.expected(Paise(float)), sum);
    }
}
