import { useState } from "preact/hooks";
import type { Category, Menu } from "../../api/schema";
import { asApiError } from "../../app/api";
import { Button, Icon, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { OwnerIcon } from "../parts/icons";
import { CategorySheet } from "./categorysheet";
import { sorted } from "./find";
import { menu as store } from "./store";

export function Categories({ menu }: { menu: Menu }) {
  const [open, setOpen] = useState<Category | "new" | null>(null);
  const list = sorted(menu.categories);
  return (
    <div class="stack narrow">
      <div class="row apart wrap">
        <p class="soft">Guests read the menu in this order.</p>
        <Button kind="primary" onClick={() => setOpen("new")} testid="add-category">
          <Icon name="plus" /> Add a category
        </Button>
      </div>
      {list.length > 0 && (
        <ul class="panel flush rows" data-testid="category-list">
          {list.map((one, at) => (
            <li key={one.id} class="category">
              <button type="button" class="row-button" onClick={() => setOpen(one)}>
                <span class="grow">
                  <strong>{one.name}</strong> <span class="soft">{one.name_local}</span>
                  <span class="soft small">{dishes(menu, one)}</span>
                </span>
              </button>
              <Button
                kind="plain"
                square
                label={`Move ${one.name} up`}
                disabled={at === 0}
                onClick={() => void move(list, at, -1)}
              >
                <OwnerIcon name="up" />
              </Button>
              <Button
                kind="plain"
                square
                label={`Move ${one.name} down`}
                disabled={at === list.length - 1}
                onClick={() => void move(list, at, 1)}
              >
                <OwnerIcon name="down" />
              </Button>
            </li>
          ))}
        </ul>
      )}
      {open && (
        <CategorySheet category={open === "new" ? null : open} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}

function dishes(menu: Menu, category: Category): string {
  const count = menu.items.filter((one) => one.category_id === category.id).length;
  return count === 1 ? "1 dish" : `${count} dishes`;
}

/** The new order of a list after one step; only those whose place changed. */
export function moved(list: Category[], at: number, by: number): Category[] {
  const next = [...list];
  const [one] = next.splice(at, 1);
  if (one) next.splice(at + by, 0, one);
  return next
    .map((category, sort) => ({ ...category, sort }))
    .filter((category) => list.find((old) => old.id === category.id)?.sort !== category.sort);
}

async function move(list: Category[], at: number, by: number) {
  const changed = moved(list, at, by);
  store.change((old) => ({
    ...old,
    categories: old.categories.map((one) => changed.find((new_) => new_.id === one.id) ?? one),
  }));
  try {
    for (const { id, ...body } of changed) await api.put(`/api/menu/categories/${id}`, body);
  } catch (problem) {
    toast(sorry(asApiError(problem)), { bad: true });
  }
  await store.load();
}
