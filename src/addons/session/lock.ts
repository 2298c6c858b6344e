/** ms that the page before may take to let go of its session. */
const PATIENCE = 300;

/** What is needed of the Web Locks API. */
interface Locks {
  request(name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown>;
}

/** Web Locks, where there are any: in browsers, on pages that are secure. */
export const webLocks = (): Locks | undefined => (globalThis.navigator as { locks?: Locks } | undefined)?.locks;

/**
 * Sees to it that no other page goes on with the same session. Returns the function that lets go of it; nothing, if another one
 * has it.
 */
export const lockSession = (pid: string): Promise<(() => void) | undefined> =>
  new Promise((resolve) => {
    const locks = webLocks();
    if (!locks) return resolve(() => {});
    const given = new AbortController();
    const timer = setTimeout(() => given.abort(), PATIENCE);
    const held = (): Promise<void> =>
      new Promise((release) => {
        clearTimeout(timer);
        resolve(release);
      });
    locks.request(`holdfast:${pid}`, { signal: given.signal }, held).catch(() => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
