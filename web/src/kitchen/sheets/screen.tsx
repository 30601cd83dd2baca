import type { ComponentChildren } from "preact";
import { lang, setLang } from "../../app/i18n";
import { Button } from "../../look";
import { logout, session } from "../../staff/session";
import { muted, play, setMuted, type Sound } from "../../staff/sounds";
import { awake } from "../state/awake";
import { choice, choose, sheet, viewsFor } from "../state/screen";
import { feed } from "../state/store";
import { say } from "../words";
import { close, Over } from "./over";
import { tell } from "./words";

/** What this screen shows, and how; every screen for itself. */
export default function Screen() {
  const { view, stations, sort, size, columns } = choice.value;
  const levels = feed.state.value?.expo_levels ?? 1;
  const known = (feed.state.value?.stations ?? []).map((one) => one.name);
  return (
    <Over title={tell("screenTitle")}>
      <Row title={tell("shows")} note={view === "station" ? "" : tell("expoNote")}>
        {viewsFor(levels).map((one) => (
          <Pick
            key={one}
            on={view === one}
            testid={`view-${one}`}
            pick={() => choose({ view: one })}
          >
            {say(one)}
          </Pick>
        ))}
      </Row>
      <Row title={tell("stations")}>
        <Pick on={stations.length === 0} pick={() => choose({ stations: [] })}>
          {say("allStations")}
        </Pick>
        {known.map((name) => (
          <Pick
            key={name}
            on={stations.includes(name)}
            testid={`pick-${name}`}
            pick={() => choose({ stations: toggled(stations, name) })}
          >
            {name}
          </Pick>
        ))}
      </Row>
      <Row title={tell("language")}>
        <Pick on={lang.value === "en"} pick={() => void setLang("en")}>
          English
        </Pick>
        <Pick on={lang.value === "hi"} testid="hindi" pick={() => void setLang("hi")}>
          हिन्दी
        </Pick>
      </Row>
      <Row title={tell("sort")}>
        {(["oldest", "table", "course"] as const).map((one) => (
          <Pick key={one} on={sort === one} pick={() => choose({ sort: one })}>
            {tell(one === "oldest" ? "oldest" : one === "table" ? "byTable" : "byCourse")}
          </Pick>
        ))}
      </Row>
      <Row title={tell("text")}>
        {([0, 1, 2] as const).map((one) => (
          <Pick
            key={one}
            on={size === one}
            testid={`text-${one}`}
            pick={() => choose({ size: one })}
          >
            {tell((["small", "middle", "huge"] as const)[one])}
          </Pick>
        ))}
      </Row>
      <Row title={tell("columns")}>
        {[0, 2, 3, 4, 5, 6].map((one) => (
          <Pick key={one} on={columns === one} pick={() => choose({ columns: one })}>
            {one || tell("fit")}
          </Pick>
        ))}
      </Row>
      <Sounds />
      <p class="s-note">{tell(awake.value === "kept" ? "awakeKept" : "awakeNot")}</p>
      <p class="s-note">
        {tell("link")}: <code>{address()}</code>
      </p>
      <div class="s-picks">
        <Button size="big" testid="open-keys" onClick={() => (sheet.value = "keys")}>
          {tell("keys")}
        </Button>
        <Button
          size="big"
          onClick={() => {
            close();
            logout();
          }}
        >
          {tell("signOut", session.value?.staff.name ?? "")}
        </Button>
      </div>
    </Over>
  );
}

const toggled = (names: string[], name: string) =>
  names.includes(name) ? names.filter((one) => one !== name) : [...names, name];

/** To be opened on another device, or put on its home screen. */
function address(): string {
  const { view, stations } = choice.value;
  const asked = new URLSearchParams({ view });
  if (stations.length > 0) asked.set("station", stations.join(","));
  return `${location.origin}/kitchen?${asked}`;
}

function Sounds() {
  const all: [Sound, string][] = [
    ["new", tell("soundNew")],
    ["changed", tell("soundChanged")],
    ["cancelled", tell("soundCancelled")],
    ["overdue", tell("soundOverdue")],
  ];
  return (
    <Row title={tell("sound")}>
      <Pick on={!muted.value} pick={() => setMuted(false)}>
        {tell("soundOn")}
      </Pick>
      <Pick on={muted.value} pick={() => setMuted(true)}>
        {tell("soundOff")}
      </Pick>
      <span class="soft">{tell("hear")}</span>
      {all.map(([sound, word]) => (
        <Button key={sound} size="big" onClick={() => play(sound)}>
          {word}
        </Button>
      ))}
    </Row>
  );
}

function Row(props: { title: string; note?: string; children: ComponentChildren }) {
  return (
    <fieldset class="s-row">
      <legend>{props.title}</legend>
      <div class="s-picks">{props.children}</div>
      {props.note && <p class="s-note">{props.note}</p>}
    </fieldset>
  );
}

interface PickProps {
  on: boolean;
  pick: () => void;
  testid?: string;
  children: ComponentChildren;
}

function Pick({ on, pick, testid, children }: PickProps) {
  return (
    <button
      type="button"
      class="s-pick"
      aria-pressed={on ? "true" : "false"}
      data-testid={testid}
      onClick={pick}
    >
      {children}
    </button>
  );
}
