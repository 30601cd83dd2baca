import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import "../look/look.css";
import "../owner/parts/parts.css";
import "../owner/parts/frame.css";
import "./hub.css";
import { path } from "../app/router";
import { type ApiError, asApiError } from "../app/api";
import { Confirm, ErrorState, Loading, Toasts } from "../look";
import { AlarmsPage } from "./alarms";
import { me, type Person, whoAmI } from "./api";
import { DevicesPage } from "./devices";
import { FleetPage } from "./fleet";
import { MenuPage } from "./menu";
import { ReviewPage } from "./review";
import { ENTRIES, type Section, Shell } from "./shell";
import { SignIn, Welcome } from "./signin";
import { TodayPage } from "./today";
import { sorry } from "./words";

function Hub() {
  const [error, setError] = useState<ApiError | null>(null);
  const ask = () => {
    setError(null);
    whoAmI().catch((problem) => setError(asApiError(problem)));
  };
  useEffect(() => {
    if (me.value === undefined) ask();
  }, []);
  const who = me.value;
  if (path.value.startsWith("/welcome")) return <Welcome />;
  if (error) {
    return (
      <ErrorState title="The cloud cannot be reached" onRetry={ask}>
        {sorry(error)}
      </ErrorState>
    );
  }
  if (who === undefined) return <Loading />;
  return who === null ? <SignIn /> : <Office who={who} />;
}

function Office({ who }: { who: Person }) {
  const entries = ENTRIES[who.role];
  const here = entries.slice(1).find((one) => path.value.startsWith(one.path));
  const section = (here ?? entries[0])?.key ?? "alarms";
  return (
    <Shell who={who} section={section}>
      <PageOf section={section} who={who} />
    </Shell>
  );
}

function PageOf({ section, who }: { section: Section; who: Person }) {
  switch (section) {
    case "today":
      return <TodayPage />;
    case "menu":
      return <MenuPage />;
    case "devices":
      return <DevicesPage />;
    case "review":
      return <ReviewPage />;
    case "fleet":
      return <FleetPage />;
    case "alarms":
      return <AlarmsPage who={who} />;
  }
}

const page = document.getElementById("page");
if (page) {
  render(
    <>
      <Hub />
      <Confirm />
      <Toasts />
    </>,
    page,
  );
}
