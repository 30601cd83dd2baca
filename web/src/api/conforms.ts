// Holds the shapes the pages read against the types generated from the API's own document: when
// the server sends something else, `npm run check` fails here.
import type { components } from "./openapi";
import type * as Read from "./schema";

type Server = components["schemas"];

/**
 * What the server sends: it leaves no field out, though the document says that some may be null,
 * and it checks that spice is one of four.
 */
type Sent<T> = T extends readonly (infer One)[]
  ? Sent<One>[]
  : T extends object
    ? { [Key in keyof T]-?: Key extends "spice" ? 0 | 1 | 2 | 3 : Sent<T[Key]> }
    : T;

type Fits<Given extends Wanted, Wanted> = [Given, Wanted];

export type Conforms = [
  Fits<Sent<Server["House"]>, Read.House>,
  Fits<Sent<Server["PublicHouse"]>, Read.PublicHouse>,
  Fits<Sent<Server["Sitting"]>, Read.Sitting>,
  Fits<Sent<Server["Call"]>, Read.Call>,
  Fits<Sent<Server["Menu"]>, Read.Menu>,
  Fits<Sent<Server["MenuItem"]>, Read.MenuItem>,
  Fits<Sent<Server["Cart"]>, Read.Cart>,
  Fits<Sent<Server["Quote"]>, Read.Quote>,
  Fits<Sent<Server["Order"]>, Read.Order>,
  Fits<Sent<Server["Board"]>, Read.Board>,
  Fits<Sent<Server["Bill"]>, Read.Bill>,
  Fits<Sent<Server["Invoice"]>, Read.Invoice>,
  Fits<Sent<Server["Today"]>, Read.Today>,
];
