use std::collections::HashMap;

use serde_json::{Value, json};

use super::choose::load;
use super::import::{COLUMNS, MenuFormat, escaped_part, guarded};
use super::model::{Menu, MenuItem};
use crate::app::App;
use crate::base::{CategoryId, Error, ModifierGroupId, Paise, Result, Word};

/// The whole menu in a form that [`super::import`] reads.
pub async fn export(app: &App, format: MenuFormat) -> Result<Vec<u8>> {
    app.store
        .read(move |read| {
            let menu = load(read)?;
            match format {
                MenuFormat::Csv => write_csv(&menu),
                MenuFormat::Json => write_json(&menu),
            }
        })
        .await
}

pub fn write_json(menu: &Menu) -> Result<Vec<u8>> {
    let (categories, groups) = (category_names(menu), group_names(menu));
    let priced = |name: &str, price: Paise| json!({ "name": name, "price_paise": price });
    let file = json!({
        "categories": menu.categories.iter()
            .map(|c| json!({ "name": c.name, "name_local": c.name_local }))
            .collect::<Vec<Value>>(),
        "modifier_groups": menu.modifier_groups.iter()
            .map(|g| json!({
                "key": g.name, "name": g.name, "min": g.min, "max": g.max,
                "modifiers": g.modifiers.iter()
                    .map(|m| priced(&m.name, m.price_paise)).collect::<Vec<Value>>(),
            }))
            .collect::<Vec<Value>>(),
        "items": menu.items.iter()
            .map(|i| json!({
                "name": i.name, "name_local": i.name_local,
                "category": categories.get(&i.category_id), "description": i.description,
                "price_paise": i.price_paise, "diet": i.diet, "is_jain": i.is_jain,
                "is_vegan": i.is_vegan, "spice": i.spice, "allergens": i.allergens,
                "tax_class": i.tax_class, "station": i.stations.join("; "), "prep_minutes": i.prep_minutes,
                "picture": i.picture, "is_available": i.is_available,
                "variants": i.variants.iter()
                    .map(|v| priced(&v.name, v.price_paise)).collect::<Vec<Value>>(),
                "modifier_groups": i.modifier_group_ids.iter()
                    .filter_map(|id| groups.get(id)).collect::<Vec<_>>(),
            }))
            .collect::<Vec<Value>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&file).map_err(Error::internal)?;
    bytes.push(b'\n');
    Ok(bytes)
}

pub fn write_csv(menu: &Menu) -> Result<Vec<u8>> {
    let (categories, groups) = (category_names(menu), group_names(menu));
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS).map_err(Error::internal)?;
    for item in &menu.items {
        let category = categories.get(&item.category_id).copied().unwrap_or_default();
        let cells = cells(item, category, &groups);
        table.write_record(cells.iter().map(|cell| guarded(cell))).map_err(Error::internal)?;
    }
    table.into_inner().map_err(|error| Error::internal(error.to_string()))
}

/// One row, in the order of [`COLUMNS`].
fn cells(
    item: &MenuItem,
    category: &str,
    groups: &HashMap<ModifierGroupId, &str>,
) -> [String; COLUMNS.len()] {
    let yes = |is: bool| (if is { "yes" } else { "no" }).to_owned();
    let allergens: Vec<_> = item.allergens.iter().map(|a| a.as_str()).collect();
    let variants: Vec<_> = item
        .variants
        .iter()
        .map(|v| format!("{}={}", escaped_part(&v.name), plain(v.price_paise)))
        .collect();
    let asked: Vec<_> = item
        .modifier_group_ids
        .iter()
        .filter_map(|id| groups.get(id).map(|name| escaped_part(name)))
        .collect();
    [
        category.to_owned(),
        item.name.clone(),
        item.name_local.clone(),
        item.description.clone(),
        plain(item.price_paise),
        item.diet.to_string(),
        yes(item.is_jain),
        yes(item.is_vegan),
        item.spice.to_string(),
        allergens.join(";"),
        item.tax_class.clone(),
        item.stations.join("; "),
        item.prep_minutes.to_string(),
        variants.join(";"),
        asked.join(";"),
        yes(item.is_available),
    ]
}

/// Rupees without grouping, as [`Paise::from_rupees`] reads them.
fn plain(price: Paise) -> String {
    price.rupees().replace(',', "")
}

fn category_names(menu: &Menu) -> HashMap<CategoryId, &str> {
    menu.categories.iter().map(|category| (category.id, category.name.as_str())).collect()
}

fn group_names(menu: &Menu) -> HashMap<ModifierGroupId, &str> {
    menu.modifier_groups.iter().map(|group| (group.id, group.name.as_str())).collect()
}
