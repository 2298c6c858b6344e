/** What is needed of the Web Locks API. */
interface Locks {
  request(name: string, options: { signal: AbortSignal }, held: () => Promise<void>): Promise<unknown>;
}

/** Web Locks, where there are any: in browsers, on pages that are secure. */
export const webLocks = (): Locks | undefined => (globalThis.navigator as { locks?: Locks } | undefined)?.locks;

/**
 * Sees to it that no other page goes on with the same session. Returns the function that lets go of it; nothing, if another one
 * has it for so many ms. Without these it is waited for: nobody has a session that is new, and a busy browser may take its time.
 */
export const lockSession = (pid: string, patience?: number): Promise<(() => void) | undefined> =>
  new Promise((resolve) => {
    const locks = webLocks();
    if (!locks) return resolve(() => {});
    const given = new AbortController();
    const timer = patience && setTimeout(() => given.abort(), patience);
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
