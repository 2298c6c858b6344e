import type { SignalSource } from "../platform/platform.ts";

/** Signals of the network and of the page, by what they mean. */
export interface SignalSink {
  /** The network is back, or the page is: is the connection still there? */
  _wake(): void;
  /** The network is gone. */
  _offline(): void;
  /** The page goes away; `kept`: it may come back as it is. */
  _hide(kept: boolean): void;
  /** No listener of the page will emit any more, if it goes away. */
  _gone(): void;
  /** The page is about to go away. */
  _unload(): void;
}

const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];

/** Listens to the sources, and to `beforeunload` if asked. Returns the function that stops it. */
export const watchSignals = (
  sources: readonly (SignalSource | undefined)[],
  beforeunload: boolean,
  sink: SignalSink,
): (() => void) => {
  const listener = ({ type, target, persisted }: Event & { persisted?: boolean }): void => {
    if (type === "offline") sink._offline();
    else if (type === "pagehide") sink._hide(!!persisted);
    else if (type === "beforeunload") sink._unload();
    // as its last event, a page that goes away is hidden
    else if ((target as { visibilityState?: string } | null)?.visibilityState === "hidden") sink._gone();
    else sink._wake();
  };
  const names = beforeunload ? [...NAMES, "beforeunload"] : NAMES;
  const each = (method: "addEventListener" | "removeEventListener"): void => {
    for (const source of sources) for (const name of names) source?.[method]?.(name, listener);
  };
  each("addEventListener");
  return () => each("removeEventListener");
};
