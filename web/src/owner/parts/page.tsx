import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

export interface PageProps {
  title: string;
  /** One line under the title. */
  about?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
}

/** A page of the back office: its title, what can be done at once, its content. */
export function OwnerPage({ title, about, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Owner`;
    scrollTo(0, 0);
  }, [title]);
  return (
    <div class="page">
      <header class="page-head">
        <div class="grow">
          <h1>{title}</h1>
          {about && <p class="soft">{about}</p>}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export interface PanelProps {
  title: string;
  about?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
  flush?: boolean;
}

/** One thing on a sheet of paper. `flush` lets a list reach the edges. */
export function Panel({ title, about, actions, children, flush }: PanelProps) {
  return (
    <section class={flush ? "panel flush" : "panel"}>
      <div class="panel-head">
        <div class="grow">
          <h2>{title}</h2>
          {about && <p class="soft small">{about}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
