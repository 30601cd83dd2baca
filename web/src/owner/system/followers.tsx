import type { FollowerStatus, OpsStatus } from "../../api/schema";
import { Badge } from "../../look";
import { spanWord } from "../cloud/words";
import { Panel } from "../parts/page";
import { webhooks } from "../webhooks/store";
import { hostOf } from "../webhooks/words";

const WORDS: Record<string, string> = {
  texts: "Texts to guests",
  credits: "Bills that settle themselves",
  prints: "Paper to print",
  cart: "Carts",
  search: "Search",
  screens: "Screens",
  sync: "The cloud",
};

export function followerWord(name: string): string {
  const id = name.match(/^webhook:(.+)$/)?.[1];
  if (!id) return WORDS[name] ?? name;
  const webhook = webhooks.data.value?.find((one) => one.id === id);
  return webhook ? `Webhook to ${hostOf(webhook.url)}` : "A webhook";
}

export function Followers({ status }: { status: OpsStatus }) {
  return (
    <Panel
      title="What follows"
      about="Work done after each order at its own pace. Behind is fine while it is shrinking."
      flush
    >
      {status.followers.length === 0 ? (
        <p class="soft inset">Nothing follows yet.</p>
      ) : (
        <ul class="rows" data-testid="followers">
          {status.followers.map((one) => (
            <li key={one.name} class="follower">
              <span class="grow">
                <strong>{followerWord(one.name)}</strong>
                {one.waits ? (
                  <span class="small error-line">
                    {one.waits.why} · next try in {spanWord(one.waits.next_try_in_seconds)}
                  </span>
                ) : (
                  one.last_error && <span class="small error-line">{one.last_error}</span>
                )}
              </span>
              <Behind follower={one} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Behind({ follower }: { follower: FollowerStatus }) {
  const { behind, dead_letters } = follower;
  return (
    <span class="row wrap ends">
      {dead_letters > 0 && <Badge tone="bad">{dead_letters} given up</Badge>}
      {behind === 0 ? (
        <Badge tone="good">up to date</Badge>
      ) : (
        <Badge tone="wait">{behind.toLocaleString("en-IN")} behind</Badge>
      )}
    </span>
  );
}
