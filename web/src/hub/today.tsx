import { useState } from "preact/hooks";
import { formatDay } from "../app/i18n";
import { Badge, Bone, Button, Empty, Icon, Money } from "../look";
import { Panel } from "../owner/parts/page";
import { type Outlet, type Today, useAsked } from "./api";
import { Page, Shown } from "./parts";
import { closedWord, dayBeside, dayOf } from "./words";

/** One business day of all outlets. */
export function TodayPage() {
  const present = dayOf(Date.now());
  const [day, setDay] = useState(present);
  const today = useAsked<Today>(`/owner/today?day=${day}`);
  return (
    <Page
      title={day === present ? "Today" : formatDay(`${day}T12:00:00Z`)}
      about={day === present ? `Business day of ${formatDay(`${day}T12:00:00Z`)}` : "All outlets"}
      actions={
        <div class="row">
          <Button square label="The day before" onClick={() => setDay(dayBeside(day, -1))}>
            <Icon name="back" />
          </Button>
          <Button
            square
            label="The day after"
            disabled={day >= present}
            onClick={() => setDay(dayBeside(day, 1))}
          >
            <Icon name="next" />
          </Button>
        </div>
      }
    >
      <Shown of={today} bones={<Bone height="16rem" />}>
        {(now) =>
          now.outlets.length === 0 ? (
            <Empty title="No outlet yet">
              Under Devices, make a place and type its code into the box that shall stand there.
            </Empty>
          ) : (
            <div class="stack">
              <Sums of={now} />
              <div class="beside">
                <Outlets outlets={now.outlets} />
                <Top items={now.top_items} />
              </div>
            </div>
          )
        }
      </Shown>
    </Page>
  );
}

function Sums({ of }: { of: Today }) {
  return (
    <section class="panel">
      <dl class="sums" data-testid="sums">
        <div class="first">
          <dt class="soft">Sold, tax included</dt>
          <dd>
            <Money paise={of.total_paise} strong />
          </dd>
        </div>
        <div>
          <dt class="soft small">Bills</dt>
          <dd class="num">{of.bills.toLocaleString("en-IN")}</dd>
        </div>
        <div>
          <dt class="soft small">Tax in it</dt>
          <dd>
            <Money paise={of.tax_paise} />
          </dd>
        </div>
        <div>
          <dt class="soft small">Discounts</dt>
          <dd>
            <Money paise={of.discount_paise} />
          </dd>
        </div>
        <div>
          <dt class="soft small">Taken back</dt>
          <dd>
            <Money paise={of.credited_paise} />
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Outlets({ outlets }: { outlets: Outlet[] }) {
  const most = Math.max(1, ...outlets.map((one) => one.total_paise));
  return (
    <Panel title="By outlet" flush>
      <ul class="rows" data-testid="outlets">
        {outlets.map((one) => {
          const closed = closedWord(one);
          return (
            <li key={one.device_id} class="outlet">
              <div class="row apart">
                <strong class="grow name">{one.name}</strong>
                <Money paise={one.total_paise} strong />
              </div>
              {one.total_paise > 0 && (
                <div class="bar" style={{ width: `${(100 * one.total_paise) / most}%` }} />
              )}
              <div class="row apart wrap small soft">
                <span>
                  {one.bills === 1 ? "1 bill" : `${one.bills.toLocaleString("en-IN")} bills`}
                  {one.credited_paise > 0 && (
                    <>
                      , <Money paise={one.credited_paise} /> taken back
                    </>
                  )}
                </span>
                {closed && <Badge tone={closed.tone}>{closed.word}</Badge>}
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Top({ items }: { items: Today["top_items"] }) {
  return (
    <Panel title="Top dishes" about="By portions, at the menu’s prices" flush>
      {items.length === 0 ? (
        <p class="soft inset">Nothing was ordered on this day yet.</p>
      ) : (
        <ol class="rows" data-testid="top-dishes">
          {items.map((one) => (
            <li key={one.name} class="top-dish">
              <strong class="num portions">{one.quantity.toLocaleString("en-IN")}</strong>
              <span class="grow name">{one.name}</span>
              <Money paise={one.revenue_paise} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
