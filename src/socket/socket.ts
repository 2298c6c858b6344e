import { type Flags, Lifecycle } from "./lifecycle.ts";
import type { Link } from "./link.ts";
import type {
  AckParams,
  AckResult,
  AnyListener,
  DecorateAcknowledgements,
  DefaultEventsMap,
  EventNames,
  EventParams,
  SocketOptions,
} from "./types.ts";

/**
 * A namespace of a connection.
 *
 * `volatile` and `timeout()` give a *view*: the same socket, with other settings for what is emitted through it.
 * A view can be kept and used again; `emit` on it returns the socket.
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
  /** The Manager whose connection this namespace uses. */
  readonly io: Io;
  /** @internal */ readonly _flags: Flags = {};
  /** @internal The socket, also from a view. */ readonly _self: this;

  /** @internal */
  constructor(io: Io & Link, nsp: string, options: SocketOptions) {
    super(io, nsp, options);
    this.io = io;
    this._self = this;
  }

  get disconnected(): boolean {
    return !this.connected;
  }

  /** Connects, or does nothing if connected. During a wait for reconnection it connects now. */
  connect(): this {
    this._self._connect();
    return this._self;
  }

  /** The same as {@link connect}. */
  open(): this {
    return this.connect();
  }

  /** Leaves the namespace; the connection is closed with its last one. What was emitted before is still sent. */
  disconnect(): this {
    this._self._disconnect();
    return this._self;
  }

  /** The same as {@link disconnect}. */
  close(): this {
    return this.disconnect();
  }

  /**
   * Sends an event, or buffers it until the socket is connected. A function as last argument is called with the
   * acknowledgement; with `timeout()` or `ackTimeout` it takes an error first, and is called in any case.
   *
   * Throws `ERR_RESERVED_EVENT` for a name that is reserved and `ERR_ENCODE` for data that can't be sent, and has then done
   * nothing.
   */
  emit<Name extends EventNames<EmitEvents>>(event: Name, ...args: EventParams<EmitEvents, Name>): this {
    this._self._submit(this._flags, [event, ...args], false);
    return this._self;
  }

  /** Sends an event named `message`. */
  send(...args: unknown[]): this {
    return this.emit("message" as never, ...(args as never));
  }

  /**
   * Sends an event and promises its acknowledgement. It rejects with `ERR_ACK_TIMEOUT` (with `timeout()` or `ackTimeout`),
   * `ERR_DISCONNECTED` when the connection is lost or left, or what {@link emit} throws; `error.delivery` says whether
   * the event may have arrived.
   */
  emitWithAck<Name extends EventNames<EmitEvents>>(
    event: Name,
    ...args: AckParams<EmitEvents, Name>
  ): Promise<AckResult<EmitEvents, Name>> {
    return new Promise((resolve, reject) => {
      const settle = (error: unknown, value: AckResult<EmitEvents, Name>): void =>
        error ? reject(error) : resolve(value);
      this._self._submit(this._flags, [event, ...args, settle], true);
    });
  }

  /** A view whose events are dropped when they can't be sent now. */
  get volatile(): this {
    return this._view({ volatile: true });
  }

  /** A view whose acknowledgements must come within `timeout` ms, and whose callbacks take an error first. */
  timeout(timeout: number): Socket<ListenEvents, DecorateAcknowledgements<EmitEvents>, Io> {
    return this._view({ timeout }) as never;
  }

  /** Calls `listener` with every event that comes in, its name first. */
  onAny(listener: AnyListener): this {
    this._any.on("any", listener);
    return this;
  }

  /** Removes a listener of {@link onAny}, or all. */
  offAny(listener?: AnyListener): this {
    if (listener) this._any.off("any", listener);
    else this._any.off();
    return this;
  }

  /** The listeners of {@link onAny}. */
  listenersAny(): AnyListener[] {
    return this._any.listeners("any");
  }

  _view(flags: Flags): this {
    const view = Object.create(this) as { _flags: Flags };
    view._flags = { ...this._flags, ...flags };
    return view as this;
  }
}
