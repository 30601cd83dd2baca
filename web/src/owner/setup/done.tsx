import { follow } from "../../app/router";
import { Icon } from "../../look";
import { OwnerIcon, type OwnerIconName } from "../parts/icons";

const NEXT: { icon: OwnerIconName; path: string; word: string; says: string }[] = [
  {
    icon: "menu",
    path: "/owner/menu",
    word: "Put your dishes in",
    says: "One by one, or a whole menu from a spreadsheet.",
  },
  {
    icon: "print",
    path: "/owner/tables",
    word: "Print the table cards",
    says: "Name your Wi-Fi in Settings first; the cards carry it.",
  },
  {
    icon: "staff",
    path: "/owner/staff",
    word: "Give your people their PINs",
    says: "Cooks, waiters, cashiers: each signs in by name.",
  },
];

export function Done() {
  return (
    <div class="stack" data-testid="setup-done">
      <div>
        <h1>You are open</h1>
        <p class="soft">The box is yours and you are signed in. Three things to do next:</p>
      </div>
      <ul class="panel flush rows">
        {NEXT.map(({ icon, path, word, says }) => (
          <li key={path}>
            <a class="row-button" href={path} onClick={follow}>
              <OwnerIcon name={icon} size="1.75rem" />
              <span class="grow">
                <strong>{word}</strong>
                <span class="soft small">{says}</span>
              </span>
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
