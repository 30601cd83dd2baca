import { useState } from "preact/hooks";
import type { Floor } from "../../api/schema";
import { follow } from "../../app/router";
import { Button } from "../../look";
import { Choice } from "../parts/controls";
import { download } from "../parts/download";
import { settings } from "../parts/house";
import { OwnerIcon } from "../parts/icons";
import { useLoaded } from "../parts/load";
import { Panel } from "../parts/page";

type Layout = "page" | "grid";

/** The printed cards: what they carry, and the file to print. */
export function Cards({ all }: { all: Floor }) {
  useLoaded(settings);
  const [layout, setLayout] = useState<Layout>("grid");
  const [busy, setBusy] = useState(false);
  const count = all.tables.filter((one) => one.is_active).length;
  const house = settings.data.value;

  async function get() {
    setBusy(true);
    await download(`/api/tables/qr-sheet.pdf?layout=${layout}`, `table-cards-${layout}.pdf`);
    setBusy(false);
  }

  return (
    <Panel
      title="Cards to print"
      about={`For ${count === 1 ? "one table" : `${count} tables`}: join the Wi-Fi, scan the code, order.`}
    >
      <div class="cards">
        <div class="stack">
          <Choice
            label="On paper"
            options={[
              { key: "grid", label: "Several on a sheet, to cut" },
              { key: "page", label: "One page for each table" },
            ]}
            value={layout}
            onChange={setLayout}
            testid="qr-layout"
          />
          <div>
            <Button kind="primary" busy={busy} onClick={() => void get()} testid="qr-sheet">
              <OwnerIcon name="print" /> Download the PDF
            </Button>
          </div>
        </div>
        {house && (
          <dl class="card-facts">
            <dt>Wi-Fi</dt>
            <dd>
              {house.wifi_ssid ? (
                <strong>{house.wifi_ssid}</strong>
              ) : (
                <span class="missing">not set: the cards will carry no Wi-Fi code</span>
              )}
            </dd>
            <dt>Password</dt>
            <dd>
              {house.wifi_password ? "printed as a code and in letters" : "none, open network"}
            </dd>
            <dt>Address</dt>
            <dd>{house.base_url || "the box's own on this network"}</dd>
            <dt class="said">Change</dt>
            <dd>
              <a href="/owner/settings" onClick={follow}>
                Change in Settings
              </a>
            </dd>
          </dl>
        )}
      </div>
    </Panel>
  );
}
