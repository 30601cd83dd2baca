import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import { PICTURES, pictureWord } from "../../src/owner/menu/pictures";

it("offers every illustration that comes with the house", () => {
  const folder = resolve(import.meta.dirname, "../../../assets/sample/pictures");
  const drawn = readdirSync(folder).map((name) => name.replace(/\.svg$/, ""));
  expect([...PICTURES].sort()).toEqual(drawn.sort());
});

it("calls them by a word", () => {
  expect(pictureWord("curry-red")).toBe("Curry red");
});
