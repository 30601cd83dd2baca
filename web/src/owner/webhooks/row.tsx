import { follow } from "../../app/router";
import { Badge, Icon } from "../../look";
import { OwnerIcon } from "../parts/icons";
import { useLoaded } from "../parts/load";
import { webhooks } from "./store";
import { standing } from "./words";

/** How webhooks do, in one line, and the way to their page. */
export function WebhooksRow() {
  useLoaded(webhooks);
  const all = webhooks.data.value;
  if (!all) return null;
  const worst = all.map(standing).find((one) => one.tone === "bad");
  const count = all.length === 1 ? "1 system is told" : `${all.length} systems are told`;
  return (
    <a class="panel cloud-row" href="/owner/webhooks" onClick={follow} data-testid="webhooks-row">
      <OwnerIcon name="upload" size="1.5rem" />
      <span class="grow">
        {all.length === 0
          ? "Webhooks: none. No system of yours is told what happens."
          : `Webhooks: ${count} what happens.`}
      </span>
      {all.length > 0 && <Badge tone={worst?.tone ?? "good"}>{worst?.word ?? "all is well"}</Badge>}
      <Icon name="next" />
    </a>
  );
}
