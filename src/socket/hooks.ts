import type { HoldfastError } from "../util/errors.ts";

/**
 * By this name a socket has what add-ons do about its events. A symbol that all copies of the package share: an add-on may come from
 * another copy, and the build shortens private names in each of its own way.
 */
export const HOOKS: unique symbol = Symbol.for("holdfast.hooks");

/** What add-ons do about the events of a socket, whose name comes first in `args`. Of each kind there is one. */
export interface Hooks {
  /**
   * Looks at what is emitted, the callback included, before anything is done about it. What it throws, `emit` throws. The event waits
   * for a promise, and is dropped with the error that it gives. The promise does not reject.
   */
  outgoing?: ((args: readonly unknown[]) => Promise<HoldfastError | undefined> | undefined) | undefined;
  /** Gives one more argument for the server, of which nobody here is told. `isDue`: an acknowledgement is asked for. */
  trailing?: ((args: readonly unknown[], ack: { isDue: boolean }) => unknown) | undefined;
  /** Is given what would go to the listeners, and hands on what they are given. */
  incoming?: ((args: unknown[], deliver: (args: unknown[]) => void) => void) | undefined;
  /** Is given the acknowledgement of an event, and hands on what becomes of it. */
  acknowledged?:
    | ((
        args: readonly unknown[],
        answer: readonly unknown[],
        settle: (error: HoldfastError | null, answer?: readonly unknown[]) => void,
      ) => void)
    | undefined;
}

/** A socket that may have some. */
export interface Hooked {
  readonly [HOOKS]?: Hooks;
}
