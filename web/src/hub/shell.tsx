import type { ComponentChildren } from "preact";
import { follow } from "../app/router";
import { Button, Icon, LineIcon } from "../look";
import { type Alarm, type Listed, type Person, signOut, useAsked } from "./api";

/** Line icons of the office, on the same square as all others. */
const PATHS = {
  today: "M4 20h16M6.5 16.5v-5M12 16.5v-11M17.5 16.5v-8",
  menu: "M6 3.5v7a2.5 2.5 0 0 0 5 0v-7M8.5 3.5v17M17 3.5c-2 1.5-3 4-3 7.5h3zM17 11v9.5",
  devices: "M4 5h16v6H4zM4 13h16v6H4zM7.5 8h.2M7.5 16h.2M11 8h6M11 16h6",
  review: "M6 3.5h9l4 4v13H6zM14.5 3.5V8H19M9 14l2 2 4-4",
  alarms: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4M12 5V3.5",
} as const;

export type Section = "today" | "menu" | "devices" | "review" | "fleet" | "alarms";

interface Entry {
  key: Section;
  word: string;
  path: string;
  icon: keyof typeof PATHS;
}

export const ENTRIES: Record<Person["role"], Entry[]> = {
  OWNER: [
    { key: "today", word: "Today", path: "/office", icon: "today" },
    { key: "menu", word: "Menu", path: "/office/menu", icon: "menu" },
    { key: "devices", word: "Devices", path: "/office/devices", icon: "devices" },
    { key: "alarms", word: "Alarms", path: "/office/alarms", icon: "alarms" },
  ],
  ADMIN: [
    { key: "review", word: "Restaurants", path: "/office", icon: "review" },
    { key: "fleet", word: "Fleet", path: "/office/fleet", icon: "devices" },
    { key: "alarms", word: "Alarms", path: "/office/alarms", icon: "alarms" },
  ],
};

export const alarmsPath = (who: Person): string =>
  who.role === "ADMIN" ? "/admin/alarms" : "/owner/alarms";

export interface ShellProps {
  who: Person;
  section: Section;
  children: ComponentChildren;
}

/** The frame: as the box's back office, with what head office needs. */
export function Shell({ who, section, children }: ShellProps) {
  const alarms = useAsked<Listed<Alarm>>(alarmsPath(who), 30_000);
  const ringing = alarms.data?.items.filter((one) => one.cleared_at === null).length ?? 0;
  const name = who.role === "ADMIN" ? "The service" : (who.tenant_name ?? "Head office");
  return (
    <div class="office">
      <a class="skip" href="#content">
        Skip to the page
      </a>
      <div class="rail">
        <div class="brand">
          <Icon name="tiffin" size="2rem" />
          <div class="grow">
            <strong>{name}</strong>
            <span class="soft small">{who.role === "ADMIN" ? "All tenants" : "Head office"}</span>
          </div>
        </div>
        <nav aria-label="Pages">
          {ENTRIES[who.role].map(({ key, word, path, icon }) => (
            <a
              key={key}
              href={path}
              onClick={follow}
              aria-current={key === section ? "page" : undefined}
              data-testid={`nav-${key}`}
            >
              <LineIcon path={PATHS[icon]} size="1.5rem" />
              <span>
                {word}
                {key === "alarms" && ringing > 0 && <b class="count num">{ringing}</b>}
              </span>
            </a>
          ))}
        </nav>
        <div class="rail-foot">
          <div class="row">
            <div class="grow who">
              <span class="soft small hub-mail">{who.email}</span>
            </div>
            <Button
              kind="plain"
              square
              label="Sign out"
              onClick={() => void signOut()}
              testid="sign-out"
            >
              <Icon name="logout" />
            </Button>
          </div>
        </div>
      </div>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
