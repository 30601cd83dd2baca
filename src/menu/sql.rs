mod write;

use std::collections::HashMap;
use std::hash::Hash;

use uuid::Uuid;

use super::model::{Category, MenuItem, Modifier, ModifierGroup, Variant};
use crate::base::{CategoryId, Error, ItemId, ModifierGroupId, ModifierId, Result, VariantId};
use crate::store::{Read, Row, RowExt, params};
pub use write::*;

/// Dishes that are on the menu, with a tail of the statement's own.
macro_rules! dishes {
    ($tail:literal) => {
        concat!(
            "SELECT d.id, d.category_id, d.name, d.name_local, d.description, d.price_paise,
                    d.diet, d.is_jain, d.is_vegan, d.spice, d.allergens, d.is_available,
                    d.tax_class, d.stations, d.prep_minutes, d.picture, d.sort, d.is_popular,
                    d.left_over, d.central_fields
             FROM dish d JOIN category c ON c.id = d.category_id
             WHERE d.deleted_at IS NULL ",
            $tail
        )
    };
}

pub fn revision(read: &Read) -> Result<i64> {
    let found = read.one("SELECT revision FROM menu_revision", [], |row| row.get(0))?;
    Ok(found.unwrap_or(0))
}

/// Names the menu as it stands, in this view or transaction, apart from any other there ever was.
pub fn stamp(read: &Read) -> Result<i64> {
    let found = read.one("SELECT stamp FROM menu_revision", [], |row| row.get(0))?;
    found.ok_or_else(|| Error::internal("the menu has no stamp"))
}

pub fn list_categories(read: &Read) -> Result<Vec<Category>> {
    read.list(
        "SELECT id, name, name_local, sort, stations FROM category WHERE deleted_at IS NULL
         ORDER BY sort, name_key",
        [],
        category,
    )
}

/// All dishes on the menu, category by category, without their variants and groups.
fn list_bare_items(read: &Read) -> Result<Vec<MenuItem>> {
    let sql = dishes!("ORDER BY c.sort, c.name_key, d.sort, d.name_key");
    read.list(sql, [], bare_item)
}

pub fn list_items(read: &Read) -> Result<Vec<MenuItem>> {
    let variants = read.list(
        "SELECT id, name, price_paise, sort, is_available, dish_id FROM variant
         ORDER BY dish_id, sort",
        [],
        |row| Ok((row.parsed::<ItemId>(5)?, variant(row)?)),
    )?;
    let groups = read.list(
        "SELECT dish_id, group_id FROM dish_group ORDER BY dish_id, position",
        [],
        |row| Ok((row.parsed::<ItemId>(0)?, row.parsed(1)?)),
    )?;
    let (mut variants, mut groups) = (by_owner(variants), by_owner(groups));
    let mut items = list_bare_items(read)?;
    for item in &mut items {
        item.variants = variants.remove(&item.id).unwrap_or_default();
        item.modifier_group_ids = groups.remove(&item.id).unwrap_or_default();
    }
    Ok(items)
}

pub fn list_groups(read: &Read) -> Result<Vec<ModifierGroup>> {
    let modifiers = read.list(
        "SELECT id, name, price_paise, is_available, group_id FROM modifier
         ORDER BY group_id, sort",
        [],
        |row| Ok((row.parsed::<ModifierGroupId>(4)?, modifier(row)?)),
    )?;
    let mut modifiers = by_owner(modifiers);
    let mut groups = read.list(
        "SELECT id, name, min_chosen, max_chosen FROM modifier_group ORDER BY name_key",
        [],
        bare_group,
    )?;
    for group in &mut groups {
        group.modifiers = modifiers.remove(&group.id).unwrap_or_default();
    }
    Ok(groups)
}

pub fn find_item(read: &Read, id: ItemId) -> Result<Option<MenuItem>> {
    let Some(mut item) = read.one(dishes!("AND d.id = ?1"), [id], bare_item)? else {
        return Ok(None);
    };
    item.variants = read.list(
        "SELECT id, name, price_paise, sort, is_available FROM variant WHERE dish_id = ?1
         ORDER BY sort",
        [id],
        variant,
    )?;
    item.modifier_group_ids = read.list(
        "SELECT group_id FROM dish_group WHERE dish_id = ?1 ORDER BY position",
        [id],
        |row| row.parsed(0),
    )?;
    Ok(Some(item))
}

pub fn find_group(read: &Read, id: ModifierGroupId) -> Result<Option<ModifierGroup>> {
    let sql = "SELECT id, name, min_chosen, max_chosen FROM modifier_group WHERE id = ?1";
    let Some(mut group) = read.one(sql, [id], bare_group)? else { return Ok(None) };
    group.modifiers = read.list(
        "SELECT id, name, price_paise, is_available FROM modifier WHERE group_id = ?1
         ORDER BY sort",
        [id],
        modifier,
    )?;
    Ok(Some(group))
}

pub fn find_category(read: &Read, id: CategoryId) -> Result<Option<Category>> {
    read.one(
        "SELECT id, name, name_local, sort, stations FROM category
         WHERE id = ?1 AND deleted_at IS NULL",
        [id],
        category,
    )
}

pub fn category_named(read: &Read, key: &str) -> Result<Option<CategoryId>> {
    let sql = "SELECT id FROM category WHERE name_key = ?1 AND deleted_at IS NULL";
    read.one(sql, [key], |row| row.parsed(0))
}

pub fn item_named(read: &Read, category: CategoryId, key: &str) -> Result<Option<ItemId>> {
    read.one(
        "SELECT id FROM dish WHERE category_id = ?1 AND name_key = ?2 AND deleted_at IS NULL",
        params![category, key],
        |row| row.parsed(0),
    )
}

/// The dish on the menu that head office calls so, and the revision it was changed in.
pub fn find_central(read: &Read, central_id: Uuid) -> Result<Option<(ItemId, i64)>> {
    let sql = "SELECT id, central_rev FROM dish WHERE central_id = ?1 AND deleted_at IS NULL";
    read.one(sql, [central_id.to_string()], |row| Ok((row.parsed(0)?, row.get(1)?)))
}

pub fn group_named(read: &Read, key: &str) -> Result<Option<ModifierGroupId>> {
    let sql = "SELECT id FROM modifier_group WHERE name_key = ?1";
    read.one(sql, [key], |row| row.parsed(0))
}

/// The dish a variant is of.
pub fn item_of_variant(read: &Read, id: VariantId) -> Result<Option<ItemId>> {
    read.one("SELECT dish_id FROM variant WHERE id = ?1", [id], |row| row.parsed(0))
}

/// The group a modifier is in.
pub fn group_of_modifier(read: &Read, id: ModifierId) -> Result<Option<ModifierGroupId>> {
    read.one("SELECT group_id FROM modifier WHERE id = ?1", [id], |row| row.parsed(0))
}

/// The dishes that ask a group's question.
pub fn items_with_group(read: &Read, id: ModifierGroupId) -> Result<Vec<ItemId>> {
    let sql = "SELECT dish_id FROM dish_group WHERE group_id = ?1 LIMIT 5000";
    read.list(sql, [id], |row| row.parsed(0))
}

/// Portions left of a dish on the menu; none where nobody counts.
pub fn find_left(read: &Read, id: ItemId) -> Result<Option<u32>> {
    let sql = "SELECT left_over FROM dish WHERE id = ?1 AND deleted_at IS NULL";
    Ok(read.one(sql, [id], |row| row.get(0))?.flatten())
}

pub fn list_popular(read: &Read) -> Result<Vec<ItemId>> {
    let sql = "SELECT id FROM dish WHERE is_popular AND deleted_at IS NULL LIMIT 5000";
    read.list(sql, [], |row| row.parsed(0))
}

/// Stations as dishes or their categories name them, with the dishes of each set.
pub fn list_station_sets(read: &Read) -> Result<Vec<(Vec<String>, u32)>> {
    read.list(
        "SELECT CASE d.stations WHEN '[]' THEN c.stations ELSE d.stations END AS named, count(*)
         FROM dish d JOIN category c ON c.id = d.category_id
         WHERE d.deleted_at IS NULL GROUP BY named ORDER BY named",
        [],
        |row| Ok((row.json(0)?, row.get(1)?)),
    )
}

/// Every set of stations somebody named.
pub fn list_named_stations(read: &Read) -> Result<Vec<Vec<String>>> {
    read.list(
        "SELECT stations FROM dish WHERE stations <> '[]' AND deleted_at IS NULL
         UNION SELECT stations FROM category WHERE stations <> '[]' AND deleted_at IS NULL",
        [],
        |row| row.json(0),
    )
}

pub fn count_categories(read: &Read) -> Result<usize> {
    count(read, "SELECT count(*) FROM category WHERE deleted_at IS NULL", &[])
}

pub fn count_items(read: &Read) -> Result<usize> {
    count(read, "SELECT count(*) FROM dish WHERE deleted_at IS NULL", &[])
}

pub fn count_items_in(read: &Read, id: CategoryId) -> Result<usize> {
    let sql = "SELECT count(*) FROM dish WHERE category_id = ?1 AND deleted_at IS NULL";
    count(read, sql, &[&id.to_string()])
}

pub fn count_groups(read: &Read) -> Result<usize> {
    count(read, "SELECT count(*) FROM modifier_group", &[])
}

/// One past the last place there is.
pub fn next_category_sort(read: &Read) -> Result<u32> {
    let sql = "SELECT coalesce(max(sort), 0) + 1 FROM category WHERE deleted_at IS NULL";
    Ok(read.one(sql, [], |row| row.get(0))?.unwrap_or(1))
}

pub fn next_item_sort(read: &Read, id: CategoryId) -> Result<u32> {
    let sql = "SELECT coalesce(max(sort), 0) + 1 FROM dish
               WHERE category_id = ?1 AND deleted_at IS NULL";
    Ok(read.one(sql, [id], |row| row.get(0))?.unwrap_or(1))
}

fn count(read: &Read, sql: &str, about: &[&str]) -> Result<usize> {
    let about = rusqlite::params_from_iter(about);
    Ok(read.one(sql, about, |row| row.get::<_, u32>(0))?.unwrap_or(0) as usize)
}

fn category(row: &Row) -> rusqlite::Result<Category> {
    Ok(Category {
        id: row.parsed(0)?,
        name: row.get(1)?,
        name_local: row.get(2)?,
        sort: row.get(3)?,
        stations: row.json(4)?,
    })
}

fn bare_item(row: &Row) -> rusqlite::Result<MenuItem> {
    Ok(MenuItem {
        id: row.parsed(0)?,
        category_id: row.parsed(1)?,
        name: row.get(2)?,
        name_local: row.get(3)?,
        description: row.get(4)?,
        price_paise: row.paise(5)?,
        diet: row.word(6)?,
        is_jain: row.get(7)?,
        is_vegan: row.get(8)?,
        spice: row.get(9)?,
        allergens: row.json(10)?,
        is_available: row.get(11)?,
        tax_class: row.get(12)?,
        stations: row.json(13)?,
        prep_minutes: row.get(14)?,
        picture: row.get(15)?,
        sort: row.get(16)?,
        is_popular: row.get(17)?,
        left: row.get(18)?,
        variants: Vec::new(),
        modifier_group_ids: Vec::new(),
        central_fields: row.json(19)?,
    })
}

fn variant(row: &Row) -> rusqlite::Result<Variant> {
    Ok(Variant {
        id: row.parsed(0)?,
        name: row.get(1)?,
        price_paise: row.paise(2)?,
        sort: row.get(3)?,
        is_available: row.get(4)?,
    })
}

fn bare_group(row: &Row) -> rusqlite::Result<ModifierGroup> {
    Ok(ModifierGroup {
        id: row.parsed(0)?,
        name: row.get(1)?,
        min: row.get(2)?,
        max: row.get(3)?,
        modifiers: Vec::new(),
    })
}

fn modifier(row: &Row) -> rusqlite::Result<Modifier> {
    Ok(Modifier {
        id: row.parsed(0)?,
        name: row.get(1)?,
        price_paise: row.paise(2)?,
        is_available: row.get(3)?,
    })
}

fn by_owner<K: Eq + Hash, V>(rows: Vec<(K, V)>) -> HashMap<K, Vec<V>> {
    let mut owned: HashMap<K, Vec<V>> = HashMap::new();
    for (owner, row) in rows {
        owned.entry(owner).or_default().push(row);
    }
    owned
}
