import { LineIcon } from "../../look";

/** Icons of the back office, kept out of the guest's bundle. */
const PATHS = {
  today: "M4 20h16M6.5 16.5v-5M12 16.5v-11M17.5 16.5v-8",
  days: "M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V8M15.5 3.5V8M9 15l2 2 4-4",
  menu: "M6 3.5v7a2.5 2.5 0 0 0 5 0v-7M8.5 3.5v17M17 3.5c-2 1.5-3 4-3 7.5h3zM17 11v9.5",
  tables: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5H14zM17.5 17.5H20V20h-2.5z",
  staff:
    "M9 11a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .8 3.2 2.7 3.5 5.5",
  printers: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
  settings: "M4 7h9M17 7h3M15 5v4M4 12h3M11 12h9M9 10v4M4 17h9M17 17h3M15 15v4",
  system: "M4 5h16v6H4zM4 13h16v6H4zM7.5 8h.2M7.5 16h.2M11 8h6M11 16h6",
  cloud: "M7 18.5a4 4 0 0 1-.6-7.95A5.6 5.6 0 0 1 17.2 10a4.3 4.3 0 0 1 .3 8.5z",
  download: "M12 4v11M7.5 11L12 15.5 16.5 11M5 20h14",
  upload: "M12 16V5M7.5 9L12 4.5 16.5 9M5 20h14",
  turn: "M19.5 8.5A8 8 0 1 0 20 14M20 4v5h-5",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  up: "M6 14.5L12 8.5l6 6",
  down: "M6 9.5l6 6 6-6",
  key: "M14.5 4a5.5 5.5 0 1 1-2.6 10.3L10 16.2H8v2H6v2H3v-3l6.7-6.7A5.5 5.5 0 0 1 14.5 4M16 8h.2",
  print: "M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z",
} as const;

export type OwnerIconName = keyof typeof PATHS;

export function OwnerIcon({ name, size }: { name: OwnerIconName; size?: string }) {
  return <LineIcon path={PATHS[name]} {...(size ? { size } : {})} />;
}
