import type { Packet } from "../codec/packet.ts";
import { createDecoder } from "../codec/socket-io.ts";
import { type CloseReason, Engine, type EngineSink } from "../engine/engine.ts";
import type { Clock, Frame, Platform, Timer } from "../platform/platform.ts";
import type { Link, Namespace, OutgoingPacket } from "../socket/link.ts";
import { Socket } from "../socket/socket.ts";
import type { DefaultEventsMap, DisconnectDescription, SocketOptions } from "../socket/types.ts";
import type { TransportKind } from "../transport/transport.ts";
import { TypedEmitter } from "../util/emitter.ts";
import { asConnectError, type CloseDetails, ConnectError, connectError, messageOf } from "../util/errors.ts";
import { withDefaults } from "../util/options.ts";
import { parseTarget, type Target } from "../util/url.ts";
import type { IoOptions } from "./options.ts";
import { ReconnectionController } from "./reconnection.ts";

/** What is fixed when the library's entry is chosen: the platform and the transports that were built in. */
export interface Environment {
  readonly platform: Platform;
  /** In the default order. */
  readonly kinds: readonly TransportKind[];
}

/** Events of a Manager. */
export interface ManagerEvents {
  /** The connection is open. */
  open(): void;
  /** A connection attempt failed. */
  error(error: ConnectError): void;
  /** The server sent a ping. */
  ping(): void;
  /** A packet came in. */
  packet(packet: Packet): void;
  /** The connection was lost, or closed. */
  close(reason: string, description?: DisconnectDescription): void;
  reconnect(attempt: number): void;
  reconnect_attempt(attempt: number): void;
  reconnect_error(error: ConnectError): void;
  reconnect_failed(): void;
}

type State =
  | { name: "idle"; _timer?: undefined }
  /** `_release`: nobody wants it any more; it is given up unless somebody does in the same turn. */
  | { name: "connecting"; _timer: Timer; _release?: Timer }
  | { name: "connected"; _timer?: undefined; _decode: (frame: unknown) => void }
  /** For the next attempt. */
  | { name: "waiting"; _timer: Timer };

/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it: one Engine at a time, and the
 * attempts to get one. Most apps never make a Manager: `io()` does, and `socket.io` is it. The entries' `Manager` is this
 * class over their platform.
 */
export class BaseManager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>
  extends TypedEmitter<ManagerEvents>
  implements Link, EngineSink
{
  /** The options; what is changed in them counts from the next attempt. */
  readonly opts: IoOptions;
  /** The Engine.IO session in use, or the last one. */
  engine!: Engine;

  /** @internal */ readonly _platform: Platform;
  /** @internal */ readonly _clock: Clock;
  /** @internal */ readonly _kinds: readonly TransportKind[];
  /** @internal */ readonly _target: Target;
  /** @internal */ readonly _controller: ReconnectionController;
  /** @internal */ readonly _namespaces = new Map<string, Namespace>();
  /** @internal */ _state: State = { name: "idle" };
  /** @internal */ _telling = 0;

  /** @internal */
  constructor({ platform, kinds }: Environment, url?: string | IoOptions, options?: IoOptions) {
    super(platform.report);
    // a copy, so that the app's own object is never written to
    this.opts = { ...(typeof url === "object" ? url : options) };
    this._target = parseTarget(typeof url === "string" ? url : "", platform.location());
    this._platform = platform;
    this._kinds = kinds;
    this._clock = platform.clock(!!this.opts.autoUnref);
    this._controller = new ReconnectionController(this._clock, platform.random);
    if (this.opts.autoConnect !== false) this.open();
  }

  /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
  get state(): State["name"] {
    return this._state.name;
  }

  /**
   * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short.
   */
  open(): this {
    const state = this._state;
    if (state.name === "idle") {
      this._controller._reset();
      this._connect();
    } else if (state.name === "waiting" && !this._telling) this._attempt();
    else if (state.name === "connecting") {
      this._clock.clearTimeout(state._release);
      state._release = undefined;
    }
    return this;
  }

  /** The same as {@link open}. */
  connect(): this {
    return this.open();
  }

  /** The Socket of a namespace, made at the first call. */
  socket(
    nsp: string,
    options?: SocketOptions,
  ): Socket<ListenEvents, EmitEvents, BaseManager<ListenEvents, EmitEvents>> {
    const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
    let socket = this._namespaces.get(name) as Socket<ListenEvents, EmitEvents, this> | undefined;
    if (!socket) {
      socket = new Socket<ListenEvents, EmitEvents, this>(this, name, { ...this.opts, ...options });
      this._namespaces.set(name, socket);
    }
    return this.opts.autoConnect === false ? socket : socket.connect();
  }

  /** @internal Closes the connection, or stops trying to get one. */
  _close(): void {
    if (this._state.name === "idle") return;
    this.engine._leave();
    this._lose({ name: "idle" }, "forced close", undefined, []);
  }

  // ---- for the namespaces

  get _joinTimeout(): number {
    return withDefaults(this.opts).timeout;
  }

  get _reconnecting(): boolean | undefined {
    return this._state.name === "idle" ? undefined : this._controller._attempt > 0;
  }

  get _writable(): boolean {
    return this._state.name === "connected" && this.engine._writable;
  }

  /** @internal */
  _alive(): boolean {
    return this._state.name === "connected" && this.engine._alive();
  }

  /** @internal */
  _send(packet: OutgoingPacket, alone = false): void {
    if (this._state.name !== "connected") return;
    this.engine._write(packet._frames, packet, alone);
  }

  /** @internal */
  _wanted(namespace: Namespace): void {
    if (this._state.name === "connected") namespace._linkOpen();
    else this.open();
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
  _joined(): number {
    return this._controller._joined();
  }

  /** @internal */
  _joinFailed(error: ConnectError): boolean {
    if (this._some((namespace) => namespace.connected)) return true;
    this.engine._leave();
    this._attemptFailed(error);
    return false;
  }

  // ---- for the Engine

  /** @internal */
  _onOpen(): void {
    const attempt = this._controller._attempt;
    const { _release } = this._state as { _release?: Timer };
    const current = this._enter({ name: "connected", _decode: createDecoder((packet) => this._onPacket(packet)) });
    this._call("open", []);
    this._each(current, (namespace) => namespace._linkOpen());
    if (attempt && this._state === current) this._call("reconnect", [attempt]);
    if (_release) this._unwanted();
  }

  /** @internal */
  _onPing(): void {
    this._call("ping", []);
  }

  /** @internal */
  _onMessage(data: Frame): void {
    if (this._state.name !== "connected") return;
    try {
      this._state._decode(data);
    } catch (cause) {
      this.engine._end(
        "parse error",
        connectError("ERR_PARSE", "transport", `parse error: ${messageOf(cause)}`, { cause, context: data }),
      );
    }
  }

  /** @internal */
  _onClose(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void {
    if (!this._some(({ connected }) => connected)) {
      if (this._state.name === "connected") this._call("close", [reason, details]);
      return this._attemptFailed(asConnectError(details, reason));
    }
    this._gaveUp(this._lose(this._wait(details), reason, details, unsent as OutgoingPacket[]));
  }

  // ---- the connection

  /** The one way from a state to another. */
  _enter<Next extends State>(next: Next): Next {
    const state = this._state;
    this._clock.clearTimeout(state._timer);
    if (state.name === "connecting") this._clock.clearTimeout(state._release);
    this._state = next;
    return next;
  }

  _connect(): void {
    const _options = withDefaults(this.opts);
    const kinds = this._kinds.filter((kind) => this._platform[kind._needs]);
    const _kinds = _options.transports?.flatMap((asked) => kinds.filter(({ name }) => name === asked)) ?? kinds;
    const { _platform, _clock, _target } = this;
    const engine = new Engine({ _platform, _clock, _options, _target, _kinds, _sink: this });
    this.engine = engine;
    const _timer = this._clock.setTimeout(() => {
      engine._leave();
      this._attemptFailed(
        connectError("ERR_CONNECT_TIMEOUT", "transport", "timeout", { transport: engine.transport.name }),
      );
    }, _options.timeout);
    this._enter({ name: "connecting", _timer });
    engine._open();
    this._each(this._state, (namespace) => namespace._changed("connect()"));
  }

  _onPacket(packet: Packet): void {
    if (this._callbacks.size) this._call("packet", [packet]);
    this._namespaces.get(packet.nsp)?._packet(packet);
  }

  /** An attempt came to nothing: waits for the next, or gives up. */
  _attemptFailed(error: ConnectError): void {
    const attempt = this._controller._attempt;
    error.attempt = attempt;
    const current = this._enter(this._wait(error));
    this._call("error", [error]);
    this._each(current, (namespace) => namespace._attemptFailed(error));
    if (attempt) this._announce(current, "reconnect_error", error);
    this._gaveUp(current);
  }

  /** The state that follows: the wait for the next attempt, if there is one. Says so in the error. */
  _wait(error: unknown): State {
    const retryIn = this._needed ? this._controller._next(withDefaults(this.opts)) : undefined;
    const willRetry = retryIn !== undefined;
    if (error instanceof ConnectError) Object.assign(error, { willRetry, retryIn });
    return willRetry
      ? { name: "waiting", _timer: this._clock.setTimeout(() => this._attempt(), retryIn) }
      : { name: "idle" };
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
    this._call("close", [reason, details]);
    for (const [nsp, namespace] of [...this._namespaces]) {
      namespace._linkLost(
        reason,
        details,
        unsent.filter((packet) => packet.nsp === nsp),
      );
    }
    return next;
  }

  /** Says so, if no attempt follows. It is a failure to reconnect only where that is asked for. */
  _gaveUp(state: State): void {
    if (state.name !== "idle" || !this._needed) return;
    if (this.opts.reconnection === false) this._each(state, (namespace) => namespace._announce());
    else this._announce(state, "reconnect_failed");
  }

  /** Tells the listeners here, then those of each namespace. */
  _announce(state: State, event: "reconnect_attempt" | "reconnect_error" | "reconnect_failed", detail?: unknown): void {
    if (this._state === state) this._call(event, [detail]);
    this._each(state, (namespace) => namespace._announce(event, detail));
  }

  /** Tells each namespace, for as long as the state stays what it was. */
  _each(state: State, call: (namespace: Namespace) => void): void {
    for (const namespace of [...this._namespaces.values()]) if (this._state === state) call(namespace);
  }

  /** Does anybody want a connection? The app alone, where there is no namespace. */
  get _needed(): boolean {
    return !this._namespaces.size || this._some(({ active }) => active);
  }

  _some(test: (namespace: Namespace) => boolean): boolean {
    return [...this._namespaces.values()].some(test);
  }
}
