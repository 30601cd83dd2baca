import { useEffect, useState } from "preact/hooks";
import type { MenuItem, Variant } from "../../api/schema";
import { Bone, Button, ErrorState, Field, Loading } from "../../look";
import { menu, problem, readMenu, setStock } from "../state/dishes";
import { Over } from "./over";
import { tell } from "./words";

const MOST_FOUND = 6;

/** What is out or counted, each with the way back; and a search for what ran out just now. */
export default function Out() {
  const [query, setQuery] = useState("");
  useEffect(() => void readMenu(), []);
  const items = menu.value?.items;
  return (
    <Over title={tell("outTitle")}>
      <Field
        label={tell("findDish")}
        value={query}
        onInput={setQuery}
        type="search"
        testid="out-find"
      />
      {problem.value && !items ? (
        <ErrorState title={problem.value} onRetry={() => void readMenu()} />
      ) : !items ? (
        <Loading>
          <Bone height="5rem" />
        </Loading>
      ) : query.trim() ? (
        <Found items={items} query={query} />
      ) : (
        <Missing items={items} />
      )}
    </Over>
  );
}

function Missing({ items }: { items: MenuItem[] }) {
  const rows = items.flatMap((dish) => [
    ...(dish.is_available && dish.left === null ? [] : [{ dish, size: null as Variant | null }]),
    ...dish.variants.filter((one) => !one.is_available).map((size) => ({ dish, size })),
  ]);
  if (rows.length === 0) return <p class="o-none">{tell("nothingOut")}</p>;
  return (
    <ul class="r-list" data-testid="out-list">
      {rows.map(({ dish, size }) => (
        <li key={dish.id + (size?.id ?? "")}>
          <div class="grow">
            <b>
              {dish.name} {size?.name}
            </b>
            <p class="soft">
              {dish.is_available && dish.left !== null && !size
                ? tell("left", dish.left)
                : tell("outNow")}
            </p>
          </div>
          <Button
            size="big"
            testid={`back-${dish.name}`}
            onClick={() =>
              void setStock(dish, {
                is_available: true,
                ...(size ? { variant_id: size.id } : {}),
              })
            }
          >
            {tell("backOn")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Found({ items, query }: { items: MenuItem[]; query: string }) {
  const wanted = query.trim().toLocaleLowerCase();
  const hits = items.filter(
    (dish) =>
      dish.is_available &&
      (dish.name.toLocaleLowerCase().includes(wanted) || dish.name_local.includes(wanted)),
  );
  return (
    <ul class="r-list">
      {hits.slice(0, MOST_FOUND).map((dish) => (
        <li key={dish.id}>
          <b class="grow">{dish.name}</b>
          <Button
            size="big"
            kind="danger"
            onClick={() => void setStock(dish, { is_available: false })}
          >
            {tell("outNow")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
