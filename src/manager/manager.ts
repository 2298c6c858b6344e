import type { Packet } from "../codec/packet.ts";
import type { Engine } from "../engine/engine.ts";
import type { ResolvedSocketOptions } from "../socket/lifecycle.ts";
import { Socket } from "../socket/socket.ts";
import type { DefaultEventsMap, DisconnectDescription, SocketOptions } from "../socket/types.ts";
import { TypedEmitter } from "../util/emitter.ts";
import type { ConnectError } from "../util/errors.ts";
import { parseTarget, type Target } from "../util/url.ts";
import { Connection, type ConnectionState, type Host } from "./connection.ts";
import { type ManagerOptions, resolveSocketOptions } from "./options.ts";
import type { Environment } from "./session.ts";

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

/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it, and the reconnection of it.
 * Most apps never make one: `io()` does, and `socket.io` is it.
 */
export class Manager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>
  extends TypedEmitter<ManagerEvents>
  implements Host
{
  /** The options; what is changed in them counts from the next attempt. */
  readonly opts: ManagerOptions & SocketOptions;

  /** @internal */ readonly _environment: Environment;
  /** @internal */ readonly _target: Target;
  /** @internal */ readonly _link: Connection;
  /** @internal Tells the cache whether the connection is in use. */ _onUse: ((used: boolean) => void) | undefined;

  /** @internal */
  constructor(environment: Environment, url?: string | Options, options?: Options) {
    super(environment.platform.report);
    if (typeof url === "object") {
      options = url;
      url = undefined;
    }
    // a copy, so that the app's own object is never written to
    this.opts = { ...options };
    this._environment = environment;
    this._target = locate(environment, url, this.opts);
    this._link = new Connection(this);
    if (this.opts.autoConnect !== false) this.open();
  }

  /** Frameworks that wrap objects in proxies (Vue) leave this one alone. @internal */
  get __v_skip(): true {
    return true;
  }

  /** The Engine.IO session in use, or the last one. */
  get engine(): Engine {
    return this._link.engine as Engine;
  }

  /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
  get state(): ConnectionState {
    return this._link.state;
  }

  /**
   * Connects, if there is no connection and none is being made. With a callback the app hears of the outcome and decides
   * what follows a failure; without one, reconnection does.
   */
  open(callback?: (error?: ConnectError) => void): this {
    this._link.open(callback as (error?: Error) => void);
    return this;
  }

  /** The same as {@link open}. */
  connect(callback?: (error?: ConnectError) => void): this {
    return this.open(callback);
  }

  /** The Socket of a namespace, made at the first call. */
  socket(nsp: string, options?: SocketOptions): Socket<ListenEvents, EmitEvents, Manager<ListenEvents, EmitEvents>> {
    const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
    const { namespaces } = this._link;
    const autoConnect = this.opts.autoConnect !== false;
    let socket = this._sockets.get(name);
    if (!socket) {
      socket = new Socket<ListenEvents, EmitEvents, this>(this, name, options);
      this._sockets.set(name, socket);
      namespaces.set(name, socket._core);
      if (autoConnect) socket.connect();
    } else if (autoConnect && !socket.active) socket.connect();
    return socket;
  }

  /** @internal */ readonly _sockets = new Map<string, Socket<ListenEvents, EmitEvents, this>>();

  /** Whether to connect again; with an argument, sets it. */
  reconnection(): boolean;
  reconnection(value: boolean): this;
  reconnection(...value: [boolean?]): this | boolean {
    return this._option("reconnection", value, true);
  }

  /** Attempts before giving up. */
  reconnectionAttempts(): number;
  reconnectionAttempts(value: number): this;
  reconnectionAttempts(...value: [number?]): this | number {
    return this._option("reconnectionAttempts", value, Number.POSITIVE_INFINITY);
  }

  /** ms before the first attempt. */
  reconnectionDelay(): number;
  reconnectionDelay(value: number): this;
  reconnectionDelay(...value: [number?]): this | number {
    return this._option("reconnectionDelay", value, 1000);
  }

  /** Part of the delay by which it may be shorter or longer. */
  randomizationFactor(): number;
  randomizationFactor(value: number): this;
  randomizationFactor(...value: [number?]): this | number {
    return this._option("randomizationFactor", value, 0.5);
  }

  /** ms, never exceeded by a delay. */
  reconnectionDelayMax(): number;
  reconnectionDelayMax(value: number): this;
  reconnectionDelayMax(...value: [number?]): this | number {
    return this._option("reconnectionDelayMax", value, 5000);
  }

  /** ms for a connection attempt, or `false`. */
  timeout(): number | false;
  timeout(value: number | false): this;
  timeout(...value: [(number | false)?]): this | number | false {
    return this._option("timeout", value, 20_000);
  }

  _option<Value>(name: keyof ManagerOptions, value: readonly [Value?], otherwise: Value): this | Value {
    const options = this.opts as Record<string, unknown>;
    if (!value.length) return (options[name] as Value | undefined) ?? otherwise;
    options[name] = value[0];
    return this;
  }

  /** @internal */
  get _heard(): boolean {
    return this._callbacks.size > 0;
  }

  /** @internal */
  _inUse(used: boolean): void {
    this._onUse?.(used);
  }

  /** @internal */
  _resolve(options?: SocketOptions): ResolvedSocketOptions {
    return resolveSocketOptions({ ...this.opts, ...options });
  }
}

type Options = Partial<ManagerOptions & SocketOptions>;

/** Where the server is, by the URL or by `host`, `port` and `secure`. */
const locate = ({ platform }: Environment, url: string | undefined, options: Options): Target => {
  const location = platform.location();
  const host = options.hostname ?? options.host;
  if (url || !host) return parseTarget(url, location);
  const secure = options.secure ?? location?.protocol === "https:";
  const port = options.port ? `:${options.port}` : "";
  return parseTarget(`${secure ? "https" : "http"}://${host}${port}`, location);
};
