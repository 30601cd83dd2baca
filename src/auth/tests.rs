use super::lockout::wait_seconds;
use super::login::PATIENCE;
use super::{StaffRole, check_name, check_pin};
use crate::base::Word;
use crate::wire::Role;

#[test]
fn each_further_wrong_pin_waits_longer() {
    let waits: Vec<i64> = (1..=10).map(|failures| wait_seconds(&PATIENCE, failures)).collect();
    assert_eq!(waits, [0, 0, 0, 0, 60, 300, 900, 3_600, 3_600, 3_600]);
    assert_eq!(wait_seconds(&PATIENCE, u32::MAX), 3_600);
}

#[test]
fn a_pin_has_four_to_eight_digits_and_is_not_what_everybody_tries() {
    for good in ["4711", "00001", "12345678"] {
        assert!(check_pin(good).is_ok(), "{good}");
    }
    for bad in ["", "123", "123456789", "12a4", "１２３４", "४७११", "0000", "1234"] {
        assert!(check_pin(bad).is_err(), "{bad}");
    }
}

#[test]
fn names_are_one_whatever_their_case() {
    let key = |name| check_name(name).map(|(_, key)| key).ok();
    assert_eq!(key(" Meera  Rao "), key("MEERA RAO"));
    assert_ne!(key("Meera"), key("मीरा"));
    assert_eq!(key(" "), None);
}

#[test]
fn every_role_but_a_guest_s_and_a_customer_s_is_one_of_staff() {
    for role in Role::ALL.iter().copied() {
        let staff = StaffRole::try_from(role).ok();
        let is_staff = !matches!(role, Role::Guest | Role::Customer);
        assert_eq!(staff.is_some(), is_staff, "{role}");
        assert!(staff.is_none_or(|staff| Role::from(staff) == role), "{role}");
    }
}
