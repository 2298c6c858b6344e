import type { Engine } from "../engine/engine.ts";
import type { Clock, Platform } from "../platform/platform.ts";
import { isLoopback, type Target } from "../util/url.ts";
import type { IoOptions } from "./options.ts";
import { listenToSignals, type SignalSink } from "./signals.ts";
import type { State } from "./state.ts";

/** ms over which the clients of a network that is back spread their attempts. */
const WAKE_SPREAD = 200;

/** The connection that the signals are about. */
interface Connection {
  readonly _manager: { readonly opts: IoOptions };
  readonly _platform: Platform;
  readonly _clock: Clock;
  readonly _state: State;
  readonly _target: Target;
  readonly engine: Engine | undefined;
  _hurry(spread: number): void;
}

/** What becomes of a connection when the network or the page comes and goes. */
export class Presence implements SignalSink {
  readonly _connection: Connection;
  _stopListening: (() => void) | undefined;
  /** Is the page in the background, kept without a connection? */
  _isKept = false;

  constructor(connection: Connection) {
    this._connection = connection;
  }

  /** Listens, from when a connection is wanted until none is. */
  _start(): void {
    const { _manager, _platform } = this._connection;
    const { networkEvents, closeOnBeforeunload } = _manager.opts;
    const sources = networkEvents ? [networkEvents] : _platform.signals();
    if (sources.length) this._stopListening = listenToSignals(sources, this, { _hasUnload: !!closeOnBeforeunload });
  }

  _stop(): void {
    this._stopListening?.();
  }

  _wake(): void {
    const { _platform, _clock, engine } = this._connection;
    this._isKept = false;
    engine?._alive();
    const { _state } = this._connection;
    if (_state.name !== "waiting") return;
    this._connection._hurry(Math.max(_platform.random() * WAKE_SPREAD, _state._asked - _clock.ticks()));
  }

  _offline(): void {
    const { _manager, _target, engine } = this._connection;
    if (_manager.opts.closeOnOffline === false || isLoopback(_target.hostname)) return;
    engine?._end("transport close", { description: "network connection lost" });
  }

  _hide({ _isKept }: { readonly _isKept: boolean }): void {
    const { _clock, _state, engine } = this._connection;
    // a page that is kept must have no connection; it gets one when it is shown again
    this._isKept = _isKept;
    if (_isKept) engine?._suspend();
    else {
      engine?._part();
      if (_state.name === "connecting") _clock.clearTimeout(_state._timer);
    }
    if (_state.name !== "waiting") return;
    _state._timer._clear();
    _state._due = Infinity;
  }

  _gone(): void {
    const { _platform, engine } = this._connection;
    if (engine?._parting && _platform.pollsOutlivePage) this._unload();
  }

  _unload(): void {
    const { _state, engine } = this._connection;
    if (_state.name === "connected") engine?.transport._close();
  }
}
