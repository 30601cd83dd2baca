import type { AreaStation, Station, Stations } from "../../../api/schema";
import { api } from "../../../staff/session";
import { createLoaded } from "../../parts/load";

export const stations = createLoaded(() => api.get<Stations>("/api/stations"), ["menu", "tables"]);

export interface StationBody {
  sort: number;
  is_default: boolean;
  warn_minutes: number | null;
  late_minutes: number | null;
}

const path = (name: string) => `/api/stations/${encodeURIComponent(name)}`;

/** Makes it or changes it; another name is given first, so that nothing is lost in between. */
export async function saveStation(old: string, name: string, body: StationBody): Promise<void> {
  if (old && old !== name) await api.post<Station>(`${path(old)}/rename`, { name });
  await api.put<Station>(path(name), body);
  await stations.load();
}

export async function removeStation(name: string): Promise<void> {
  await api.del(path(name));
  await stations.load();
}

export async function saveAreas(items: AreaStation[]): Promise<void> {
  const saved = await api.put<Stations>("/api/stations/areas", { items });
  stations.change(() => saved);
}

/** The whole map after one choice; "" takes the exception away. */
export function replaced(
  map: AreaStation[],
  area_id: string,
  station: string,
  instead: string,
): AreaStation[] {
  const others = map.filter((one) => one.area_id !== area_id || one.station !== station);
  return instead && instead !== station ? [...others, { area_id, station, instead }] : others;
}

export const byPlace = (items: Station[]): Station[] =>
  [...items].sort((a, b) => a.sort - b.sort || a.name.localeCompare(b.name));
