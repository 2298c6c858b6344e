import type { Socket } from "holdfast";
import { HoldfastError } from "holdfast/core";
import { type Emitter, listen } from "./listen.ts";
import type { ArgumentsOf, EventOf } from "./types.ts";

/** What becomes of events that come faster than they are taken, and how long that goes on. */
export interface StreamOptions {
  /** Ends it with `ERR_ABORTED`; what waits is not given any more. */
  signal?: AbortSignal;
  /** Events that wait at most. @default 1000 */
  limit?: number;
  /** With one too many the oldest goes, or itself does, or it ends with `ERR_BUFFER_FULL` behind those. @default "drop-oldest" */
  onOverflow?: "drop-oldest" | "drop-newest" | "error";
  /** At a `disconnect` it goes on, or ends behind what waits; `"throw"`: with `ERR_DISCONNECTED`. @default "continue" */
  onDisconnect?: "continue" | "end" | "throw";
}

type Result<Args> = IteratorResult<Args, undefined>;

/** What waits to be taken, and those who wait to take it. */
const queue = <Args>() => {
  /** A set, as an array takes long to lose its first where many wait. */
  const waiting = new Set<Args>();
  /** It goes on until it has said that it is done, so it is not asked where nothing waits. */
  const oldest = waiting.values();
  const asking: ((result: Result<Args> | Promise<never>) => void)[] = [];
  /** Nothing comes any more; with which error it ends, or `null` for none. */
  let outcome: unknown;

  const shift = (): Args => {
    const { value } = oldest.next() as IteratorYieldResult<Args>;
    waiting.delete(value);
    return value;
  };
  const give = (error = outcome): void => {
    outcome = error;
    while (asking[0] && waiting.size) asking.shift()?.({ value: shift(), done: false });
    while (asking[0] && outcome !== undefined)
      asking.shift()?.(outcome ? Promise.reject(outcome) : { value: undefined, done: true });
  };
  const next = (): Promise<Result<Args>> =>
    new Promise((resolve) => {
      asking.push(resolve);
      give();
    });
  return [waiting, shift, give, next] as const;
};

const iterate = <Args extends unknown[]>(
  socket: Emitter,
  event: string,
  { signal, limit = 1000, onOverflow = "drop-oldest", onDisconnect = "continue" }: StreamOptions,
): AsyncIterator<Args, undefined> => {
  const [waiting, shift, give, next] = queue<Args>();
  const take = (...args: Args): void => {
    waiting.add(args);
    give();
    if (waiting.size > limit) {
      if (onOverflow === "drop-oldest") shift();
      else waiting.delete(args);
      if (onOverflow === "error") stop(new HoldfastError("ERR_BUFFER_FULL", `more than ${limit} "${event}" wait`));
    }
  };
  const lost = (): void =>
    stop(onDisconnect === "throw" ? new HoldfastError("ERR_DISCONNECTED", "disconnected") : undefined);

  if (onDisconnect !== "continue") socket.on("disconnect", lost);
  const stop = listen(socket, event, signal, take, (error = null) => {
    socket.off("disconnect", lost);
    if (signal?.aborted) waiting.clear();
    give(error);
  });
  return {
    next,
    return: () => {
      waiting.clear();
      stop();
      return next();
    },
  };
};

/**
 * The events of a name as an async iterable of their argument arrays. It listens from `[Symbol.asyncIterator]()` on, which a
 * `for await` loop calls as it begins, until the loop is left, the signal is aborted, or it ends. It may be iterated any number of
 * times, each with events of its own.
 */
export const stream = <Listen extends object, Emit extends object, Name extends EventOf<Listen>>(
  socket: Socket<Listen, Emit>,
  event: Name,
  options: StreamOptions = {},
): AsyncIterable<ArgumentsOf<Listen, Name>> => ({
  [Symbol.asyncIterator]: () => iterate(socket as unknown as Emitter, event, options),
});
