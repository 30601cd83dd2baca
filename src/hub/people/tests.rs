use uuid::Uuid;

use super::model::{Token, check_email, check_password, email_hash};
use crate::base::Secret;

#[test]
fn an_address_is_one_name_however_it_is_typed() {
    assert_eq!(check_email(" Asha.K@Example.IN ").expect("an address"), "asha.k@example.in");
    for bad in [
        "",
        "asha",
        "@example.in",
        "asha@",
        "asha@in",
        "a b@example.in",
        "a@b@example.in",
        "asha@exa mple.in",
        "asha@.in",
        "आशा@example.in",
        &format!("{}@example.in", "a".repeat(65)),
        &format!("a@{}.in", "b".repeat(260)),
    ] {
        assert!(check_email(bad).is_err(), "{bad}");
    }
    let (one, other) = (Secret::random(), Secret::random());
    assert_eq!(email_hash(&one, "a@b.in"), email_hash(&one, "a@b.in"));
    assert_ne!(email_hash(&one, "a@b.in"), email_hash(&other, "a@b.in"));
}

#[test]
fn a_password_is_long_and_not_what_everybody_tries() {
    assert!(check_password("nine words", "a@b.in").is_ok());
    for bad in ["", "short", "aaaaaaaaaaaa", "1234567890", "owner@b.in", &"x".repeat(201)] {
        assert!(check_password(bad, "owner@b.in").is_err(), "{bad}");
    }
}

#[test]
fn a_token_names_its_tenant_and_reads_as_it_was_written() {
    let tenant = Uuid::from_u128(7);
    let token = Token::new(tenant);
    assert_eq!(token.tenant(), tenant);
    let read = Token::read(&token.text()).expect("a token");
    assert_eq!(read.hash(), token.hash());
    assert_ne!(Token::new(tenant).hash(), token.hash());
    for bad in ["", "x", &token.text()[1..], &format!("{}A", token.text()), &"A".repeat(5_000)] {
        assert!(Token::read(bad).is_none(), "{bad}");
    }
}
