import { setImmediate as native } from "node:timers";

/** The real one, as it was when this was loaded: no fake clock stops it. jsdom has none of its own. */
const immediate = native;

/** Calls back in a turn of its own, which nobody waits for. */
export const soon = (callback: () => void): void => void immediate(callback);

/** What is under way in turns of their own, counted, so that the end of it can be waited for. */
export class Turns {
  /** Calls that are yet to be made. */
  _due = 0;
  /** Calls that were made. */
  _made = 0;

  /** Calls back in a turn of its own. Returns the function that takes it back. */
  _later(callback: () => void): () => void {
    let isDue = true;
    const end = (): boolean => {
      if (!isDue) return false;
      isDue = false;
      this._due--;
      return true;
    };
    this._due++;
    immediate(() => {
      if (!end()) return;
      this._made++;
      callback();
    });
    return end;
  }
}

/** The event loop goes round once: promises and what is due at once are done. */
export const turn = (): Promise<void> => new Promise((resolve) => void immediate(() => resolve()));
