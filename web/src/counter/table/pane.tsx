import type { ComponentChildren } from "preact";
import { Button, Icon } from "../../look";

export function PaneHead(props: {
  title: string;
  onBack: () => void;
  children?: ComponentChildren;
}) {
  return (
    <header class="pane-head">
      <Button kind="plain" square label="Back" testid="back" onClick={props.onBack}>
        <Icon name="back" />
      </Button>
      <h2 class="grow">{props.title}</h2>
      {props.children}
    </header>
  );
}
