import { useState } from "preact/hooks";
import { Icon } from "../../look";

/** A dish's illustration; without one, the tin stands in. Its size is fixed: nothing jumps. */
export function Picture({ name, large }: { name: string; large?: boolean }) {
  const [missing, setMissing] = useState(name === "");
  return (
    <span class={large ? "picture large" : "picture"} aria-hidden="true">
      {missing ? (
        <Icon name="tiffin" size="2rem" />
      ) : (
        <img
          src={`/menu/pictures/${encodeURIComponent(name)}.svg`}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setMissing(true)}
        />
      )}
    </span>
  );
}
