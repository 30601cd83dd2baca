import { useEffect, useState } from "preact/hooks";
import { navigate } from "../../app/router";
import { Bone, Button, Confirm, Empty, ErrorState, Icon, Loading, Toasts } from "../../look";
import { session } from "../../staff/session";
import { sorry } from "../parts/errors";
import { publicHouse } from "../parts/house";
import { useLoaded } from "../parts/load";
import { Done } from "./done";
import { Wizard } from "./wizard";

/** The first five minutes of a new box. */
export function Setup() {
  useLoaded(publicHouse);
  const [done, setDone] = useState(false);
  useEffect(() => {
    document.title = "Set up · Tiffin";
  }, []);
  return (
    <main class="setup">
      <div class="setup-head">
        <Icon name="tiffin" size="2.5rem" />
        <span>Tiffin</span>
      </div>
      {done ? <Done /> : <Begin onDone={() => setDone(true)} />}
      <Confirm />
      <Toasts />
    </main>
  );
}

function Begin({ onDone }: { onDone: () => void }) {
  const house = publicHouse.data.value;
  const error = publicHouse.error.value;
  if (house?.setup_needed) return <Wizard onDone={onDone} />;
  if (house) {
    return (
      <Empty
        icon="check"
        title={`${house.name || "This box"} is set up already`}
        action={
          <Button kind="primary" onClick={() => navigate("/owner")}>
            {session.value ? "To the owner's pages" : "Sign in"}
          </Button>
        }
      >
        Names, tables and people are changed on the owner's pages.
      </Empty>
    );
  }
  if (error) {
    return (
      <ErrorState title="The box cannot be reached" onRetry={() => void publicHouse.load()}>
        {sorry(error)}
      </ErrorState>
    );
  }
  return (
    <Loading>
      <Bone height="16rem" />
    </Loading>
  );
}
