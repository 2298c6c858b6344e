import { type Listener, TypedEmitter } from "../util/emitter.ts";
import { type Facade, type Flags, Lifecycle, type ResolvedSocketOptions } from "./lifecycle.ts";
import type { Link, OutgoingPacket } from "./link.ts";
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
  SocketEvents,
  SocketOptions,
  SocketState,
} from "./types.ts";

/** Who makes Sockets: a Manager. */
export interface SocketHost {
  /** @internal */
  readonly _link: Link;
  /** @internal */
  _resolve(options: SocketOptions | undefined): ResolvedSocketOptions;
}

const NO_FLAGS: Flags = Object.freeze({});

/**
 * A namespace of a connection, as the app sees it.
 *
 * `volatile`, `timeout()`, `compress()` and `signal()` give a *view*: the same socket, with other settings for what is
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
  extends TypedEmitter<SocketEvents<ListenEvents>>
  implements Facade
{
  /** The Manager whose connection this namespace uses. */
  readonly io: Io;
  /** The namespace, such as `"/"` or `"/admin"`. */
  readonly nsp: string;
  /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
  readonly lifecycle: TypedEmitter<LifecycleEvents>;
  /** Credentials, or the function that gives them. May be changed at any time; counts from the next connection. */
  auth: Auth | undefined | null;

  /** @internal */ readonly _core: Lifecycle;
  /** @internal */ readonly _flags: Flags = NO_FLAGS;
  /** @internal */ _incoming: Listener[] = [];
  /** @internal */ _outgoing: Listener[] = [];

  /** @internal */
  constructor(io: Io & SocketHost, nsp: string, options?: SocketOptions) {
    super(io._link.report);
    this.io = io;
    this.nsp = nsp;
    this.auth = options?.auth;
    this.lifecycle = new TypedEmitter(io._link.report);
    this._core = new Lifecycle(nsp, io._link, this, io._resolve(options));
  }

  /** Frameworks that wrap objects in proxies (Vue) leave this one alone. @internal */
  get __v_skip(): true {
    return true;
  }

  /** The server's id of this namespace's connection; `undefined` while not connected. */
  get id(): string | undefined {
    return this._core.sid;
  }

  /** Has the namespace been joined, over a connection that is open? */
  get connected(): boolean {
    return this._core.joined;
  }

  get disconnected(): boolean {
    return !this.connected;
  }

  /** Is it connected, or will it connect by itself? */
  get active(): boolean {
    return this._core.active;
  }

  /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
  get state(): SocketState {
    return this._core.state;
  }

  /** Did the server restore the last connection's state, so that no event was missed? */
  get recovered(): boolean {
    return this._core.recovery.recovered;
  }

  /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
  get sendBuffer(): OutgoingPacket[] {
    return this._core.outbox.packets;
  }
  set sendBuffer(packets: OutgoingPacket[]) {
    this._core.outbox.packets = packets;
  }

  /** Events that came before `connect` was emitted. */
  get receiveBuffer(): unknown[][] {
    return this._core.received;
  }
  set receiveBuffer(events: unknown[][]) {
    this._core.received = events;
  }

  /** How much waits to be sent: events, and bytes of their encoded form. */
  get buffered(): { count: number; bytes: number } {
    const { packets, bytes } = this._core.outbox;
    return { count: packets.length, bytes };
  }

  /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
  connect(): this {
    this._core.connect();
    return this;
  }

  /** The same as {@link connect}. */
  open(): this {
    return this.connect();
  }

  /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
  disconnect(): this {
    this._core.disconnect();
    return this;
  }

  /** The same as {@link disconnect}. */
  close(): this {
    return this.disconnect();
  }

  /**
   * Sends an event, or buffers it until the socket is connected. A function as last argument is called with the
   * acknowledgement; with `timeout()` or `ackTimeout` it takes an error first, and is called in any case.
   *
   * Throws `ERR_RESERVED_EVENT`, `ERR_ENCODE` (the path to what can't be sent is in the message),
   * `ERR_PAYLOAD_TOO_LARGE` and `ERR_BUFFER_FULL`, and has then done nothing.
   */
  emit<Name extends EventNames<EmitEvents>>(event: Name, ...args: EventParams<EmitEvents, Name>): this {
    (args as unknown[]).unshift(event);
    this._core.emit(this._flags, args);
    return this._core.facade as this;
  }

  /** Sends an event named `message`. */
  send(...args: unknown[]): this {
    args.unshift("message");
    this._core.emit(this._flags, args);
    return this._core.facade as this;
  }

  /**
   * Sends an event and promises its acknowledgement. It rejects with `ERR_ACK_TIMEOUT` (with `timeout()` or
   * `ackTimeout`), `ERR_ABORTED` (with `signal()`), `ERR_DISCONNECTED` when the connection is lost or left, or what
   * {@link emit} throws; `error.delivery` says whether the event may have arrived.
   */
  emitWithAck<Name extends EventNames<EmitEvents>>(
    event: Name,
    ...args: AckParams<EmitEvents, Name>
  ): Promise<AckResult<EmitEvents, Name>> {
    (args as unknown[]).unshift(event);
    return this._core.emitWithAck(this._flags, args) as Promise<AckResult<EmitEvents, Name>>;
  }

  /** A view whose events are dropped when they can't be sent now. */
  get volatile(): this {
    return this._view({ volatile: true });
  }

  /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
  timeout(timeout: number): Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io> {
    return this._view({ timeout }) as unknown as Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io>;
  }

  /** A view whose events are compressed, or not, where the transport compresses (Node). */
  compress(compress: boolean): this {
    return this._view({ compress });
  }

  /** A view whose acknowledgements are given up when `signal` aborts (`ERR_ABORTED`); its callbacks take an error first. */
  signal(signal: AbortSignal): Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io> {
    return this._view({ signal }) as unknown as Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io>;
  }

  /** Calls `listener` with every event that comes in, its name first. */
  onAny(listener: AnyListener): this {
    this._incoming.push(listener);
    return this;
  }

  /** As {@link onAny}, before the listeners that are there. */
  prependAny(listener: AnyListener): this {
    this._incoming.unshift(listener);
    return this;
  }

  /** Removes a listener of {@link onAny}, or all. */
  offAny(listener?: AnyListener): this {
    removeFrom(this._incoming, listener);
    return this;
  }

  listenersAny(): Listener[] {
    return this._incoming;
  }

  /** Calls `listener` with every event that goes out, its name first. */
  onAnyOutgoing(listener: AnyListener): this {
    this._outgoing.push(listener);
    return this;
  }

  /** As {@link onAnyOutgoing}, before the listeners that are there. */
  prependAnyOutgoing(listener: AnyListener): this {
    this._outgoing.unshift(listener);
    return this;
  }

  /** Removes a listener of {@link onAnyOutgoing}, or all. */
  offAnyOutgoing(listener?: AnyListener): this {
    removeFrom(this._outgoing, listener);
    return this;
  }

  listenersAnyOutgoing(): Listener[] {
    return this._outgoing;
  }

  /** @internal */
  _lifecycle(name: keyof LifecycleEvents, ...args: unknown[]): void {
    this.lifecycle._emit(name, ...args);
  }

  _view(flags: Flags): this {
    return Object.create(this, { _flags: { value: { ...this._flags, ...flags } } }) as this;
  }
}

const removeFrom = (listeners: Listener[], listener?: Listener): void => {
  if (!listener) listeners.length = 0;
  const index = listeners.indexOf(listener as Listener);
  if (index >= 0) listeners.splice(index, 1);
};
