import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Timer } from "../platform/platform.ts";
import type { Transport } from "../transport/transport.ts";

/** ms between two writes that the server should not read at once, where it can't be known that it has read the first. */
const GAP = 250;
/** ms that a server may take to say that it has. */
const PATIENCE = 1000;

/**
 * Keeps apart what the server must not read at once: a packet that goes alone, such as a goodbye, and those before and behind it;
 * see "Close" in docs/protocol.md.
 */
export class Spacing {
  readonly _clock: Clock;
  /** When was something last sent: the request that opens, then packets? */
  _since: number;
  /** Was it one that goes alone? */
  _alone: boolean | undefined = undefined;
  /** Does the server not say that it has read? */
  _isDeaf = false;
  /** There while nothing is to be sent. */
  _gap: Timer = undefined;

  constructor(clock: Clock) {
    this._clock = clock;
    this._since = clock.ticks();
  }

  /** ms since something was last sent. */
  get _passed(): number {
    return this._clock.ticks() - this._since;
  }

  /** A batch went out that began with this packet. */
  _sent({ _alone }: EnginePacket): void {
    this._since = this._clock.ticks();
    this._alone = _alone;
  }

  /** Does the packet have to wait until what was sent is read? */
  _parts({ _alone }: EnginePacket): boolean {
    return _alone !== this._alone;
  }

  /** Waits until the server has read what was sent, or may be taken to have; what is asked for meanwhile waits as well. */
  _wait(transport: Transport, go: (since: "rested" | undefined) => void): void {
    const { writable, _posts } = transport;
    const end = (how: "deaf" | "hears"): void => {
      this._isDeaf = how === "deaf";
      // an answer that came too late
      if (this._gap !== gap) return;
      this._stop();
      go(writable ? "rested" : undefined);
    };
    const asked = !this._isDeaf && transport._whenRead(() => end("hears"));
    // what the transport still has is yet to be written; a POST was answered
    const passed = writable ? Math.max(0, this._passed) : 0;
    const wait = _posts ? 0 : asked ? PATIENCE : GAP - passed;
    const gap = this._clock.setTimeout(() => end(asked || this._isDeaf ? "deaf" : "hears"), wait);
    this._gap = gap;
  }

  /** Waits no more. */
  _stop(): void {
    this._clock.clearTimeout(this._gap);
    this._gap = undefined;
  }
}
