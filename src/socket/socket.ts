import { sumOf } from "../util/bytes.ts";
import { TypedEmitter } from "../util/emitter.ts";
import { warnOnce } from "../util/warn.ts";
import { compose, type Inner } from "./inner.ts";
import type { Link } from "./link.ts";
import { FIRST, type First, firstOf } from "./outbox/first.ts";
import type { OutgoingEvent } from "./outbox/outgoing.ts";
import { whenReady } from "./ready.ts";
import type { Seen } from "./teller.ts";
import type {
  AckParams,
  AckResult,
  AnyListener,
  Auth,
  DecorateAcknowledgements,
  DefaultEventsMap,
  EventNames,
  EventParams,
  LifecycleEvents,
  SocketOptions,
  SocketReservedEvents,
  SocketState,
} from "./types.ts";
import { type Flags, VIEW, View } from "./view.ts";

/** Removes a listener, or all. */
const remove = (listeners: AnyListener[], listener: AnyListener | undefined): void => {
  const index = listener ? listeners.indexOf(listener) : 0;
  if (index >= 0) listeners.splice(index, listener ? 1 : Infinity);
};

const NO_FLAGS: Flags = {};

/** The callback of a promise: it takes an error first, and is called in any case. */
type Settle = { (error: unknown, value?: unknown): void; _isPromise: boolean };

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
  >
  extends TypedEmitter<ListenEvents, SocketReservedEvents>
  implements Seen
{
  /** The namespace, such as `"/"` or `"/admin"`. */
  readonly nsp: string;
  /** The server's id of this namespace's connection; `undefined` while not connected. */
  id: string | undefined;
  /** Did the server keep the session of the connection before, and send what was missed? */
  recovered = false;
  /** Credentials, or the function that gives them. May be changed at any time; counts from the next connection. */
  auth: Auth | undefined | null;
  /** Events that came before `connect` was emitted. */
  receiveBuffer: unknown[][] = [];

  /** @internal The state that listeners were told last. */ _shown: SocketState = "disconnected";
  /** @internal */ readonly _inner: () => Inner;
  /** @internal */ declare readonly [VIEW]?: View<Inner>;

  /** @internal */
  constructor(io: Io & { readonly _inner: () => Link }, nsp: string, options: SocketOptions) {
    const link = io._inner();
    super(link._platform.report);
    this.nsp = nsp;
    this.auth = options.auth || undefined;
    const inner = compose(this, { _io: io, _link: link, _options: options });
    this._inner = () => inner;
  }

  /** @internal */
  override _self(): this {
    return this._inner()._teller._socket as unknown as this;
  }

  /** The Manager whose connection this namespace uses. */
  get io(): Io {
    return this._inner()._io as Io;
  }

  /** Has the namespace been joined, over a connection that is open? */
  get connected(): boolean {
    // a property of its own: what watches an app's state sees it change
    return this._shown === "connected";
  }

  /** Tests make believe. It shows that until the state changes; what is sent and told goes by the state. */
  set connected(connected: boolean) {
    this._shown = connected ? "connected" : "disconnected";
  }

  /** The opposite of `connected`. */
  get disconnected(): boolean {
    return !this.connected;
  }

  /** Is it connected, or will it connect by itself? */
  get active(): boolean {
    return this._inner()._membership._isActive;
  }

  /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
  get state(): SocketState {
    return this._inner()._membership._shown;
  }

  /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
  get sendBuffer(): OutgoingEvent[] {
    return this._inner()._outbox._once._held;
  }
  /** Replaces them; with an empty list, none is sent. */
  set sendBuffer(events: OutgoingEvent[]) {
    this._inner()._outbox._once._put(events);
  }

  /** What waits to be sent: how many events, and the bytes of their data. */
  get buffered(): {
    /** Events. */
    count: number;
    /** Bytes of their data, encoded. */
    bytes: number;
  } {
    const { _link, _outbox } = this._inner();
    const { byteLength } = _link._platform;
    const bytes = _outbox._allHeld.reduce((sum, { _frames }) => sum + sumOf(_frames, byteLength), 0);
    return { count: _outbox._heldCount, bytes };
  }

  /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
  get lifecycle(): TypedEmitter<LifecycleEvents> {
    return this._inner()._teller._lifecycle;
  }

  /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
  connect(): this {
    this._faced()._membership._connect();
    return this;
  }

  /** The same as {@link connect}. */
  open(): this {
    return this.connect();
  }

  /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
  disconnect(): this {
    this._faced()._membership._disconnect();
    return this;
  }

  /** The same as {@link disconnect}. */
  close(): this {
    return this.disconnect();
  }

  /**
   * Cuts a connection that the app does not trust any more and makes a new one at once; within a second of the last time,
   * when that second is over. Connects, if there is none.
   */
  reconnect(): this {
    this._inner()._link._cut();
    return this.connect();
  }

  /**
   * Resolves once the socket is connected, at once if it is. Rejects with the last error when it gives up, or is told to
   * (`ERR_DISCONNECTED`), when `timeout` ms have passed (`ERR_CONNECT_TIMEOUT`), or with `ERR_ABORTED`. The socket goes on
   * in the last two cases.
   */
  ready({ signal, timeout }: { signal?: AbortSignal; timeout?: number } = {}): Promise<this> {
    const { _link, _teller } = this._inner();
    const owner = (this[VIEW]?._owner ?? this) as this;
    return whenReady(this._self(), _teller._lifecycle, _link._clock, { signal, timeout }).then(() => owner);
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
      const outbox = (this[VIEW] ?? this)._inner()._outbox;
      const settle: Settle = (error, value) => (error ? reject(error) : resolve(value as never));
      // told by the function itself, should `emit` be called later, and by the call, should another function take its place
      settle._isPromise = outbox._isPromise = true;
      try {
        this.emit(event, ...(args as never), settle as never);
      } finally {
        outbox._isPromise = false;
      }
    });
  }

  /** A view whose events are dropped when they can't be sent now. */
  get volatile(): this {
    return this._view({ volatile: true });
  }

  /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
  timeout(timeout: number): Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io> {
    return this._view({ timeout }, { _passes: true }) as never;
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
    this._inner()._inbox._listeners.push(listener);
    return this;
  }

  /** As {@link onAny}, before the others. */
  prependAny(listener: AnyListener): this {
    this._inner()._inbox._listeners.unshift(listener);
    return this;
  }

  /** Removes a listener of {@link onAny}, or all. */
  offAny(listener?: AnyListener): this {
    remove(this._inner()._inbox._listeners, listener);
    return this;
  }

  /** The listeners of {@link onAny}. */
  listenersAny(): AnyListener[] {
    return this._inner()._inbox._listeners;
  }

  /** Calls `listener` with every event that is sent, its name first. */
  onAnyOutgoing(listener: AnyListener): this {
    this._inner()._outbox._listeners.push(listener);
    return this;
  }

  /** As {@link onAnyOutgoing}, before the others. */
  prependAnyOutgoing(listener: AnyListener): this {
    this._inner()._outbox._listeners.unshift(listener);
    return this;
  }

  /** Removes a listener of {@link onAnyOutgoing}, or all. */
  offAnyOutgoing(listener?: AnyListener): this {
    remove(this._inner()._outbox._listeners, listener);
    return this;
  }

  /** The listeners of {@link onAnyOutgoing}. */
  listenersAnyOutgoing(): AnyListener[] {
    return this._inner()._outbox._listeners;
  }

  /** @internal */
  get [FIRST](): First {
    const { _outbox } = this._inner();
    return (_outbox._first ??= firstOf(_outbox));
  }

  /** @internal The settings for what is emitted on it. */
  get _flags(): Flags {
    return (this[VIEW] ?? this._inner()._next)?._flags ?? NO_FLAGS;
  }

  /** What is in the socket, which knows from now on how the app has it. */
  _faced(): Inner {
    const inner = this._inner();
    inner._teller._face = this;
    return inner;
  }

  /** `_passes`: if nothing is done with the view, the socket's own next emit in this synchronous run takes its settings. */
  _view(flags: Flags, { _passes }: { _passes: boolean } = { _passes: false }): this {
    const own = this[VIEW];
    const view = new View(own ? { ...own._flags, ...flags } : flags, own?._owner ?? this, this._inner);
    if (_passes && !own) view._pass();
    return new Proxy(this._self(), view) as this;
  }
}
