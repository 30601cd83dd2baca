import { useState } from "preact/hooks";
import { Bone, Button, confirm, DietMark, Empty, Field, Icon, Sheet, toast } from "../look";
import { formatPrice, parseMoney } from "../look/money";
import { Choice } from "../owner/parts/controls";
import { Panel } from "../owner/parts/page";
import { api, type CentralItem, type CentralMenu, useAsked } from "./api";
import { Page, Shown, useAct } from "./parts";
import { lateWord } from "./words";

const PATH = "/owner/menu";
/** Outlets follow within seconds; somebody who changed a price wants to see it. */
const FOLLOW_MS = 3_000;

/** What head office decides for every outlet: these dishes, at these prices. */
export function MenuPage() {
  const menu = useAsked<CentralMenu>(PATH, FOLLOW_MS);
  const [open, setOpen] = useState<CentralItem | "new" | null>(null);
  const close = () => setOpen(null);
  return (
    <Page
      title="Menu"
      about="Dishes head office decides on. Outlets keep their own beside them, and what is sold out."
      actions={
        <Button kind="primary" onClick={() => setOpen("new")} testid="add-dish">
          Add a dish
        </Button>
      }
    >
      <Shown of={menu} bones={<Bone height="16rem" />}>
        {(now) => (
          <div class="stack">
            <Followers menu={now} />
            {now.items.length === 0 ? (
              <Empty title="No central dish yet">
                Add those that cost the same everywhere. A dish of the same category and name at an
                outlet becomes this one.
              </Empty>
            ) : (
              byCategory(now.items).map(([category, items]) => (
                <Panel key={category} title={category} flush>
                  <ul class="rows">
                    {items.map((one) => (
                      <DishRow key={one.central_id} item={one} onOpen={() => setOpen(one)} />
                    ))}
                  </ul>
                </Panel>
              ))
            )}
            {open === "new" && <NewSheet menu={now} onClose={close} reload={menu.load} />}
            {open !== null && open !== "new" && (
              <PriceSheet item={open} menu={now} onClose={close} reload={menu.load} />
            )}
          </div>
        )}
      </Shown>
    </Page>
  );
}

function byCategory(items: CentralItem[]): [string, CentralItem[]][] {
  const all = new Map<string, CentralItem[]>();
  for (const one of items) all.set(one.category, [...(all.get(one.category) ?? []), one]);
  return [...all];
}

/** How far the outlets follow; silence means that all do. */
function Followers({ menu }: { menu: CentralMenu }) {
  const late = menu.outlets.filter((one) => one.waiting > 0 || one.refused > 0);
  if (menu.outlets.length === 0) return null;
  if (late.length === 0) {
    return (
      <p class="note good" data-testid="all-follow">
        {menu.outlets.length === 1
          ? `${menu.outlets[0]?.name} has this menu.`
          : `All ${menu.outlets.length} outlets have this menu.`}
      </p>
    );
  }
  return (
    <ul class="note wait" data-testid="late">
      {late.map((one) => (
        <li key={one.device_id}>
          <strong>{one.name}</strong> {lateWord(one)}
        </li>
      ))}
    </ul>
  );
}

function DishRow({ item, onOpen }: { item: CentralItem; onOpen: () => void }) {
  const variants = item.variants ?? [];
  return (
    <li>
      <button type="button" class="row-button" onClick={onOpen} data-testid={`dish-${item.name}`}>
        {item.diet && <DietMark diet={item.diet} />}
        <span class="grow">
          <strong class="name">{item.name}</strong>
          {item.name_local && <span class="soft small">{item.name_local}</span>}
          {variants.length > 0 && (
            <span class="soft small">
              {variants.map((one) => `${one.name} ${formatPrice(one.price_paise)}`).join(", ")}
            </span>
          )}
        </span>
        <strong class="num">{formatPrice(item.price_paise)}</strong>
        <Icon name="edit" />
      </button>
    </li>
  );
}

interface SheetProps {
  menu: CentralMenu;
  onClose: () => void;
  reload: () => Promise<void>;
}

function priceProblem(text: string): string | undefined {
  return parseMoney(text) === null ? "Type an amount, like 280 or 280.50." : undefined;
}

const plainPrice = (paise: number): string => formatPrice(paise).replace(/[₹,]/g, "");

function PriceSheet({ item, menu, onClose, reload }: SheetProps & { item: CentralItem }) {
  const variants = item.variants ?? [];
  const [price, setPrice] = useState(plainPrice(item.price_paise));
  const [others, setOthers] = useState(variants.map((one) => plainPrice(one.price_paise)));
  const [tried, setTried] = useState(false);
  const [busy, act] = useAct();
  const paise = parseMoney(price);

  async function save(event: Event) {
    event.preventDefault();
    setTried(true);
    const amounts = others.map(parseMoney);
    if (paise === null || amounts.includes(null)) return;
    const body = {
      price_paise: paise,
      variants: variants.map(({ name }, at) => ({ name, price_paise: amounts[at] ?? 0 })),
    };
    const saved = await act(async () => {
      await api.put(`${PATH}/items/${item.central_id}/price`, body);
      await reload();
    });
    if (!saved) return;
    toast(`${item.name} costs ${formatPrice(paise)} at every outlet`);
    onClose();
  }

  async function drop() {
    const sure = await confirm({
      title: `Take ${item.name} off every menu?`,
      text: "It goes off the menus of all outlets. What is ordered already stays.",
      yes: "Take it off",
      danger: true,
    });
    if (!sure) return;
    const items = menu.items.filter((one) => one.central_id !== item.central_id);
    const dropped = await act(async () => {
      await api.put(PATH, { rev: menu.rev, items });
      await reload();
    });
    if (dropped) onClose();
  }

  return (
    <Sheet title={item.name} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <div class="rupees-field">
          <Field
            label="Price in rupees, before tax"
            inputMode="decimal"
            value={price}
            onInput={setPrice}
            wrong={tried ? priceProblem(price) : undefined}
            hint={`Now ${formatPrice(item.price_paise)}. Orders under way keep what was agreed.`}
            autofocus
            testid="price"
          />
        </div>
        {variants.map(({ name }, at) => (
          <Field
            key={name}
            label={name}
            inputMode="decimal"
            value={others[at] ?? ""}
            onInput={(text) => setOthers(others.map((one, n) => (n === at ? text : one)))}
            wrong={tried ? priceProblem(others[at] ?? "") : undefined}
          />
        ))}
        <Button kind="primary" wide type="submit" busy={busy} testid="save-price">
          {paise === null ? "Change it everywhere" : `${formatPrice(paise)} at every outlet`}
        </Button>
        <Button kind="plain" wide disabled={busy} onClick={() => void drop()} testid="drop-dish">
          Take it off every menu
        </Button>
      </form>
    </Sheet>
  );
}

const DIETS = [
  { key: "VEG", label: "Veg" },
  { key: "NON_VEG", label: "Non-veg" },
  { key: "EGG", label: "Egg" },
] as const;

function NewSheet({ menu, onClose, reload }: SheetProps) {
  const [name, setName] = useState("");
  const [category, setCategory] = useState(menu.items.at(-1)?.category ?? "");
  const [price, setPrice] = useState("");
  const [diet, setDiet] = useState<"VEG" | "NON_VEG" | "EGG">("VEG");
  const [tried, setTried] = useState(false);
  const [busy, act] = useAct();

  async function save(event: Event) {
    event.preventDefault();
    setTried(true);
    const price_paise = parseMoney(price);
    if (price_paise === null || name.trim() === "" || category.trim() === "") return;
    const items = [...menu.items, { name, category, price_paise, diet }];
    const saved = await act(async () => {
      await api.put(PATH, { rev: menu.rev, items });
      await reload();
    });
    if (saved) onClose();
  }

  const missing = (text: string, what: string) => (tried && text.trim() === "" ? what : undefined);
  return (
    <Sheet title="A dish for every outlet" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <Field
          label="Name"
          value={name}
          onInput={setName}
          maxLength={120}
          wrong={missing(name, "What is it called?")}
          autofocus
          testid="dish-name"
        />
        <Field
          label="Category"
          value={category}
          onInput={setCategory}
          maxLength={120}
          hint="As the outlets call it. A dish of that category and name there becomes this one."
          wrong={missing(category, "In which category is it?")}
          testid="dish-category"
        />
        <Field
          label="Price in rupees, before tax"
          inputMode="decimal"
          value={price}
          onInput={setPrice}
          wrong={tried ? priceProblem(price) : undefined}
          testid="dish-price"
        />
        <Choice label="Diet" options={[...DIETS]} value={diet} onChange={setDiet} />
        <Button kind="primary" wide type="submit" busy={busy} testid="save-dish">
          Put it on every menu
        </Button>
      </form>
    </Sheet>
  );
}
