import { render } from "preact";
import "../look/look.css";
import "./staff.css";
import { path } from "../app/router";
import { Counter } from "../counter";
import { Kitchen } from "../kitchen";
import { StaffGate } from "./gate";
import { FLOOR, STAFF } from "./session";

function StaffPages() {
  const kitchen = path.value.startsWith("/kitchen");
  document.documentElement.dataset.theme = kitchen ? "coal" : "paper";
  document.title = kitchen ? "Kitchen" : "Counter";
  return kitchen ? (
    <StaffGate roles={STAFF} title="Kitchen">
      {() => <Kitchen />}
    </StaffGate>
  ) : (
    <StaffGate roles={FLOOR} title="Counter">
      {(staff) => <Counter staff={staff} />}
    </StaffGate>
  );
}

const page = document.getElementById("page");
if (page) render(<StaffPages />, page);
