import { useState } from "preact/hooks";
import type { Staff } from "../../api/schema";
import { Badge, Bone, Button, Icon } from "../../look";
import { ROLE_WORDS } from "../../staff/login";
import { Loader } from "../parts/loader";
import { OwnerPage } from "../parts/page";
import { mayEdit } from "./draft";
import { people } from "./people";
import { StaffSheet } from "./sheet";

export function StaffPage({ me }: { me: Staff }) {
  const [open, setOpen] = useState<Staff | "new" | null>(null);
  return (
    <OwnerPage
      title="Staff"
      about="Everybody signs in with their name and a PIN of their own."
      actions={
        <Button kind="primary" onClick={() => setOpen("new")} testid="add-staff">
          <Icon name="plus" /> Add somebody
        </Button>
      }
    >
      <Loader from={people} bones={<Bones />}>
        {({ items }) => <People items={items} me={me} onOpen={setOpen} />}
      </Loader>
      {open && (
        <StaffSheet me={me} them={open === "new" ? null : open} onClose={() => setOpen(null)} />
      )}
    </OwnerPage>
  );
}

interface PeopleProps {
  items: Staff[];
  me: Staff;
  onOpen: (staff: Staff) => void;
}

const ORDER = Object.keys(ROLE_WORDS);

function People({ items, me, onOpen }: PeopleProps) {
  const sorted = [...items].sort(
    (a, b) =>
      Number(b.is_active) - Number(a.is_active) ||
      ORDER.indexOf(a.role) - ORDER.indexOf(b.role) ||
      a.name.localeCompare(b.name),
  );
  return (
    <ul class="panel flush rows narrow" data-testid="staff-list">
      {sorted.map((one) => {
        const locked = !mayEdit(me.role, one.role);
        return (
          <li key={one.id}>
            <button
              type="button"
              class="row-button"
              disabled={locked}
              onClick={() => onOpen(one)}
              data-testid="staff-row"
            >
              <span class={one.is_active ? "initial" : "initial off"} aria-hidden="true">
                {[...one.name][0]}
              </span>
              <span class="grow">
                <strong class={one.is_active ? undefined : "soft"}>{one.name}</strong>
                <span class="soft small">
                  {ROLE_WORDS[one.role]}
                  {one.id === me.id ? ", you" : ""}
                  {locked ? ", changed only by an owner" : ""}
                </span>
              </span>
              {!one.is_active && <Badge>may not sign in</Badge>}
              {!locked && <Icon name="next" />}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Bones() {
  return (
    <div class="stack tight">
      {[1, 2, 3, 4, 5].map((bone) => (
        <Bone key={bone} height="4rem" />
      ))}
    </div>
  );
}
