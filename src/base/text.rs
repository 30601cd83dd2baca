use unicode_normalization::UnicodeNormalization;

use super::{Error, Result};

/// One line of text a person typed: composed (NFC), outer space off, inner runs of space made one,
/// no control or direction-changing characters, 1 to `max` characters.
pub fn clean_line(field: &str, text: &str, max: usize) -> Result<String> {
    let line = clean_note(field, text, max)?;
    if line.is_empty() {
        return Err(Error::invalid(field, "This must not be empty."));
    }
    Ok(line)
}

/// As [`clean_line`], but may be empty; line breaks become spaces.
pub fn clean_note(field: &str, text: &str, max: usize) -> Result<String> {
    // Four bytes a character at most: refuse before composing what could be megabytes.
    if text.len() > max * 8 {
        return Err(too_long(field, max));
    }
    if text.chars().any(is_forbidden) {
        return Err(Error::invalid(field, "This has a character that cannot be used."));
    }
    let words: String = text.nfc().collect();
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > max {
        return Err(too_long(field, max));
    }
    Ok(line)
}

/// A text that no spreadsheet takes for a formula: an apostrophe goes before one that begins like
/// it.
pub fn guarded_cell(text: &str) -> String {
    let formula = ['=', '+', '-', '@', '\t', '\r'];
    let guard = if text.trim_start_matches([' ', '\'']).starts_with(formula) { "'" } else { "" };
    format!("{guard}{text}")
}

/// Text as it may stand in HTML, in an element or in a quoted attribute.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

fn too_long(field: &str, max: usize) -> Error {
    Error::invalid(field, format!("This may have at most {max} characters."))
}

/// Control characters (but line ends and tabs) and those that turn the direction of what follows.
fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        || matches!(c, '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_and_emoji_pass() {
        for text in ["दाल मखनी", "தோசை", "مرحبا", "寿司", "👨‍👩‍👧 extra", "e\u{301}clair"]
        {
            assert!(clean_line("name", text, 80).is_ok(), "{text}");
        }
        assert_eq!(clean_line("name", "  a \n\t b ", 80).ok().as_deref(), Some("a b"));
    }

    #[test]
    fn what_begins_like_a_formula_is_a_text() {
        for text in ["=1+1", "+91", "-2", "@sum", "'=1", " =1"] {
            assert_eq!(guarded_cell(text), format!("'{text}"));
        }
        assert_eq!(guarded_cell("Dal = good"), "Dal = good");
    }

    #[test]
    fn control_characters_and_long_texts_are_refused() {
        for text in ["a\0b", "\u{1b}[31m", "\u{202e}evil", ""] {
            assert!(clean_line("name", text, 80).is_err(), "{text:?}");
        }
        assert!(clean_note("note", &"x".repeat(281), 280).is_err());
        assert!(clean_note("note", &"क".repeat(280), 280).is_ok());
    }
}
