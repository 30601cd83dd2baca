// Compares the compressed script and style of each page with its budget: what it needs to open, and
// what it downloads at most, with every chunk that may come later. Run after a build.
// (gzip: on plain HTTP no browser takes brotli.)
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

// What stands between somebody and their page has the budget that was set for it. What comes after
// the first paint, or only when it is wanted (a bill is shared, a drawer counted), has a ceiling of
// its own, so that it cannot grow unseen.
const BUDGET_KIB = {
  index: { open: 10, most: 10 },
  guest: { open: 30, most: 52 },
  kitchen: { open: 60, most: 60 },
  counter: { open: 60, most: 80 },
  owner: { open: 120, most: 120 },
  hub: { open: 60, most: 60 },
};
const root = resolve(import.meta.dirname, "..");
const bundles = JSON.parse(readFileSync(resolve(root, "node_modules/.bundles.json"), "utf8"));

function kibOf(page, files) {
  const dist = page === "hub" ? "dist-hub" : "dist";
  const sizes = [...new Set(files)].map((file) => {
    return gzipSync(readFileSync(resolve(root, dist, file)), { level: 9 }).length;
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

let over = false;
for (const [page, budget] of Object.entries(BUDGET_KIB)) {
  const { first, later } = bundles[page];
  const chunks = Object.entries(later);
  say(page.padEnd(8), kibOf(page, first), budget.open, "to open");
  for (const [name, files] of chunks) {
    const fresh = files.filter((file) => !first.includes(file));
    console.log(
      `${" ".repeat(9)}${kibOf(page, fresh).toFixed(1).padStart(6)} KiB afterwards: ${name}`,
    );
  }
  const most = kibOf(page, [...first, ...chunks.flatMap(([, files]) => files)]);
  if (chunks.length > 0) say(" ".repeat(8), most, budget.most, "at most");
}
process.exit(over ? 1 : 0);

function say(page, kib, budget, what) {
  over ||= kib > budget;
  const verdict = kib > budget ? "TOO BIG" : "ok";
  console.log(`${page} ${kib.toFixed(1).padStart(6)} KiB of ${budget} ${what}  ${verdict}`);
}
