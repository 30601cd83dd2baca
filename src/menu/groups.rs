use super::draft::ModifierGroupDraft;
use super::faults::key;
use super::model::{Modifier, ModifierGroup};
use super::sql;
use super::touch::touched_in;
use crate::app::App;
use crate::base::{Code, Error, ModifierGroupId, ModifierId, OnceKey, Result, limits};
use crate::store::Tx;
use crate::wire::Actor;

/// Adds a question that dishes can ask.
pub async fn create_group(
    app: &App,
    actor: &Actor,
    once: OnceKey,
    draft: ModifierGroupDraft,
) -> Result<ModifierGroup> {
    let draft = draft.tidy()?;
    app.store
        .write(actor, move |tx| {
            tx.once(&once, |tx| {
                let id = ModifierGroupId::new(tx.now());
                save_group_in(tx, id, &draft)?;
                touched_in(tx, Vec::new())?;
                group_in(tx, id)
            })
        })
        .await
}

/// Replaces a group with all its modifiers. Those that are named by `id` stay the same ones.
pub async fn change_group(
    app: &App,
    actor: &Actor,
    id: ModifierGroupId,
    draft: ModifierGroupDraft,
) -> Result<ModifierGroup> {
    let draft = draft.tidy()?;
    app.store
        .write(actor, move |tx| {
            let before = group_in(tx, id)?;
            save_group_in(tx, id, &draft)?;
            let after = group_in(tx, id)?;
            if after != before {
                touched_in(tx, sql::items_with_group(tx, id)?)?;
            }
            Ok(after)
        })
        .await
}

/// Takes a group away. Error: `group_in_use` while a dish asks it.
pub async fn remove_group(app: &App, actor: &Actor, id: ModifierGroupId) -> Result<()> {
    app.store
        .write(actor, move |tx| {
            group_in(tx, id)?;
            if !sql::items_with_group(tx, id)?.is_empty() {
                return Err(Code::GroupInUse.into());
            }
            sql::delete_group(tx, id)?;
            touched_in(tx, Vec::new())
        })
        .await
}

/// The group as it stands. Error: `not_found`.
pub fn group_in(tx: &Tx, id: ModifierGroupId) -> Result<ModifierGroup> {
    sql::find_group(tx, id)?.ok_or_else(|| Error::not_found("modifier group"))
}

/// Writes a tidy draft down as the group `id`, new or not, and tells nobody.
///
/// Errors: `name_taken`, `limit_reached`, `invalid_value` for a modifier that is not there.
pub fn save_group_in(tx: &Tx, id: ModifierGroupId, draft: &ModifierGroupDraft) -> Result<()> {
    let name = key(&draft.name);
    if sql::group_named(tx, &name)?.is_some_and(|found| found != id) {
        return Err(Code::NameTaken.into());
    }
    let before = sql::find_group(tx, id)?;
    if before.is_none() && sql::count_groups(tx)? >= limits::MAX_MODIFIER_GROUPS {
        return Err(Code::LimitReached.into());
    }
    sql::save_group(tx, id, (&draft.name, draft.min, draft.max), &name)?;
    save_modifiers_in(tx, id, draft, before.map(|group| group.modifiers).unwrap_or_default())
}

fn save_modifiers_in(
    tx: &Tx,
    group: ModifierGroupId,
    draft: &ModifierGroupDraft,
    before: Vec<Modifier>,
) -> Result<()> {
    let named: Vec<ModifierId> = draft.modifiers.iter().filter_map(|m| m.id).collect();
    let twice = (1..named.len()).any(|i| named[..i].contains(&named[i]));
    if twice || !named.iter().all(|id| before.iter().any(|modifier| modifier.id == *id)) {
        return Err(Error::invalid("modifiers", "A modifier's id is not one of this group."));
    }
    for gone in before.iter().filter(|modifier| !named.contains(&modifier.id)) {
        sql::delete_modifier(tx, gone.id)?;
    }
    for (sort, modifier) in draft.modifiers.iter().enumerate() {
        let id = modifier.id.unwrap_or_else(|| ModifierId::new(tx.now()));
        sql::save_modifier(tx, group, id, modifier, sort)?;
    }
    Ok(())
}
