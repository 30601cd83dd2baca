import { formatDay, formatTime } from "../app/i18n";
import { Badge, Bone, Button, Empty } from "../look";
import { type Alarm, api, type Listed, type Person, useAsked } from "./api";
import { Page, Shown, useAct } from "./parts";
import { alarmsPath } from "./shell";
import { alarmWord } from "./words";

export function AlarmsPage({ who }: { who: Person }) {
  const alarms = useAsked<Listed<Alarm>>(alarmsPath(who));
  return (
    <Page title="Alarms" about="The same trouble is one line until somebody has seen to it.">
      <Shown of={alarms} bones={<Bone height="10rem" />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="check" title="Nothing rings">
              When a box and the cloud do not agree, or a box falls silent, it stands here.
            </Empty>
          ) : (
            <section class="panel flush">
              <ul class="rows" data-testid="alarms">
                {items.map((one) => (
                  <Ringing key={one.id} alarm={one} who={who} reload={alarms.load} />
                ))}
              </ul>
            </section>
          )
        }
      </Shown>
    </Page>
  );
}

interface RingingProps {
  alarm: Alarm;
  who: Person;
  reload: () => Promise<void>;
}

function Ringing({ alarm, who, reload }: RingingProps) {
  const [busy, act] = useAct();
  const isOver = alarm.cleared_at !== null;
  const clear = () => act(() => api.post(`/owner/alarms/${alarm.id}/clear`, {}).then(reload));
  const where =
    who.role === "ADMIN" ? `${alarm.tenant_name}, ${alarm.device_name}` : alarm.device_name;
  return (
    <li class={isOver ? "alarm over" : "alarm"}>
      <span class="grow">
        <strong class="name">{alarmWord(alarm)}</strong>
        <span class="soft small">
          {where} · {formatDay(alarm.at)}, {formatTime(alarm.at)}
          {alarm.times > 1 && ` · ${alarm.times} times`}
        </span>
        <span class="small said-line">{alarm.said}</span>
      </span>
      {isOver ? (
        <Badge>seen to</Badge>
      ) : who.role === "OWNER" ? (
        <Button busy={busy} onClick={() => void clear()} testid="clear-alarm">
          Seen to
        </Button>
      ) : (
        <Badge tone="bad">rings</Badge>
      )}
    </li>
  );
}
