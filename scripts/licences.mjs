// Every crate on the targets of deny.toml, and every package the pages ship, must be under licences
// that deny.toml allows. What only builds or tests the pages is not handed on and not asked.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

const policy = readFileSync("deny.toml", "utf8");
const allowed = new Set(listOf("allow"));

function listOf(key) {
  const list = policy.match(new RegExp(`^${key} = \\[([^\\]]*)\\]`, "m"));
  if (!list) throw new Error(`deny.toml has no list "${key}"`);
  return [...list[1].matchAll(/"([^"]+)"/g)].map(([, word]) => word);
}

/** Is one way to read the SPDX expression allowed? Old crates write "/" for OR. */
function isAllowed(expression) {
  const words = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g) ?? [];
  const takes = (word) => words[0] === word && words.shift();
  const either = () => {
    let fine = both();
    while (takes("OR")) fine = both() || fine;
    return fine;
  };
  const both = () => {
    let fine = one();
    while (takes("AND")) fine = one() && fine;
    return fine;
  };
  const one = () => {
    if (takes("(")) {
      const fine = either();
      if (!takes(")")) throw new Error(`cannot read "${expression}"`);
      return fine;
    }
    const licence = words.shift();
    return allowed.has(takes("WITH") ? `${licence} WITH ${words.shift()}` : licence);
  };
  const fine = either();
  if (words.length > 0) throw new Error(`cannot read "${expression}"`);
  return fine;
}

function crates() {
  const platforms = listOf("targets").flatMap((target) => ["--filter-platform", target]);
  const command = [
    ...["metadata", "--format-version", "1", "--locked", "--features", "hub"],
    ...platforms,
  ];
  const output = execFileSync("cargo", command, { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", 2] });
  const { packages, resolve } = JSON.parse(output);
  const used = new Set(resolve.nodes.map(({ id }) => id));
  return packages.filter(({ id }) => used.has(id));
}

function shipped() {
  const { packages } = JSON.parse(readFileSync("web/package-lock.json", "utf8"));
  return Object.entries(packages)
    .filter(([name, { dev }]) => name !== "" && !dev)
    .map(([name, { version, license }]) => ({ name, version, license }));
}

/** What the box is made of, by name: the hub's PostgreSQL is none of it. */
function boxed() {
  const command = ["tree", "--edges", "normal", "--prefix", "none", "--locked", "--format", "{p}"];
  const output = execFileSync("cargo", command, { encoding: "utf8", stdio: ["ignore", "pipe", 2] });
  return new Set(output.split("\n").map((line) => line.split(" ")[0]));
}

const astray = [...boxed()].filter((name) => name.includes("postgres"));
if (astray.length > 0) throw new Error(`the box is built with ${astray.join(", ")}`);
const all = [...crates(), ...shipped()];
const refused = all.filter(({ license }) => !license || !isAllowed(license));
for (const { name, version, license } of refused) {
  console.error(`${name} ${version}: ${license ?? "no licence named"}`);
}
console.log(`${all.length} packages, ${refused.length} under a licence that deny.toml does not allow`);
process.exit(refused.length === 0 ? 0 : 1);
