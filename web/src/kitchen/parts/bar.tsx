import { useState } from "preact/hooks";
import type { Staff } from "../../api/schema";
import { Button, Icon } from "../../look";
import { allowSound, soundState } from "../../staff/sounds";
import { logout } from "../../staff/session";
import {
  chooseStation,
  feed,
  localNames,
  showLocalNames,
  station,
  stations,
  waiting,
} from "../state/store";
import { RecentDrawer } from "./recent";
import { Age } from "./trust";

export function Bar({ staff }: { staff: Staff }) {
  const [recent, setRecent] = useState(false);
  const count = feed.state.value?.recent.length ?? 0;
  return (
    <header class="k-bar">
      <Stations />
      {soundState.value === "locked" && (
        <button type="button" class="k-sound" data-testid="allow-sound" onClick={allowSound}>
          <Icon name="bell" /> Tap to allow sound
        </button>
      )}
      <Age />
      <Button
        square
        label={localNames.value ? "Names in English" : "Names in the local script"}
        onClick={() => showLocalNames(!localNames.value)}
      >
        {localNames.value ? "A" : "अ"}
      </Button>
      <Button testid="recent" onClick={() => setRecent(true)}>
        Recent <span class="num soft">{count}</span>
      </Button>
      <Button square kind="plain" label={`Sign out ${staff.name}`} onClick={logout}>
        <Icon name="logout" />
      </Button>
      {recent && <RecentDrawer onClose={() => setRecent(false)} />}
    </header>
  );
}

function Stations() {
  const names = stations.value;
  const counts = waiting.value;
  // A station chosen long ago may have left the menu: the way back to all must stay.
  const listed =
    station.value && !names.includes(station.value) ? [...names, station.value] : names;
  return (
    <nav class="k-stations" aria-label="Station">
      {["", ...listed].map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={station.value === name ? "true" : "false"}
          data-testid={`station-${name || "all"}`}
          onClick={() => chooseStation(name)}
        >
          {name || "All"} <span class="num">{counts[name] ?? 0}</span>
        </button>
      ))}
    </nav>
  );
}
