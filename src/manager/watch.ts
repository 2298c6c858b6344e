import type { Engine } from "../engine/engine.ts";
import type { State } from "./state.ts";

/** Something that happened in a Manager. */
export type WatchRecord =
  /** It went from one state to another. */
  | { readonly type: "state"; readonly from: State["name"]; readonly to: State["name"] }
  /** An attempt starts, 0 for the first connection; its Engine tells more. */
  | { readonly type: "attempt"; readonly attempt: number; readonly engine: Engine };

/** Is told of all that happens in a Manager, as it does. */
export type Watch = (record: WatchRecord) => void;
