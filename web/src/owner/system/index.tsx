import { Bone, Button } from "../../look";
import { Loader } from "../parts/loader";
import { OwnerIcon } from "../parts/icons";
import { OwnerPage } from "../parts/page";
import { CloudRow } from "../cloud/row";
import { may } from "../../staff/session";
import { Texting } from "../texts/panel";
import { texting } from "../texts/store";
import { WebhooksRow } from "../webhooks/row";
import { DeadLetters } from "./deadletters";
import { Followers } from "./followers";
import { Health } from "./health";
import { Messages } from "./messages";
import { letters, messages, status } from "./stores";

export function SystemPage() {
  const reload = () => {
    for (const one of [status, letters, texting, messages]) void one.load();
  };
  const version = status.data.value?.version;
  return (
    <OwnerPage
      title="System"
      about={version ? <>Tiffin {version}</> : "The box itself"}
      actions={
        <Button onClick={reload} testid="reload-system">
          <OwnerIcon name="turn" /> Look again
        </Button>
      }
    >
      <div class="stack">
        <CloudRow />
        {may("OWNER") && <WebhooksRow />}
        <Loader from={status} bones={<Bone height="10rem" />}>
          {(now) => (
            <div class="stack">
              <Health status={now} />
              <Followers status={now} />
            </div>
          )}
        </Loader>
        <Loader from={letters} bones={<Bone height="8rem" />}>
          {({ items }) => <DeadLetters items={items} />}
        </Loader>
        <Loader from={texting} bones={<Bone height="12rem" />}>
          {(known) => <Texting known={known} />}
        </Loader>
        <Loader from={messages} bones={<Bone height="12rem" />}>
          {({ items }) => <Messages items={items} />}
        </Loader>
      </div>
    </OwnerPage>
  );
}
