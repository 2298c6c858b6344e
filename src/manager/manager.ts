import type { Engine } from "../engine/engine.ts";
import { Socket } from "../socket/socket.ts";
import type { DefaultEventsMap, SocketOptions } from "../socket/types.ts";
import { TypedEmitter } from "../util/emitter.ts";
import { checkOptions, withDefaults } from "../util/options.ts";
import { type Address, readArguments } from "../util/url.ts";
import { Attempts } from "./attempts.ts";
import type { ManagerEvents, OpenCallback } from "./events.ts";
import type { Environment } from "./kinds.ts";
import type { IoOptions } from "./options.ts";
import type { State } from "./state.ts";
import { addWatcher, WATCH, type Watch } from "./watch.ts";

/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it: one Engine at a time, and the
 * attempts to get one. Most apps never make a Manager: `io()` does, and `socket.io` is it. The entries' `Manager` is this
 * class over their platform.
 */
export class BaseManager<
  ListenEvents extends object = DefaultEventsMap,
  EmitEvents extends object = ListenEvents,
> extends TypedEmitter<ManagerEvents> {
  /** The options; what is changed in them counts from the next attempt. */
  readonly opts: IoOptions;
  /** The Engine.IO session in use, or the last one. */
  engine!: Engine;
  /** @internal What is in it: behind a function, as with sockets. */
  readonly _inner: () => Attempts;

  /** @internal */
  constructor(environment: Environment, url?: Address | IoOptions, options?: IoOptions) {
    super(environment.platform.report);
    const [uri, given] = readArguments(url, options);
    // a copy, so that the app's own object is never written to
    this.opts = Object.assign({ path: undefined }, given) as IoOptions;
    checkOptions(this.opts);
    this.opts.path ||= "/socket.io";
    const attempts = new Attempts(this, environment.platform.network?.(environment, uri, this) ?? environment, uri);
    this._inner = () => attempts;
    if (this.opts.autoConnect !== false) this.open();
  }

  /** @internal */
  override _self(): this {
    return this._inner()._manager as this;
  }

  /** `"idle"`, `"connecting"`, `"connected"` or `"waiting"` (for the next attempt). */
  get state(): State["name"] {
    return this._inner()._state.name;
  }

  /** @internal Tells who watches what happens in it, until the function is called that this returns; see `src/manager/watch.ts`. */
  [WATCH](watch: Watch): () => void {
    return addWatcher(this._inner(), watch);
  }

  /** @internal What is done in a listener of these events does not cut a wait short. */
  override _call(event: unknown, args: readonly unknown[]): void {
    this._inner()._telling(() => super._call(event, args));
  }

  /**
   * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
   * gets the error if that fails, no other attempt follows.
   */
  open(callback?: OpenCallback): this {
    this._inner()._begin(callback);
    return this;
  }

  /** The same as {@link open}. */
  connect(callback?: OpenCallback): this {
    return this.open(callback);
  }

  /** The Socket of a namespace, made at the first call. */
  socket(
    nsp: string,
    options?: SocketOptions,
  ): Socket<ListenEvents, EmitEvents, BaseManager<ListenEvents, EmitEvents>> {
    const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
    const self = this._self();
    const { _byName } = this._inner()._namespaces;
    const socket =
      (_byName.get(name)?._socket as Socket<ListenEvents, EmitEvents, this> | undefined) ??
      new Socket<ListenEvents, EmitEvents, this>(self, name, { ...options });
    _byName.set(name, socket._inner()._membership);
    // connect() of one that waits for the next attempt would cut the wait short
    return this.opts.autoConnect === false || socket.active ? socket : socket.connect();
  }

  /** Whether it reconnects; with an argument sets that. */
  reconnection(): boolean;
  reconnection(value: boolean): this;
  reconnection(value?: boolean): boolean | this {
    return value === undefined ? this.opts.reconnection !== false : this._set("reconnection", value);
  }

  /** The `reconnectionAttempts` option; with an argument sets it. */
  reconnectionAttempts(): number;
  reconnectionAttempts(value: number): this;
  reconnectionAttempts(value?: number): number | this {
    return this._set("reconnectionAttempts", value);
  }

  /** The `reconnectionDelay` option, ms; with an argument sets it. */
  reconnectionDelay(): number;
  reconnectionDelay(value: number): this;
  reconnectionDelay(value?: number): number | this {
    return this._set("reconnectionDelay", value);
  }

  /** The `randomizationFactor` option; with an argument sets it. */
  randomizationFactor(): number;
  randomizationFactor(value: number): this;
  randomizationFactor(value?: number): number | this {
    return this._set("randomizationFactor", value);
  }

  /** The `reconnectionDelayMax` option, ms; with an argument sets it. */
  reconnectionDelayMax(): number;
  reconnectionDelayMax(value: number): this;
  reconnectionDelayMax(value?: number): number | this {
    return this._set("reconnectionDelayMax", value);
  }

  /** The `timeout` option, ms; with an argument sets it. */
  timeout(): number | false;
  timeout(value: number | false): this;
  timeout(value?: number | false): number | false | this {
    return value === undefined && this.opts.timeout === false ? false : this._set("timeout", value);
  }

  /** Reads or sets an option. */
  _set<Value>(name: string, value: Value | undefined): Value | this {
    const opts = this.opts as Record<string, unknown>;
    if (value === undefined) return (withDefaults(opts) as Record<string, unknown>)[name] as Value;
    opts[name] = value;
    return this;
  }
}
