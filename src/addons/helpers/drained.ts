import type { Socket } from "holdfast";
import { HoldfastError } from "holdfast/core";

/** ms between two looks while too much waits. */
const PAUSE = 20;

/** How little is to wait, and for how long that is waited for. */
export interface DrainOptions {
  /** Bytes; fewer than these are to wait, and none with 0. @default 65536 */
  below?: number;
  /** Ends the wait. */
  signal?: AbortSignal;
  /** ms to wait at most. @default Infinity */
  timeout?: number;
}

/**
 * Resolves once fewer bytes wait to be sent: in the socket's buffer, in the session's queue and in its transport. While the socket is
 * not connected it waits. Rejects with `ERR_DISCONNECTED` if the connection is lost with bytes that its transport had and did not send,
 * with `ERR_ACK_TIMEOUT` when `timeout` ms have passed, and with `ERR_ABORTED`.
 */
export const drained = <Listen extends object, Emit extends object>(
  socket: Socket<Listen, Emit>,
  { below = 65_536, signal, timeout = Infinity }: DrainOptions = {},
): Promise<void> =>
  new Promise((resolve, reject) => {
    const { lifecycle } = socket;
    /** Bytes that the transport had when it was last looked at. */
    let handed = 0;
    let pause: ReturnType<typeof setTimeout> | undefined;
    const end = (error?: HoldfastError): void => {
      clearTimeout(pause);
      clearTimeout(limit);
      lifecycle.off("connect", look).off("disconnect", lost);
      signal?.removeEventListener("abort", abort);
      if (error) reject(error);
      else resolve();
    };
    const look = (): void => {
      if (!socket.connected) return;
      const { engine } = socket.io;
      if (socket.buffered.bytes + engine.bufferedAmount < (below || 1)) return end();
      handed = engine.transport.bufferedAmount;
      pause = setTimeout(look, PAUSE);
    };
    const lost = (): void => {
      clearTimeout(pause);
      if (handed) end(new HoldfastError("ERR_DISCONNECTED", "disconnected", { delivery: "unknown" }));
    };
    const abort = (): void => end(new HoldfastError("ERR_ABORTED", "aborted", { cause: signal?.reason }));
    const expire = (): void => end(new HoldfastError("ERR_ACK_TIMEOUT", `not drained within ${timeout} ms`));
    // timers take less than 2 ** 31 ms
    const limit = timeout < 2e9 ? setTimeout(expire, timeout) : undefined;
    lifecycle.on("connect", look).on("disconnect", lost);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    else look();
  });
