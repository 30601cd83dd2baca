/** Line icons drawn on a 24 px square; decoration only, the word stands beside them. */
const PATHS = {
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  back: "M14.5 5.5L8 12l6.5 6.5",
  next: "M9.5 5.5L16 12l-6.5 6.5",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5L20 20",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4M12 5V3.5",
  water: "M12 3.5c3.5 4.5 5.5 7 5.5 10a5.5 5.5 0 0 1-11 0c0-3 2-5.5 5.5-10z",
  bill: "M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9.5 8.5h5M9.5 12.5h5",
  clock: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17M12 7.5V12l3 2",
  warn: "M12 4l9 16H3zM12 10v4.5M12 17v.2",
  offline: "M3 9a14 14 0 0 1 18 0M6.5 12.7a9 9 0 0 1 11 0M10 16.3a3.5 3.5 0 0 1 4 0M4 4l16 16",
  chili:
    "M15 5.5c3 3.5 1 12-9.5 14 5-3.5 6-7.5 6-11.5M15 5.5c-1.5-1-3.5 0-3.5 2.5M15 5.5c.2-1.5 1-2.5 2.5-3",
  star: "M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.7-5 2.7 1.1-5.5L4 9.7 9.6 9z",
  tiffin: "M8 7.5a4 4 0 0 1 8 0M5.5 8h13v5h-13zM5.5 14.5h13v5h-13z",
  people:
    "M9 11a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.5c2 .8 3.2 2.7 3.5 5.5",
  filter: "M4 7h16M7 12h10M10 17h4",
  edit: "M5 19l1-4L16 5l3 3L9 18z",
  bin: "M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13",
  logout: "M14 4.5H6v15h8M10.5 12H20M16.5 8.5L20 12l-3.5 3.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size }: { name: IconName; size?: string }) {
  return <LineIcon path={PATHS[name]} {...(size ? { size } : {})} />;
}

/** Any other line icon, for the pages that need more of them than a guest should download. */
export function LineIcon({ path, size = "1.25rem" }: { path: string; size?: string }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
    </svg>
  );
}
