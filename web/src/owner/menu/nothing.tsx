import { navigate } from "../../app/router";
import { Button, Empty } from "../../look";
import type { PickerProps } from "./picker";

export function NothingFound({ menu, look, onChange }: PickerProps) {
  if (look.words) {
    return (
      <Empty
        icon="search"
        title={`Nothing found for “${look.words}”`}
        action={
          <Button onClick={() => onChange({ words: "", category: "", soldOut: false })}>
            Show all dishes
          </Button>
        }
      />
    );
  }
  if (look.soldOut) {
    return (
      <Empty icon="check" title="Nothing is sold out">
        Every one of the {menu.items.length} dishes can be ordered.
      </Empty>
    );
  }
  return (
    <Empty title="No dishes here yet">Add the first one, or import a whole menu from a file.</Empty>
  );
}

export function NoMenu() {
  return (
    <Empty
      title="A menu begins with a category"
      action={
        <div class="row wrap">
          <Button kind="primary" onClick={() => navigate("/owner/menu/categories")}>
            Add a category
          </Button>
          <Button onClick={() => navigate("/owner/menu/files")}>Import a menu</Button>
        </div>
      }
    >
      Starters, breads, sweets: then put the dishes in. Or bring a whole menu from a file.
    </Empty>
  );
}
