import type { Clock } from "../platform/platform.ts";
import type { TypedEmitter } from "../util/emitter.ts";
import { aborted, disconnected, HoldfastError } from "../util/errors.ts";
import type { LifecycleEvents, SocketState, StateChange } from "./types.ts";

/** Resolves once the socket is connected; rejects when it gives up, or is given up. */
export const whenReady = (
  socket: { readonly state: SocketState },
  lifecycle: TypedEmitter<LifecycleEvents>,
  clock: Clock,
  { signal, timeout }: { signal: AbortSignal | undefined; timeout: number | undefined },
): Promise<void> =>
  new Promise((resolve, reject) => {
    let last: Error = disconnected("not-sent");
    const end = (error?: Error): void => {
      lifecycle.off("state_change", changed).off("connect_error", failed);
      signal?.removeEventListener("abort", abort);
      clock.clearTimeout(timer);
      if (error) reject(error);
      else resolve();
    };
    const failed = (error: Error): void => {
      last = error;
      // a refusal is told after the state has changed
      if (socket.state === "disconnected") end(last);
    };
    const changed = ({ to, cause }: StateChange): void => {
      if (to === "connected") end();
      else if (to === "disconnected" && cause !== "connect_error") end(last);
    };
    const abort = (): void => {
      if (signal) end(aborted(signal));
    };
    const timer =
      timeout != null && clock.setTimeout(() => end(new HoldfastError("ERR_CONNECT_TIMEOUT", "timeout")), timeout);
    lifecycle.on("state_change", changed).on("connect_error", failed);
    signal?.addEventListener("abort", abort);
    if (socket.state === "connected") end();
    else if (signal?.aborted) abort();
  });
