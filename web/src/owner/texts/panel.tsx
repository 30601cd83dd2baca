import { useState } from "preact/hooks";
import type { TextGateway, TextGateways } from "../../api/schema";
import { formatDay } from "../../app/i18n";
import { Badge, Button } from "../../look";
import { may } from "../../staff/session";
import { Switch } from "../parts/controls";
import { OwnerIcon } from "../parts/icons";
import { Panel } from "../parts/page";
import { busy, setTexting } from "./store";
import "./texts.css";
import { ModemWarning } from "./warning";
import { earlier, type Gateway, GATEWAYS, standing } from "./words";

/** The ways texts go: which first, and how each does. */
export function Texting({ known }: { known: TextGateways }) {
  const [warned, setWarned] = useState(false);
  const order = known.gateways.filter((one) => one.is_on).map((one) => one.gateway);
  function turn(one: Gateway, on: boolean) {
    if (on && one.gateway === "MODEM" && known.modem_agreed_at === null) {
      setWarned(true);
      return;
    }
    const next = on ? [...order, one.gateway] : order.filter((other) => other !== one.gateway);
    void setTexting({ order: next }, on ? "It is tried from now on" : "It is not tried any more");
  }
  return (
    <Panel
      title="How texts go"
      about="Tried from the top. Codes are on the counter’s screen in any case; keys are in the box’s settings file."
      flush
    >
      <ul class="rows" data-testid="text-gateways">
        {known.gateways.map((one) => (
          <Row key={one.gateway} one={one} known={known} order={order} onTurn={turn} />
        ))}
      </ul>
      {warned && (
        <ModemWarning
          onClose={() => setWarned(false)}
          onAgree={async () => {
            const next: TextGateway[] = order.includes("MODEM") ? order : [...order, "MODEM"];
            const set = await setTexting({ order: next, agrees_to_modem: true }, "Noted");
            if (set) setWarned(false);
          }}
        />
      )}
    </Panel>
  );
}

interface RowProps {
  one: Gateway;
  known: TextGateways;
  order: TextGateway[];
  onTurn: (one: Gateway, on: boolean) => void;
}

function Row({ one, known, order, onTurn }: RowProps) {
  const agreed = known.modem_agreed_at;
  const isModem = one.gateway === "MODEM";
  const { tone, word } = standing(one, agreed !== null);
  const name = GATEWAYS[one.gateway];
  const isOn = one.is_on && (!isModem || agreed !== null);
  return (
    <li class="text-gateway" data-testid={`gateway-${one.gateway}`}>
      <span class="grow">
        <strong class={isOn && one.is_set_up ? undefined : "soft"}>{name}</strong>{" "}
        <Badge tone={tone}>{word}</Badge>
        {one.last_error && <span class="small error-line">{one.last_error}</span>}
        {isModem && agreed && (
          <span class="soft small block">
            {known.modem_agreed_by} agreed to it on {formatDay(agreed)}
          </span>
        )}
      </span>
      {may("OWNER") && (
        <span class="row">
          {isOn && order.indexOf(one.gateway) > 0 && (
            <Button
              square
              kind="plain"
              label={`Try ${name} earlier`}
              disabled={busy.value}
              testid={`earlier-${one.gateway}`}
              onClick={() =>
                void setTexting({ order: earlier(order, one.gateway) }, `${name} is tried earlier`)
              }
            >
              <OwnerIcon name="up" />
            </Button>
          )}
          <Switch
            on={isOn}
            onChange={(on) => onTurn(one, on)}
            label={`Try ${name}`}
            disabled={busy.value}
            testid={`use-${one.gateway}`}
          />
        </span>
      )}
    </li>
  );
}
