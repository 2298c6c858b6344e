import type { Clock, Timer } from "../platform/platform.ts";
import type { Listener } from "../util/emitter.ts";
import { HoldfastError } from "../util/errors.ts";
import type { OutgoingPacket } from "./link.ts";

/** An acknowledgement that is due. */
export interface PendingAck {
  readonly callback: Listener;
  /** The callback takes an error first, and is promised to be called. */
  readonly withError: boolean;
  readonly packet: OutgoingPacket;
  /** Ends its timer and abort listener. */
  dispose?: (() => void) | undefined;
}

export interface AckOptions {
  /** ms, from now. */
  timeout?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** The acknowledgements that one namespace waits for. Each is settled once. */
export class Acks {
  readonly _pending = new Map<number, PendingAck>();
  readonly _clock: Clock;
  readonly _call: (callback: Listener, args: readonly unknown[]) => void;
  /** The id that the next event with acknowledgement gets. */
  nextId = 0;

  constructor(clock: Clock, call: (callback: Listener, args: readonly unknown[]) => void) {
    this._clock = clock;
    this._call = call;
  }

  /** Waits for the acknowledgement of `packet`; `expired` is called when time or signal ends that. */
  add(
    packet: OutgoingPacket,
    callback: Listener,
    withError: boolean,
    { timeout, signal }: AckOptions,
    expired: (packet: OutgoingPacket, error: HoldfastError) => void,
  ): void {
    const pending: PendingAck = { callback, withError, packet };
    this._pending.set(packet.id!, pending);
    this.nextId++;
    if (timeout === undefined && !signal) return;
    let timer: Timer;
    const fail = (code: "ERR_ACK_TIMEOUT" | "ERR_ABORTED", message: string, cause?: unknown): void =>
      expired(packet, new HoldfastError(code, message, { delivery: packet.sent ? "unknown" : "not-sent", cause }));
    const onAbort = (): void => fail("ERR_ABORTED", "operation was aborted", signal!.reason);
    if (timeout !== undefined) {
      timer = this._clock.setTimeout(() => fail("ERR_ACK_TIMEOUT", "operation has timed out"), timeout);
    }
    signal?.addEventListener("abort", onAbort);
    pending.dispose = () => {
      this._clock.clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
  }

  /** The answer came. One that nobody waits for is ignored. */
  resolve(id: number, args: readonly unknown[]): void {
    const pending = this._pending.get(id);
    if (!pending) return;
    this._remove(pending);
    this._call(pending.callback, pending.withError ? [null, ...args] : args);
  }

  /** No answer will come. A callback that takes no error is forgotten. */
  fail(packet: OutgoingPacket, error: HoldfastError): void {
    const pending = this._pending.get(packet.id!);
    if (pending?.packet !== packet) return;
    this._remove(pending);
    this.settle(pending, error);
  }

  /** Takes those that `select` picks out of the wait; they are the caller's to settle, by {@link Acks.settle}. */
  take(select: (pending: PendingAck) => unknown): PendingAck[] {
    const taken = [...this._pending.values()].filter(select);
    for (const pending of taken) this._remove(pending);
    return taken;
  }

  settle({ withError, callback }: PendingAck, error: HoldfastError): void {
    if (withError) this._call(callback, [error]);
  }

  _remove(pending: PendingAck): void {
    this._pending.delete(pending.packet.id!);
    pending.dispose?.();
  }
}
