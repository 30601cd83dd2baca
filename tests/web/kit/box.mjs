// The real binary with the sample restaurant, on a port of its own, and what it printed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { asStaff } from "./api.mjs";

const { TIFFIN_BIN: BINARY = "target/debug/tiffin", ...ENVIRONMENT } =
  process.env;

// Whoever ends a story that hangs ends its box.
process.once("SIGTERM", () => process.exit(1));

/** Played around four in the morning, when the business day ends, a story's day ends at noon. */
async function keepTheDay(box) {
  const hour = (Date.now() / 3_600_000 + 5.5) % 24;
  if (hour < 3 || hour > 5) return;
  const owner = await asStaff(box, "Meera");
  const house = await owner.get("/api/house/settings");
  await owner.put("/api/house/settings", { ...house, day_cutoff: "12:00" });
}

/**
 * Starts `tiffin demo` and waits until it has said all it has to say. One that `followsHub` keeps
 * the day it has: the hub's ends then too.
 */
export async function openBox({ followsHub = false } = {}) {
  const child = spawn(BINARY, ["demo", "--listen", "127.0.0.1:0"], {
    env: { ...ENVIRONMENT, TIFFIN_MDNS: "false" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.once("exit", () => child.kill());
  const said = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (line.includes("Stop with Ctrl-C")) break;
  }
  const text = said.join("\n");
  const table = text.match(/http:\S+\/t\/\S+/)?.[0];
  if (!table) throw new Error(`the box did not open:\n${text}`);
  const box = {
    base: new URL(table).origin,
    table,
    /** Where Razorpay and Stripe are played. */
    gateways: text.match(/played by (http:[^\s;]+)/)[1],
    pin: (name) => text.match(new RegExp(`${name}\\s+(\\d+)`))[1],
    async close() {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null)
        await once(child, "exit");
    },
  };
  if (!followsHub) await keepTheDay(box);
  return box;
}
