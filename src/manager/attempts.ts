import type { Packet } from "../codec/packet.ts";
import { Engine } from "../engine/engine.ts";
import type { CloseReason, EngineSink } from "../engine/types.ts";
import type { Clock, Frame, Platform } from "../platform/platform.ts";
import type { Link, Lost, Namespace, OutgoingPacket } from "../socket/link.ts";
import type { TransportKind } from "../transport/transport.ts";
import { callAll } from "../util/emitter.ts";
import {
  asConnectError,
  type CloseDetails,
  ConnectError,
  connectError,
  type HoldfastError,
  isHoldfastError,
  thrown,
} from "../util/errors.ts";
import { readable } from "../util/options.ts";
import { parseTarget, type Target } from "../util/url.ts";
import { WallTimer } from "../util/wall-timer.ts";
import { warnOnce } from "../util/warn.ts";
import type { OpenCallback } from "./events.ts";
import type { Environment } from "./kinds.ts";
import { prepare, remember } from "./launch.ts";
import { Namespaces } from "./namespaces.ts";
import type { IoOptions } from "./options.ts";
import { type Owner, Packets } from "./packets.ts";
import { Presence } from "./presence.ts";
import { ReconnectionController } from "./reconnection.ts";
import { type Connecting, callbackOf, connected, connecting, idle, type State, waiting } from "./state.ts";
import type { Watch } from "./watch.ts";

/** Sessions unknown to the server in a row after which polling is taken to have no sticky sessions. */
const UNKNOWN_LIMIT = 2;

/** The Manager, whose options these are and which is told. */
interface Face extends Owner {
  readonly opts: IoOptions;
  /** The session in use, or the last one, as the app sees it. */
  engine: Engine;
  readonly _report: (error: unknown) => void;
}

/** How the telling of an end ends. */
interface Conclusion {
  /** Of the reconnection attempt that failed, if it was one. */
  readonly _error?: ConnectError | undefined;
  /** May it be that no other attempt follows, which is told? */
  readonly _mayGiveUp?: boolean;
  /** Attempts that were allowed when the telling began. */
  readonly _allowed?: number;
}

/** The machine of a connection: one Engine at a time, the attempts to get one, and what the namespaces are told of them. */
export class Attempts implements EngineSink, Link {
  readonly _manager: Face;
  readonly _platform: Platform;
  readonly _clock: Clock;
  readonly _kinds: readonly TransportKind[];
  readonly _controller: ReconnectionController;
  readonly _namespaces = new Namespaces();
  readonly _wire: Packets;
  readonly _presence: Presence;
  engine!: Engine;
  /** The address as the app wrote it; read anew for each attempt. */
  _uri: string;
  /** Of the last attempt. */
  _target!: Target;
  _state: State = idle();
  /** Told of all that happens here and in the sockets, while anybody watches. */
  _watch: Watch | undefined;
  _watchers: Set<Watch> | undefined;
  /** Sessions in a row that the server did not know. */
  _unknown = 0;
  /** How many listeners of reserved events, one within the other, are being told. */
  _depth = 0;

  constructor(manager: Face, { platform, kinds }: Environment, uri: string) {
    this._manager = manager;
    this._platform = platform;
    this._kinds = kinds;
    this._uri = uri;
    this._clock = platform.clock(manager.opts);
    this._controller = new ReconnectionController(this._clock, platform);
    this._wire = new Packets(manager, platform, this._clock, this._namespaces);
    this._presence = new Presence(this);
  }

  /** The one way from a state to another. */
  _enter<Next extends State>(next: Next): Next {
    const state = this._state;
    const { _clock } = this;
    this._state = next;
    this._watch?.("manager", state.name, next.name, next.name === "waiting" ? next._due - _clock.ticks() : undefined);
    if (state.name === "idle") _clock.clearTimeout(state._fault?._timer);
    else if (state.name === "connecting") {
      _clock.clearTimeout(state._timer);
      _clock.clearTimeout(state._release);
    } else if (state.name === "connected") this._wire._close();
    else state._timer._clear();
    if (next.name === "idle") this._presence._stop();
    else if (state.name === "idle") this._presence._start();
    return next;
  }

  // ---- the app

  /** Connects, or hurries; with a callback, no other attempt follows one that fails. */
  _begin(callback?: OpenCallback): void {
    const state = this._state;
    const mayHurry = state.name === "waiting" && !this._depth;
    if (state.name === "idle" || (mayHurry && callback)) {
      this._controller._reset();
      this._connect(callback);
    } else if (mayHurry) this._hurry(0);
    else if (state.name === "connecting") {
      this._clock.clearTimeout(state._release);
      state._release = undefined;
    }
  }

  /** Closes the connection, or stops trying to get one. */
  _close(): void {
    const state = this._state;
    if (state.name === "idle") this._enter(idle());
    else {
      this.engine?._leave();
      this._lose({ _next: idle(), _reason: "forced close", _details: undefined, _unsent: [] });
    }
    // an error takes long to make
    if (callbackOf(state)) this._answer(state, asConnectError(undefined, "forced close"));
  }

  /** Tells whom `open(callback)` has to tell, if there is somebody, what came of the attempt in that state. */
  _answer(state: State, ...outcome: [error?: ConnectError]): void {
    const callback = callbackOf(state);
    if (callback) callAll([callback], this._manager, outcome, this._manager._report);
  }

  /** May an attempt follow, if there is need for one? */
  _reconnects(): boolean {
    return this._manager.opts.reconnection !== false;
  }

  /** Attempts, one after the other, that the app allows. */
  get _allowed(): number {
    return this._reconnects() ? readable(this._manager.opts, {}).reconnectionAttempts : 0;
  }

  // ---- the namespaces

  get _outlook(): "connecting" | "reconnecting" | undefined {
    if (this._state.name === "idle") return undefined;
    return this._controller._attempt > 0 ? "reconnecting" : "connecting";
  }

  _telling(tell: () => void): void {
    this._depth++;
    tell();
    this._depth--;
  }

  _wanted(namespace: Namespace): void {
    if (this._state.name === "connected") namespace._linkOpen();
    else this._begin();
  }

  _unwanted(): void {
    const state = this._state;
    if (this._namespaces._some(({ _isBusy }) => _isBusy)) return;
    if (state.name !== "connecting") this._close();
    // connect() may follow in this turn, and the server shall see one connection
    else state._release ??= this._clock.setTimeout(() => this._close(), 0);
  }

  _joined(): void {
    this._unknown = 0;
    this._controller._joined();
  }

  _joinFailed(namespace: Namespace, error: ConnectError): void {
    if (this._namespaces._some(({ _isJoined }) => _isJoined)) return namespace._tellFailure(error);
    this.engine._forsake();
    this._attemptFailed(error);
  }

  _cut(): void {
    if (this._state.name === "connected") this.engine._end("forced close");
  }

  // ---- the Engine

  _onOpen(): void {
    const attempt = this._controller._attempt;
    const state = this._state;
    try {
      this._wire._open(this.engine);
    } catch (cause) {
      return this.engine._end("transport error", thrown(cause));
    }
    const current = this._enter(connected());
    // nobody will join
    if (this._namespaces._isEmpty) this._joined();
    this._onUpgrade();
    this._each(current, (namespace) => namespace._linkOpen());
    this._manager._call("open", []);
    if (attempt && this._state === current) this._manager._call("reconnect", [attempt]);
    if (state.name === "connecting" && state._release) this._unwanted();
    this._answer(state);
  }

  _onUpgrade(): void {
    if (this._manager.opts.rememberUpgrade) remember(this._target, this.engine.transport.name);
  }

  _wake(): void {
    this._presence._wake();
  }

  _onPing(): void {
    this._manager._call("ping", []);
  }

  _onMessage(data: Frame): void {
    this._wire._onMessage(data);
  }

  _onRefused(packet: OutgoingPacket, error: HoldfastError): void {
    this._wire._onRefused(packet, error);
  }

  _onClose(_reason: CloseReason, cause: ConnectError | CloseDetails | undefined, _unsent: OutgoingPacket[]): void {
    const isOpen = this._state.name === "connected";
    this._watch?.("closed", _reason);
    if (isOpen && _reason === "parse error") this._skip(this._wire._last);
    // it was not read
    if (isOpen && isHoldfastError(cause, "ERR_PAYLOAD_TOO_LARGE")) this._skip(undefined);
    const _details = this._wire._session?._isCrowded
      ? Object.assign(cause ?? { description: _reason }, {
          hint: "more than 10 attachments: raise maxAttachments of the server's parser",
        })
      : cause;
    if ((isOpen && this._namespaces._isEmpty) || this._namespaces._some(({ _isJoined }) => _isJoined)) {
      const _allowed = this._allowed;
      return this._conclude(this._lose({ _next: this._next(_details), _reason, _details, _unsent }), { _allowed });
    }
    if (isOpen) this._manager._call("close", [_reason, _details]);
    this._attemptFailed(asConnectError(_details, _reason));
  }

  /** What broke the connection must not come again by recovery; without a packet it may be any namespace's. */
  _skip(packet: Packet | undefined): void {
    this._namespaces._each((namespace, nsp) => {
      if (!packet || packet.nsp === nsp) namespace._skip(packet);
    });
  }

  // ---- an attempt

  _connect(callback?: OpenCallback): void {
    const { fault } = (this._target = parseTarget(this._uri, this._platform, this._manager.opts));
    if (fault) return this._leadsNowhere(fault, callback);
    const state = connecting(callback);
    try {
      this._enter(state);
      this._launch(state);
    } catch (cause) {
      // in a later turn, as any other failure
      this._clock.clearTimeout(state._timer);
      state._timer = this._clock.setTimeout(() => this._attemptFailed(thrown(cause)), 0);
    }
    this._each(state, (namespace) => namespace._changed("connect()"));
  }

  /** Makes the Engine of an attempt. What the app has put into the options may throw. */
  _launch(state: Connecting): void {
    const { _platform, _clock, _target, _kinds } = this;
    const _isUnsticky = this._unknown >= UNKNOWN_LIMIT;
    const given = { _platform, _clock, _target, _kinds, _sink: this };
    const { _init, _hint } = prepare(given, this._manager.opts, { _isUnsticky });
    const engine = new Engine(_init);
    const { timeout } = _init._options;
    this.engine = this._manager.engine = engine;
    state._hint = _hint;
    state._timer = _clock.setTimeout(() => {
      const { transport } = engine;
      engine._leave();
      this._attemptFailed(connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: transport?.name }));
    }, timeout);
    _platform.soon(() => {
      if (this._state === state && state._release) this._close();
    });
    this._watch?.("attempt", this._controller._attempt, engine, _target);
    engine._open(timeout);
  }

  /** The address leads nowhere: that is told in a later turn, and nothing is tried until the app connects again. */
  _leadsNowhere(fault: string, _callback: OpenCallback | undefined): void {
    warnOnce(this._platform, fault);
    const error = connectError("ERR_INVALID_URL", "transport", fault);
    const _timer = this._clock.setTimeout(() => this._attemptFailed(error), 0);
    this._each(this._enter(idle({ _timer, _callback })), (namespace) => namespace._changed("connect()"));
  }

  /** An attempt came to nothing: waits for the next, or gives up. */
  _attemptFailed(error: ConnectError): void {
    const attempt = this._controller._attempt;
    const state = this._state;
    const isLast = !!callbackOf(state);
    const { _allowed } = this;
    error.attempt = attempt;
    if (state.name === "connecting" && state._hint) error.hint ??= state._hint;
    const current = this._next(error, { _mayGoOn: !isLast });
    this._watch?.("failed", attempt, error);
    this._enter(current);
    this._each(current, (namespace) => namespace._attemptFailed(error));
    this._manager._call("error", [error]);
    this._conclude(current, { _error: attempt ? error : undefined, _mayGiveUp: !isLast, _allowed });
    this._answer(state, error);
  }

  /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
  _next(error: unknown, { _mayGoOn }: { _mayGoOn: boolean } = { _mayGoOn: true }): State {
    const cause = error instanceof ConnectError ? error : undefined;
    // what the next attempt has to know
    if (cause) remember(this._target, undefined);
    if (cause?.code === "ERR_SESSION_UNKNOWN") this._unknown++;
    const isWanted = _mayGoOn && this._namespaces._isNeeded && !this._target.fault;
    const delay = isWanted
      ? this._controller._next(readable(this._manager.opts, { reconnection: this._reconnects() }), cause)
      : undefined;
    const retryIn = this._presence._isKept && isWanted ? Infinity : delay;
    const willRetry = retryIn !== undefined;
    if (cause) Object.assign(cause, { willRetry, retryIn });
    if (!willRetry) return idle();
    const _timer = new WallTimer(this._clock, { _expired: () => this._waited() });
    if (retryIn < Infinity) _timer._set(retryIn);
    const now = this._clock.ticks();
    return waiting({ _timer, _due: now + retryIn, _asked: cause?.retryAfter && delay ? now + delay : 0 });
  }

  /** The wait is over. */
  _waited(): void {
    // it may have been switched off meanwhile, which does not matter to an attempt before its time
    if (this._controller._early || this._reconnects()) this._attempt();
    else this._conclude(this._enter(idle()));
  }

  /** Makes the next attempt before its time: as soon as it may be, and not before `spread` ms have passed. */
  _hurry(spread: number): void {
    const state = this._state;
    const wait = this._controller._hurry() + spread;
    if (!wait || state.name !== "waiting") return this._attempt();
    const now = this._clock.ticks();
    // the time may have come while the machine slept
    if (state._due > now && state._due <= now + wait) return;
    state._due = now + wait;
    state._timer._set(wait);
    this._watch?.("manager", "waiting", "waiting", wait);
  }

  _attempt(): void {
    const attempt = this._controller._attempt;
    const current = this._state;
    this._manager._call("reconnect_attempt", [attempt]);
    this._each(current, (namespace) => namespace._attemptStarts(attempt));
    if (this._state === current) this._connect();
  }

  // ---- the end

  /** The connection is over; `next` is what follows. */
  _lose({ _next, _unsent, _reason, _details }: Lost & { _next: State }): State {
    this._enter(_next);
    this._namespaces._linkLost({ _reason, _details, _unsent });
    this._manager._call("close", [_reason, _details]);
    return _next;
  }

  /** Tells of the reconnection attempt that failed, if it was one, and that no other follows, if so. */
  _conclude(told: State, { _error, _mayGiveUp = true, _allowed = Infinity }: Conclusion = {}): void {
    const { fault } = this._target;
    let state = told;
    // a listener has switched reconnection on, or allows more attempts
    if (_mayGiveUp && state.name === "idle" && this._state === state && this._allowed > _allowed) {
      state = this._enter(this._next(undefined));
      this._each(state, (namespace) => namespace._changed("connect_error"));
    }
    const isOver = (_mayGiveUp || fault) && state.name === "idle" && this._namespaces._isNeeded;
    // it is a failure to reconnect only where that is asked for, and was tried
    const hasFailed = isOver && this._reconnects() && (_error || !fault);
    // the Manager's listeners get these two in this order in socket.io-client
    if (hasFailed && this._state === state) this._manager._call("reconnect_failed", []);
    if (_error) {
      if (this._state === state) this._manager._call("reconnect_error", [_error]);
      this._each(state, (namespace) => namespace._reconnectFailed(_error));
    }
    if (isOver) this._each(state, (namespace) => namespace._givenUp(hasFailed ? "reconnect_failed" : "connect_error"));
  }

  /** Tells each namespace, for as long as the state stays what it was. */
  _each(state: State, call: (namespace: Namespace) => void): void {
    this._namespaces._each(call, () => this._state === state);
  }
}
