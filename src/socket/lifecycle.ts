import { ACK, CONNECT, DISCONNECT, EVENT, type Packet } from "../codec/packet.ts";
import { callAll, type Listener } from "../util/emitter.ts";
import {
  asConnectError,
  type CloseDetails,
  type ConnectError,
  connectError,
  HoldfastError,
  messageOf,
} from "../util/errors.ts";
import { ADDED } from "../util/reserved.ts";
import { readAnswer } from "./answer.ts";
import { askAuth } from "./auth.ts";
import type { Joined, Joining, Seen, State } from "./inner.ts";
import type { Link, Namespace, OutgoingPacket } from "./link.ts";
import { Outbox } from "./outbox.ts";
import type { AnyListener, Auth, SocketOptions, SocketReservedEvents, SocketState } from "./types.ts";

/** Bytes that an event takes beside those on the wire, while it waits. */
const EVENT_BYTES = 100;

/** How a namespace is joined and left, and what becomes of its events meanwhile; the Socket's public side is on top. */
export abstract class Lifecycle<ListenEvents extends object> extends Outbox<ListenEvents> implements Namespace {
  /** The server's id of this namespace's connection; `undefined` while not connected. */
  id: string | undefined;
  /** Did the server keep the session of the connection before, and send what was missed? */
  recovered = false;
  /** Credentials, or the function that gives them. May be changed at any time; counts from the next connection. */
  auth: Auth | undefined | null;
  /** Events that came before `connect` was emitted. */
  receiveBuffer: unknown[][] = [];

  /** @internal */ _any: AnyListener[] = [];
  /** @internal The state that listeners were told last. */ _shown: SocketState = "disconnected";
  /** @internal Names the session to the server, which may keep it ("Connection state recovery" in docs/protocol.md). */
  _pid: unknown;
  /** @internal Of the last event that the app was given. */ _offset: unknown;
  /** @internal The reconnection attempt that the app was told of and that is under way; 0 for none. */ _attempt = 0;
  /** @internal Was CONNECT sent on this connection, and not answered yet? */ _asked = false;
  /** @internal Bytes that {@link receiveBuffer} takes, more or less. */ _early = 0;
  /** @internal Was a refusal followed by another try, on this connection? */ _retried = false;

  constructor(link: Link, nsp: string, options: SocketOptions) {
    super(link, nsp, options);
    this.auth = options.auth ?? undefined;
  }

  /** Has the namespace been joined, over a connection that is open? */
  get connected(): boolean {
    // a property of its own: what watches an app's state sees it change
    return this._shown === "connected";
  }

  /** Is it connected, or will it connect by itself? */
  get active(): boolean {
    return this._busy && this._state.name !== "leaving";
  }

  /** `"disconnected"`, `"connecting"`, `"connected"` or `"reconnecting"`. */
  get state(): SocketState {
    if (this._state.name === "joined") return "connected";
    const { _reconnecting } = this._link;
    if (!this.active || _reconnecting === undefined) return "disconnected";
    return _reconnecting ? "reconnecting" : "connecting";
  }

  /** @internal */
  get _state(): State {
    return this._inner()._state;
  }

  /** @internal */
  get _ended(): boolean {
    const { name, _ended } = this._state;
    return name === "leaving" || !!_ended;
  }

  /** @internal */
  get _busy(): boolean {
    return this._state.name !== "idle";
  }

  /** @internal */
  get _flowing(): boolean {
    return !!(this._state as Partial<Joined>)._ready;
  }

  // ---- joining and leaving

  /** The one way from a state to another. */
  _enter<Next extends State>(next: Next, cause: string): Next {
    const inner = this._inner();
    inner._link._clock.clearTimeout(inner._state._timer);
    inner._state = next;
    if (next.name !== "joined") this._show({ id: undefined });
    this._changed(cause);
    return next;
  }

  /**
   * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the listeners of
   * `event` were told. At the `end` of it all, so that only the app comes back, so does what waits and promised one.
   */
  _leave(
    name: "idle" | "waiting",
    end: boolean,
    cause: string,
    event?: keyof SocketReservedEvents,
    ...details: unknown[]
  ): void {
    const doomed = this._unanswered(
      ({ _sent, _promised, _tries }) => (end && _promised) || (_sent && _tries === undefined),
    );
    this._recall();
    if (end) this._attempt = 0;
    this._enter({ name, _ended: end }, cause);
    if (end) this._link._unwanted();
    if (event) this._tell(event, ...details);
    this._drop(doomed);
  }

  _connect(): void {
    const state = this._state;
    if (state.name === "leaving") {
      state.name = "joining";
      this._limit(state);
      this._changed("connect()");
    } else if (state.name === "idle" || state._ended) this._enter({ name: "waiting" }, "connect()");
    this._link._wanted(this);
  }

  _disconnect(): void {
    const state = this._state;
    if (!this.active) return;
    if (state.name === "joining" && state._sent) {
      // the server has yet to answer, and takes no DISCONNECT before it did
      state.name = "leaving";
      this._limit(state);
      this._changed("disconnect()");
      // none of them is sent
      this._drop([...this._acks.values()].filter(({ _promised }) => _promised));
    } else if (this.connected) {
      // in a listener of `connect` it still waits
      this._flow();
      this._send(DISCONNECT);
      this._leave("idle", true, "disconnect()", "disconnect", "io client disconnect", undefined);
    } else this._leave("idle", true, "disconnect()");
  }

  /** @internal */
  _linkOpen(): void {
    if (this._state.name !== "waiting") return;
    this._early = 0;
    // events of the connection before do not arrive in this one
    this.receiveBuffer = [];
    const joining = this._enter<Joining>({ name: "joining" }, "connect()");
    this._limit(joining);
    askAuth(this.auth, this)
      .then((data) => {
        if (this._state !== joining) return;
        this._send(CONNECT, this._pid ? { pid: this._pid, offset: this._offset, ...data } : (data ?? undefined));
        joining._sent = this._asked = true;
        this._limit(joining);
      })
      .catch((cause) => this._authFailed(joining, cause));
  }

  /** The app's credentials, or the server's answer, have the time limit, from now on. */
  _limit(joining: Joining): void {
    const { _clock, engine } = this._link;
    _clock.clearTimeout(joining._timer);
    joining._timer = _clock.setTimeout(() => {
      if (joining.name === "leaving") this._leave("idle", true, "disconnect()");
      else if (joining._sent) this._joinFailed(joining, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
      else this._authFailed(joining, "timeout");
    }, engine._options.timeout);
  }

  _authFailed(joining: Joining, cause: unknown): void {
    this._link._clock.clearTimeout(joining._timer);
    this._joinFailed(joining, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
  }

  _joinFailed(joining: Joining, error: ConnectError): void {
    if (this._state === joining && this._link._joinFailed(error)) this._tellFailure(error);
  }

  /** @internal */
  _packet(packet: Packet, bytes: number): void {
    const { type, id, data } = packet;
    if (type === EVENT) this._onEvent(packet, bytes);
    else if (type === ACK) this._settle(id, null, data as unknown[]);
    else if (type === DISCONNECT) {
      if (this.connected) this._leave("idle", true, "disconnect", "disconnect", "io server disconnect");
    } else this._onReply(type, data);
  }

  /** CONNECT or CONNECT_ERROR: an answer, or nothing of the kind. */
  _onReply(type: number, data: unknown): void {
    const asked = this._asked;
    const { name } = this._state;
    this._asked = false;
    if (name === "leaving") {
      if (type === CONNECT) this._send(DISCONNECT);
      this._leave("idle", true, "disconnect()");
    } else if (name === "joining") this._onAnswer(type, asked, data);
    // an answer for which nobody waits any more; what nobody asked for gets none, however often it comes
    else if (name === "idle" && asked && type === CONNECT) this._send(DISCONNECT);
    // else it is a second answer
  }

  /** The server's word on joining. */
  _onAnswer(type: number, asked: boolean, data: unknown): void {
    const answer = readAnswer(type, asked, data);
    if (answer instanceof Error) this._onRefusal(answer, answer.code === "ERR_REFUSED" && !this._retried);
    else if (answer) this._joined(answer._sid, answer._pid);
  }

  /** The namespace is left, unless the app wants to try once more, with other credentials. */
  _onRefusal(error: ConnectError, mayRetry: boolean): void {
    const { retryRefused } = this._options;
    const again = mayRetry && (typeof retryRefused === "function" ? this._ask(retryRefused, error) : !!retryRefused);
    Object.assign(error, { willRetry: again, ...(again && { retryIn: 0 }) });
    this._retried = again;
    if (!again) return this._leave("idle", true, "connect_error", "connect_error", error);
    this._enter({ name: "waiting" }, "connect_error");
    this._tell("connect_error", error);
    if (this._state.name === "waiting") this._link._wanted(this);
  }

  /** What a function of the app says; nothing good, if it throws. */
  _ask(decide: (error: ConnectError) => boolean, error: ConnectError): boolean {
    try {
      return decide(error);
    } catch (thrown) {
      this._report(thrown);
      return false;
    }
  }

  _joined(sid: string, pid: unknown): void {
    this._show({ id: sid, recovered: pid !== undefined && pid === this._pid });
    this._pid = pid;
    this._retried = false;
    const attempt = this._attempt;
    this._attempt = 0;
    this._link._joined();
    const joined = this._enter<Joined>({ name: "joined" }, "connect");
    this._tell("connect");
    if (attempt && this._state === joined) this._tell("reconnect", attempt);
    for (const args of this.receiveBuffer.splice(0)) if (this._state === joined) this._deliver(args);
    // on a connection that has died meanwhile nothing is sent: it waits for the next
    if (this._state !== joined || !this._link.engine._alive()) return;
    this._flow();
    // what the app took out of sendBuffer will not be answered
    this._drop(this._unanswered(({ _sent, _promised, _tries }) => !_sent && _promised && _tries === undefined));
    this._pump();
  }

  /** Sends what waited; what a listener emits meanwhile goes at once, and not to the end of it. */
  _flow(): void {
    (this._state as Joined)._ready = true;
    this._flush();
  }

  /** @internal */
  _linkLost(reason: string, details: ConnectError | CloseDetails | undefined, unsent: OutgoingPacket[]): void {
    const { name } = this._state;
    // without those that leave it just now: they are among the unsent
    const { sendBuffer } = this;
    const own = unsent.filter(({ nsp }) => nsp === this.nsp);
    for (const packet of own) packet._sent = false;
    // what has its outcome, or is in the retry queue, does not come back
    const events = own.filter(
      ({ type, id, _tries }) => type === EVENT && _tries === undefined && (id === undefined || this._acks.has(id)),
    );
    for (const packet of events) packet._waits = true;
    this.sendBuffer = [...events, ...sendBuffer];
    this._drop(events.filter(({ _volatile }) => _volatile));
    if (name === "joined") this._leave("waiting", false, "disconnect", "disconnect", reason, details);
    else this._attemptFailed(asConnectError(details, reason));
  }

  /** @internal */
  _attemptFailed(error: ConnectError): void {
    const { active } = this;
    this._retried = this._asked = false;
    this._enter({ name: active ? "waiting" : "idle", _ended: this._ended }, "connect_error");
    if (active) this._tellFailure(error);
  }

  // ---- telling the app

  /** @internal */
  _announce(event?: "reconnect_attempt" | "reconnect_error" | "reconnect_failed", detail?: unknown): void {
    if (!this.active) return;
    if (event === "reconnect_attempt") this._attempt = detail as number;
    if (detail) this._tell(event as "reconnect_error", detail);
    else this._leave("waiting", true, event ?? "connect_error", event);
  }

  _tellFailure(error: ConnectError): void {
    if (error.code === "ERR_CONNECT_TIMEOUT") this._tell("connect_timeout", error);
    this._tell("connect_error", error);
  }

  /** Calls the listeners of a reserved event. */
  _tell(event: keyof SocketReservedEvents, ...details: unknown[]): void {
    this._link._telling++;
    if (this._options.lifecycleEvents !== "v4" || !ADDED.has(event)) this._call(event, details);
    this._lifecycle?._call(event, details);
    this._link._telling--;
  }

  /** Sets it through what the app has first: a proxy would take what is there already for no change. */
  _show(seen: Partial<Seen>): void {
    Object.assign(this._inner()._face, seen);
    Object.assign(this, seen);
  }

  /** @internal */
  _changed(cause: string): void {
    const from = this._shown;
    const to = this.state;
    if (from === to) return;
    this._show({ _shown: to });
    this._link._telling++;
    this._lifecycle?._call("state_change", [{ from, to, cause }]);
    this._link._telling--;
  }

  // ---- events

  /** Sends a packet that is not an event. */
  _send(type: number, data?: unknown, id?: number): void {
    const packet = { type, nsp: this.nsp, data, id } as OutgoingPacket;
    packet._frames = this._link._encode(packet);
    this._link._send(packet, type === DISCONNECT);
  }

  _onEvent({ id, data }: Packet, bytes = 0): void {
    const args = data as unknown[];
    if (id !== undefined) args.push(this._answer(id));
    if (this._flowing) this._deliver(args);
    else if (this.active) {
      this._early += bytes + EVENT_BYTES;
      if (this._early > this._link.engine._options.maxMessageBytes)
        throw new HoldfastError("ERR_BUFFER_FULL", "too many events before the namespace is joined");
      this.receiveBuffer.push(args);
    }
  }

  /** @internal */
  _reject({ type, id, data }: Packet, reason: string): void {
    if (!this.active) return;
    this._pass(data, id);
    this._lifecycle?._call("rejected", [{ nsp: this.nsp, reason }]);
    // it would be the same once more
    if (type === ACK)
      this._settle(id, new HoldfastError("ERR_PARSE", `acknowledgement rejected: ${reason}`, { delivery: "unknown" }));
  }

  /** @internal A recovery goes on behind the packet; where that place can't be read, there is none: it would bring the packet again. */
  _skip(packet: Packet | undefined): void {
    if (!this._pass(packet?.data, packet?.id)) this._pid = this._offset = undefined;
  }

  /** The app was given an event, or never will be: a recovery goes on behind it, if the event says where that is. */
  _pass(args: unknown, id?: number): boolean {
    if (!this._pid || id !== undefined || !Array.isArray(args)) return false;
    const last: unknown = args[args.length - 1];
    if (typeof last !== "string") return false;
    this._offset = last;
    return true;
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
    this._pass(args);
    if (this._any.length) callAll(this._any, this, args, this._report);
    const [name, ...rest] = args;
    // a name of ours never reaches those who listen to us
    if (!this._isOurs(name)) this._call(name, rest);
  }
}
