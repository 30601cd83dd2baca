import { useEffect, useRef, useState } from "preact/hooks";
import type { Section } from "../model/menu";
import { names, t } from "../words";

export const sectionId = (id: string) => `part-${id}`;

/** Sticks to the top and follows the reader down the menu. */
export function CategoryBar({ sections }: { sections: Section[] }) {
  const ids = sections.map((section) => section.category.id);
  const current = useSectionInView(ids);
  const bar = useRef<HTMLElement>(null);

  // Only the bar scrolls, never the page.
  useEffect(() => {
    const link = bar.current?.querySelector<HTMLElement>('[aria-current="true"]');
    if (!link || !bar.current) return;
    bar.current.scrollTo({ left: link.offsetLeft - 16, behavior: "smooth" });
  }, [current]);

  return (
    <nav class="category-bar" aria-label={t("categories")} ref={bar}>
      {sections.map(({ category }) => (
        <a
          key={category.id}
          href={`#${sectionId(category.id)}`}
          aria-current={category.id === current ? "true" : undefined}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(sectionId(category.id))?.scrollIntoView();
          }}
        >
          {names(category).first}
        </a>
      ))}
    </nav>
  );
}

function useSectionInView(ids: string[]): string | undefined {
  const [current, setCurrent] = useState(ids[0]);
  const all = ids.join();
  useEffect(() => {
    const inView = new Set<string>();
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (entry.isIntersecting) inView.add(entry.target.id);
          else inView.delete(entry.target.id);
        }
        const first = ids.find((id) => inView.has(sectionId(id)));
        if (first) setCurrent(first);
      },
      // The strip just below the bar decides.
      { rootMargin: "-72px 0px -70% 0px" },
    );
    for (const id of ids) {
      const section = document.getElementById(sectionId(id));
      if (section) watcher.observe(section);
    }
    return () => watcher.disconnect();
  }, [all]);
  return current !== undefined && ids.includes(current) ? current : ids[0];
}
