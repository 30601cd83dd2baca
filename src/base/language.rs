use crate::words;

words! {
    /// A language guests are spoken to in.
    pub enum Language {
        English = "en",
        Hindi = "hi",
    }
}

impl Language {
    /// Of a tag such as `hi-IN`; None when it is not one we speak.
    pub fn of_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Language::English),
            "hi" => Some(Language::Hindi),
            _ => None,
        }
    }

    /// The one a browser likes best of those we speak, by its `Accept-Language`.
    pub fn of_header(header: &str) -> Option<Language> {
        let weighed = header.split(',').take(20).filter_map(|part| {
            let mut pieces = part.split(';');
            let language = Language::of_tag(pieces.next()?)?;
            let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q="));
            let weight = weight.map_or(Some(1.0_f32), |weight| weight.trim().parse().ok())?;
            (weight > 0.0).then_some((language, weight))
        });
        // The first of equals.
        let best = weighed.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_a_browser_likes_best_of_those_we_speak() {
        for (header, wanted) in [
            ("hi-IN,hi;q=0.9,en;q=0.8", Some(Language::Hindi)),
            ("mr-IN,mr;q=0.9,en-GB;q=0.7,hi;q=0.8", Some(Language::Hindi)),
            ("en;q=0.5, hi;q=0.5", Some(Language::English)),
            ("ta, *;q=0.1", None),
            ("hi;q=0", None),
            ("hi;q=NaN", None),
            ("", None),
            (";;,,q=1", None),
        ] {
            assert_eq!(Language::of_header(header), wanted, "{header}");
        }
    }
}
