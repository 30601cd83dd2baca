use proptest::prelude::*;

use super::code::TableCode;
use super::model::{covers, guest_name};
use crate::base::{Code, Secret};

fn key() -> Secret {
    Secret::from_bytes([7; 32])
}

#[test]
fn a_code_is_short_and_names_its_table() {
    let code = TableCode { number: 5, version: 1 };
    let token = code.sign(&key());
    assert_eq!(token.len(), 19);
    assert_eq!(TableCode::read(&key(), &token), Some(code));
    assert_eq!(TableCode::read(&Secret::from_bytes([8; 32]), &token), None);
}

#[test]
fn codes_of_neighbours_and_successors_share_nothing_to_count_on() {
    let seal = |number, version| TableCode { number, version }.sign(&key())[6..].to_owned();
    assert_ne!(seal(5, 1), seal(6, 1));
    assert_ne!(seal(5, 1), seal(5, 2));
}

proptest! {
    #[test]
    fn every_code_reads_as_it_was_signed(number: u16, version: u16) {
        let code = TableCode { number, version };
        prop_assert_eq!(TableCode::read(&key(), &code.sign(&key())), Some(code));
    }

    #[test]
    fn a_code_with_any_byte_altered_is_refused(
        number: u16, version: u16, place in 0..14_usize, flip in 1..=255_u8,
    ) {
        let token = TableCode { number, version }.sign(&key());
        let mut bytes = data_encoding::BASE64URL_NOPAD.decode(token.as_bytes()).expect("base64");
        bytes[place] ^= flip;
        let forged = data_encoding::BASE64URL_NOPAD.encode(&bytes);
        prop_assert_eq!(TableCode::read(&key(), &forged), None);
    }

    #[test]
    fn no_other_text_is_a_code(text in "\\PC{0,40}") {
        prop_assert_eq!(TableCode::read(&key(), &text), None);
    }
}

#[test]
fn a_guest_without_a_name_is_called_by_their_place() {
    let name = |typed, place| guest_name(typed, place).expect("a name");
    assert_eq!(name(None, 2), "Guest 2");
    assert_eq!(name(Some("  "), 3), "Guest 3");
    assert_eq!(name(Some(" मीरा  देवी "), 1), "मीरा देवी");
    assert_eq!(guest_name(Some("a\u{202e}b"), 1).expect_err("refused").code(), Code::InvalidValue);
}

#[test]
fn a_table_seats_somebody_and_not_a_wedding() {
    assert!(covers(0).is_err());
    assert_eq!(covers(1).ok(), Some(1));
    assert!(covers(u32::MAX).is_err());
}
