import { effect } from "@preact/signals";
import { render } from "preact";
import { lang, setLang } from "../app/i18n";
import "../look/look.css";
import "./guest.css";
import { App } from "./app";
import { begin } from "./begin";
import { loadLater } from "./later";
import { house } from "./state/shop";

effect(() => {
  if (house.value?.name) document.title = house.value.name;
});

/** Who reads Hindi sees Hindi from the first moment; without it, English is better than nothing. */
async function open(): Promise<void> {
  if (lang.value === "hi" && !(await setLang("hi"))) lang.value = "en";
  const page = document.getElementById("page");
  if (page) render(<App />, page);
  void loadLater();
  await begin();
}

void open();
