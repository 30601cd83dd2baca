// One build per page, so that a guest never downloads a byte of the back office.
import { rmSync, writeFileSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { build } from "vite";
import { compressFolder } from "./compress.mjs";

const root = resolve(import.meta.dirname, "..");
const dist = resolve(root, "dist");
rmSync(dist, { recursive: true, force: true });

const manifests = {};
for (const page of ["guest", "staff", "owner"]) {
  await build({
    root,
    logLevel: "warn",
    build: {
      outDir: dist,
      emptyOutDir: false,
      manifest: "manifest.json",
      rolldownOptions: {
        input: resolve(root, `${page}.html`),
        output: { codeSplitting: false },
      },
    },
  });
  const manifest = JSON.parse(readFileSync(resolve(dist, "manifest.json"), "utf8"));
  const entry = manifest[`${page}.html`];
  manifests[page] = [entry.file, ...(entry.css ?? [])];
}
rmSync(resolve(dist, "manifest.json"));
writeFileSync(resolve(root, "node_modules/.bundles.json"), JSON.stringify(manifests));
const { files, bytes } = compressFolder(dist);
console.log(`web/dist: ${files} files, ${Math.round(bytes / 1024)} KiB before compression`);
