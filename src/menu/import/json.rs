use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::sheet::{DishRow, GroupRow, MOST, Sheet, fits, station_names};
use super::text::{Misprints, Places};
use crate::base::{Paise, Word};
use crate::menu::Allergen;
use crate::menu::draft::{CategoryDraft, ModifierDraft, ModifierGroupDraft, VariantDraft};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File<'a> {
    #[serde(borrow, default)]
    categories: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    modifier_groups: Vec<&'a RawValue>,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
}

/// Reads a menu as JSON. Each value is looked at where it stands, so that every fault has a place.
pub fn read(text: &str, misprints: &mut Misprints) -> Sheet {
    let file = match serde_json::from_str::<File>(text) {
        Ok(file) => file,
        Err(error) => {
            let says = error.to_string();
            let says = says.split(" at line ").next().unwrap_or_default();
            misprints.add(offset(text, error.line(), error.column()), format!("{says}."));
            return Sheet::default();
        }
    };
    let all = (file.categories.len(), file.modifier_groups.len(), file.items.len());
    let few = fits(all.0, MOST.0, "categories", 0, misprints)
        & fits(all.1, MOST.1, "modifier groups", 0, misprints)
        & fits(all.2, MOST.2, "dishes", 0, misprints);
    if !few {
        return Sheet::default();
    }
    let mut reader = Reader { text, misprints };
    Sheet {
        categories: file.categories.iter().filter_map(|raw| reader.category(raw)).collect(),
        groups: file.modifier_groups.iter().filter_map(|raw| reader.group(raw)).collect(),
        dishes: file.items.iter().filter_map(|raw| reader.dish(raw)).collect(),
        makes_categories: false,
    }
}

/// The byte a parser's line and column (in bytes, from 1) mean.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Reader<'t, 'm> {
    text: &'t str,
    misprints: &'m mut Misprints,
}

/// One object of the file, its fields taken out one by one.
struct Object<'t> {
    at: usize,
    fields: HashMap<String, &'t RawValue>,
    places: Places,
}

impl<'t> Reader<'t, '_> {
    fn at(&self, raw: &RawValue) -> usize {
        (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// `raw` as an object whose fields are all `known`.
    fn object(&mut self, raw: &'t RawValue, known: &[&str]) -> Option<Object<'t>> {
        let at = self.at(raw);
        let Ok(fields) = serde_json::from_str::<HashMap<String, &'t RawValue>>(raw.get()) else {
            self.misprints.add(at, "This must be an object: { … }.");
            return None;
        };
        for (name, value) in fields.iter().filter(|(name, _)| !known.contains(&name.as_str())) {
            let short: String = name.chars().take(40).collect();
            self.misprints.add(self.at(value), format!("`{short}` is not known here."));
        }
        let places = fields.iter().map(|(name, value)| (name.clone(), self.at(value))).collect();
        Some(Object { at, fields, places: Places { record: at, fields: places } })
    }

    /// The field as a `T`; a fault that says what it `must_be` when it is something else.
    fn field<T: DeserializeOwned>(
        &mut self,
        object: &Object<'t>,
        name: &str,
        must_be: &str,
    ) -> Option<T> {
        let raw = object.fields.get(name)?;
        let value = serde_json::from_str(raw.get()).ok();
        if value.is_none() {
            self.misprints.add(self.at(raw), format!("{name}: This must be {must_be}."));
        }
        value
    }

    fn required<T: DeserializeOwned>(
        &mut self,
        object: &Object<'t>,
        name: &str,
        must_be: &str,
    ) -> Option<T> {
        if !object.fields.contains_key(name) {
            self.misprints.add(object.at, format!("`{name}` is missing."));
        }
        self.field(object, name, must_be)
    }

    fn text(&mut self, object: &Object<'t>, name: &str) -> String {
        self.field(object, name, "text").unwrap_or_default()
    }

    fn price(&mut self, object: &Object<'t>) -> Paise {
        let must_be = "a whole number of paise";
        Paise(self.required(object, "price_paise", must_be).unwrap_or_default())
    }

    /// The objects in a list, each with the name its faults go by.
    fn list(&mut self, object: &Object<'t>, name: &str) -> Vec<(String, &'t RawValue)> {
        let Some(raw) = object.fields.get(name) else { return Vec::new() };
        let Ok(list) = serde_json::from_str::<Vec<&'t RawValue>>(raw.get()) else {
            self.misprints.add(self.at(raw), format!("{name}: This must be a list."));
            return Vec::new();
        };
        list.into_iter().enumerate().map(|(i, raw)| (format!("{name}[{i}]"), raw)).collect()
    }

    fn word<W: Word>(&mut self, name: &str, raw: &RawValue) -> Option<W> {
        let word = serde_json::from_str::<String>(raw.get()).ok();
        let word = word.and_then(|text| W::parse(&text).ok());
        if word.is_none() {
            let known: Vec<_> = W::ALL.iter().map(|word| word.as_str()).collect();
            let says = format!("{name}: This must be one of {}.", known.join(", "));
            self.misprints.add(self.at(raw), says);
        }
        word
    }

    fn category(&mut self, raw: &'t RawValue) -> Option<(Places, CategoryDraft)> {
        let object = self.object(raw, &["name", "name_local"])?;
        let name = self.required(&object, "name", "text")?;
        let name_local = self.text(&object, "name_local");
        let mut draft = CategoryDraft { name, name_local, sort: None, stations: None };
        self.misprints.take(&object.places, draft.check());
        Some((object.places, draft))
    }

    fn group(&mut self, raw: &'t RawValue) -> Option<GroupRow> {
        let mut object = self.object(raw, &["key", "name", "min", "max", "modifiers"])?;
        let number = "a whole number, 0 or more";
        let name: Option<String> = self.required(&object, "name", "text");
        let min = self.required(&object, "min", number);
        let max = self.required(&object, "max", number);
        let key: Option<String> = self.field(&object, "key", "text");
        let mut modifiers = Vec::new();
        for (field, raw) in self.list(&object, "modifiers") {
            if let Some((name, price_paise)) = self.priced(&mut object.places, &field, raw) {
                modifiers.push(ModifierDraft { id: None, name, price_paise });
            }
        }
        let (name, min, max) = (name?, min?, max?);
        let mut draft = ModifierGroupDraft { name, min, max, modifiers };
        self.misprints.take(&object.places, draft.check());
        let key = key.unwrap_or_else(|| draft.name.clone());
        Some(GroupRow { places: object.places, key, draft })
    }

    /// A name with a price: a variant or a modifier.
    fn priced(
        &mut self,
        places: &mut Places,
        field: &str,
        raw: &'t RawValue,
    ) -> Option<(String, Paise)> {
        let object = self.object(raw, &["name", "price_paise"])?;
        places.fields.push((field.to_owned(), object.at));
        for (name, at) in &object.places.fields {
            places.fields.push((format!("{field}.{name}"), *at));
        }
        let name = self.required(&object, "name", "text");
        let price = self.price(&object);
        Some((name?, price))
    }

    fn dish(&mut self, raw: &'t RawValue) -> Option<DishRow> {
        let mut object = self.object(raw, &DISH)?;
        let mut row = DishRow::blank(Places::default());
        let (yes_no, number) = ("true or false", "a whole number, 0 or more");
        row.category = self.required(&object, "category", "text").unwrap_or_default();
        row.picture = self.field(&object, "picture", "text");
        let draft = &mut row.draft;
        draft.picture = row.picture.clone().unwrap_or_default();
        draft.name = self.required(&object, "name", "text").unwrap_or_default();
        draft.name_local = self.text(&object, "name_local");
        draft.description = self.text(&object, "description");
        draft.price_paise = self.price(&object);
        let diet = object.fields.get("diet").copied();
        match diet {
            Some(raw) => draft.diet = self.word("diet", raw).unwrap_or(draft.diet),
            None => self.misprints.add(object.at, "`diet` is missing."),
        }
        draft.is_jain = self.field(&object, "is_jain", yes_no).unwrap_or(false);
        draft.is_vegan = self.field(&object, "is_vegan", yes_no).unwrap_or(false);
        draft.is_available = self.field(&object, "is_available", yes_no).unwrap_or(true);
        draft.spice = self.field(&object, "spice", "0, 1, 2 or 3").unwrap_or(0);
        let minutes = self.field(&object, "prep_minutes", number);
        draft.prep_minutes = minutes.unwrap_or(draft.prep_minutes);
        if let Some(said) = self.field(&object, "tax_class", "text") {
            draft.tax_class = said;
        }
        let stations: Option<String> = self.field(&object, "station", "text");
        draft.stations = station_names(&stations.unwrap_or_default());
        self.lists(&mut object, &mut row);
        row.places = object.places;
        self.misprints.take(&row.places, row.draft.check());
        Some(row)
    }

    /// What a dish has several of.
    fn lists(&mut self, object: &mut Object<'t>, row: &mut DishRow) {
        for (field, raw) in self.list(object, "allergens") {
            let allergen: Option<Allergen> = self.word("allergens", raw);
            row.draft.allergens.extend(allergen);
            object.places.fields.push((field, self.at(raw)));
        }
        for (field, raw) in self.list(object, "variants") {
            if let Some((name, price_paise)) = self.priced(&mut object.places, &field, raw) {
                row.draft.variants.push(VariantDraft { id: None, name, price_paise });
            }
        }
        for (field, raw) in self.list(object, "modifier_groups") {
            object.places.fields.push((field, self.at(raw)));
            match serde_json::from_str(raw.get()) {
                Ok(key) => row.groups.push(key),
                Err(_) => self.misprints.add(self.at(raw), "modifier_groups: This must be text."),
            }
        }
    }
}

const DISH: [&str; 17] = [
    "name",
    "name_local",
    "category",
    "description",
    "price_paise",
    "diet",
    "is_jain",
    "is_vegan",
    "spice",
    "allergens",
    "tax_class",
    "station",
    "prep_minutes",
    "picture",
    "is_available",
    "variants",
    "modifier_groups",
];
