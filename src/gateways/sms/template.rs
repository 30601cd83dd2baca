use crate::config::Template;
use crate::wire::MessageKind;

use super::model::SmsError;

/// Stands for what differs from text to text.
const SLOT: &str = "{#var#}";

/// The registered text a body is, and what stands in its places.
#[derive(Debug, PartialEq, Eq)]
pub struct Filled<'a> {
    pub id: &'a str,
    pub values: Vec<&'a str>,
}

/// The first template of this kind that the body is, word for word. India's operators drop what is
/// no registered text without a word, so it is not even handed to them.
///
/// Errors: `NotSetUp` when there is none of this kind; `Refused` when the body is none of them.
pub fn find<'a>(
    templates: &'a [Template],
    kind: MessageKind,
    body: &'a str,
) -> Result<Filled<'a>, SmsError> {
    let mut of_kind = templates.iter().filter(|template| template.kind == kind).peekable();
    if of_kind.peek().is_none() {
        return Err(SmsError::NotSetUp);
    }
    let filled = of_kind.find_map(|template| {
        let values = values(&template.text, body)?;
        Some(Filled { id: &template.id, values })
    });
    filled
        .ok_or_else(|| SmsError::Refused(format!("the text for {kind} is not the registered one")))
}

/// What stands at each slot; None when the body is another text. Each slot takes as little as it
/// can, the last takes what is left.
fn values<'a>(template: &str, body: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = template.split(SLOT);
    let mut rest = body.strip_prefix(pieces.next()?)?;
    let mut pieces = pieces.peekable();
    let mut values = Vec::new();
    while let Some(piece) = pieces.next() {
        let is_last = pieces.peek().is_none();
        let at = if is_last {
            // What comes after the last slot ends the body.
            rest.ends_with(piece).then(|| rest.len() - piece.len())?
        } else {
            rest.find(piece)?
        };
        values.push(&rest[..at]);
        rest = &rest[at + piece.len()..];
    }
    rest.is_empty().then_some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_a_template_word_for_word_but_for_its_places() {
        let template = "{#var#} is your code at Barah Mez. Good for {#var#} minutes.";
        let body = "012345 is your code at Barah Mez. Good for 5 minutes.";
        assert_eq!(values(template, body), Some(vec!["012345", "5"]));
        assert_eq!(values(template, "012345 is your code at Barah. Good for 5 minutes."), None);
        assert_eq!(values(template, &format!("{body} Come!")), None);
        assert_eq!(values(template, &format!(" {body}")), Some(vec![" 012345", "5"]));
        assert_eq!(values("Thank you.", "Thank you."), Some(vec![]));
        assert_eq!(values("Thank you.", "Thank you. Come again!"), None);
        assert_eq!(values("{#var#}", "कोड 1"), Some(vec!["कोड 1"]));
        assert_eq!(values("a{#var#}a", "a"), None, "the ends may not overlap");
        assert_eq!(values("Pay: {#var#}", "Pay: http://x/t/1"), Some(vec!["http://x/t/1"]));
    }

    #[test]
    fn the_template_that_fits_is_taken_whatever_the_language() {
        let of = |id: &str, text: &str| Template {
            kind: MessageKind::Ready,
            id: id.into(),
            text: text.into(),
        };
        let all = [of("en", "Order {#var#} is ready."), of("hi", "ऑर्डर {#var#} तैयार है।")];
        let filled = find(&all, MessageKind::Ready, "ऑर्डर 12 तैयार है।");
        assert_eq!(filled, Ok(Filled { id: "hi", values: vec!["12"] }));
        assert_eq!(find(&all, MessageKind::Thanks, "Thanks"), Err(SmsError::NotSetUp));
        let other = find(&all, MessageKind::Ready, "It is ready");
        assert!(matches!(other, Err(SmsError::Refused(_))), "{other:?}");
    }
}
