import type { ComponentChildren } from "preact";
import { Money } from "../../look";

export interface PickProps<H extends string> {
  how: H;
  now: H;
  onPick: (how: H) => void;
  word: string;
  about?: string;
  paise?: number;
  disabled?: boolean;
  /** What there is to say more once it is chosen. */
  children?: ComponentChildren;
}

/** One of the things somebody can pay; what it costs stands beside it. */
export function Pick<H extends string>(props: PickProps<H>) {
  const { how, now, onPick, word, about, paise, disabled = false, children } = props;
  const chosen = how === now;
  return (
    <div class={chosen ? "pay-pick chosen" : "pay-pick"}>
      <label>
        <input
          type="radio"
          name="pick"
          checked={chosen}
          disabled={disabled}
          data-testid={`choose-${how}`}
          onChange={() => onPick(how)}
        />
        <span class="grow">
          <strong>{word}</strong>
          {about && <small class="soft">{about}</small>}
        </span>
        {paise !== undefined && !disabled && <Money paise={paise} strong={chosen} />}
      </label>
      {chosen && children && <div class="pay-pick-more">{children}</div>}
    </div>
  );
}
