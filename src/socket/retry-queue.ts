import type { Clock, Timer } from "../platform/platform.ts";
import { HoldfastError } from "../util/errors.ts";
import type { OutgoingPacket } from "./link.ts";

interface Entry {
  readonly packet: OutgoingPacket;
  /** ms that one try may take. */
  readonly timeout: number;
  /** Tries that the server left unanswered; a lost connection counts for none. */
  unanswered: number;
  /** Runs while the entry is in flight. */
  timer?: Timer;
}

/**
 * Events that are sent again, in order, until the server acknowledges them: after `timeout`, or on a new connection. Each
 * keeps its ack id, so that a late answer to an earlier try settles it too.
 */
export class RetryQueue {
  // a Map keeps the order and forgets any entry at a constant cost
  readonly _entries = new Map<OutgoingPacket, Entry>();
  readonly _clock: Clock;
  readonly _retries: number;
  readonly _window: number;
  readonly _send: (packet: OutgoingPacket) => void;
  readonly _failed: (packet: OutgoingPacket, error: HoldfastError) => void;
  _open = false;

  constructor(
    clock: Clock,
    retries: number,
    window: number,
    send: (packet: OutgoingPacket) => void,
    failed: (packet: OutgoingPacket, error: HoldfastError) => void,
  ) {
    this._clock = clock;
    this._retries = retries;
    this._window = window;
    this._send = send;
    this._failed = failed;
  }

  get packets(): Iterable<OutgoingPacket> {
    return this._entries.keys();
  }

  add(packet: OutgoingPacket, timeout: number): void {
    this._entries.set(packet, { packet, timeout, unanswered: 0 });
    this._drain();
  }

  /** The packet is settled. */
  remove(packet: OutgoingPacket): void {
    this._clock.clearTimeout(this._entries.get(packet)?.timer);
    if (this._entries.delete(packet)) this._drain();
  }

  /** A connection is there: sends what was in flight again, then goes on. */
  start(): void {
    this._open = true;
    this._drain();
  }

  /** The connection is gone. */
  stop(): void {
    this._open = false;
    for (const entry of this._entries.values()) {
      this._clock.clearTimeout(entry.timer);
      entry.timer = undefined;
    }
  }

  _drain(): void {
    if (!this._open) return;
    let room = this._window;
    for (const entry of this._entries.values()) {
      if (!room--) return;
      if (entry.timer === undefined) this._try(entry);
      // sending may have found the connection dead
      if (!this._open) return;
    }
  }

  _try(entry: Entry): void {
    entry.timer = this._clock.setTimeout(() => {
      entry.timer = undefined;
      if (++entry.unanswered > this._retries) {
        this._failed(
          entry.packet,
          new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", { delivery: "unknown" }),
        );
      } else this._drain();
    }, entry.timeout);
    this._send(entry.packet);
  }
}
