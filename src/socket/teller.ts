import type { Packet } from "../codec/packet.ts";
import { callAll, type Listener, OwnEmitter, type TypedEmitter } from "../util/emitter.ts";
import type { HoldfastError } from "../util/errors.ts";
import { ADDED } from "../util/reserved.ts";
import { warnOnce } from "../util/warn.ts";
import { HOOKS, type Hooked, type Hooks } from "./hooks.ts";
import type { Link } from "./link.ts";
import type { LifecycleEvents, SocketOptions, SocketReservedEvents, SocketState } from "./types.ts";
import type { WatchedSocket } from "./watch.ts";

/** What an app sees of a socket that changes by itself. */
export interface Seen {
  _shown: SocketState;
  id: string | undefined;
  recovered: boolean;
}

/** The socket, as far as it is told of something. */
interface Told extends Seen, Hooked, Omit<WatchedSocket, keyof Seen> {
  readonly _report: (error: unknown) => void;
  _call(event: unknown, args: readonly unknown[]): void;
}

/** Tells the app what happens to a socket: by the events of the socket and of its `lifecycle`, and by what can be read off it. */
export class Teller {
  readonly _socket: Told;
  readonly _link: Link;
  readonly _options: SocketOptions;
  /**
   * The socket as the app had it at its last `connect()` or `disconnect()`: maybe a proxy, which tells whoever watches it what
   * is changed through it.
   */
  _face: Seen;
  _emitter: TypedEmitter<LifecycleEvents> | undefined;
  /** The state that was told last. */
  _told: SocketState = "disconnected";

  constructor(socket: Told, link: Link, options: SocketOptions) {
    this._socket = this._face = socket;
    this._link = link;
    this._options = options;
  }

  /** What add-ons do about the socket's events. */
  get _hooks(): Hooks | undefined {
    return this._socket[HOOKS];
  }

  /** `socket.lifecycle`, made when it is first asked for. */
  get _lifecycle(): TypedEmitter<LifecycleEvents> {
    return (this._emitter ??= new OwnEmitter(this._socket._report));
  }

  /** Sets it through what the app has first: a proxy would take what is there already for no change. */
  _show(seen: Partial<Seen>): void {
    Object.assign(this._face, seen);
    Object.assign(this._socket, seen);
  }

  /** Calls the listeners of a reserved event. */
  _tell(event: keyof SocketReservedEvents, ...details: unknown[]): void {
    this._link._watch?.("told", this._socket, event, details);
    this._link._telling(() => {
      if (this._options.lifecycleEvents !== "v4" || !ADDED.has(event)) this._socket._call(event, details);
      this._emitter?._call(event, details);
    });
  }

  /** The state that the app sees, which is told if it is another one. */
  _tellState(to: SocketState, cause: string): void {
    const from = this._told;
    if (from === to) return;
    this._told = to;
    this._show({ _shown: to });
    const change = [{ from, to, cause }];
    this._link._watch?.("told", this._socket, "state_change", change);
    this._link._telling(() => this._emitter?._call("state_change", change));
  }

  /** An event of the app will not be sent any more. */
  _tellDropped(packet: Packet, cause: HoldfastError): void {
    const [event, ...args] = packet.data as unknown[];
    this._link._watch?.("dropped", packet, cause);
    this._emitter?._call("dropped", [{ event, args, cause, delivery: cause.delivery }]);
  }

  /** A packet from the server is not delivered. */
  _tellRejected(nsp: string, reason: string): void {
    this._emitter?._call("rejected", [{ nsp, reason }]);
  }

  _report(error: unknown): void {
    this._socket._report(error);
  }

  _callAll(listeners: readonly Listener[], args: readonly unknown[]): void {
    callAll(listeners, this._socket, args, this._socket._report);
  }

  /** Does the name belong to the events that holdfast adds? */
  _isOurs(name: unknown): boolean {
    if (this._options.lifecycleEvents === "v4" || !ADDED.has(name)) return false;
    warnOnce(this._link._platform, `"${name}" is holdfast's event; see lifecycleEvents: "v4"`);
    return true;
  }
}
