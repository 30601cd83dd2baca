import "../look/fonts.css";
import "../look/tokens.css";
import "../look/base.css";
import "../look/controls.css";
import "./landing.css";
import type { PublicHouse } from "../api/schema";

/** The page works without this; it only learns the restaurant's name. */
async function introduce() {
  const answer = await fetch("/api/house");
  if (!answer.ok) return;
  const house = (await answer.json()) as PublicHouse;
  if (house.setup_needed) {
    document.getElementById("fresh")?.removeAttribute("hidden");
    document.querySelector(".guest")?.setAttribute("hidden", "");
    return;
  }
  const put = (id: string, text: string) => {
    const element = document.getElementById(id);
    if (element && text) element.textContent = text;
  };
  put("name", house.name);
  put("tagline", house.tagline);
  if (house.name) document.title = house.name;
}

introduce().catch(() => undefined);
