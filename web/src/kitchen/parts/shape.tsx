/** A shape beside each word and colour: not everybody can tell amber from red. */
const PATHS: Record<string, string> = {
  warn: "M8 1l7.5 14H.5z",
  late: "M5 1h6l4 4v6l-4 4H5l-4-4V5z",
  rush: "M9.5 0L2 9h4.5L5 16l8-9.5H8.2z",
  missed: "M8 0l2.2 5.3L16 6l-4.300 3.900L13 16l-5-3.200L3 16l1.300-6.100L0 6l5.800-.7z",
  back: "M6 2L1 6.500 6 11V8c4 0 6 1.500 7 5 1.500-6-2-8.500-7-8.500z",
  new: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z",
};

export function Shape({ name }: { name: string }) {
  return (
    <svg viewBox="0 0 16 16" width="0.9em" height="0.9em" fill="currentColor" aria-hidden="true">
      <path d={PATHS[name] ?? ""} />
    </svg>
  );
}
