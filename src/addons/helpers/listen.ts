import { HoldfastError } from "holdfast/core";

/** What is needed of a socket, here without its types. */
export interface Emitter {
  on(event: string, listener: (...args: never) => void): unknown;
  off(event: string, listener: (...args: never) => void): unknown;
}

/**
 * Adds a listener until the function that it returns is called, maybe with an error, or until the signal is aborted, which may have
 * been before: `ERR_ABORTED`. `ended` is told of either.
 */
export const listen = <Args extends unknown[]>(
  socket: Emitter,
  event: string,
  signal: AbortSignal | undefined,
  listener: (...args: Args) => void,
  ended: (error?: unknown) => void,
): ((error?: unknown) => void) => {
  const end = (error?: unknown): void => {
    socket.off(event, listener);
    signal?.removeEventListener("abort", abort);
    ended(error);
  };
  const abort = (): void => end(new HoldfastError("ERR_ABORTED", "aborted", { cause: signal?.reason }));
  socket.on(event, listener);
  signal?.addEventListener("abort", abort);
  if (signal?.aborted) abort();
  return end;
};
