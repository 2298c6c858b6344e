import type { SignalSource } from "../platform/platform.ts";

/** Signals of the network and of the page, by what they mean. */
export interface SignalSink {
  /** The network is back, or the page is: is the connection still there? */
  _wake(): void;
  /** The network is gone. */
  _offline(): void;
  /** The page goes away, or it is kept, and may come back as it is. */
  _hide(how: { _isKept: boolean }): void;
  /** No listener of the page will emit any more, if it goes away. */
  _gone(): void;
  /** The page is about to go away. */
  _unload(): void;
}

const NAMES = ["online", "offline", "visibilitychange", "pageshow", "pagehide", "resume"];

/** Listens to the sources, and to `beforeunload` if that is to end the connection. Returns the function that stops it. If one throws, so does this, having stopped. */
export const listenToSignals = (
  sources: readonly (SignalSource | undefined)[],
  sink: SignalSink,
  { _hasUnload }: { readonly _hasUnload: boolean },
): (() => void) => {
  const listener = ({ type, target, persisted }: Event & { persisted?: boolean }): void => {
    if (type === "offline") sink._offline();
    else if (type === "pagehide") sink._hide({ _isKept: !!persisted });
    else if (type === "beforeunload") sink._unload();
    // as its last event, a page that goes away is hidden
    else if ((target as { visibilityState?: string } | null)?.visibilityState === "hidden") sink._gone();
    else sink._wake();
  };
  const names = _hasUnload ? [...NAMES, "beforeunload"] : NAMES;
  const stop = (): void => {
    for (const source of sources)
      for (const name of names)
        try {
          source?.removeEventListener?.(name, listener);
        } catch {
          // it was the app's to give a source that works, and there is nothing left to do
        }
  };
  try {
    for (const source of sources) for (const name of names) source?.addEventListener?.(name, listener);
  } catch (error) {
    stop();
    throw error;
  }
  return stop;
};
