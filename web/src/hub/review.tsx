import { useState } from "preact/hooks";
import { formatDay } from "../app/i18n";
import { Badge, Bone, Button, Empty, Field, Sheet, Tabs } from "../look";
import { api, type Listed, type Restaurant, useAsked } from "./api";
import { Page, Shown, useAct } from "./parts";
import { STATUSES } from "./words";

const TABS: { key: Restaurant["status"]; label: string }[] = [
  { key: "PENDING_VERIFICATION", label: "To review" },
  { key: "ACTIVE", label: "Active" },
  { key: "REJECTED", label: "Rejected" },
];

/** Restaurants that registered: somebody looks at each before it is shown. */
export function ReviewPage() {
  const [tab, setTab] = useState<Restaurant["status"]>("PENDING_VERIFICATION");
  const found = useAsked<Listed<Restaurant>>(`/admin/restaurants?status=${tab}`);
  const [done, setDone] = useState<Reviewed | null>(null);
  return (
    <Page title="Restaurants" about="Compare licence and address with the register, then decide.">
      <div class="stack">
        <Tabs label="Which" tabs={TABS} current={tab} onSelect={setTab} />
        <Shown of={found} bones={<Bone height="14rem" />}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty icon="check" title={tab === "PENDING_VERIFICATION" ? "Nothing waits" : "None"}>
                {tab === "PENDING_VERIFICATION"
                  ? "Who registers stands here until somebody has decided."
                  : "No restaurant is in this state."}
              </Empty>
            ) : (
              <ul class="stack" data-testid="restaurants">
                {items.map((one) => (
                  <Registered
                    key={one.id}
                    restaurant={one}
                    onDone={(reviewed) => {
                      setDone(reviewed);
                      void found.load();
                    }}
                  />
                ))}
              </ul>
            )
          }
        </Shown>
      </div>
      {done && <Told reviewed={done} onClose={() => setDone(null)} />}
    </Page>
  );
}

interface Reviewed extends Restaurant {
  link: string | null;
}

interface RegisteredProps {
  restaurant: Restaurant;
  onDone: (reviewed: Reviewed) => void;
}

function Registered({ restaurant, onDone }: RegisteredProps) {
  const { name, description, address, contact, cuisines, status } = restaurant;
  const [busy, act] = useAct();
  const [rejecting, setRejecting] = useState(false);
  const review = (body: { status: Restaurant["status"]; reason?: string }) =>
    act(async () => {
      onDone(await api.post<Reviewed>(`/admin/restaurants/${restaurant.id}/review`, body));
    });
  const state = STATUSES[status];
  return (
    <li class="panel registered">
      <div class="row apart wrap">
        <h2 class="name grow">{name}</h2>
        <Badge tone={state.tone}>{state.word}</Badge>
      </div>
      {description && <p class="words">{description}</p>}
      <dl class="told">
        <Detail name="FSSAI licence" value={restaurant.licence_number} />
        <Detail name="GSTIN" value={restaurant.gstin || "none given"} />
        <Detail
          name="Address"
          value={[address.line, address.city, address.state, address.pin]
            .filter(Boolean)
            .join(", ")}
        />
        <Detail name="Contact" value={`${contact.name}, ${contact.phone}, ${contact.email}`} />
        <Detail name="Cuisines" value={cuisines.join(", ") || "not told"} />
        <Detail name="Registered" value={formatDay(restaurant.registered_at)} />
      </dl>
      <p class="small">
        <a
          class="map-link"
          href={`https://www.openstreetmap.org/?mlat=${address.lat}&mlon=${address.long}#map=18/${address.lat}/${address.long}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          See {address.lat.toFixed(5)}, {address.long.toFixed(5)} on a map
        </a>
      </p>
      {restaurant.reason && <p class="note bad">Rejected: {restaurant.reason}</p>}
      {status === "PENDING_VERIFICATION" && (
        <div class="row wrap choices">
          <Button
            kind="primary"
            busy={busy}
            onClick={() => void review({ status: "ACTIVE" })}
            testid="approve"
          >
            Approve
          </Button>
          <Button kind="danger" disabled={busy} onClick={() => setRejecting(true)} testid="reject">
            Reject…
          </Button>
        </div>
      )}
      {rejecting && (
        <RejectSheet
          name={name}
          busy={busy}
          onClose={() => setRejecting(false)}
          onReject={async (reason) => {
            if (await review({ status: "REJECTED", reason })) setRejecting(false);
          }}
        />
      )}
    </li>
  );
}

function Detail({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt class="soft small">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

interface RejectSheetProps {
  name: string;
  busy: boolean;
  onClose: () => void;
  onReject: (reason: string) => Promise<void>;
}

function RejectSheet({ name, busy, onClose, onReject }: RejectSheetProps) {
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  return (
    <Sheet title={`Reject ${name}?`} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (reason.trim() !== "") void onReject(reason.trim());
        }}
      >
        <Field
          label="Why?"
          value={reason}
          onInput={setReason}
          rows={3}
          maxLength={500}
          hint="They read it as it stands here."
          wrong={tried && reason.trim() === "" ? "A reason is owed to them." : undefined}
          autofocus
          testid="reason"
        />
        <Button kind="danger" wide type="submit" busy={busy} testid="reject-now">
          Reject
        </Button>
      </form>
    </Sheet>
  );
}

/** Nothing sends mail yet: who decided passes the notice on. */
function Told({ reviewed, onClose }: { reviewed: Reviewed; onClose: () => void }) {
  const { name, contact, status, link } = reviewed;
  return (
    <Sheet
      title={status === "ACTIVE" ? `${name} is active` : `${name} was rejected`}
      onClose={onClose}
    >
      <div class="stack" data-testid="told">
        <p>
          Nothing is sent by itself. Tell {contact.name} at <strong>{contact.email}</strong>
          {contact.phone && `, ${contact.phone}`}.
        </p>
        {link && (
          <>
            <p class="soft small">Their link to choose a password, good once within a week:</p>
            <output class="link" data-testid="link">
              {location.origin}
              {link}
            </output>
          </>
        )}
        <Button wide onClick={onClose}>
          Done
        </Button>
      </div>
    </Sheet>
  );
}
