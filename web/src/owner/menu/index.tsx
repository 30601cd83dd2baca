import { navigate, path } from "../../app/router";
import { Bone, Tabs } from "../../look";
import { Loader } from "../parts/loader";
import { OwnerPage } from "../parts/page";
import { Categories } from "./categories";
import { Dishes } from "./dishes";
import { Exchange } from "./exchange";
import { Groups } from "./groups";
import { StationsView } from "./stations";
import { menu } from "./store";

type View = "dishes" | "categories" | "choices" | "stations" | "files";

const VIEWS: { key: View; label: string }[] = [
  { key: "dishes", label: "Dishes" },
  { key: "categories", label: "Categories" },
  { key: "choices", label: "Choices" },
  { key: "stations", label: "Stations" },
  { key: "files", label: "Import" },
];

export function MenuPage() {
  const last = path.value.split("/")[3];
  const view = VIEWS.find((one) => one.key === last)?.key ?? "dishes";
  return (
    <OwnerPage title="Menu">
      <Tabs
        label="Parts of the menu"
        tabs={VIEWS}
        current={view}
        onSelect={(key) => navigate(key === "dishes" ? "/owner/menu" : `/owner/menu/${key}`)}
      />
      <Loader from={menu} bones={<Bones />}>
        {(all) =>
          view === "categories" ? (
            <Categories menu={all} />
          ) : view === "choices" ? (
            <Groups menu={all} />
          ) : view === "stations" ? (
            <StationsView />
          ) : view === "files" ? (
            <Exchange menu={all} />
          ) : (
            <Dishes menu={all} />
          )
        }
      </Loader>
    </OwnerPage>
  );
}

function Bones() {
  return (
    <div class="stack tight">
      {[1, 2, 3, 4, 5, 6].map((bone) => (
        <Bone key={bone} height="4.5rem" />
      ))}
    </div>
  );
}
