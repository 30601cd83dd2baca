// Compares the compressed script and style each page needs to open with its budget, and prints
// what it fetches afterwards. Run after a build. (gzip: on plain HTTP no browser takes brotli.)
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KIB = { index: 10, guest: 30, staff: 60, owner: 120 };
const root = resolve(import.meta.dirname, "..");
const bundles = JSON.parse(readFileSync(resolve(root, "node_modules/.bundles.json"), "utf8"));

function kibOf(files) {
  const sizes = files.map((file) => {
    return gzipSync(readFileSync(resolve(root, "dist", file)), { level: 9 }).length;
  });
  return sizes.reduce((sum, size) => sum + size, 0) / 1024;
}

let over = false;
for (const [page, budget] of Object.entries(BUDGET_KIB)) {
  const { first, later } = bundles[page];
  const kib = kibOf(first);
  over ||= kib > budget;
  const verdict = kib > budget ? "TOO BIG" : "ok";
  console.log(`${page.padEnd(6)} ${kib.toFixed(1).padStart(6)} KiB of ${budget}  ${verdict}`);
  for (const [name, files] of Object.entries(later)) {
    console.log(`${" ".repeat(7)}${kibOf(files).toFixed(1).padStart(6)} KiB afterwards: ${name}`);
  }
}
process.exit(over ? 1 : 0);
