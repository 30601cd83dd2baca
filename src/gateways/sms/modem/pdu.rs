use std::fmt::Write as _;

/// Characters (UTF-16) of a text that is sent in one piece, and of each piece of a longer one.
const WHOLE: usize = 70;
const PIECE: usize = 67;
/// Pieces of one text; more is no text.
const MAX_PIECES: usize = 5;

/// One piece as it goes to the modem (3GPP TS 23.040, SMS-SUBMIT).
#[derive(Debug, PartialEq, Eq)]
pub struct Pdu {
    /// Its length as `AT+CMGS` wants it: without the service centre's part.
    pub length: usize,
    pub hex: String,
}

/// A text that a modem takes as it is, in one piece: letters that are the same in GSM's alphabet.
pub fn is_plain(body: &str) -> bool {
    let same = |c: char| c.is_ascii_alphanumeric() || " !\"#%&'()*+,-./:;<=>?".contains(c);
    body.chars().all(same) && body.len() <= 160
}

/// How long the network tries to hand it over, in steps of five minutes.
pub fn validity(seconds: i64) -> u8 {
    u8::try_from((seconds / 300 - 1).clamp(0, 143)).unwrap_or(0)
}

/// A text in any script, in as many pieces as it needs; `reference` holds them together. None for
/// one that is too long.
pub fn pdus(phone: &str, body: &str, validity: u8, reference: u8) -> Option<Vec<Pdu>> {
    let units: Vec<u16> = body.encode_utf16().collect();
    if units.len() <= WHOLE {
        return Some(vec![pdu(phone, &[], &units, validity)]);
    }
    let pieces = split(&units);
    let count = u8::try_from(pieces.len()).ok().filter(|n| usize::from(*n) <= MAX_PIECES)?;
    let one = |(piece, n): (&[u16], u8)| {
        // A header of five bytes: pieces held together by a reference of one byte.
        let header = [0x05, 0x00, 0x03, reference, count, n];
        pdu(phone, &header, piece, validity)
    };
    Some(pieces.into_iter().zip(1..).map(one).collect())
}

/// No piece ends in half a character.
fn split(units: &[u16]) -> Vec<&[u16]> {
    let (mut pieces, mut rest) = (Vec::new(), units);
    while !rest.is_empty() {
        let mut at = rest.len().min(PIECE);
        let is_high = |unit: u16| (0xd800..0xdc00).contains(&unit);
        if at < rest.len() && is_high(rest[at - 1]) {
            at -= 1;
        }
        let (piece, after) = rest.split_at(at);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

fn pdu(phone: &str, header: &[u8], units: &[u16], validity: u8) -> Pdu {
    let digits = phone.trim_start_matches('+');
    // SUBMIT with a relative validity, and a header where there is one.
    let first = 0x11 | if header.is_empty() { 0 } else { 0x40 };
    let mut bytes = vec![first, 0x00, u8::try_from(digits.len()).unwrap_or(0), 0x91];
    bytes.extend(swapped(digits));
    // Plain text; UCS-2; how long it is tried.
    bytes.extend([0x00, 0x08, validity]);
    let user: Vec<u8> =
        header.iter().copied().chain(units.iter().flat_map(|unit| unit.to_be_bytes())).collect();
    bytes.push(u8::try_from(user.len()).unwrap_or(0));
    bytes.extend(user);
    // The SIM's own service centre.
    let mut hex = String::from("00");
    for byte in &bytes {
        let _ = write!(hex, "{byte:02X}");
    }
    Pdu { length: bytes.len(), hex }
}

/// Digits two by two, each pair turned round, an odd end filled up.
fn swapped(digits: &str) -> Vec<u8> {
    let value = |c: u8| c.wrapping_sub(b'0') & 0x0f;
    let pair = |pair: &[u8]| match pair {
        [one, other] => (value(*other) << 4) | value(*one),
        [one] => 0xf0 | value(*one),
        _ => 0xff,
    };
    digits.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_text_is_the_known_bytes() {
        let all = pdus("+919876543210", "नमस्ते", 0, 7).expect("short");
        // 91 98 76 54 32 10, each pair turned round; then twelve bytes of text.
        let hex = "0011000C911989674523010008000C0928092E0938094D09240947";
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].hex, hex);
        assert_eq!(all[0].length, hex.len() / 2 - 1);
    }

    #[test]
    fn a_long_text_goes_in_pieces_that_belong_together_and_break_no_character() {
        let body: String = "क".repeat(66) + "🙂" + &"ख".repeat(20);
        let all = pdus("+919876543210", &body, 0, 7).expect("two pieces");
        assert_eq!(all.len(), 2);
        assert!(all[0].hex.contains("050003070201") && all[1].hex.contains("050003070202"));
        assert!(all[1].hex.contains("D83DDE42"), "the face is whole in the second");
        assert_eq!(pdus("+919876543210", &"क".repeat(336), 0, 7), None);
    }

    #[test]
    fn validity_is_in_steps_of_five_minutes() {
        let steps = [-5, 0, 300, 900, 3_600, 86_400 * 9].map(validity);
        assert_eq!(steps, [0, 0, 0, 2, 11, 143]);
    }

    #[test]
    fn what_differs_in_gsm_s_alphabet_is_not_plain() {
        assert!(is_plain("012345 is your code at Barah Mez. Good!"));
        for body in ["a@b", "t/5_1", "कोड", "[1]", "\u{1a}", "a\nb", &"a".repeat(161)] {
            assert!(!is_plain(body), "{body}");
        }
    }
}
