import { ACK, CONNECT, DISCONNECT, EVENT, type Packet } from "../codec/packet.ts";
import { encode } from "../codec/socket-io.ts";
import type { Timer } from "../platform/platform.ts";
import { callAll, type Listener, TypedEmitter } from "../util/emitter.ts";
import {
  asConnectError,
  type CloseDetails,
  type ConnectError,
  connectError,
  HoldfastError,
  messageOf,
} from "../util/errors.ts";
import { isAdded, isReserved } from "../util/reserved.ts";
import { askAuth } from "./auth.ts";
import type { Link, Namespace, OutgoingPacket } from "./link.ts";
import type { AnyListener, Auth, LifecycleEvents, SocketOptions, SocketReservedEvents, SocketState } from "./types.ts";

/** Settings for what is emitted through a view of the Socket. */
export interface Flags {
  readonly volatile?: boolean;
  /** ms that the acknowledgement may take. */
  readonly timeout?: number;
}

interface Joining {
  name: "joining" | "leaving";
  _timer: Timer;
  _sent: boolean;
}
interface Joined {
  name: "joined";
  _timer?: undefined;
  _ready: boolean;
}
type State =
  /** `waiting` is for the connection. */
  | { name: "idle" | "waiting"; _timer?: undefined }
  /** `sent`: the server will answer. `leaving`: asked to leave meanwhile, once the answer is there. */
  | Joining
  /** `ready`: what was buffered before is out. */
  | Joined;

/** What the server may say when a namespace is to be joined. */
interface Answer {
  sid?: unknown;
  message?: unknown;
  data?: unknown;
}

const disconnected = (delivery: "not-sent" | "unknown"): HoldfastError =>
  new HoldfastError("ERR_DISCONNECTED", "socket has been disconnected", { delivery });

/** How a namespace is joined and left, and what becomes of its events meanwhile; the Socket's public side is on top. */
export abstract class Lifecycle<ListenEvents extends object>
  extends TypedEmitter<ListenEvents, SocketReservedEvents>
  implements Namespace
{
  /** The namespace, such as `"/"` or `"/admin"`. */
  readonly nsp: string;
  /** The server's id of this namespace's connection; `undefined` while not connected. */
  id: string | undefined;
  /** Credentials, or the function that gives them. May be changed at any time; counts from the next connection. */
  auth!: Auth | undefined | null;
  /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
  sendBuffer: OutgoingPacket[] = [];
  /** Events that came before `connect` was emitted. */
  receiveBuffer: unknown[][] = [];
  /** Emits the reserved events, `state_change` and `dropped`, whatever names the app uses for its own events. */
  readonly lifecycle: TypedEmitter<LifecycleEvents>;

  /** @internal Listeners of every event that comes in, as of one named `any`. */
  readonly _any: TypedEmitter<{ any: AnyListener }>;
  /** @internal */ readonly _link: Link;
  /** @internal */ readonly _options: SocketOptions;
  /** @internal Events whose acknowledgement is due, by ack id. */
  readonly _acks = new Map<number, OutgoingPacket>();
  /** @internal */ _nextId = 0;
  /** @internal */ _state: State = { name: "idle" };
  /** @internal The state that listeners were told last. */
  _shown: SocketState = "disconnected";

  constructor(link: Link, nsp: string, options: SocketOptions) {
    super(link._platform.report);
    this.nsp = nsp;
    this.auth = options.auth;
    this.lifecycle = new TypedEmitter(this._report);
    this._any = new TypedEmitter(this._report);
    this._link = link;
    this._options = options;
  }

  /** Has the namespace been joined, over a connection that is open? */
  get connected(): boolean {
    return this._state.name === "joined";
  }

  /** Is it connected, or will it connect by itself? */
  get active(): boolean {
    return this._busy && this._state.name !== "leaving";
  }

  /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
  get state(): SocketState {
    if (this.connected) return "connected";
    const { _reconnecting } = this._link;
    if (!this.active || _reconnecting === undefined) return "disconnected";
    return _reconnecting ? "reconnecting" : "connecting";
  }

  /** @internal */
  get _busy(): boolean {
    return this._state.name !== "idle";
  }

  // ---- joining and leaving

  /** The one way from a state to another. */
  _enter<Next extends State>(next: Next, cause: string): Next {
    this._link._clock.clearTimeout(this._state._timer);
    this._state = next;
    if (next.name !== "joined") this.id = undefined;
    this._changed(cause);
    return next;
  }

  /**
   * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the listeners of
   * `event` were told. At the `end` of it all, so that only the app comes back, so does what waits and promised one.
   */
  _leave(name: "idle" | "waiting", end: boolean, event?: keyof SocketReservedEvents, ...details: unknown[]): void {
    const doomed = [...this._acks.values()].filter(({ _sent, _promised }) => _sent || (end && _promised));
    this._enter({ name }, event ?? "disconnect()");
    if (end) this._link._unwanted();
    if (event) this._tell(event, ...details);
    for (const packet of doomed) this._drop(packet, disconnected(packet._sent ? "unknown" : "not-sent"));
  }

  _connect(): void {
    const state = this._state;
    if (state.name === "leaving") state.name = "joining";
    else if (state.name === "idle") this._enter({ name: "waiting" }, "connect()");
    if (state.name !== "joined") this._link._wanted(this);
  }

  _disconnect(): void {
    const state = this._state;
    if (!this.active) return;
    if (state.name === "joining" && state._sent) {
      // the server has yet to answer, and takes no DISCONNECT before it did
      state.name = "leaving";
      this._changed("disconnect()");
      this._dropPromised();
    } else if (this.connected) {
      // in a listener of `connect` it still waits
      this._flush();
      this._send(DISCONNECT);
      this._leave("idle", true, "disconnect", "io client disconnect");
    } else this._leave("idle", true);
  }

  /** @internal */
  _linkOpen(): void {
    if (this._state.name !== "waiting") return;
    const joining = this._enter<Joining>({ name: "joining", _timer: undefined, _sent: false }, "connect()");
    const { _clock, _joinTimeout } = this._link;
    const fail = (error: ConnectError): void => {
      if (this._state !== joining) return;
      if (joining.name === "leaving") this._leave("idle", true);
      else if (this._link._joinFailed(error)) this._tellFailure(error);
    };
    const authFailed = (cause: unknown): void =>
      fail(connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
    joining._timer = _clock.setTimeout(() => authFailed("timeout"), _joinTimeout);
    askAuth(this.auth, this)
      .then((data) => {
        if (this._state !== joining) return;
        this._send(CONNECT, data ?? undefined);
        joining._sent = true;
        _clock.clearTimeout(joining._timer);
        const error = connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout");
        joining._timer = _clock.setTimeout(() => fail(error), _joinTimeout);
      })
      .catch(authFailed);
  }

  /** @internal */
  _packet({ type, id, data }: Packet): void {
    const state = this._state;
    if (type === EVENT) this._onEvent(data as unknown[], id);
    else if (type === ACK) this._acks.get(id as number)?._settle?.(null, data as unknown[]);
    else if (type === DISCONNECT) {
      if (this.connected) this._leave("idle", true, "disconnect", "io server disconnect");
    } else if (state.name === "leaving") {
      if (type === CONNECT) this._send(DISCONNECT);
      this._leave("idle", true);
    } else if (state.name === "joining" && state._sent) {
      const {
        sid,
        message = "refused",
        data: more,
      } = (typeof data === "string" ? { message: data } : (data ?? {})) as Answer;
      if (type === CONNECT && typeof sid === "string") return this._joined(sid);
      const [code, text] =
        type === CONNECT
          ? (["ERR_UNSUPPORTED_PROTOCOL", "the server is Socket.IO 2"] as const)
          : (["ERR_REFUSED", `${message}`] as const);
      const refusal = connectError(code, "namespace", text, { willRetry: false, data: more });
      this._leave("idle", true, "connect_error", refusal);
    }
    // else nobody asked, or it is a second answer
  }

  _joined(sid: string): void {
    this.id = sid;
    const attempt = this._link._joined();
    const joined = this._enter<Joined>({ name: "joined", _ready: false }, "connect");
    this._tell("connect");
    if (attempt && this._state === joined) this._tell("reconnect", attempt);
    for (const args of this.receiveBuffer.splice(0)) if (this._state === joined) this._deliver(args);
    if (this._state !== joined) return;
    this._flush();
    joined._ready = true;
    // what the app took out of sendBuffer will not be answered
    this._dropPromised();
  }

  /** @internal */
  _linkLost(reason: string, details: ConnectError | CloseDetails | undefined, unsent: OutgoingPacket[]): void {
    const { name } = this._state;
    this.receiveBuffer = [];
    for (const packet of unsent) packet._sent = false;
    const events = unsent.filter(({ type }) => type === EVENT);
    this.sendBuffer = [...events, ...this.sendBuffer];
    for (const packet of events) if (packet._volatile) this._drop(packet, disconnected("not-sent"));
    if (name === "joined") this._leave("waiting", false, "disconnect", reason, details);
    else this._attemptFailed(asConnectError(details, reason));
  }

  /** @internal */
  _attemptFailed(error: ConnectError): void {
    const { active } = this;
    this._enter({ name: active ? "waiting" : "idle" }, "connect_error");
    if (active) this._tellFailure(error);
  }

  // ---- telling the app

  /** @internal */
  _announce(event?: "reconnect_attempt" | "reconnect_error" | "reconnect_failed", detail?: unknown): void {
    if (!this.active) return;
    if (detail) this._tell(event!, detail);
    else this._leave("waiting", true, event);
  }

  _tellFailure(error: ConnectError): void {
    if (error.code === "ERR_CONNECT_TIMEOUT") this._tell("connect_timeout", error);
    this._tell("connect_error", error);
  }

  /** Calls the listeners of a reserved event. */
  _tell(event: keyof SocketReservedEvents, ...details: unknown[]): void {
    this._link._telling++;
    this._call(event, details);
    this.lifecycle._call(event, details);
    this._link._telling--;
  }

  /** @internal */
  _changed(cause: string): void {
    const from = this._shown;
    const to = this.state;
    this._shown = to;
    if (from !== to) this.lifecycle._call("state_change", [{ from, to, cause }]);
  }

  // ---- events to the server

  /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
  _submit({ volatile, timeout = this._options.ackTimeout }: Flags, args: unknown[], promised: boolean): void {
    if (isReserved(args[0])) {
      throw new HoldfastError("ERR_RESERVED_EVENT", `"${args[0]}" is a reserved event name`);
    }
    const { _clock } = this._link;
    const callback = typeof args.at(-1) === "function" && (args.pop() as Listener);
    const packet = { type: EVENT, nsp: this.nsp, data: args } as OutgoingPacket;
    if (callback) packet.id = this._nextId;
    // what can fail by the app's data fails here, before anything is registered
    packet._frames = encode(packet);
    if (volatile) packet._volatile = volatile;
    if (callback) {
      const id = this._nextId++;
      packet._promised = promised || timeout != null;
      const timer =
        timeout != null &&
        _clock.setTimeout(() => {
          const delivery = packet._sent ? "unknown" : "not-sent";
          this._drop(packet, new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", { delivery }));
        }, timeout);
      packet._settle = (error, answer = []) => {
        if (!this._acks.delete(id)) return;
        _clock.clearTimeout(timer);
        if (packet._promised) answer = [error, ...answer];
        else if (error) return;
        callAll([callback], this, answer, this._report);
      };
      this._acks.set(id, packet);
    }
    const alive = this.connected && this._link._alive();
    if (volatile && !this._link._writable) this._drop(packet, disconnected("not-sent"));
    else if (alive && (this._state as { _ready?: boolean })._ready) this._transmit(packet);
    else this.sendBuffer.push(packet);
  }

  /** Sends what waited. */
  _flush(): void {
    for (const packet of this.sendBuffer.splice(0)) this._transmit(packet);
  }

  _transmit(packet: OutgoingPacket): void {
    packet._sent = true;
    this._link._send(packet);
  }

  /** Sends a packet that is not an event. */
  _send(type: number, data?: unknown, id?: number): void {
    const packet = { type, nsp: this.nsp, data, id } as OutgoingPacket;
    packet._frames = encode(packet);
    this._link._send(packet, type === DISCONNECT);
  }

  /** The packet is settled; if it was not sent yet, it will not be. */
  _drop(packet: OutgoingPacket, cause: HoldfastError): void {
    packet._settle?.(cause);
    if (packet._sent) return;
    this.sendBuffer = this.sendBuffer.filter((other) => other !== packet);
    const [event, ...args] = packet.data as [string, ...unknown[]];
    this.lifecycle._call("dropped", [{ event, args, cause, delivery: cause.delivery }]);
  }

  /** Settles what waits and promised an outcome: it will not be sent. */
  _dropPromised(): void {
    for (const packet of [...this._acks.values()]) {
      if (packet._promised && !packet._sent) this._drop(packet, disconnected("not-sent"));
    }
  }

  // ---- events from the server

  _onEvent(args: unknown[], id: number | undefined): void {
    const state = this._state;
    if (id !== undefined) args.push(this._answer(id));
    if (state.name === "joined" && state._ready) this._deliver(args);
    else if (this.active) this.receiveBuffer.push(args);
  }

  /** The function by which the app acknowledges an event: once, and on the connection that asked. */
  _answer(id: number): Listener {
    const { id: sid } = this;
    let open = true;
    return (...data) => {
      if (open && this.connected && (sid ?? this.id) === this.id) this._send(ACK, data, id);
      open = false;
    };
  }

  _deliver(args: unknown[]): void {
    this._any._call("any", args);
    // a name of ours never reaches those who listen to us
    if (!isAdded(args[0])) this._call(args[0], args.slice(1));
  }
}
