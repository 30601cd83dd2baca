import { dictionary, lang, type Translation } from "../app/i18n";

const en = {
  // shell
  table: (name: string) => `Table ${name}`,
  changeName: (name: string) => `You are ${name}. Change your name`,
  menu: "Menu",
  ourTable: "Orders",
  bill: "Bill",
  help: "Call",
  language: "हिन्दी में देखें",
  languageShort: "हि",
  // menu
  categories: "Parts of the menu",
  search: "Search dishes",
  clearSearch: "Clear search",
  searchHint: "Paneer, dal, something sweet…",
  found: (n: number) => (n === 1 ? "1 dish found" : `${n} dishes found`),
  nothingFound: "Nothing by that name",
  nothingFoundText: "Try a shorter word, or look through the menu.",
  nothingPasses: "No dish fits all your filters",
  nothingPassesText: "Take one off to see more. The waiter may know a way, too.",
  emptyMenu: "The menu is being written",
  emptyMenuText: "Ask the waiter what is good today.",
  filters: "Filters",
  filtersOn: (n: number) => `Filters, ${n} on`,
  clearFilters: "Take all filters off",
  hidden: (n: number) =>
    n === 1 ? "1 dish hidden by your filters" : `${n} dishes hidden by your filters`,
  popular: "Popular",
  soldOut: "Sold out",
  from: (price: string) => `from ${price}`,
  add: "Add",
  addDish: (dish: string) => `Add ${dish}`,
  addMore: (dish: string, n: number) => `Add another ${dish}, ${n} in your order`,
  choose: "Choose",
  chooseDish: (dish: string) => `Choose how you want ${dish}`,
  added: (dish: string) => `${dish} added`,
  spice: (level: number) => ["", "Mildly spiced", "Spicy", "Very spicy"][level] ?? "",
  contains: (what: string) => `Contains ${what}`,
  // dish
  gone: "Gone for tonight. It will be back.",
  // cart
  seeOrder: "See your order",
  seeTable: "See the table’s order",
  edit: "Change",
  removed: (dish: string) => `${dish} taken off`,
  sending: "Sending your order…",
  sent: "The kitchen has your order",
  sentWaiting: "Your order is with us",
  // quote rows
  // trouble while ordering
  expired: "We could not reach the kitchen for half an hour. Look under Orders, or ask the waiter.",
  tryAgain: "Please try again, or tell the waiter.",
  boxFenced: "Ordering has moved to another box. Please tell the waiter.",
  invalidChoice: "A dish in your order has changed. Please look at it again.",
  // orders
  cancelLate: "Too late to cancel here. Please ask the waiter.",
  readyToast: (n: number) => `Order ${n} is ready`,
  // bill
  // calls
  callFailed: "We could not be reached. Please wave.",
  // name
  // phone
  // trouble
  staleText: "You can read the menu and choose; it is sent once we are connected.",
  staleHelp: "Is this phone on the restaurant’s Wi-Fi?",
  unknownCode: "We do not know this code",
  unknownCodeText: "Scan the card on your table again, or ask the waiter.",
  readMenu: "Only read the menu",
  rotatedCode: "This code is out of date",
  rotatedCodeText: "There is a newer card. Scan the one on your table now.",
  cannotReach: "The restaurant cannot be reached",
  cannotReachText:
    "Join the restaurant’s Wi-Fi and, if asked, stay on it without internet. Mobile data does not lead here.",
  joinFailed: "You can read the menu, but not order yet.",
  joinRetry: "Try again",
  pinNeeded: "To order here, enter your table’s PIN.",
  enterPin: "Enter the PIN",
  askToBeSeated: "Please ask the staff to seat you.",
  readMeanwhile: "You can read the menu meanwhile.",
  movedTo: (table: string) => `You are at table ${table} now`,
  onlyLeft: (n: number) => `only ${n} left`,
  notOpen: "This restaurant is not open for orders yet",
  notOpenText: "The owner has not finished setting it up.",
  // filters
  veg: "Veg",
  vegan: "Vegan",
  jain: "Jain",
  no_nuts: "No nuts",
  no_milk: "No milk",
  no_gluten: "No gluten",
  // allergens
  GLUTEN: "gluten",
  MILK: "milk",
  NUTS: "nuts",
  PEANUT: "peanut",
  EGG: "egg",
  SOY: "soy",
  SESAME: "sesame",
  MUSTARD: "mustard",
  FISH: "fish",
  SHELLFISH: "shellfish",
  SULPHITE: "sulphite",
  CELERY: "celery",
};

/** Hindi is a file of its own: who reads English does not download it. */
export type Hindi = Translation<typeof en>;
export const t = dictionary(en, () => import("./words.hi").then((file) => file.hi));

/** The name in the reader's language, and the other one beneath it. */
export function names(thing: { name: string; name_local: string }) {
  const hindi = lang.value === "hi" && thing.name_local !== "";
  return hindi
    ? { first: thing.name_local, second: thing.name, firstLang: "hi", secondLang: "en" }
    : { first: thing.name, second: thing.name_local, firstLang: "en", secondLang: "hi" };
}
