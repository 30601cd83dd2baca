/// The sample restaurant's menu, in the JSON that [`super::import`] reads.
pub fn sample() -> &'static [u8] {
    include_bytes!("../../assets/sample/menu.json")
}
