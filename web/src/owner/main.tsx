import { render } from "preact";
import "../look/look.css";
import "../staff/staff.css";
import { StaffGate } from "../staff/gate";
import { MANAGERS } from "../staff/session";
import { Owner } from ".";

function OwnerPages() {
  return (
    <StaffGate roles={MANAGERS} title="Owner">
      {(staff) => <Owner staff={staff} />}
    </StaffGate>
  );
}

const page = document.getElementById("page");
if (page) render(<OwnerPages />, page);
