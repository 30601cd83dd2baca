// Writes name.br and name.gz beside every file worth compressing: the box serves them as they are.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const WORTH = /\.(html|js|css|svg|json|txt|webmanifest)$/;

function* walk(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else yield path;
  }
}

export function compressFolder(folder) {
  let files = 0;
  let bytes = 0;
  for (const path of [...walk(folder)]) {
    files += 1;
    bytes += statSync(path).size;
    if (!WORTH.test(path)) continue;
    const raw = readFileSync(path);
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    };
    const packed = { br: brotliCompressSync(raw, { params }), gz: gzipSync(raw, { level: 9 }) };
    for (const [ending, data] of Object.entries(packed)) {
      if (data.length < raw.length) writeFileSync(`${path}.${ending}`, data);
    }
  }
  return { files, bytes };
}
