import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Staff } from "../api/schema";
import { follow } from "../app/router";
import { Button, Icon, StaleBanner } from "../look";
import { ROLE_WORDS } from "../staff/login";
import { logout } from "../staff/session";
import { publicHouse } from "./parts/house";
import { OwnerIcon, type OwnerIconName } from "./parts/icons";
import { live } from "./parts/live";
import { useLoaded } from "./parts/load";

export type Section =
  "today" | "days" | "menu" | "tables" | "staff" | "printers" | "settings" | "cloud" | "system";

const SECTIONS: { key: Section; word: string; path: string }[] = [
  { key: "today", word: "Today", path: "/owner" },
  { key: "days", word: "Days", path: "/owner/days" },
  { key: "menu", word: "Menu", path: "/owner/menu" },
  { key: "tables", word: "Tables", path: "/owner/tables" },
  { key: "staff", word: "Staff", path: "/owner/staff" },
  { key: "printers", word: "Printers", path: "/owner/printers" },
  { key: "settings", word: "Settings", path: "/owner/settings" },
  { key: "cloud", word: "Cloud", path: "/owner/cloud" },
  { key: "system", word: "System", path: "/owner/system" },
];

export interface ShellProps {
  staff: Staff;
  section: Section;
  children: ComponentChildren;
}

/** The frame of the back office: a rail on a laptop, a bar under the thumb on a phone. */
export function Shell({ staff, section, children }: ShellProps) {
  useLoaded(publicHouse);
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, []);
  const stale = live.state.value === "stale";
  return (
    <div class="office">
      <a class="skip" href="#content">
        Skip to the page
      </a>
      <div class="rail">
        <Brand />
        <nav aria-label="Owner's pages">
          {SECTIONS.map(({ key, word, path }) => (
            <a
              key={key}
              href={path}
              class={phoneClass(key, section)}
              onClick={follow}
              aria-current={key === section ? "page" : undefined}
              data-testid={`nav-${key}`}
            >
              <OwnerIcon name={key satisfies OwnerIconName} size="1.5rem" />
              <span>{word}</span>
            </a>
          ))}
        </nav>
        <Foot staff={staff} />
      </div>
      <main id="content" tabIndex={-1}>
        {stale && (
          <StaleBanner ageMs={live.ageMs.value}>
            What you see is as it was then. It catches up by itself.
          </StaleBanner>
        )}
        {children}
      </main>
    </div>
  );
}

/** A phone's bar has no room for the cloud: there it is a row of System. */
function phoneClass(key: Section, section: Section): string | undefined {
  if (key === "cloud") return "beside-phone";
  return key === "system" && section === "cloud" ? "stands-for-it" : undefined;
}

function Brand() {
  const house = publicHouse.data.value;
  return (
    <div class="brand">
      <Icon name="tiffin" size="2rem" />
      <div class="grow">
        <strong>{house?.name || "Tiffin"}</strong>
        {house?.demo && <span class="soft small">A demonstration</span>}
      </div>
    </div>
  );
}

function Foot({ staff }: { staff: Staff }) {
  const connected = live.state.value === "live";
  return (
    <div class="rail-foot">
      <span class={connected ? "pulse on" : "pulse"}>
        {connected ? "Connected" : "Connecting…"}
      </span>
      <div class="rail-links">
        <a href="/counter">Counter</a>
        <a href="/kitchen">Kitchen</a>
      </div>
      <div class="row">
        <div class="grow who">
          <strong>{staff.name}</strong>
          <span class="soft small">{ROLE_WORDS[staff.role]}</span>
        </div>
        <Button kind="plain" square label="Sign out" onClick={logout} testid="sign-out">
          <Icon name="logout" />
        </Button>
      </div>
    </div>
  );
}
