import { useState } from "preact/hooks";
import type { CloudAlarm, CloudStatus } from "../../api/schema";
import { asApiError } from "../../app/api";
import { formatDay, formatTime } from "../../app/i18n";
import { Button, toast } from "../../look";
import { api } from "../../staff/session";
import { sorry } from "../parts/errors";
import { Panel } from "../parts/page";
import { cloud, heard } from "./store";
import { alarmWord } from "./words";

/** What somebody should look at; nothing where nothing rings. */
export function Alarms({ alarms }: { alarms: CloudAlarm[] }) {
  if (alarms.length === 0) return null;
  return (
    <Panel title="What rang" about="Each stays until somebody has seen to it." flush>
      <ul class="rows" data-testid="cloud-alarms">
        {alarms.map((one) => (
          <Alarm key={one.kind} alarm={one} />
        ))}
      </ul>
    </Panel>
  );
}

function Alarm({ alarm }: { alarm: CloudAlarm }) {
  const [busy, setBusy] = useState(false);
  async function seen() {
    setBusy(true);
    try {
      const status = await api.del<CloudStatus>(`/api/cloud/alarms/${alarm.kind}`);
      cloud.change(() => heard(status));
    } catch (problem) {
      toast(sorry(asApiError(problem)), { bad: true });
      setBusy(false);
    }
  }
  return (
    <li class="letter">
      <span class="grow">
        <strong>{alarmWord(alarm.kind)}</strong>
        <span class="soft small">
          {formatDay(alarm.at)}, {formatTime(alarm.at)}
          {alarm.times > 1 && ` · ${alarm.times} times`}
        </span>
        <span class="small error-line">{alarm.said}</span>
      </span>
      <Button busy={busy} onClick={() => void seen()} testid="alarm-seen">
        Seen to
      </Button>
    </li>
  );
}
