/** The box in which the cards hang, once it is there. */
export const rail: { current: HTMLElement | null } = { current: null };

/** On to the first column that is not whole in sight, or back by as many as fit. */
export function turnPage(by: 1 | -1): void {
  const box = rail.current;
  if (!box) return;
  const quiet = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const behavior = quiet ? "auto" : "smooth";
  if (box.classList.contains("upright")) {
    box.scrollBy({ top: by * box.clientHeight * 0.9, behavior });
    return;
  }
  const columns = [...box.querySelectorAll<HTMLElement>(".k-column")];
  const edge = box.scrollLeft + box.clientWidth + 4;
  const broad = columns.find(
    ({ offsetLeft, offsetWidth }) =>
      offsetLeft <= box.scrollLeft + 4 && offsetLeft + offsetWidth > edge,
  );
  if (broad && by > 0) return box.scrollBy({ left: box.clientWidth, behavior });
  const target =
    by > 0
      ? columns.find(
          ({ offsetLeft, offsetWidth }) =>
            offsetLeft + offsetWidth > edge && offsetLeft > box.scrollLeft + 4,
        )
      : columns.find(({ offsetLeft }) => offsetLeft >= box.scrollLeft - box.clientWidth - 4);
  if (target) box.scrollTo({ left: target.offsetLeft, behavior });
}
