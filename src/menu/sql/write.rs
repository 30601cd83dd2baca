use uuid::Uuid;

use super::super::availability::Stock;
use super::super::draft::{MenuItemDraft, ModifierDraft, VariantDraft};
use super::super::model::Category;
use crate::base::{CategoryId, Error, ItemId, ModifierGroupId, ModifierId, Result, VariantId};
use crate::store::{Tx, params};

pub fn bump_revision(tx: &Tx) -> Result<i64> {
    let bumped = tx.one(
        "UPDATE menu_revision SET revision = revision + 1, stamp = random() RETURNING revision",
        [],
        |row| row.get(0),
    )?;
    Ok(bumped.unwrap_or(0))
}

pub fn save_category(tx: &Tx, category: &Category, key: &str) -> Result<()> {
    let Category { id, name, name_local, sort, stations } = category;
    let stations = serde_json::to_string(stations).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO category (id, name, name_key, name_local, sort, stations)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key,
            name_local = excluded.name_local, sort = excluded.sort, stations = excluded.stations",
        params![id, name, key, name_local, sort, stations],
    )?;
    Ok(())
}

/// Writes one set of stations for another, in dishes and categories.
pub fn replace_stations(tx: &Tx, before: &[String], after: &[String]) -> Result<()> {
    let json = |names| serde_json::to_string(names).map_err(Error::internal);
    let (before, after) = (json(before)?, json(after)?);
    tx.run("UPDATE dish SET stations = ?2 WHERE stations = ?1", params![before, after])?;
    tx.run("UPDATE category SET stations = ?2 WHERE stations = ?1", params![before, after])?;
    Ok(())
}

pub fn mark_category_deleted(tx: &Tx, id: CategoryId) -> Result<()> {
    tx.run("UPDATE category SET deleted_at = ?2 WHERE id = ?1", params![id, tx.now()])?;
    Ok(())
}

/// Writes the dish's own row; variants and groups are written apart.
pub fn save_item(tx: &Tx, id: ItemId, dish: &MenuItemDraft, sort: u32, key: &str) -> Result<()> {
    let allergens = serde_json::to_string(&dish.allergens).map_err(Error::internal)?;
    let stations = serde_json::to_string(&dish.stations).map_err(Error::internal)?;
    tx.run(
        "INSERT INTO dish (id, category_id, name, name_key, name_local, description, price_paise,
            diet, is_jain, is_vegan, spice, allergens, is_available, tax_class, stations,
            prep_minutes, picture, sort)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
         ON CONFLICT (id) DO UPDATE SET category_id = excluded.category_id, name = excluded.name,
            name_key = excluded.name_key, name_local = excluded.name_local,
            description = excluded.description, price_paise = excluded.price_paise,
            diet = excluded.diet, is_jain = excluded.is_jain, is_vegan = excluded.is_vegan,
            spice = excluded.spice, allergens = excluded.allergens,
            is_available = excluded.is_available,
            left_over = CASE WHEN excluded.is_available AND left_over > 0 THEN left_over END,
            tax_class = excluded.tax_class,
            stations = excluded.stations, prep_minutes = excluded.prep_minutes,
            picture = excluded.picture, sort = excluded.sort",
        params![
            id,
            dish.category_id,
            dish.name,
            key,
            dish.name_local,
            dish.description,
            dish.price_paise,
            dish.diet,
            dish.is_jain,
            dish.is_vegan,
            dish.spice,
            allergens,
            dish.is_available,
            dish.tax_class,
            stations,
            dish.prep_minutes,
            dish.picture,
            sort,
        ],
    )?;
    Ok(())
}

/// Says what of a dish is head office's.
pub fn mark_central(
    tx: &Tx,
    id: ItemId,
    central_id: Uuid,
    rev: i64,
    fields: &[String],
) -> Result<()> {
    let fields = serde_json::to_string(fields).map_err(Error::internal)?;
    tx.run(
        "UPDATE dish SET central_id = ?2, central_rev = ?3, central_fields = ?4 WHERE id = ?1",
        params![id, central_id.to_string(), rev, fields],
    )?;
    Ok(())
}

/// Takes the dish off the menu, and out of all that only the menu needs.
pub fn mark_item_deleted(tx: &Tx, id: ItemId) -> Result<()> {
    tx.run("UPDATE dish SET deleted_at = ?2 WHERE id = ?1", params![id, tx.now()])?;
    delete_links(tx, id)?;
    tx.run("DELETE FROM variant WHERE dish_id = ?1", [id])?;
    Ok(())
}

/// 1 when it was another before.
pub fn mark_stock(tx: &Tx, id: ItemId, stock: Stock) -> Result<usize> {
    let (is_available, left) = match stock {
        Stock::Plenty => (true, None),
        Stock::Left(left) => (left > 0, Some(left)),
        Stock::Out => (false, None),
    };
    tx.run(
        "UPDATE dish SET is_available = ?2, left_over = ?3
         WHERE id = ?1 AND (is_available <> ?2 OR left_over IS NOT ?3)",
        params![id, is_available, left],
    )
}

pub fn mark_item_popular(tx: &Tx, id: ItemId, is_popular: bool) -> Result<usize> {
    tx.run(
        "UPDATE dish SET is_popular = ?2 WHERE id = ?1 AND deleted_at IS NULL",
        params![id, is_popular],
    )
}

pub fn mark_variant_available(tx: &Tx, id: VariantId, is_available: bool) -> Result<usize> {
    tx.run(
        "UPDATE variant SET is_available = ?2 WHERE id = ?1 AND is_available <> ?2",
        params![id, is_available],
    )
}

pub fn mark_modifier_available(tx: &Tx, id: ModifierId, is_available: bool) -> Result<usize> {
    tx.run(
        "UPDATE modifier SET is_available = ?2 WHERE id = ?1 AND is_available <> ?2",
        params![id, is_available],
    )
}

/// A variant's availability stays what it was.
pub fn save_variant(
    tx: &Tx,
    dish: ItemId,
    id: VariantId,
    variant: &VariantDraft,
    sort: usize,
) -> Result<()> {
    tx.run(
        "INSERT INTO variant (id, dish_id, name, price_paise, sort) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, price_paise = excluded.price_paise,
            sort = excluded.sort",
        params![id, dish, variant.name, variant.price_paise, sort as i64],
    )?;
    Ok(())
}

pub fn delete_variant(tx: &Tx, id: VariantId) -> Result<()> {
    tx.run("DELETE FROM variant WHERE id = ?1", [id])?;
    Ok(())
}

pub fn delete_links(tx: &Tx, dish: ItemId) -> Result<()> {
    tx.run("DELETE FROM dish_group WHERE dish_id = ?1", [dish])?;
    Ok(())
}

pub fn insert_link(tx: &Tx, dish: ItemId, group: ModifierGroupId, position: usize) -> Result<()> {
    tx.run(
        "INSERT INTO dish_group (dish_id, group_id, position) VALUES (?1, ?2, ?3)",
        params![dish, group, position as i64],
    )?;
    Ok(())
}

pub fn save_group(tx: &Tx, id: ModifierGroupId, group: (&str, u32, u32), key: &str) -> Result<()> {
    let (name, min, max) = group;
    tx.run(
        "INSERT INTO modifier_group (id, name, name_key, min_chosen, max_chosen)
         VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key,
            min_chosen = excluded.min_chosen, max_chosen = excluded.max_chosen",
        params![id, name, key, min, max],
    )?;
    Ok(())
}

pub fn delete_group(tx: &Tx, id: ModifierGroupId) -> Result<()> {
    tx.run("DELETE FROM modifier WHERE group_id = ?1", [id])?;
    tx.run("DELETE FROM modifier_group WHERE id = ?1", [id])?;
    Ok(())
}

/// A modifier's availability stays what it was.
pub fn save_modifier(
    tx: &Tx,
    group: ModifierGroupId,
    id: ModifierId,
    modifier: &ModifierDraft,
    sort: usize,
) -> Result<()> {
    tx.run(
        "INSERT INTO modifier (id, group_id, name, price_paise, sort) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, price_paise = excluded.price_paise,
            sort = excluded.sort",
        params![id, group, modifier.name, modifier.price_paise, sort as i64],
    )?;
    Ok(())
}

pub fn delete_modifier(tx: &Tx, id: ModifierId) -> Result<()> {
    tx.run("DELETE FROM modifier WHERE id = ?1", [id])?;
    Ok(())
}
