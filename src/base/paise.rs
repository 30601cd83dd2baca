use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::limits::MAX_PAISE;

/// Money: whole paise (1/100 rupee), signed. Never a float.
///
/// Arithmetic saturates far beyond [`MAX_PAISE`], the largest amount input may name, so that no
/// sum of bounded amounts can overflow.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(transparent)]
#[schema(value_type = i64, example = 108_855)]
pub struct Paise(pub i64);

/// A rate in hundredths of a percent: 18 % is 1800.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(transparent)]
#[schema(value_type = u32, example = 1800)]
pub struct Bps(pub u32);

impl Bps {
    /// 100 %.
    pub const WHOLE: Bps = Bps(10_000);

    /// Half the rate. Odd rates round down; tax profiles refuse them.
    pub fn half(self) -> Bps {
        Bps(self.0 / 2)
    }

    /// `18%`, `2.5%`.
    pub fn percent(self) -> String {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match part {
            0 => format!("{whole}%"),
            p if p % 10 == 0 => format!("{whole}.{}%", p / 10),
            p => format!("{whole}.{p:02}%"),
        }
    }
}

impl Paise {
    pub const ZERO: Paise = Paise(0);

    /// True for an amount a person may name: zero or more, at most [`MAX_PAISE`].
    pub fn is_sane(self) -> bool {
        (0..=MAX_PAISE).contains(&self.0)
    }

    pub fn times(self, quantity: u32) -> Paise {
        Paise(self.0.saturating_mul(i64::from(quantity)))
    }

    /// `self × rate`, rounded half-up (away from zero) to the paisa.
    pub fn at(self, rate: Bps) -> Paise {
        self.ratio(i64::from(rate.0), i64::from(Bps::WHOLE.0))
    }

    /// The part of a tax-inclusive amount that is not tax: `self / (1 + rate)`, half-up.
    pub fn without(self, rate: Bps) -> Paise {
        self.ratio(i64::from(Bps::WHOLE.0), i64::from(Bps::WHOLE.0) + i64::from(rate.0))
    }

    /// `self × numerator / denominator`, half-up (away from zero). Zero when the denominator is.
    pub fn ratio(self, numerator: i64, denominator: i64) -> Paise {
        if denominator == 0 {
            return Paise::ZERO;
        }
        let exact = i128::from(self.0) * i128::from(numerator);
        let den = i128::from(denominator);
        let rounded = (exact.abs() * 2 + den.abs()) / (den.abs() * 2);
        let signed = if (exact < 0) == (den < 0) { rounded } else { -rounded };
        Paise(i64::try_from(signed).unwrap_or(if signed < 0 { i64::MIN } else { i64::MAX }))
    }

    /// Rounded to the nearest multiple of `step` paise, half-up; unchanged when `step` is below 2.
    pub fn rounded_to(self, step: i64) -> Paise {
        if step < 2 {
            return self;
        }
        Paise(self.ratio(1, step).0.saturating_mul(step))
    }

    /// Shares `self` out in proportion to `weights`, to the paisa: the shares add up to `self`.
    /// What rounding down leaves over goes to the largest remainders, earlier ones first.
    pub fn shared_by(self, weights: &[Paise]) -> Vec<Paise> {
        let whole: i128 = weights.iter().map(|w| i128::from(w.0)).sum();
        if whole == 0 {
            return vec![Paise::ZERO; weights.len()];
        }
        let exact = |w: &Paise| i128::from(self.0) * i128::from(w.0);
        let mut shares: Vec<i128> = weights.iter().map(|w| exact(w).div_euclid(whole)).collect();
        let mut left = i128::from(self.0) - shares.iter().sum::<i128>();
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(exact(&weights[i]).rem_euclid(whole)));
        for i in order {
            if left == 0 {
                break;
            }
            shares[i] += 1;
            left -= 1;
        }
        shares.into_iter().map(|s| Paise(i64::try_from(s).unwrap_or(0))).collect()
    }

    /// `1,08,855.50`: rupees and paise with Indian grouping, no sign of currency.
    pub fn rupees(self) -> String {
        let (sign, whole) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let digits = (whole / 100).to_string();
        let split = digits.len().saturating_sub(3);
        let (head, tail) = digits.split_at(split);
        let mut grouped = String::new();
        for (i, digit) in head.chars().enumerate() {
            grouped.push(digit);
            if (head.len() - i) % 2 == 1 {
                grouped.push(',');
            }
        }
        format!("{sign}{grouped}{tail}.{:02}", whole % 100)
    }

    /// Reads `280`, `280.5` or `280.50` rupees. None for anything else, or above [`MAX_PAISE`].
    pub fn from_rupees(text: &str) -> Option<Paise> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 12 || part.len() > 2 || !digits(whole) || !digits(part)
        {
            return None;
        }
        let paise = format!("{part:0<2}").parse::<i64>().ok()?;
        let amount = Paise(whole.parse::<i64>().ok()? * 100 + paise);
        amount.is_sane().then_some(amount)
    }
}

impl Add for Paise {
    type Output = Paise;
    fn add(self, other: Paise) -> Paise {
        Paise(self.0.saturating_add(other.0))
    }
}

impl Sub for Paise {
    type Output = Paise;
    fn sub(self, other: Paise) -> Paise {
        Paise(self.0.saturating_sub(other.0))
    }
}

impl Neg for Paise {
    type Output = Paise;
    fn neg(self) -> Paise {
        Paise(self.0.saturating_neg())
    }
}

impl AddAssign for Paise {
    fn add_assign(&mut self, other: Paise) {
        *self = *self + other;
    }
}

impl Sum for Paise {
    fn sum<I: Iterator<Item = Paise>>(amounts: I) -> Paise {
        amounts.fold(Paise::ZERO, Add::add)
    }
}

impl fmt::Display for Paise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rupees())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn half_a_paisa_goes_up() {
        assert_eq!(Paise(92_250).at(Bps(900)), Paise(8_303));
        assert_eq!(Paise(123_700).at(Bps(250)), Paise(3_093));
        assert_eq!(Paise(-5).ratio(1, 2), Paise(-3));
    }

    #[test]
    fn rupees_are_grouped_the_indian_way() {
        for (paise, text) in [
            (0, "0.00"),
            (-5, "-0.05"),
            (108_855, "1,088.55"),
            (12_345_678_900, "12,34,56,789.00"),
            (10_000_000, "1,00,000.00"),
        ] {
            assert_eq!(Paise(paise).rupees(), text);
        }
    }

    #[test]
    fn only_plain_rupees_are_read() {
        assert_eq!(Paise::from_rupees("280.5"), Some(Paise(28_050)));
        for bad in ["", "-1", "1.234", "1,000", "1e3", ".5", "٣", "999999999999999"] {
            assert_eq!(Paise::from_rupees(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn shares_add_up_to_the_whole(
            whole in -1_000_000_i64..1_000_000,
            weights in proptest::collection::vec(0_i64..1_000_000, 1..20),
        ) {
            let weights: Vec<Paise> = weights.into_iter().map(Paise).collect();
            prop_assume!(weights.iter().any(|w| w.0 > 0));
            let shares = Paise(whole).shared_by(&weights);
            prop_assert_eq!(shares.iter().copied().sum::<Paise>(), Paise(whole));
        }
    }
}
