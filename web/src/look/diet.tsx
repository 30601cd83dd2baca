import type { Diet } from "../api/schema";
import { say } from "./words";

/**
 * The Indian diet marks: a filled green circle in a green square, a filled brown triangle in a
 * brown square. Egg counts as non-vegetarian and says so in a word beside the mark.
 */
export function DietMark({ diet, size = "1rem" }: { diet: Diet; size?: string }) {
  const word = dietWord(diet);
  const veg = diet === "VEG";
  return (
    <svg
      class={veg ? "diet veg" : "diet non-veg"}
      style={{ width: size, height: size }}
      viewBox="0 0 16 16"
      role="img"
      aria-label={word}
    >
      <rect
        x="1"
        y="1"
        width="14"
        height="14"
        rx="1.5"
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
      />
      {veg ? (
        <circle cx="8" cy="8" r="3.8" fill="currentColor" />
      ) : (
        <path d="M8 3.6l4.4 7.9H3.6z" fill="currentColor" />
      )}
    </svg>
  );
}

export function dietWord(diet: Diet): string {
  return diet === "VEG" ? say("veg") : diet === "EGG" ? say("egg") : say("nonVeg");
}
