import { TypedEmitter } from "../util/emitter.ts";
import { aborted, disconnected, HoldfastError } from "../util/errors.ts";
import { warnOnce } from "../util/warn.ts";
import type { Inner } from "./inner.ts";
import { Lifecycle } from "./lifecycle.ts";
import type { Link } from "./link.ts";
import type {
  AckParams,
  AckResult,
  AnyListener,
  DecorateAcknowledgements,
  DefaultEventsMap,
  EventNames,
  EventParams,
  LifecycleEvents,
  SocketOptions,
} from "./types.ts";
import { type Flags, VIEW, View } from "./view.ts";

/** Removes a listener, or all. */
const remove = (listeners: AnyListener[], listener: AnyListener | undefined): void => {
  const index = listener ? listeners.indexOf(listener) : 0;
  if (index >= 0) listeners.splice(index, listener ? 1 : Infinity);
};

const NO_FLAGS: Flags = {};

/** The callback of a promise: it takes an error first, and is called in any case. */
type Settle = { (error: unknown, value?: unknown): void; _promised: boolean };

/**
 * A namespace of a connection.
 *
 * `volatile`, `compress()`, `timeout()` and `signal()` give a *view*: the same socket, with other settings for what is
 * emitted through it. A view can be kept and used again; `emit` on it returns the socket.
 *
 * @typeParam ListenEvents - events from the server, with their listeners
 * @typeParam EmitEvents - events to the server
 * @typeParam Io - the Manager
 */
export class Socket<
  ListenEvents extends object = DefaultEventsMap,
  EmitEvents extends object = ListenEvents,
  Io = unknown,
> extends Lifecycle<ListenEvents> {
  /** @internal */ declare readonly [VIEW]?: View<Inner>;

  /** @internal */
  constructor(io: Io & Link, nsp: string, options: SocketOptions) {
    super(io, nsp, options);
  }

  /** The Manager whose connection this namespace uses. */
  get io(): Io {
    return this._link as Io;
  }

  /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
  get lifecycle(): TypedEmitter<LifecycleEvents> {
    const self = this._self();
    self._lifecycle ??= new TypedEmitter(self._report);
    return self._lifecycle;
  }

  /** The opposite of `connected`. */
  get disconnected(): boolean {
    return !this.connected;
  }

  /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
  connect(): this {
    this._faced()._connect();
    return this;
  }

  /** The same as {@link connect}. */
  open(): this {
    return this.connect();
  }

  /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
  disconnect(): this {
    this._faced()._disconnect();
    return this;
  }

  /** The same as {@link disconnect}. */
  close(): this {
    return this.disconnect();
  }

  /**
   * Drops a connection that the app does not trust any more and makes a new one at once; within a second of the last time,
   * when that second is over. Connects, if there is none.
   */
  reconnect(): this {
    this._link._drop();
    return this.connect();
  }

  /**
   * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
   * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
   * in the last two cases.
   */
  ready({ signal, timeout }: { signal?: AbortSignal; timeout?: number } = {}): Promise<this> {
    const { lifecycle, _link } = this;
    const { _clock } = _link;
    const self = this._self();
    return new Promise((resolve, reject) => {
      let last: Error = disconnected("not-sent");
      const end = (error?: Error): void => {
        lifecycle.off("state_change", changed).off("connect_error", failed);
        signal?.removeEventListener("abort", abort);
        _clock.clearTimeout(timer);
        if (error) reject(error);
        else resolve((this[VIEW]?._owner ?? this) as this);
      };
      const failed = (error: Error): void => {
        last = error;
        // a refusal is told after the state has changed
        if (self.state === "disconnected") end(last);
      };
      const changed = ({ to, cause }: { to: string; cause: string }): void => {
        if (to === "connected") end();
        else if (to === "disconnected" && cause !== "connect_error") end(last);
      };
      const abort = (): void => end(aborted(signal!));
      const timer =
        timeout != null && _clock.setTimeout(() => end(new HoldfastError("ERR_CONNECT_TIMEOUT", "timeout")), timeout);
      lifecycle.on("state_change", changed).on("connect_error", failed);
      signal?.addEventListener("abort", abort);
      if (self.connected) end();
      else if (signal?.aborted) abort();
    });
  }

  /**
   * Sends an event, or buffers it until the socket is connected. A function as last argument is called with the
   * acknowledgement; with `timeout()` or `ackTimeout` it takes an error first, and is called in any case.
   *
   * Throws `ERR_RESERVED_EVENT` for a name that is reserved, `ERR_ENCODE` for data that can't be sent,
   * `ERR_PAYLOAD_TOO_LARGE` for more than the server takes and `ERR_BUFFER_FULL` where `bufferLimit` says so, and has
   * then done nothing.
   */
  emit<Name extends EventNames<EmitEvents>>(event: Name, ...args: EventParams<EmitEvents, Name>): this {
    const own = this[VIEW];
    const inner = (own ?? this)._inner();
    const { _next } = inner;
    const view = own ?? _next;
    if (view === _next) inner._next = undefined;
    if (!own && view && !view._touched)
      warnOnce(
        inner._link._platform,
        "emit() took the time limit of timeout(), whose result was not used: emit on that",
      );
    inner._outbox._submit(view?._flags ?? NO_FLAGS, [event, ...args]);
    return (own?._owner ?? this) as this;
  }

  /** Sends an event named `message`. */
  send(...args: unknown[]): this {
    return this.emit("message" as never, ...(args as never));
  }

  /**
   * Sends an event and promises its acknowledgement. It rejects with `ERR_ACK_TIMEOUT` (with `timeout()` or `ackTimeout`),
   * `ERR_ABORTED` (with `signal()`), `ERR_DISCONNECTED` when the connection is lost or left, or what {@link emit}
   * throws; `error.delivery` says whether the event may have arrived.
   */
  emitWithAck<Name extends EventNames<EmitEvents>>(
    event: Name,
    ...args: AckParams<EmitEvents, Name>
  ): Promise<AckResult<EmitEvents, Name>> {
    return new Promise((resolve, reject) => {
      const inner = (this[VIEW] ?? this)._inner();
      const settle: Settle = (error, value) => (error ? reject(error) : resolve(value as never));
      // told by the function itself, should `emit` be called later, and by the call, should another function take its place
      settle._promised = inner._promised = true;
      try {
        this.emit(event, ...(args as never), settle as never);
      } finally {
        inner._promised = false;
      }
    });
  }

  /** A view whose events are dropped when they can't be sent now. */
  get volatile(): this {
    return this._view({ volatile: true });
  }

  /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
  timeout(timeout: number): Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io> {
    return this._view({ timeout }, true) as never;
  }

  /** A view whose events are not compressed, if `compress` is `false`. */
  compress(compress: boolean): this {
    return this._view({ compress });
  }

  /** A view whose events are given up when `signal` is aborted, and whose callbacks take an error first (`ERR_ABORTED`). */
  signal(signal: AbortSignal): Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io> {
    return this._view({ signal }) as never;
  }

  /** Calls `listener` with every event that comes in, its name first. */
  onAny(listener: AnyListener): this {
    this._any.push(listener);
    return this;
  }

  /** As {@link onAny}, before the others. */
  prependAny(listener: AnyListener): this {
    this._any.unshift(listener);
    return this;
  }

  /** Removes a listener of {@link onAny}, or all. */
  offAny(listener?: AnyListener): this {
    remove(this._any, listener);
    return this;
  }

  /** The listeners of {@link onAny}. */
  listenersAny(): AnyListener[] {
    return this._any;
  }

  /** Calls `listener` with every event that is sent, its name first. */
  onAnyOutgoing(listener: AnyListener): this {
    this._anyOutgoing.push(listener);
    return this;
  }

  /** As {@link onAnyOutgoing}, before the others. */
  prependAnyOutgoing(listener: AnyListener): this {
    this._anyOutgoing.unshift(listener);
    return this;
  }

  /** Removes a listener of {@link onAnyOutgoing}, or all. */
  offAnyOutgoing(listener?: AnyListener): this {
    remove(this._anyOutgoing, listener);
    return this;
  }

  /** The listeners of {@link onAnyOutgoing}. */
  listenersAnyOutgoing(): AnyListener[] {
    return this._anyOutgoing;
  }

  /** @internal The settings for what is emitted on it. */
  get _flags(): Flags {
    return (this[VIEW] ?? this._inner()._next)?._flags ?? NO_FLAGS;
  }

  /** The socket itself, which knows from now on how the app has it. */
  _faced(): this {
    const self = this._self();
    self._inner()._face = this;
    return self;
  }

  /** `passes`: if nothing is done with the view, the socket's own next emit in this synchronous run takes its settings. */
  _view(flags: Flags, passes = false): this {
    const own = this[VIEW];
    const view = new View(own ? { ...own._flags, ...flags } : flags, own?._owner ?? this, this._inner);
    if (passes && !own) {
      this._inner()._next = view;
      Promise.resolve().then(() => view._forget());
    }
    return new Proxy(this._self(), view) as this;
  }
}
