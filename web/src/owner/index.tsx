import type { Staff } from "../api/schema";
import { path } from "../app/router";
import { CloudPage } from "./cloud";
import { DaysPage } from "./days";
import { MenuPage } from "./menu";
import { PrintersPage } from "./printers";
import { SettingsPage } from "./settings";
import { type Section, Shell } from "./shell";
import { StaffPage } from "./staff";
import { SystemPage } from "./system";
import { TablesPage } from "./tables";
import { TodayPage } from "./today";
import { WebhooksPage } from "./webhooks";

export function Owner({ staff }: { staff: Staff }) {
  const section = sectionOf(path.value);
  const isWebhooks = path.value.startsWith(WEBHOOKS);
  return (
    <Shell staff={staff} section={section}>
      {isWebhooks ? <WebhooksPage /> : <PageOf section={section} staff={staff} />}
    </Shell>
  );
}

const SECTIONS: Section[] = [
  "days",
  "menu",
  "tables",
  "staff",
  "printers",
  "settings",
  "cloud",
  "system",
];

/** A page behind System: not every house has need of it. */
const WEBHOOKS = "/owner/webhooks";

function sectionOf(at: string): Section {
  if (at.startsWith(WEBHOOKS)) return "system";
  return SECTIONS.find((one) => at.startsWith(`/owner/${one}`)) ?? "today";
}

function PageOf({ section, staff }: { section: Section; staff: Staff }) {
  switch (section) {
    case "days":
      return <DaysPage />;
    case "menu":
      return <MenuPage />;
    case "tables":
      return <TablesPage />;
    case "staff":
      return <StaffPage me={staff} />;
    case "printers":
      return <PrintersPage />;
    case "settings":
      return <SettingsPage />;
    case "cloud":
      return <CloudPage />;
    case "system":
      return <SystemPage />;
    default:
      return <TodayPage />;
  }
}
