use std::collections::{HashMap, HashSet};

use super::sheet::{DishRow, GroupRow, Sheet};
use super::text::{Misprints, Text};
use super::{Imported, failed};
use crate::base::{CategoryId, ItemId, ModifierGroupId, Result};
use crate::menu::categories::save_category_in;
use crate::menu::dishes::save_item_in;
use crate::menu::draft::CategoryDraft;
use crate::menu::faults::key;
use crate::menu::groups::save_group_in;
use crate::menu::sql;
use crate::menu::touch::touched_in;
use crate::store::Tx;

/// Writes the whole sheet down, or reports all that is wrong and writes nothing.
pub fn save_in(tx: &Tx, sheet: Sheet, misprints: Misprints, text: &Text) -> Result<Imported> {
    let mut saver = Saver { tx, misprints, groups: HashMap::new(), seen: HashSet::new() };
    let mut done = Imported::default();
    for (i, (places, draft)) in sheet.categories.iter().enumerate() {
        if saver.first(format!("category {}", key(&draft.name))) {
            let sort = u32::try_from(i + 1).ok();
            saver.category(&CategoryDraft { sort, ..draft.clone() })?;
            done.categories += 1;
        } else {
            saver.misprints.add(places.of("name"), format!("{} is there twice.", draft.name));
        }
    }
    for row in &sheet.groups {
        done.modifier_groups += usize::from(saver.group(row)?);
    }
    for (i, row) in sheet.dishes.into_iter().enumerate() {
        let made = saver.category_of(&row, sheet.makes_categories)?;
        done.categories += usize::from(made.is_some_and(|(_, is_new)| is_new));
        if let Some((category, _)) = made {
            saver.dish(row, category, i)?;
            done.items += 1;
        }
    }
    if !saver.misprints.is_empty() {
        return Err(failed(text.report(saver.misprints)));
    }
    touched_in(tx, Vec::new())?;
    Ok(done)
}

struct Saver<'t, 'c> {
    tx: &'t Tx<'c>,
    misprints: Misprints,
    /// By the key the file's dishes use, in lower case.
    groups: HashMap<String, ModifierGroupId>,
    seen: HashSet<String>,
}

impl Saver<'_, '_> {
    /// True the first time the file names this thing.
    fn first(&mut self, what: String) -> bool {
        self.seen.insert(what)
    }

    /// Once something is wrong nothing needs to be written: it would be undone.
    fn goes_on(&self) -> bool {
        self.misprints.is_empty()
    }

    fn category(&mut self, draft: &CategoryDraft) -> Result<(CategoryId, bool)> {
        let known = sql::category_named(self.tx, &key(&draft.name))?;
        let id = known.unwrap_or_else(|| CategoryId::new(self.tx.now()));
        if draft.clone().check().is_empty() {
            save_category_in(self.tx, id, draft)?;
        }
        Ok((id, known.is_none()))
    }

    fn group(&mut self, row: &GroupRow) -> Result<bool> {
        let mut draft = row.draft.clone();
        let name = key(&draft.name);
        let is_first =
            self.first(format!("group {name}")) & self.first(format!("key {}", key(&row.key)));
        if !is_first {
            let says = format!("The group {} or its key is there twice.", draft.name);
            self.misprints.add(row.places.of("name"), says);
            return Ok(false);
        }
        let known = sql::group_named(self.tx, &name)?;
        let id = known.unwrap_or_else(|| ModifierGroupId::new(self.tx.now()));
        self.groups.insert(key(&row.key), id);
        if self.goes_on() {
            let before = known.map(|id| sql::find_group(self.tx, id)).transpose()?.flatten();
            for modifier in &mut draft.modifiers {
                let same = |m: &&crate::menu::Modifier| key(&m.name) == key(&modifier.name);
                modifier.id = before.iter().flat_map(|g| &g.modifiers).find(same).map(|m| m.id);
            }
            save_group_in(self.tx, id, &draft)?;
        }
        Ok(true)
    }

    /// The dish's category, and whether this made it. None, with a fault, when there is none.
    fn category_of(&mut self, row: &DishRow, may_make: bool) -> Result<Option<(CategoryId, bool)>> {
        if let Some(id) = sql::category_named(self.tx, &key(&row.category))? {
            return Ok(Some((id, false)));
        }
        let mut draft = CategoryDraft {
            name: row.category.clone(),
            name_local: String::new(),
            sort: None,
            stations: None,
        };
        let faults = draft.check();
        if !faults.is_empty() {
            let says = faults.into_vec().swap_remove(0).message;
            self.misprints.add(row.places.of("category"), format!("category: {says}"));
            return Ok(None);
        }
        if let Some(id) = sql::category_named(self.tx, &key(&draft.name))? {
            return Ok(Some((id, false)));
        }
        if may_make {
            return self.category(&draft).map(Some);
        }
        let says = format!("category: There is no category {}.", draft.name);
        self.misprints.add(row.places.of("category"), says);
        Ok(None)
    }

    fn dish(&mut self, row: DishRow, category: CategoryId, position: usize) -> Result<()> {
        let DishRow { places, groups, picture, mut draft, .. } = row;
        let name = key(&draft.name);
        if !name.is_empty() && !self.first(format!("dish {category} {name}")) {
            let says = format!("{} is there twice in its category.", draft.name);
            self.misprints.add(places.of("name"), says);
        }
        for (i, group) in groups.iter().enumerate() {
            match self.group_named(group)? {
                Some(id) if draft.modifier_group_ids.contains(&id) => {
                    let says = "modifier_groups: A group is there twice.";
                    self.misprints.add(places.of(&format!("modifier_groups[{i}]")), says);
                }
                Some(id) => draft.modifier_group_ids.push(id),
                None => {
                    let short: String = group.chars().take(80).collect();
                    let says = format!("modifier_groups: There is no group {short}.");
                    self.misprints.add(places.of(&format!("modifier_groups[{i}]")), says);
                }
            }
        }
        if draft.modifier_group_ids.len() > crate::base::limits::MAX_MODIFIERS {
            let says = "modifier_groups: A dish asks at most 20 questions.";
            self.misprints.add(places.of("modifier_groups"), says);
        }
        if !self.goes_on() {
            return Ok(());
        }
        let known = sql::item_named(self.tx, category, &name)?;
        let before = known.map(|id| sql::find_item(self.tx, id)).transpose()?.flatten();
        draft.category_id = category;
        draft.sort = u32::try_from(position + 1).ok();
        if picture.is_none() {
            draft.picture = before.as_ref().map(|b| b.picture.clone()).unwrap_or_default();
        }
        for variant in &mut draft.variants {
            let same = |v: &&crate::menu::Variant| key(&v.name) == key(&variant.name);
            variant.id = before.iter().flat_map(|b| &b.variants).find(same).map(|v| v.id);
        }
        let id = known.unwrap_or_else(|| ItemId::new(self.tx.now()));
        save_item_in(self.tx, id, &draft)
    }

    /// A group of the file by its key, or one on the menu by its name.
    fn group_named(&self, name: &str) -> Result<Option<ModifierGroupId>> {
        match self.groups.get(&key(name)) {
            Some(id) => Ok(Some(*id)),
            None => sql::group_named(self.tx, &key(name)),
        }
    }
}
