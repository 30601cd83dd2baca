import type { ComponentChildren } from "preact";
import { Money } from "../../../look";

export interface SumProps {
  name: ComponentChildren;
  paise: number;
  /** "× 3": how many of them. */
  note?: string | undefined;
  strong?: boolean;
  testid?: string;
}

/** One line of a sum. */
export function Sum({ name, paise, note, strong, testid }: SumProps) {
  return (
    <div class={strong ? "z-sum strong" : "z-sum"}>
      <dt>
        {name} {note && <span class="soft small num">{note}</span>}
      </dt>
      <dd data-testid={testid}>
        <Money paise={paise} {...(strong ? { strong } : {})} />
      </dd>
    </div>
  );
}

export const times = (count: number) => `× ${count}`;
