// Checks the sample restaurant's files against each other: node assets/sample/check.mjs
// Prints every fault and exits 1 if there is one.
import { readFileSync, readdirSync } from "node:fs";

const here = new URL(".", import.meta.url);
const read = (name) => readFileSync(new URL(name, here), "utf8");
const house = JSON.parse(read("house.json"));
const menu = JSON.parse(read("menu.json"));
const pictures = new Set(
  readdirSync(new URL("pictures/", here))
    .filter((file) => file.endsWith(".svg"))
    .map((file) => file.slice(0, -".svg".length)),
);

const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);
const need = (holds, where, what) => holds || fault(where, what);

const ALLERGENS = new Set([
  "GLUTEN", "MILK", "NUTS", "PEANUT", "EGG", "SOY",
  "SESAME", "MUSTARD", "FISH", "SHELLFISH", "SULPHITE", "CELERY",
]);
const STATIONS = new Set(["Tandoor", "Curry", "Rice", "Snacks", "Sweets", "Bar"]);
// What the story of an evening orders, at these prices, with no choice to make.
const REQUIRED = {
  "Paneer Tikka": 28000, "Dal Makhani": 25000, "Garlic Naan": 5000, "Sweet Lassi": 8000,
};
const ROLES = { OWNER: 1, MANAGER: 1, CASHIER: 1, WAITER: 2, KITCHEN_STAFF: 2 };
// Words that give an ingredient away in a dish's or modifier's name, and what they rule out.
const ANIMAL = /chicken|mutton|keema|fish|prawn|hilsa|pomfret|murgh|maas|paya|\begg\b|\banda\b/i;
const DAIRY = /paneer|butter|ghee|raita|lassi|curd|cream|rabri|cheese|malai|kulfi|rasmalai/i;
const NOT_JAIN = /onion|garlic|potato|\baloo\b|carrot|gajar|ginger|radish|beet|mushroom/i;
const NUTTY = /pistachio|pista|almond|cashew/i;

function unique(names, where) {
  const seen = new Set();
  for (const name of names) {
    const folded = name.trim().toLowerCase();
    if (seen.has(folded)) fault(where, `"${name}" stands twice`);
    seen.add(folded);
  }
}

function price(paise, where) {
  need(Number.isSafeInteger(paise) && paise >= 0, where, `price ${paise} is no amount of paise`);
}

function checkGroup(group) {
  const where = `group ${group.key}`;
  const { min, max, modifiers } = group;
  need(Number.isInteger(min) && Number.isInteger(max) && min >= 0, where, "min and max are counts");
  need(min <= max, where, `min ${min} is above max ${max}`);
  need(max <= modifiers.length, where, `max ${max} of only ${modifiers.length} modifiers`);
  unique(modifiers.map((modifier) => modifier.name), where);
  for (const modifier of modifiers) price(modifier.price_paise, `${where}, ${modifier.name}`);
}

function checkVariants(item) {
  unique(item.variants.map((variant) => variant.name), `variants of ${item.name}`);
  for (const variant of item.variants) price(variant.price_paise, `${item.name}, ${variant.name}`);
  if (item.variants.length === 0) return;
  const lowest = Math.min(...item.variants.map((variant) => variant.price_paise));
  need(item.price_paise === lowest, item.name, "its price is not its lowest variant's");
}

function checkMarks(item, says) {
  const has = (allergen) => item.allergens.includes(allergen);
  need(["VEG", "NON_VEG", "EGG"].includes(item.diet), item.name, `diet ${item.diet}`);
  need(!item.is_jain || item.diet === "VEG", item.name, "Jain but not vegetarian");
  need(!item.is_jain || !NOT_JAIN.test(says), item.name, `Jain, with ${NOT_JAIN.exec(says)}`);
  need(!item.is_vegan || item.diet === "VEG", item.name, "vegan but not vegetarian");
  need(!item.is_vegan || !(has("MILK") || has("EGG")), item.name, "vegan with MILK or EGG");
  need(item.diet !== "VEG" || !ANIMAL.test(says), item.name, `VEG, with ${ANIMAL.exec(says)}`);
  for (const allergen of ["FISH", "SHELLFISH"]) {
    need(!has(allergen) || item.diet === "NON_VEG", item.name, `${allergen} but ${item.diet}`);
  }
  need(!has("EGG") || item.diet !== "VEG", item.name, "EGG but marked VEG");
  need(item.diet !== "EGG" || has("EGG"), item.name, "an egg dish without the allergen EGG");
  // A guest filtering by allergen must be safe whatever is chosen with the dish.
  need(has("MILK") || !DAIRY.test(says), item.name, `no MILK, with ${DAIRY.exec(says)}`);
  need(has("NUTS") || !NUTTY.test(says), item.name, `no NUTS, with ${NUTTY.exec(says)}`);
}

function checkItem(item, categories, groups) {
  const where = item.name;
  need(categories.has(item.category), where, `unknown category ${item.category}`);
  need(pictures.has(item.picture), where, `unknown picture ${item.picture}`);
  need(STATIONS.has(item.station), where, `unknown station ${item.station}`);
  need(["restaurant", "packaged"].includes(item.tax_class), where, `tax class ${item.tax_class}`);
  need([0, 1, 2, 3].includes(item.spice), where, `spice ${item.spice}`);
  need(item.prep_minutes > 0 && item.prep_minutes <= 60, where, `prep ${item.prep_minutes} min`);
  need(/^[\p{Script=Devanagari} ,0-9]+$/u.test(item.name_local), where, "no Hindi name");
  need(item.description && !/\n/.test(item.description), where, "needs a one-line description");
  need(item.description.length <= 100, where, "description over 100 characters");
  price(item.price_paise, where);
  checkVariants(item);
  unique(item.allergens, `allergens of ${where}`);
  for (const allergen of item.allergens) need(ALLERGENS.has(allergen), where, allergen);
  unique(item.modifier_groups, `groups of ${where}`);
  const chosen = item.modifier_groups.flatMap((key) => {
    need(groups.has(key), where, `unknown modifier group ${key}`);
    return groups.get(key)?.modifiers.map((modifier) => modifier.name) ?? [];
  });
  const offered = chosen.filter((name) => !/^no /i.test(name));
  checkMarks(item, [item.name, ...offered].join("; "));
}

function checkRequired(items, groups) {
  for (const [name, paise] of Object.entries(REQUIRED)) {
    const item = items.find((candidate) => candidate.name === name);
    if (!item) { fault(name, "is missing"); continue; }
    const asks = item.modifier_groups.some((key) => groups.get(key)?.min > 0);
    need(item.price_paise === paise, name, `costs ${item.price_paise}, not ${paise}`);
    need(item.is_available && item.variants.length === 0 && !asks, name, "cannot be had plainly");
  }
}

// A page's content policy refuses some drawings, and a heavy one slows every phone.
function checkPicture(key) {
  const svg = read(`pictures/${key}.svg`);
  need(Buffer.byteLength(svg) < 3072, key, `${Buffer.byteLength(svg)} bytes`);
  need(svg.includes('viewBox="0 0 96 96"'), key, "viewBox is not 0 0 96 96");
  const banned = /<(?:style|script|text|image|use|foreignObject)\b|\s(?:style|href|on\w+)=|url\(/i;
  need(!banned.test(svg), key, `holds ${banned.exec(svg)}`);
}

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
function gstinCheckDigit(first14) {
  const sum = [...first14].reduce((total, digit, place) => {
    const product = DIGITS.indexOf(digit) * (place % 2 ? 2 : 1);
    return total + Math.floor(product / 36) + (product % 36);
  }, 0);
  return DIGITS[(36 - (sum % 36)) % 36];
}

function checkHouse() {
  const { gstin } = house;
  need(/^\d{2}[A-Z]{5}\d{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/.test(gstin), "gstin", `malformed ${gstin}`);
  need(gstinCheckDigit(gstin.slice(0, 14)) === gstin[14], "gstin", "wrong check digit");
  need(/^\d{14}$/.test(house.fssai), "fssai", "needs 14 digits");
  need(/^\d{6}$/.test(house.sac), "sac", "needs 6 digits");
  const tables = house.areas.flatMap((area) => area.tables);
  unique(house.areas.map((area) => area.name), "areas");
  unique(tables.map((table) => table.name), "tables");
  need(house.areas.length === 4 && tables.length === 12, "house", "needs 4 areas, 12 tables");
  need(tables.every((table) => table.seats > 0), "tables", "a table without seats");
  unique(house.staff.map((person) => person.name), "staff");
  for (const [role, count] of Object.entries(ROLES)) {
    const found = house.staff.filter((person) => person.role === role).length;
    need(found === count, "staff", `${found} of ${count} ${role}`);
  }
}

const categories = new Set(menu.categories.map((category) => category.name));
const groups = new Map(menu.modifier_groups.map((group) => [group.key, group]));
need(menu.categories.length === 10, "menu", `${menu.categories.length} categories, not 10`);
unique(menu.categories.map((category) => category.name), "categories");
unique(menu.modifier_groups.map((group) => group.key), "modifier groups");
unique(menu.items.map((item) => item.name), "items");
unique(menu.items.map((item) => item.name_local), "Hindi names");
menu.modifier_groups.forEach(checkGroup);
menu.items.forEach((item) => checkItem(item, categories, groups));
for (const category of categories) {
  need(menu.items.some((item) => item.category === category), category, "has no dish");
}
checkRequired(menu.items, groups);
checkHouse();
for (const key of pictures) checkPicture(key);
for (const key of pictures) {
  need(menu.items.some((item) => item.picture === key), key, "a picture no dish uses");
}

for (const line of faults) console.error(line);
console.log(`${menu.items.length} dishes, ${pictures.size} pictures, ${faults.length} faults`);
process.exitCode = faults.length ? 1 : 0;
