/**
 * Waiting without guessed sleeps: for an entry of a transcript, for an event, or for a condition; each with a deadline
 * after which the error says what was awaited and what came instead.
 *
 *     const log = new Transcript<string>();
 *     socket.on("news", (n) => log.push(`news ${n}`));
 *     await log.until("news 3");              // an entry; it may be there already
 *     await log.size(3);                      // or so many of them
 *     await log.when((all) => …);             // or a condition on all of them
 *     expect(log.entries).toEqual(["news 1", "news 2", "news 3"]);
 *     const [reason] = await next(serverSocket, "disconnect");
 *     await until("both rooms are empty", () => a.size === 0 && b.size === 0);
 */

/** ms; generous, since nothing depends on it but how soon a broken test fails. */
const DEADLINE = 8_000;

/** What happened, in order. */
export class Transcript<Entry = string> {
  readonly entries: Entry[] = [];
  readonly #waiting = new Set<() => void>();

  push(entry: Entry): void {
    this.entries.push(entry);
    for (const check of [...this.#waiting]) check();
  }

  /** Waits until there is such an entry. */
  until(entry: Entry): Promise<void> {
    return this.#await(JSON.stringify(entry), () => this.entries.includes(entry));
  }

  /** Waits until there are `count` entries, or more. */
  size(count: number): Promise<void> {
    return this.#await(`${count} entries`, () => this.entries.length >= count);
  }

  /** Waits until the condition holds. */
  when(condition: (entries: readonly Entry[]) => boolean): Promise<void> {
    return this.#await(`${condition}`, () => condition(this.entries));
  }

  #await(what: string, holds: () => boolean): Promise<void> {
    // made here, for its stack
    const late = new Error();
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (holds()) done(resolve);
      };
      const timer = setTimeout(() => {
        const tail = this.entries.slice(-30).map((entry) => JSON.stringify(entry) ?? String(entry));
        late.message = `waited ${DEADLINE} ms for ${what}; the last of ${this.entries.length} entries: ${tail.join(", ")}`;
        done(() => reject(late));
      }, DEADLINE);
      const done = (settle: () => void): void => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        settle();
      };
      this.#waiting.add(check);
      check();
    });
  }
}

interface Emitter {
  on(event: string, listener: (...args: any[]) => void): unknown;
  off(event: string, listener: (...args: any[]) => void): unknown;
}

/** The arguments of the next such event. */
export function next(emitter: unknown, event: string, deadline = DEADLINE): Promise<any[]> {
  const { on, off } = emitter as Emitter;
  const late = new Error(`waited ${deadline} ms for the event "${event}"`);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(() => reject(late)), deadline);
    const listener = (...args: any[]): void => done(() => resolve(args));
    const done = (settle: () => void): void => {
      clearTimeout(timer);
      off.call(emitter, event, listener);
      settle();
    };
    on.call(emitter, event, listener);
  });
}

/** Waits for a condition on something that tells of no change: looks again and again, until `deadline` ms have passed. */
export async function until(what: string, condition: () => unknown, deadline = DEADLINE): Promise<void> {
  const late = new Error(`waited ${deadline} ms until ${what}`);
  const end = Date.now() + deadline;
  while (!(await condition())) {
    if (Date.now() > end) throw late;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** The event loop went round: what was due now is done. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** 0 … count-1 */
export const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
