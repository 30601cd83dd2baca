import type { ComponentChildren } from "preact";
import { Badge, Icon, type IconName, Sheet, type Tone } from "../../look";
import { elapsed } from "../../staff/clock";
import { sendingMoney } from "../state/paying";
import { sendingOrders } from "../state/sending";
import { feed } from "../state/store";

/** What this screen can reach just now, and what still has to go out from it. */
export function ReachSheet({ onClose }: { onClose: () => void }) {
  const heard = feed.trust.value === "fresh";
  const delivery = feed.state.value?.delivery;
  const waiting = sendingOrders.value.length + sendingMoney.value.size;
  const dark = (delivery?.stations ?? []).some((one) => one.screens === 0);
  return (
    <Sheet title="What can be reached" onClose={onClose}>
      <ul class="reach">
        <Reached
          icon={heard ? "check" : "offline"}
          name="The box"
          tone={heard ? "good" : "bad"}
          word={heard ? "reached" : `silent for ${elapsed(feed.ageMs.value)}`}
        >
          {waiting === 0
            ? "Nothing waits to be sent from this device."
            : `${waiting} waiting to be sent from this device. They go by themselves.`}
        </Reached>
        {(delivery?.stations ?? []).map(({ name, screens }) => (
          <Reached
            key={name}
            icon={screens > 0 ? "check" : "warn"}
            name={`Kitchen: ${name}`}
            tone={!heard ? "plain" : screens > 0 ? "good" : "wait"}
            word={!heard ? "not known" : screensWord(screens)}
          />
        ))}
        {heard && dark && (
          <li class="soft small">
            Tickets of a station without a screen ring here until they are printed or seen.
          </li>
        )}
        <Reached icon="bill" name="Printer" tone="plain" word="of this device">
          Tickets and receipts are printed through this device's own print window.
        </Reached>
        <Reached icon="star" name="Cloud" tone="plain" word="not set up">
          Everything stays in the box. Nothing here needs the internet.
        </Reached>
      </ul>
    </Sheet>
  );
}

function screensWord(screens: number): string {
  if (screens === 0) return "no screen";
  return screens === 1 ? "1 screen" : `${screens} screens`;
}

interface ReachedProps {
  icon: IconName;
  name: string;
  tone: Tone;
  word: string;
  children?: ComponentChildren;
}

function Reached({ icon, name, tone, word, children }: ReachedProps) {
  return (
    <li>
      <Icon name={icon} />
      <div class="grow">
        <strong>{name}</strong>
        {children && <p class="soft small">{children}</p>}
      </div>
      <Badge tone={tone}>{word}</Badge>
    </li>
  );
}
