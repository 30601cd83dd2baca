import type { ComponentChildren } from "preact";

export interface Tab<K extends string> {
  key: K;
  label: ComponentChildren;
}

export interface TabsProps<K extends string> {
  label: string;
  tabs: Tab<K>[];
  current: K;
  onSelect: (key: K) => void;
}

/** One of several views; the arrow keys move as the ARIA practice says. */
export function Tabs<K extends string>({ label, tabs, current, onSelect }: TabsProps<K>) {
  function onKeyDown(event: KeyboardEvent) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.key === current);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.key);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          role="tab"
          data-key={tab.key}
          aria-selected={tab.key === current ? "true" : "false"}
          tabIndex={tab.key === current ? 0 : -1}
          onClick={() => onSelect(tab.key)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
