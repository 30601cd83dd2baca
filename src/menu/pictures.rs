use rust_embed::RustEmbed;

/// The illustrations a dish may carry.
#[derive(RustEmbed)]
#[folder = "assets/sample/pictures"]
struct Pictures;

pub fn exists(key: &str) -> bool {
    Pictures::get(&format!("{key}.svg")).is_some()
}

/// The drawing of this name.
pub fn find(key: &str) -> Option<Vec<u8>> {
    Pictures::get(&format!("{key}.svg")).map(|file| file.data.into_owned())
}
