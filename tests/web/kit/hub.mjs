// The cloud's side on a PostgreSQL of its own, and the people who sign in there.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const { TIFFIN_BIN = "target/debug/tiffin", ...ENVIRONMENT } = process.env;
const BINARY = `${TIFFIN_BIN}-hub`;

async function firstLine(child, what) {
  for await (const line of createInterface({ input: child.stdout }))
    return line;
  throw new Error(`${what} did not start`);
}

/** Starts a node over an empty database. */
export async function openHub() {
  // PostgreSQL is given a folder of its own, whoever it has to run as.
  const make = (what) => mkdtempSync(join(tmpdir(), `tiffin-${what}-`));
  const [folder, cluster] = [make("hub"), make("postgres")];
  // It ends when its input does, however this run ends.
  const settings = ["-c", "fsync=off"];
  const postgres = spawn("scripts/postgres", ["start", cluster, ...settings]);
  postgres.stderr.pipe(process.stderr);
  const database = `${await firstLine(postgres, "PostgreSQL")} dbname=postgres`;
  const env = {
    ...ENVIRONMENT,
    TIFFIN_HUB_DATABASE_URL: database,
    TIFFIN_HUB_KEY_FILE: join(folder, "key"),
  };
  const say = (...words) =>
    execFileSync(BINARY, words, { env, encoding: "utf8" }).trim();
  say("migrate");
  const stdio = ["ignore", "pipe", "inherit"];
  const node = spawn(BINARY, ["serve", "--listen", "127.0.0.1:0"], {
    env,
    stdio,
  });
  // Whoever ends a story that hangs ends its hub: see the box.
  process.once("exit", () => node.kill());
  const base = (await firstLine(node, "the hub")).match(/http:\S+/)[0];
  return {
    base,
    /** A link by which an admin chooses a password. */
    admin: (email) => say("add-admin", email, "--url", base),
    async close() {
      node.kill("SIGINT");
      if (node.exitCode === null && node.signalCode === null)
        await once(node, "exit");
      postgres.stdin.end();
      if (postgres.exitCode === null) await once(postgres, "exit");
      for (const one of [folder, cluster])
        rmSync(one, { recursive: true, force: true });
    },
  };
}

/** Opens a link and chooses a password, as somebody does who was let in. */
export async function welcome(page, link) {
  await page.goto(link);
  await page.getByTestId("new-password").fill("seven ripe mangoes");
  await page.getByTestId("choose-password").click();
}
