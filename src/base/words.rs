use super::{Error, Result};

/// A closed list of words that reads the same in SQL, JSON and Rust.
pub trait Word: Sized + Copy + 'static {
    const ALL: &'static [Self];
    fn as_str(self) -> &'static str;

    fn parse(text: &str) -> Result<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|word| word.as_str() == text)
            .ok_or_else(|| Error::invalid("word", format!("`{}` is not known here.", clip(text))))
    }
}

fn clip(text: &str) -> String {
    text.chars().take(40).collect()
}

/// Declares an enum whose variants are words: `words! { pub enum Diet { Veg = "VEG", } }`.
///
/// The word is taken as a token tree: as a `literal` the schema derive would not see it.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:tt,)* }) => {
        $(#[$meta])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize, utoipa::ToSchema,
        )]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant,)* }

        impl $crate::base::Word for $name {
            const ALL: &'static [$name] = &[$($name::$variant,)*];
            fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::base::Word::as_str(*self))
            }
        }
    };
}
