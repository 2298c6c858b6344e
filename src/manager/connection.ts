import type { Frame } from "../codec/engine-io.ts";
import type { Codec, Packet, PacketDecoder } from "../codec/packet.ts";
import { customCodec, socketIoCodec } from "../codec/socket-io.ts";
import type { CloseReason, Engine, EngineSink } from "../engine/engine.ts";
import type { Clock, CookieJar, Timer } from "../platform/platform.ts";
import type { Link, Namespace, OutgoingPacket } from "../socket/link.ts";
import type { DisconnectReason } from "../socket/types.ts";
import { setAlarm } from "../util/alarm.ts";
import { type CloseDetails, ConnectError, HoldfastError, messageOf } from "../util/errors.ts";
import { checkedNumber } from "../util/options.ts";
import type { Target } from "../util/url.ts";
import { type ManagerOptions, resolveLimits, resolveParser, resolveReconnection, resolveTimeout } from "./options.ts";
import { ReconnectionController } from "./reconnection.ts";
import { createEngine, type Environment } from "./session.ts";

/** What the Manager, as the app sees it, gives to its connection. */
export interface Host {
  /** Options as the app has them now. */
  readonly opts: ManagerOptions;
  readonly _target: Target;
  readonly _environment: Environment;
  /** Emits an event of the Manager. */
  _emit(event: string, ...args: unknown[]): void;
  readonly _heard: boolean;
  /** It is in use, or no more: the cache is told. */
  _inUse(used: boolean): void;
}

/** What `manager.state` may be. */
export type ConnectionState = "idle" | "connecting" | "connected" | "waiting";

type OpenCallback = (error?: HoldfastError) => void;

type State =
  | { name: "idle" }
  /** `release`: nobody wants it any more; it is given up unless somebody does in the same turn. */
  | { name: "connecting"; engine: Engine; timer: Timer; callbacks: OpenCallback[]; release?: Timer }
  /** `late`: ends the wait for attachments. */
  | { name: "connected"; engine: Engine; decoder: PacketDecoder; late?: Timer }
  /** For the next attempt, which starts at `due` (wall clock, ms). */
  | { name: "waiting"; due: number; cancel: () => void };

/** The warnings that were given, once each in a program. */
const warned = new Set<string>();

/** The connection of a Manager: one Engine at a time, the attempts to get one, and the namespaces that share it. */
export class Connection implements Link {
  readonly clock: Clock;
  readonly codec: Codec;
  readonly namespaces = new Map<string, Namespace>();
  /** The Engine in use, or the last one. */
  engine: Engine | undefined;
  _state: State = { name: "idle" };
  /** How many listeners of failures are being told now: in these, `connect()` keeps a wait. */
  _telling = 0;
  readonly _host: Host;
  readonly _controller: ReconnectionController;
  readonly _cookies: CookieJar | undefined;
  readonly report: (error: unknown) => void;

  constructor(host: Host) {
    const { platform } = host._environment;
    this._host = host;
    this.report = platform.report;
    this.clock = platform.clock({
      useNativeTimers: !!host.opts.useNativeTimers,
      autoUnref: !!host.opts.autoUnref,
    });
    this._controller = new ReconnectionController(this.clock, platform.random);
    this._cookies = platform.cookieJar?.();
    const parser = resolveParser(host.opts);
    this.codec = parser ? customCodec(parser) : socketIoCodec(resolveLimits(host.opts));
  }

  get state(): ConnectionState {
    return this._state.name;
  }

  // ---- what the Manager asks for

  /** Connects now, if there is no connection. A callback takes the place of reconnection for this attempt. */
  open(callback?: OpenCallback): void {
    const state = this._state;
    if (state.name === "idle") {
      this._controller.reset();
      this._connect(callback);
    } else if (state.name === "waiting") {
      if (!this._telling) this._hasten(this._controller.hasten());
    } else if (state.name === "connecting" && state.release !== undefined) {
      this.clock.clearTimeout(state.release);
      state.release = undefined;
    }
  }

  /** Closes the connection, or stops trying to get one. */
  close(): void {
    const state = this._state;
    if (state.name === "idle") return;
    this._enter({ name: "idle" });
    if (state.name !== "waiting") state.engine._leave();
    for (const namespace of [...this.namespaces.values()]) namespace.linkLost("forced close", undefined, []);
    this._host._emit("close", "forced close", undefined);
  }

  // ---- Link

  get joinTimeout(): number | undefined {
    return resolveTimeout(this._host.opts);
  }

  get reconnecting(): boolean | undefined {
    const { name } = this._state;
    if (name === "idle") return;
    return name === "waiting" || this._controller.attempt > 0;
  }

  get writable(): boolean {
    return this._state.name === "connected" && this._state.engine._writable;
  }

  alive(): boolean {
    return this._state.name === "connected" && this._state.engine._alive();
  }

  tooLarge(frames: readonly Frame[]): HoldfastError | undefined {
    return this._state.name === "connected" ? this._state.engine._tooLarge(frames) : undefined;
  }

  send(packet: OutgoingPacket): void {
    if (this._state.name !== "connected") return;
    const compress = packet.options?.compress === false ? packet.options : undefined;
    this._state.engine._write(packet.frames, packet, compress, !!packet.alone);
  }

  wanted(namespace: Namespace): void {
    if (this._state.name === "connected") namespace.linkOpen();
    else this.open();
  }

  unwanted(): void {
    const state = this._state;
    for (const namespace of this.namespaces.values()) if (namespace.busy) return;
    if (state.name === "connecting") {
      // connect() may follow in this turn, and the server shall see one connection
      state.release ??= this.clock.setTimeout(() => this.close(), 0);
    } else this.close();
  }

  joined(): number {
    return this._controller.joined();
  }

  joinFailed(error: ConnectError): boolean {
    const state = this._state;
    for (const namespace of this.namespaces.values()) if (namespace.joined) return true;
    if (state.name === "connected") {
      state.engine._leave();
      this._attemptFailed(error);
    }
    return false;
  }

  notify(call: () => void): void {
    this._telling++;
    call();
    this._telling--;
  }

  warn(key: string, message: string): void {
    if (warned.has(key)) return;
    warned.add(key);
    this._host._environment.platform.warn(`holdfast: ${message}`);
  }

  // ---- the connection

  /** The one way from a state to another. */
  _enter(next: State): void {
    const state = this._state;
    if (state.name === "connecting") {
      this.clock.clearTimeout(state.timer);
      this.clock.clearTimeout(state.release);
    } else if (state.name === "connected") {
      this.clock.clearTimeout(state.late);
      state.decoder.destroy();
    } else if (state.name === "waiting") state.cancel();
    this._state = next;
    if ((state.name === "idle") !== (next.name === "idle")) this._host._inUse(next.name !== "idle");
  }

  _connect(callback?: OpenCallback): void {
    const { opts, _target, _environment } = this._host;
    const sink: EngineSink = {
      opened: () => this._opened(state),
      message: (data) => this._onMessage(data),
      failed: (error) => this._state === state && this._attemptFailed(error),
      refused: (packet, error) => this._refused(packet as OutgoingPacket, error),
      closed: (reason, details, unsent) => {
        if (this._state === state)
          this._attemptFailed(new ConnectError("ERR_TRANSPORT", reason, { phase: "transport" }));
        else this._lost(reason, details, unsent as OutgoingPacket[]);
      },
    };
    const engine = createEngine(_environment, _target, opts, this.clock, this._cookies, sink);
    const state: State & { name: "connecting" } = {
      name: "connecting",
      engine,
      timer: undefined,
      callbacks: callback ? [callback] : [],
    };
    this.engine = engine;
    this._enter(state);
    const timeout = resolveTimeout(opts);
    if (timeout !== undefined) {
      state.timer = this.clock.setTimeout(() => {
        engine._leave();
        this._attemptFailed(
          new ConnectError("ERR_CONNECT_TIMEOUT", "timeout", {
            phase: "transport",
            transport: engine.transport?.name,
            hint: `no answer within ${timeout} ms`,
          }),
        );
      }, timeout);
    }
    this._changed("connect()");
    if (this._state === state) engine._open();
  }

  _opened(connecting: State & { name: "connecting" }): void {
    if (this._state !== connecting) return;
    const { engine, callbacks } = connecting;
    const { attempt } = this._controller;
    const decoder = this.codec.decoder((packet) => this._onPacket(packet));
    const connected = { name: "connected", engine, decoder } as const;
    const current = (): boolean => this._state === connected;
    this._enter(connected);
    this._host._emit("open");
    for (const callback of callbacks) callback();
    for (const namespace of [...this.namespaces.values()]) {
      if (current()) namespace.linkOpen();
    }
    if (attempt && current()) this._host._emit("reconnect", attempt);
  }

  _onMessage(data: unknown): void {
    const state = this._state;
    if (state.name !== "connected") return;
    const { decoder } = state;
    try {
      decoder.add(data);
    } catch (error) {
      return state.engine._end(
        "parse error",
        new ConnectError("ERR_PARSE", `parse error: ${messageOf(error)}`, { phase: "transport", cause: error }),
      );
    }
    if (decoder.pending || state.late !== undefined) this._awaitAttachments(state);
  }

  _awaitAttachments(state: State & { name: "connected" }): void {
    this.clock.clearTimeout(state.late);
    state.late = undefined;
    if (!state.decoder.pending || this._state !== state) return;
    const timeout = checkedNumber("attachmentTimeout", this._host.opts.attachmentTimeout, 30_000, 0);
    state.late = this.clock.setTimeout(() => {
      const error = new ConnectError("ERR_PARSE", "parse error: an attachment never came", { phase: "transport" });
      state.engine._end("parse error", error);
    }, timeout);
  }

  _onPacket(packet: Packet): void {
    if (this._host._heard) this._host._emit("packet", packet);
    this.namespaces.get(packet.nsp)?.packet(packet);
  }

  _refused(packet: OutgoingPacket, error: HoldfastError): void {
    this.namespaces.get(packet.nsp)?.refused(packet, error);
  }

  /** An attempt came to nothing: waits for the next, or gives up. */
  _attemptFailed(failure: HoldfastError): void {
    const state = this._state;
    const { attempt } = this._controller;
    const callbacks = state.name === "connecting" ? state.callbacks : [];
    // who asked by open(callback) decides what comes next
    const retryIn = callbacks.length && !attempt ? false : this._plan(failure);
    const error = Object.assign(failure, {
      attempt,
      willRetry: retryIn !== false,
      ...(retryIn !== false && { retryIn }),
    }) as unknown as ConnectError;
    this._wait(retryIn);
    const waiting = this._state;
    this._host._emit("error", error);
    this._tell((namespace) => namespace.attemptFailed(error), waiting);
    for (const callback of callbacks) callback(error);
    if (attempt) {
      if (this._state === waiting) this._host._emit("reconnect_error", error);
      this._tell((namespace) => namespace.reconnectFailed(error), waiting);
    }
    if (retryIn === false && !callbacks.length) this._gaveUp(waiting);
  }

  _plan(error: HoldfastError | undefined): number | false {
    return this._controller.next(resolveReconnection(this._host.opts), error);
  }

  /** Waits until the next attempt; with `false` there is none. */
  _wait(delay: number | false): void {
    if (delay === false) return this._enter({ name: "idle" });
    const due = this.clock.now() + delay;
    this._enter({ name: "waiting", due, cancel: setAlarm(this.clock, delay, () => this._attempt()) });
  }

  /** Shortens the wait to `delay` ms at most. */
  _hasten(delay: number): void {
    const state = this._state;
    if (state.name === "waiting" && state.due - this.clock.now() > delay) {
      if (delay) this._wait(delay);
      else this._attempt();
    }
  }

  _attempt(): void {
    const { attempt } = this._controller;
    const waiting = this._state;
    this._host._emit("reconnect_attempt", attempt);
    this._tell((namespace) => namespace.attempting(attempt), waiting);
    if (this._state === waiting) this._connect();
  }

  _lost(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: OutgoingPacket[]): void {
    const retryIn = this._plan(details instanceof HoldfastError ? details : undefined);
    if (details instanceof ConnectError) {
      Object.assign(details, { willRetry: retryIn !== false, ...(retryIn !== false && { retryIn }) });
    }
    this._wait(retryIn);
    const waiting = this._state;
    this._host._emit("close", reason, details);
    for (const namespace of [...this.namespaces.values()]) {
      const own = unsent.filter(({ nsp }) => this.namespaces.get(nsp) === namespace);
      namespace.linkLost(reason as DisconnectReason, details, own);
    }
    if (retryIn === false) this._gaveUp(waiting);
  }

  /** No attempt follows. */
  _gaveUp(idle: State): void {
    if (this._state !== idle) return;
    const { reconnection } = resolveReconnection(this._host.opts);
    if (reconnection) this._host._emit("reconnect_failed");
    this._tell((namespace) => namespace.gaveUp(reconnection), idle);
  }

  /** Tells each namespace for as long as the state stays what it was. */
  _tell(call: (namespace: Namespace) => void, state: State): void {
    for (const namespace of [...this.namespaces.values()]) if (this._state === state) call(namespace);
  }

  _changed(cause: string): void {
    for (const namespace of this.namespaces.values()) namespace.changed(cause);
  }
}
