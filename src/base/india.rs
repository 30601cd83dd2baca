//! The numbers the law gives, as far as they can be checked by themselves.

/// State (2 digits), PAN (5 letters, 4 digits, 1 letter), entity, kind, check character.
pub fn is_gstin(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 15 {
        return false;
    }
    let shape = bytes[..2].iter().all(u8::is_ascii_digit)
        && bytes[2..7].iter().all(u8::is_ascii_uppercase)
        && bytes[7..11].iter().all(u8::is_ascii_digit)
        && bytes[11].is_ascii_uppercase();
    shape && &bytes[..2] != b"00" && gstin_check(&bytes[..14]) == Some(bytes[14])
}

/// The check character: each character's value in base 36, every second one doubled, the digits
/// of each product summed.
fn gstin_check(bytes: &[u8]) -> Option<u8> {
    const SIGNS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut sum = 0;
    for (place, byte) in bytes.iter().enumerate() {
        let value = SIGNS.iter().position(|sign| sign == byte)?;
        let product = value * (1 + place % 2);
        sum += product / 36 + product % 36;
    }
    Some(SIGNS[(36 - sum % 36) % 36])
}

/// The number of a food licence: 14 digits.
pub fn is_fssai(text: &str) -> bool {
    text.len() == 14 && text.bytes().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gstin_holds_its_own_check_character() {
        assert!(is_gstin("27AAAFB0000B1ZP"));
        for good in ["27AAPFU0939F1ZV", "29AAGCB7383J1Z4"] {
            assert!(is_gstin(good), "{good}");
            let mut bytes = good.to_owned().into_bytes();
            bytes.swap(7, 8);
            let swapped = String::from_utf8(bytes).expect("ASCII");
            assert!(!is_gstin(&swapped), "two digits swapped: {swapped}");
        }
        for bad in ["27AAPFU0939F1ZW", "00AAPFU0939F1ZV", "27AAPFU0939F1Z", "२७AAPFU0939F1", ""]
        {
            assert!(!is_gstin(bad), "{bad}");
        }
    }
}
