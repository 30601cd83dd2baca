import { signal } from "@preact/signals";
import { render, type ComponentType } from "preact";
import "../look/look.css";
import "./staff.css";
import type { Staff, StaffRole } from "../api/schema";
import { backoff } from "../app/api";
import { Bone, Loading } from "../look";
import { StaffGate } from "./gate";
import { FLOOR, STAFF } from "./session";

interface StaffPage {
  title: string;
  theme: "coal" | "paper";
  roles: StaffRole[];
  load: () => Promise<ComponentType<{ staff: Staff }>>;
}

/** Each page is a file of its own: a cook's tablet never downloads the till. */
const KITCHEN: StaffPage = {
  title: "Kitchen",
  theme: "coal",
  roles: STAFF,
  load: async () => (await import("../kitchen")).Kitchen,
};
const COUNTER: StaffPage = {
  title: "Counter",
  theme: "paper",
  roles: FLOOR,
  load: async () => (await import("../counter")).Counter,
};

const here = location.pathname.startsWith("/kitchen") ? KITCHEN : COUNTER;
const screen = signal<ComponentType<{ staff: Staff }> | null>(null);

/** Fetched at once, while somebody may still be signing in. */
async function fetchScreen(): Promise<void> {
  for (let attempt = 0; screen.value === null; attempt += 1) {
    try {
      screen.value = await here.load();
    } catch {
      await new Promise((done) => setTimeout(done, backoff(attempt)));
    }
  }
}

function StaffPages() {
  const Screen = screen.value;
  return (
    <StaffGate roles={here.roles} title={here.title}>
      {(staff) =>
        Screen ? (
          <Screen staff={staff} />
        ) : (
          <Loading>
            <Bone height="100vh" />
          </Loading>
        )
      }
    </StaffGate>
  );
}

void fetchScreen();
document.documentElement.dataset.theme = here.theme;
document.title = here.title;
const page = document.getElementById("page");
if (page) render(<StaffPages />, page);
