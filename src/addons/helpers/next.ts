import type { Socket } from "holdfast";
import { HoldfastError } from "holdfast/core";
import { type Emitter, listen } from "./listen.ts";
import type { ArgumentsOf, EventOf } from "./types.ts";

/** What `next` waits for, and for how long. */
export interface NextOptions<Args extends unknown[]> {
  /** ms to wait at most. @default Infinity */
  timeout?: number;
  /** Ends the wait. */
  signal?: AbortSignal;
  /** Which event it is to be. What it throws rejects the promise. @default the next one */
  where?: (...args: Args) => boolean;
}

/**
 * Promises the arguments of the next such event, as an array. The socket may lose its connection and come back meanwhile. Rejects with
 * `ERR_ACK_TIMEOUT` when `timeout` ms have passed, and with `ERR_ABORTED`; the listener is gone in any case.
 */
export const next = <Listen extends object, Emit extends object, Name extends EventOf<Listen>>(
  socket: Socket<Listen, Emit>,
  event: Name,
  { timeout = Infinity, signal, where }: NextOptions<ArgumentsOf<Listen, Name>> = {},
): Promise<ArgumentsOf<Listen, Name>> =>
  new Promise((resolve, reject) => {
    const expire = (): void => end(new HoldfastError("ERR_ACK_TIMEOUT", `no "${event}" within ${timeout} ms`));
    // timers take less than 2 ** 31 ms
    const timer = timeout < 2e9 ? setTimeout(expire, timeout) : undefined;
    const take = (...args: ArgumentsOf<Listen, Name>): void => {
      try {
        if (where && !where(...args)) return;
        resolve(args);
        end();
      } catch (error) {
        end(error);
      }
    };
    const end = listen(socket as unknown as Emitter, event, signal, take, (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
