import { follow } from "../../app/router";
import { Badge, Icon } from "../../look";
import { useLoaded } from "../parts/load";
import { OwnerIcon } from "../parts/icons";
import { cloud } from "./store";
import { sentence, STATES } from "./words";

/** The line to the cloud in one sentence, and the way to its page. */
export function CloudRow() {
  useLoaded(cloud);
  const status = cloud.data.value;
  if (!status) return null;
  const { word, tone } = STATES[status.state];
  return (
    <a class="panel cloud-row" href="/owner/cloud" onClick={follow} data-testid="cloud-row">
      <OwnerIcon name="cloud" size="1.5rem" />
      <span class="grow">{sentence(status, Date.now() - status.heardAt, Date.now())}</span>
      <Badge tone={tone}>{word}</Badge>
      <Icon name="next" />
    </a>
  );
}
