use super::text::{Misprints, Places};
use crate::base::{At, CategoryId, Paise, limits};
use crate::menu::draft::{CategoryDraft, MenuItemDraft, ModifierGroupDraft};
use crate::wire::Diet;

/// What a file says, with names where the menu has ids.
#[derive(Debug, Default)]
pub struct Sheet {
    pub categories: Vec<(Places, CategoryDraft)>,
    pub groups: Vec<GroupRow>,
    pub dishes: Vec<DishRow>,
    /// True where a dish's category is made when it is not there (a table has no other place to
    /// name it); false where it must be listed.
    pub makes_categories: bool,
}

#[derive(Debug)]
pub struct GroupRow {
    pub places: Places,
    /// What the file's dishes call it.
    pub key: String,
    pub draft: ModifierGroupDraft,
}

#[derive(Debug)]
pub struct DishRow {
    pub places: Places,
    pub category: String,
    /// Keys of the file, or names of groups on the menu.
    pub groups: Vec<String>,
    /// Not said: the dish keeps the picture it has.
    pub picture: Option<String>,
    /// Complete but for the ids of category and groups.
    pub draft: MenuItemDraft,
}

impl DishRow {
    /// A dish of which nothing is said yet.
    pub fn blank(places: Places) -> DishRow {
        let category_id = CategoryId::new(At::from_millis(0));
        let draft = MenuItemDraft::plain(category_id, String::new(), Paise::ZERO, Diet::Veg);
        let (category, groups, picture) = (String::new(), Vec::new(), None);
        DishRow { places, category, groups, picture, draft }
    }
}

/// False, with a fault, when there are more of something than a menu may hold.
pub fn fits(count: usize, most: usize, what: &str, at: usize, misprints: &mut Misprints) -> bool {
    if count > most {
        misprints.add(at, format!("These are more than {most} {what}."));
    }
    count <= most
}

/// Numbers of the things a file may hold.
pub const MOST: (usize, usize, usize) =
    (limits::MAX_CATEGORIES, limits::MAX_MODIFIER_GROUPS, limits::MAX_DISHES);

/// `Tandoor; Bar` as two stations; nothing as none.
pub fn station_names(said: &str) -> Vec<String> {
    let names = said.split(';').map(str::trim).filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}
