use std::collections::HashMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;

use crate::http::Kept;

/// The illustrations a dish may carry.
#[derive(RustEmbed)]
#[folder = "assets/sample/pictures"]
struct Pictures;

/// A drawing is replaced only by another version of Tiffin: a day is soon enough to see it.
const CACHING: &str = "public, max-age=86400";

static DRAWN: LazyLock<HashMap<String, Kept>> = LazyLock::new(|| {
    let keep = |file: &str| {
        let bytes = Pictures::get(file)?.data.into_owned();
        let kept = Kept::new("image/svg+xml", CACHING, bytes).ok()?;
        Some((file.strip_suffix(".svg")?.to_owned(), kept))
    };
    Pictures::iter().filter_map(|file| keep(&file)).collect()
});

static STYLE: LazyLock<Option<Kept>> = LazyLock::new(|| {
    let css = include_bytes!("../../assets/menu.css").to_vec();
    Kept::new("text/css; charset=utf-8", "public, max-age=3600", css).ok()
});

pub fn exists(key: &str) -> bool {
    DRAWN.contains_key(key)
}

/// The drawing of this name.
pub fn find(key: &str) -> Option<&'static Kept> {
    DRAWN.get(key)
}

/// How the page of the menu looks, on a screen and on paper.
pub fn style() -> Option<&'static Kept> {
    STYLE.as_ref()
}
