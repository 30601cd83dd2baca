// One build per page, so that a guest never downloads a byte of the back office.
import { rmSync, writeFileSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "vite";
import { compressFolder } from "./compress.mjs";

const root = resolve(import.meta.dirname, "..");
const dist = resolve(root, "dist");
rmSync(dist, { recursive: true, force: true });

const bundles = {};
for (const page of ["index", "guest", "staff", "owner"]) {
  await build({
    root,
    logLevel: "warn",
    build: {
      outDir: dist,
      emptyOutDir: false,
      manifest: "manifest.json",
      rolldownOptions: { input: resolve(root, `${page}.html`) },
    },
  });
  const manifest = JSON.parse(readFileSync(resolve(dist, "manifest.json"), "utf8"));
  bundles[page] = { first: filesOf(manifest, `${page}.html`), later: laterOf(manifest) };
}
rmSync(resolve(dist, "manifest.json"));
writeFileSync(resolve(root, "node_modules/.bundles.json"), JSON.stringify(bundles));
const { files, bytes } = compressFolder(dist);
console.log(`web/dist: ${files} files, ${Math.round(bytes / 1024)} KiB before compression`);

/** A chunk's script and style, with what it cannot start without. */
function filesOf(manifest, name) {
  const { file, css = [], imports = [] } = manifest[name];
  return [...new Set([file, ...css, ...imports.flatMap((other) => filesOf(manifest, other))])];
}

function laterOf(manifest) {
  const chunks = Object.values(manifest).filter((chunk) => chunk.isDynamicEntry);
  return Object.fromEntries(chunks.map(({ name, file, css = [] }) => [name, [file, ...css]]));
}
