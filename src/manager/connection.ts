import type { Packet, PacketDecoder } from "../codec/packet.ts";
import type { Decoder } from "../codec/socket-io.ts";
import { Engine } from "../engine/engine.ts";
import type { CloseReason, EngineSink } from "../engine/types.ts";
import type { Clock, Frame, Platform } from "../platform/platform.ts";
import type { Namespace, OutgoingPacket } from "../socket/link.ts";
import { losesHeaders, type TransportKind, type TransportName } from "../transport/transport.ts";
import { callAll, TypedEmitter } from "../util/emitter.ts";
import {
  asConnectError,
  type CloseDetails,
  ConnectError,
  connectError,
  type HoldfastError,
  isHoldfastError,
  thrown,
} from "../util/errors.ts";
import { checkOptions, readable, withDefaults } from "../util/options.ts";
import { type Address, hostOf, isLoopback, parseTarget, readArguments, type Target } from "../util/url.ts";
import { WallTimer } from "../util/wall-timer.ts";
import { warnOnce } from "../util/warn.ts";
import type { ManagerEvents, OpenCallback } from "./events.ts";
import { chooseKinds, type Environment } from "./kinds.ts";
import type { IoOptions } from "./options.ts";
import { ReconnectionController } from "./reconnection.ts";
import { type SignalSink, watchSignals } from "./signals.ts";
import type { State } from "./state.ts";

/** Which transport worked last, by server (`rememberUpgrade`). */
const memory = new Map<string, TransportName>();
/** ms over which the clients of a network that is back spread their attempts. */
const WAKE_SPREAD = 200;
/** Sessions unknown to the server in a row after which polling is taken to have no sticky sessions. */
const UNKNOWN_LIMIT = 2;

/** The connection of a Manager: one Engine at a time, the attempts to get one, and what the namespaces are told of them. */
export abstract class Connection extends TypedEmitter<ManagerEvents> implements EngineSink, SignalSink {
  /** The options; what is changed in them counts from the next attempt. */
  readonly opts: IoOptions;
  /** The Engine.IO session in use, or the last one. */
  engine!: Engine;

  /** @internal */ readonly _platform: Platform;
  /** @internal */ readonly _clock: Clock;
  /** @internal */ readonly _kinds: readonly TransportKind[];
  /** @internal The address as the app wrote it; read anew for each attempt. */ _uri: string;
  /** @internal Of the last attempt. */ _target!: Target;
  /** @internal */ readonly _controller: ReconnectionController;
  /** @internal */ readonly _namespaces = new Map<string, Namespace>();
  /** @internal Told when it closes, and when it opens again. */ _cached: ((open: boolean) => void) | undefined;
  /** @internal */ _state: State = { name: "idle" };
  /** @internal Stops listening to signals. */ _unwatch: (() => void) | undefined;
  /** @internal Sessions in a row that the server did not know. */ _unknown = 0;
  /** @internal */ _telling = 0;
  /** @internal Is the page in the background, kept without a connection? */ _kept = false;

  /** @internal */
  constructor({ platform, kinds }: Environment, url?: Address | IoOptions, options?: IoOptions) {
    super(platform.report);
    // a copy, so that the app's own object is never written to
    const [uri, given] = readArguments(url, options);
    this.opts = Object.assign({ path: undefined }, given) as IoOptions;
    const { opts } = this;
    checkOptions(opts);
    opts.path ??= "/socket.io";
    this._uri = uri;
    this._platform = platform;
    this._kinds = kinds;
    this._clock = platform.clock(!!opts.autoUnref, !!opts.useNativeTimers);
    this._controller = new ReconnectionController(this._clock, platform);
  }

  /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
  get state(): State["name"] {
    return this._state.name;
  }

  /** @internal What is done in a listener of these events does not cut a wait short. */
  override _call(event: unknown, args: readonly unknown[]): void {
    this._telling++;
    super._call(event, args);
    this._telling--;
  }

  /** @internal Closes the connection, or stops trying to get one. */
  _close(): void {
    if (this._state.name === "idle") return void this._enter({ name: "idle" });
    this.engine?._leave();
    this._lose({ name: "idle" }, "forced close", undefined, []);
  }

  /** @internal */
  _unwanted(): void {
    const state = this._state;
    if (this._some((namespace) => namespace._busy)) return;
    if (state.name !== "connecting") this._close();
    // connect() may follow in this turn, and the server shall see one connection
    else state._release ??= this._clock.setTimeout(() => this._close(), 0);
  }

  /** @internal */
  _joined(): void {
    this._unknown = 0;
    this._controller._joined();
  }

  // what comes in is the Manager's
  abstract _newDecoder(): PacketDecoder | Decoder;
  abstract _onPing(): void;
  abstract _onMessage(data: Frame): void;
  abstract _onRefused(owner: unknown, error: HoldfastError): void;

  // ---- for the Engine

  /** @internal */
  _onOpen(): void {
    const attempt = this._controller._attempt;
    const { _release, _callback } = this._state;
    let _decoder: PacketDecoder | Decoder;
    try {
      _decoder = this._newDecoder();
    } catch (cause) {
      return this.engine._end("transport error", thrown(cause));
    }
    const current = this._enter({ name: "connected", _decoder });
    // nobody will join
    if (!this._namespaces.size) this._joined();
    this._onUpgrade();
    this._each(current, (namespace) => namespace._linkOpen());
    this._call("open", []);
    if (attempt && this._state === current) this._call("reconnect", [attempt]);
    if (_release) this._unwanted();
    if (_callback) callAll([_callback], this, [], this._report);
  }

  /** @internal */
  _onUpgrade(): void {
    if (this.opts.rememberUpgrade) memory.set(hostOf(this._target), this.engine.transport.name);
  }

  /** @internal */
  _onClose(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void {
    const { name, _crowded, _decoder } = this._state;
    const isOpen = name === "connected";
    if (isOpen && reason === "parse error") this._skip((_decoder as Decoder)._packet);
    // it was not read
    if (isOpen && isHoldfastError(details, "ERR_PAYLOAD_TOO_LARGE")) this._skip(undefined);
    if (_crowded)
      details = Object.assign(details ?? { description: reason }, {
        hint: "more than 10 attachments: raise maxAttachments of the server's parser",
      });
    if (!(isOpen && !this._namespaces.size) && !this._some(({ connected }) => connected)) {
      if (isOpen) this._call("close", [reason, details]);
      return this._attemptFailed(asConnectError(details, reason));
    }
    this._conclude(this._lose(this._wait(details), reason, details, unsent as OutgoingPacket[]));
  }

  /** What broke the connection must not come again by recovery; without a packet it may be any namespace's. */
  _skip(packet: Packet | undefined): void {
    this._namespaces.forEach((namespace, nsp) => {
      if (!packet || packet.nsp === nsp) namespace._skip(packet);
    });
  }

  // ---- signals

  /** @internal */
  _wake(): void {
    this._kept = false;
    this.engine?._alive();
    const { _platform, _clock, _state } = this;
    if (_state.name === "waiting")
      this._hurry(Math.max(_platform.random() * WAKE_SPREAD, _state._asked - _clock.ticks()));
  }

  /** @internal */
  _offline(): void {
    if (this.opts.closeOnOffline === false || isLoopback(this._target.hostname)) return;
    this.engine?._end("transport close", { description: "network connection lost" });
  }

  /** @internal */
  _hide(kept: boolean): void {
    // a page that is kept must have no connection; it gets one when it is shown again
    this._kept = kept;
    if (kept) this.engine?._suspend();
    else this.engine?._part();
    const { _timer, _wait } = this._state;
    this._clock.clearTimeout(_timer);
    _wait?._clear();
    this._state._due = Infinity;
  }

  /** @internal */
  _gone(): void {
    if (this.engine?._parting && this._platform.pollsOutlivePage) this._unload();
  }

  /** @internal */
  _unload(): void {
    if (this._state.name === "connected") this.engine.transport._close();
  }

  // ---- the connection

  /** The one way from a state to another. */
  _enter(next: State): State {
    const { name, _timer, _release, _decoder, _wait } = this._state;
    this._state = next;
    this._clock.clearTimeout(_timer);
    this._clock.clearTimeout(_release);
    _decoder?.destroy?.();
    _wait?._clear();
    if (next.name === "idle") {
      this._unwatch?.();
      this._cached?.(false);
    } else if (name === "idle") {
      this._cached?.(true);
      const { networkEvents, closeOnBeforeunload } = this.opts;
      const sources = networkEvents ? [networkEvents] : this._platform.signals();
      if (sources.length) this._unwatch = watchSignals(sources, !!closeOnBeforeunload, this);
    }
    return next;
  }

  _connect(callback?: OpenCallback): void {
    const { fault } = (this._target = parseTarget(this._uri, this._platform, this.opts));
    if (fault) return this._refuse(fault, callback);
    const connecting: State = { name: "connecting", _callback: callback };
    try {
      this._enter(connecting);
      this._launch(connecting);
    } catch (cause) {
      // in a later turn, as any other failure
      this._clock.clearTimeout(connecting._timer);
      connecting._timer = this._clock.setTimeout(() => this._attemptFailed(thrown(cause)), 0);
    }
    this._each(connecting, (namespace) => namespace._changed("connect()"));
  }

  /** Makes the Engine of an attempt. What the app has put into the options may throw. */
  _launch(connecting: State): void {
    const { _platform, _clock, _target, opts } = this;
    const _options = withDefaults(opts, { _cookies: _platform.cookies?.() });
    const unsticky = this._unknown >= UNKNOWN_LIMIT && !losesHeaders(_platform, _options);
    const last = opts.rememberUpgrade ? memory.get(hostOf(_target)) : undefined;
    const asked = opts.transports ?? opts.transportImplementations;
    const { kinds: _kinds, hint } = chooseKinds(this._kinds, asked, _platform, unsticky ? "websocket" : last);
    const engine = new Engine({ _platform, _clock, _options, _target, _kinds, _sink: this });
    this.engine = engine;
    connecting._hint = hint;
    connecting._timer = _clock.setTimeout(() => {
      const { transport } = engine;
      engine._leave();
      this._attemptFailed(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
    }, _options.timeout);
    _platform.soon(() => {
      if (this._state === connecting && connecting._release) this._close();
    });
    engine._open(_options.timeout);
  }

  /** The address leads nowhere: that is told in a later turn, and nothing is tried until the app connects again. */
  _refuse(fault: string, _callback: OpenCallback | undefined): void {
    warnOnce(this._platform, fault);
    const error = connectError("ERR_INVALID_URL", "transport", fault);
    const _timer = this._clock.setTimeout(() => this._attemptFailed(error), 0);
    this._each(this._enter({ name: "idle", _timer, _callback }), (namespace) => namespace._changed("connect()"));
  }

  /** An attempt came to nothing: waits for the next, or gives up. */
  _attemptFailed(error: ConnectError): void {
    const attempt = this._controller._attempt;
    const { _callback, _hint } = this._state;
    error.attempt = attempt;
    if (_hint) error.hint ??= _hint;
    const current = this._enter(this._wait(error, !_callback));
    this._each(current, (namespace) => namespace._attemptFailed(error));
    this._call("error", [error]);
    this._conclude(current, attempt ? error : undefined, !_callback);
    if (_callback) callAll([_callback], this, [error], this._report);
  }

  /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
  _wait(error: unknown, mayRetry = true): State {
    const cause = error instanceof ConnectError ? error : undefined;
    // what the next attempt has to know
    if (cause) memory.delete(hostOf(this._target));
    if (cause?.code === "ERR_SESSION_UNKNOWN") this._unknown++;
    const wanted = mayRetry && this._needed && !this._target.fault;
    const next = wanted
      ? this._controller._next(readable(this.opts, { reconnection: this._reconnects() }), cause)
      : undefined;
    const retryIn = this._kept && wanted ? Infinity : next;
    const willRetry = retryIn !== undefined;
    if (cause) Object.assign(cause, { willRetry, retryIn });
    if (!willRetry) return { name: "idle" };
    const _wait = new WallTimer(this._clock, () => {
      // it may have been switched off meanwhile, which does not matter to an attempt before its time
      if (this._controller._early || this._reconnects()) this._attempt();
      else this._conclude(this._enter({ name: "idle" }));
    });
    if (retryIn < Infinity) _wait._set(retryIn);
    const now = this._clock.ticks();
    return { name: "waiting", _wait, _due: now + retryIn, _asked: cause?.retryAfter ? now + next! : 0 };
  }

  /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
  _hurry(spread: number): void {
    const state = this._state;
    const wait = this._controller._hurry() + spread;
    if (!wait) return this._attempt();
    const now = this._clock.ticks();
    // the time may have come while the machine slept
    if (state._due! > now && state._due! <= now + wait) return;
    state._due = now + wait;
    state._wait!._set(wait);
  }

  _attempt(): void {
    const attempt = this._controller._attempt;
    const current = this._state;
    this._announce(current, "reconnect_attempt", attempt);
    if (this._state === current) this._connect();
  }

  /** The connection is over; `next` is what follows. */
  _lose(
    next: State,
    reason: string,
    details: ConnectError | CloseDetails | undefined,
    unsent: OutgoingPacket[],
  ): State {
    this._enter(next);
    for (const namespace of [...this._namespaces.values()]) namespace._linkLost(reason, details, unsent);
    this._call("close", [reason, details]);
    return next;
  }

  /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
  _conclude(state: State, error?: ConnectError, mayGiveUp = true): void {
    const { fault } = this._target;
    const over = (mayGiveUp || fault) && state.name === "idle" && this._needed;
    // it is a failure to reconnect only where that is asked for, and was tried
    const failed = over && this._reconnects() && (error || !fault);
    // the Manager's listeners get these two in this order there
    if (failed && this._state === state) this._call("reconnect_failed", []);
    if (error) this._announce(state, "reconnect_error", error);
    if (over) this._each(state, (namespace) => namespace._announce(failed ? "reconnect_failed" : undefined));
  }

  /** Tells the listeners here, then those of each namespace. */
  _announce(state: State, event: "reconnect_attempt" | "reconnect_error", detail: unknown): void {
    if (this._state === state) this._call(event, [detail]);
    this._each(state, (namespace) => namespace._announce(event, detail));
  }

  /** Tells each namespace, for as long as the state stays what it was. */
  _each(state: State, call: (namespace: Namespace) => void): void {
    for (const namespace of [...this._namespaces.values()]) if (this._state === state) call(namespace);
  }

  /** May an attempt follow, if there is need for one? */
  _reconnects(): boolean {
    return this.opts.reconnection !== false;
  }

  /** Does anybody want a connection? The app alone, where there is no namespace. */
  get _needed(): boolean {
    return !this._namespaces.size || this._some(({ active }) => active);
  }

  _some(test: (namespace: Namespace) => boolean): boolean {
    for (const namespace of this._namespaces.values()) if (test(namespace)) return true;
    return false;
  }
}
