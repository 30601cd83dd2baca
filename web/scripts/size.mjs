// Compares each page's compressed script and style with its budget. Run after a build.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET_KIB = { guest: 30, staff: 60, owner: 120 };
const root = resolve(import.meta.dirname, "..");
const bundles = JSON.parse(readFileSync(resolve(root, "node_modules/.bundles.json"), "utf8"));

let over = false;
for (const [page, budget] of Object.entries(BUDGET_KIB)) {
  const sizes = bundles[page].map((file) => {
    return gzipSync(readFileSync(resolve(root, "dist", file)), { level: 9 }).length;
  });
  const kib = sizes.reduce((sum, size) => sum + size, 0) / 1024;
  const verdict = kib > budget ? "TOO BIG" : "ok";
  over ||= kib > budget;
  console.log(`${page.padEnd(6)} ${kib.toFixed(1).padStart(6)} KiB of ${budget}  ${verdict}`);
}
process.exit(over ? 1 : 0);
