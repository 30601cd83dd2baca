// One build per page, so that a guest never downloads a byte of the back office.
import { rmSync, writeFileSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "vite";
import { compressFolder } from "./compress.mjs";

const root = resolve(import.meta.dirname, "..");
const dist = resolve(root, "dist");
/** What the cloud's side serves; no box carries any of it. */
const hub = resolve(root, "dist-hub");
/** One entry, but a cook's tablet never downloads the counter, nor a till the kitchen. */
const SCREENS = ["kitchen", "counter"];
for (const folder of [dist, hub]) rmSync(folder, { recursive: true, force: true });

const bundles = {};
for (const [entry, screens] of Object.entries({
  index: [],
  guest: [],
  staff: SCREENS,
  owner: [],
  hub: [],
})) {
  const outDir = entry === "hub" ? hub : dist;
  await build({
    root,
    logLevel: "warn",
    build: {
      outDir,
      emptyOutDir: false,
      manifest: "manifest.json",
      rolldownOptions: { input: resolve(root, `${entry}.html`) },
    },
  });
  const manifest = JSON.parse(readFileSync(resolve(outDir, "manifest.json"), "utf8"));
  if (screens.length === 0) bundles[entry] = downloads(manifest, [`${entry}.html`]);
  for (const screen of screens) {
    bundles[screen] = downloads(manifest, [`${entry}.html`, `src/${screen}/index.tsx`]);
  }
}
for (const folder of [dist, hub]) rmSync(resolve(folder, "manifest.json"));
writeFileSync(resolve(root, "node_modules/.bundles.json"), JSON.stringify(bundles));
for (const [name, folder] of Object.entries({ dist, "dist-hub": hub })) {
  const { files, bytes } = compressFolder(folder);
  console.log(`web/${name}: ${files} files, ${Math.round(bytes / 1024)} KiB before compression`);
}

/** What a page needs to open, and everything it may fetch afterwards, chunk by chunk. */
function downloads(manifest, names) {
  const first = [...new Set(names.flatMap((name) => filesOf(manifest, name)))];
  const later = {};
  const waiting = [names[names.length - 1]];
  const seen = new Set(names);
  while (waiting.length > 0) {
    const { imports = [], dynamicImports = [] } = manifest[waiting.pop()];
    for (const name of dynamicImports.filter((one) => !seen.has(one))) {
      later[manifest[name].name] = filesOf(manifest, name);
    }
    for (const name of [...imports, ...dynamicImports].filter((one) => !seen.has(one))) {
      seen.add(name);
      waiting.push(name);
    }
  }
  return { first, later };
}

/** A chunk's script and style, with what it cannot start without. */
function filesOf(manifest, name) {
  const { file, css = [], imports = [] } = manifest[name];
  return [...new Set([file, ...css, ...imports.flatMap((other) => filesOf(manifest, other))])];
}
