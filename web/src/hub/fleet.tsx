import { Badge, Bone, Empty } from "../look";
import { type Listed, type Place, useAsked } from "./api";
import { Page, Shown, useNow } from "./parts";
import { agoWord, bytesWord, lagWord, STANDINGS, troubles } from "./words";

/** Every place of every tenant. */
export function FleetPage() {
  const fleet = useAsked<Listed<Place>>("/admin/fleet");
  return (
    <Page title="Fleet" about="Every place of every tenant; who was heard longest ago comes first.">
      <Shown of={fleet} bones={<Bone height="16rem" />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty icon="people" title="No place yet">
              Places come with tenants: their owners make them under Devices.
            </Empty>
          ) : (
            <Places items={items} withTenant />
          )
        }
      </Shown>
    </Page>
  );
}

/** A list on a phone, columns where there is room. */
export function Places({ items, withTenant }: { items: Place[]; withTenant?: boolean }) {
  const now = useNow(10_000);
  return (
    <section class="panel flush">
      <ul class="rows fleet" data-testid="fleet">
        {items.map((one) => (
          <PlaceRow key={one.device_id} place={one} now={now} withTenant={withTenant === true} />
        ))}
      </ul>
    </section>
  );
}

interface PlaceRowProps {
  place: Place;
  now: number;
  withTenant: boolean;
}

function PlaceRow({ place, now, withTenant }: PlaceRowProps) {
  const { word, tone } = STANDINGS[place.standing];
  const wrong = troubles(place);
  return (
    <li data-standing={place.standing}>
      <span class="who-where">
        <strong class="name">{place.name}</strong>
        {withTenant && <span class="soft small">{place.tenant_name}</span>}
        {wrong.length > 0 && <span class="small error-line">{wrong.join(", ")}</span>}
      </span>
      <span class="standing">
        <Badge tone={tone}>{word}</Badge>
        {place.open_alarms > 0 && (
          <Badge tone="bad">
            {place.open_alarms === 1 ? "1 alarm" : `${place.open_alarms} alarms`}
          </Badge>
        )}
      </span>
      {place.standing !== "EMPTY" && (
        <dl class="how small">
          <div>
            <dt class="soft">Heard</dt>
            <dd>{agoWord(place.last_seen_at, now)}</dd>
          </div>
          <div>
            <dt class="soft">Behind</dt>
            <dd>{lagWord(place)}</dd>
          </div>
          <div>
            <dt class="soft">Disk free</dt>
            <dd class="num">
              {place.disk_free === null ? "not told" : bytesWord(place.disk_free)}
            </dd>
          </div>
          <div>
            <dt class="soft">Program</dt>
            <dd class="program">{place.program || "not told"}</dd>
          </div>
        </dl>
      )}
    </li>
  );
}
