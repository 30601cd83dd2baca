import { render } from "preact";
import { useEffect } from "preact/hooks";
import "../look/look.css";
import "../staff/staff.css";
import "./owner.css";
import { navigate, path } from "../app/router";
import { StaffGate } from "../staff/gate";
import { MANAGERS, session } from "../staff/session";
import { Owner } from ".";
import { publicHouse } from "./parts/house";
import { Setup } from "./setup";

function OwnerPages() {
  const setup = path.value.startsWith("/setup");
  const unknown = session.value === null;
  useEffect(() => {
    if (unknown && !setup) void publicHouse.load();
  }, [unknown, setup]);
  const fresh = unknown && !setup && publicHouse.data.value?.setup_needed === true;
  useEffect(() => {
    if (fresh) navigate("/setup", true);
  }, [fresh]);

  if (setup) return <Setup />;
  return (
    <StaffGate roles={MANAGERS} title={publicHouse.data.value?.name || "Owner"}>
      {(staff) => <Owner staff={staff} />}
    </StaffGate>
  );
}

const page = document.getElementById("page");
if (page) render(<OwnerPages />, page);
