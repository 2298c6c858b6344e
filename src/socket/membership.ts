import { ACK, CONNECT, DISCONNECT, EVENT, type Packet } from "../codec/packet.ts";
import type { Timer } from "../platform/platform.ts";
import { asConnectError, type ConnectError, connectError, HoldfastError, messageOf } from "../util/errors.ts";
import { isTooOld, readAnswer } from "./answer.ts";
import { askAuth } from "./auth.ts";
import type { Inbox } from "./inbox.ts";
import type { Link, Lost, Namespace, OutgoingPacket } from "./link.ts";
import type { Outbox } from "./outbox/outbox.ts";
import type { Recovery } from "./recovery.ts";
import { type Idle, idle, type Joining, joined, joining, leaving, type State, type Waiting, waiting } from "./state.ts";
import type { Teller } from "./teller.ts";
import type { Auth, SocketOptions, SocketReservedEvents, SocketState } from "./types.ts";

/** How events stop: the state that follows, why, and the reserved event, with its arguments, that tells the app. */
interface Departure {
  readonly _next: Idle | Waiting;
  readonly _cause: string;
  readonly _tell?: [event: keyof SocketReservedEvents, ...details: unknown[]];
}

/** The app has left the namespace. */
const leftByApp = (): Departure => ({ _next: idle({ _ended: true }), _cause: "disconnect()" });

/** The socket, as far as it is joined by it. */
interface Joiner {
  readonly nsp: string;
  auth: Auth | undefined | null;
}

/** What a membership has to do with. */
interface Parts {
  readonly _link: Link;
  readonly _teller: Teller;
  readonly _outbox: Outbox;
  readonly _inbox: Inbox;
  readonly _recovery: Recovery;
}

/** The machine of joining and leaving a namespace. */
export class Membership implements Namespace {
  readonly _socket: Joiner;
  readonly _link: Link;
  readonly _options: SocketOptions;
  readonly _teller: Teller;
  readonly _outbox: Outbox;
  readonly _inbox: Inbox;
  readonly _recovery: Recovery;
  _state: State = idle({ _ended: false });
  /** The reconnection attempt that the app was told of and that is under way; 0 for none. */
  _attempt = 0;
  /** CONNECT was sent on this connection, and not answered yet. */
  _isAnswerDue = false;
  /** After a refusal the server was asked once more, on this connection. */
  _isAskedAgain = false;

  constructor(socket: Joiner, options: SocketOptions, { _link, _teller, _outbox, _inbox, _recovery }: Parts) {
    this._socket = socket;
    this._options = options;
    this._link = _link;
    this._teller = _teller;
    this._outbox = _outbox;
    this._inbox = _inbox;
    this._recovery = _recovery;
  }

  get _isJoined(): boolean {
    return this._state.name === "joined";
  }

  get _isBusy(): boolean {
    return this._state.name !== "idle";
  }

  get _isActive(): boolean {
    return this._isBusy && this._state.name !== "leaving";
  }

  get _underWay(): readonly Packet[] {
    return [...this._outbox._allHeld, ...this._outbox._acks._due.values()];
  }

  /** Has the app or the server ended it, or was it given up, and nobody connected it since? */
  get _isEnded(): boolean {
    const state = this._state;
    return state.name === "leaving" || ((state.name === "idle" || state.name === "waiting") && state._ended);
  }

  /** What users see. */
  get _shown(): SocketState {
    if (this._isJoined) return "connected";
    return (this._isActive && this._link._outlook) || "disconnected";
  }

  /** The one way from a state to another. */
  _enter<Next extends State>(next: Next, cause: string): Next {
    const state = this._state;
    if (state.name === "joining" || state.name === "leaving") this._link._clock.clearTimeout(state._timer);
    this._state = next;
    this._outbox._gate = this._isEnded ? "ended" : "shut";
    this._inbox._gate = this._isActive ? "holding" : "shut";
    if (!this._isJoined) this._teller._show({ id: undefined });
    if (this._isEnded) this._recovery._keeper?.closed(cause);
    this._changed(cause);
    return next;
  }

  /**
   * Leaves a state in which events were sent: what was and is not acknowledged gets its outcome, after the app was told. Where it
   * ends, so does what waits and promised an outcome.
   */
  _depart({ _next, _cause, _tell: told }: Departure): void {
    const { _ended } = _next;
    const doomed = this._outbox._recall(_next);
    if (_ended) this._attempt = 0;
    this._enter(_next, _cause);
    if (_ended) this._link._unwanted();
    if (told) this._teller._tell(...told);
    this._outbox._drop(doomed);
  }

  // ---- the app

  _connect(): void {
    const { name } = this._state;
    if (name === "leaving") this._enter(joining({ _timer: this._limit(), _isAsked: true }), "connect()");
    else if (name === "idle" || this._isEnded) this._enter(waiting({ _ended: false }), "connect()");
    this._link._wanted(this);
  }

  _disconnect(): void {
    // what waits goes first, as in a listener of `connect`; whoever listens to what is sent may disconnect as well
    if (this._isJoined) this._flow();
    const state = this._state;
    const departure = leftByApp();
    // the app may have opened the connection itself
    if (state.name === "idle" && this._link._outlook) this._link._unwanted();
    if (!this._isActive) return;
    if (state.name === "joining" && state._isAsked) {
      this._enter(leaving({ _timer: this._limit() }), "disconnect()");
      this._outbox._dropPromised();
    } else if (this._isJoined) {
      this._post(DISCONNECT);
      this._depart({ ...departure, _tell: ["disconnect", "io client disconnect", undefined] });
    } else this._depart(departure);
  }

  // ---- the connection

  _linkOpen(): void {
    if (this._state.name !== "waiting") return;
    this._inbox._clear();
    const state = this._enter(joining({ _timer: this._limit(), _isAsked: false }), "connect()");
    this._authorize()
      .then((auth) => {
        if (this._state !== state) return;
        this._link._watch?.("join", this._socket.nsp);
        this._link._clock.clearTimeout(state._timer);
        state._timer = this._limit();
        // before it is sent: a mock of the page's WebSocket answers within that call
        state._isAsked = this._isAnswerDue = true;
        this._post(CONNECT, this._recovery._request(auth));
        if (state._early) this._onReply(...state._early);
      })
      .catch((cause) => this._authFailed(state, cause));
  }

  /** Asks for what CONNECT says; the session that is kept comes first. */
  _authorize(): ReturnType<typeof askAuth> {
    const ask = (): ReturnType<typeof askAuth> => askAuth(this._socket.auth, this._socket);
    const { _keeper } = this._recovery;
    return _keeper ? _keeper.open().then(ask) : ask();
  }

  /** The app's credentials, or the server's answer, have the time limit, from now on. */
  _limit(): Timer {
    const { _clock, engine } = this._link;
    return _clock.setTimeout(() => {
      const state = this._state;
      if (state.name === "leaving") this._depart(leftByApp());
      if (state.name !== "joining") return;
      if (state._isAsked) this._joinFailed(state, connectError("ERR_CONNECT_TIMEOUT", "namespace", "timeout"));
      else this._authFailed(state, "timeout");
    }, engine._options.timeout);
  }

  /** The app has no credentials, or none that can be sent: the server was not asked. */
  _authFailed(state: Joining, cause: unknown): void {
    if (state._isAsked) state._isAsked = this._isAnswerDue = false;
    this._link._clock.clearTimeout(state._timer);
    this._joinFailed(state, connectError("ERR_AUTH", "auth", `auth: ${messageOf(cause)}`, { cause }));
  }

  _joinFailed(state: Joining, error: ConnectError): void {
    if (this._state === state) this._link._joinFailed(this, error);
  }

  _linkLost({ _reason, _details, _unsent }: Lost): void {
    this._outbox._takeBack(_unsent);
    if (this._isJoined)
      this._depart({
        _next: waiting({ _ended: false }),
        _cause: "disconnect",
        _tell: ["disconnect", _reason, _details],
      });
    // an error takes long to make, and after an ordinary disconnect() nobody is told
    else this._attemptFailed(this._isActive ? asConnectError(_details, _reason) : undefined);
  }

  _attemptFailed(error: ConnectError | undefined): void {
    const _ended = this._isEnded;
    const isActive = this._isActive;
    this._isAskedAgain = this._isAnswerDue = false;
    this._enter(isActive ? waiting({ _ended }) : idle({ _ended }), "connect_error");
    if (isActive && error) this._tellFailure(error);
  }

  _tellFailure(error: ConnectError): void {
    if (error.code === "ERR_CONNECT_TIMEOUT") this._teller._tell("connect_timeout", error);
    this._teller._tell("connect_error", error);
  }

  _attemptStarts(attempt: number): void {
    if (!this._isActive) return;
    this._attempt = attempt;
    this._teller._tell("reconnect_attempt", attempt);
  }

  _reconnectFailed(error: ConnectError): void {
    if (this._isActive) this._teller._tell("reconnect_error", error);
  }

  _givenUp(event: "reconnect_failed" | "connect_error"): void {
    if (!this._isActive) return;
    const departure: Departure = { _next: waiting({ _ended: true }), _cause: event };
    this._depart(event === "reconnect_failed" ? { ...departure, _tell: [event] } : departure);
  }

  _changed(cause: string): void {
    this._teller._tellState(this._shown, cause);
  }

  // ---- packets

  _packet(packet: Packet, bytes: number): void {
    const { type, id, data } = packet;
    this._link._watch?.("packet", packet);
    if (type === EVENT) this._inbox._onEvent(packet, bytes);
    else if (type === ACK) this._outbox._acknowledged(id, data as unknown[]);
    else if (type === DISCONNECT) {
      const next = idle({ _ended: true });
      if (this._isJoined)
        this._depart({ _next: next, _cause: "disconnect", _tell: ["disconnect", "io server disconnect"] });
    } else this._onReply(type, data);
  }

  _reject({ type, id, data }: Packet, reason: string): void {
    if (!this._isActive) return;
    this._recovery._pass(data, id);
    this._teller._tellRejected(this._socket.nsp, reason);
    const text = `acknowledgement rejected: ${reason}`;
    if (type === ACK) this._outbox._acknowledged(id, [], new HoldfastError("ERR_PARSE", text, { delivery: "unknown" }));
  }

  /** A recovery goes on behind the packet; where that place can't be read, there is none: it would bring the packet again. */
  _skip(packet: Packet | undefined): void {
    if (!this._recovery._pass(packet?.data, packet?.id)) this._recovery._forget();
  }

  _refuse(packet: OutgoingPacket, error: HoldfastError): void {
    this._outbox._giveBack(packet, error);
  }

  /** CONNECT or CONNECT_ERROR: an answer, or nothing of the kind. */
  _onReply(type: number, data: unknown): void {
    const state = this._state;
    const { name } = state;
    const wasDue = this._isAnswerDue;
    // a mock of a server may not wait to be asked
    if (name === "joining" && !wasDue && !isTooOld(type, data)) return void (state._early ??= [type, data]);
    this._isAnswerDue = false;
    if (name === "leaving") {
      if (type === CONNECT) this._post(DISCONNECT);
      this._depart(leftByApp());
    } else if (name === "joining") this._onAnswer(readAnswer(type, data));
    // an answer for which nobody waits any more; what nobody asked for gets none, however often it comes
    else if (name === "idle" && wasDue && type === CONNECT) this._post(DISCONNECT);
    // else it is a second answer
  }

  /** The server's word on joining. */
  _onAnswer(answer: ReturnType<typeof readAnswer>): void {
    if (answer instanceof Error) this._onRefusal(answer);
    else this._onJoined(answer._sid, answer._pid);
  }

  /** The namespace is left, unless the app wants to ask once more, with other credentials. */
  _onRefusal(error: ConnectError): void {
    const isAgain = error.code === "ERR_REFUSED" && !this._isAskedAgain && this._wantsToAskAgain(error);
    Object.assign(error, { willRetry: isAgain, ...(isAgain && { retryIn: 0 }) });
    this._isAskedAgain = isAgain;
    const next = idle({ _ended: true });
    if (!isAgain) return this._depart({ _next: next, _cause: "connect_error", _tell: ["connect_error", error] });
    this._enter(waiting({ _ended: false }), "connect_error");
    this._teller._tell("connect_error", error);
    if (this._state.name === "waiting") this._link._wanted(this);
  }

  /** What the option says, or the function of the app that it is; nothing good, if that throws. */
  _wantsToAskAgain(error: ConnectError): boolean {
    const { retryRefused } = this._options;
    try {
      return typeof retryRefused === "function" ? retryRefused(error) : !!retryRefused;
    } catch (thrown) {
      this._teller._report(thrown);
      return false;
    }
  }

  _onJoined(sid: string, pid: unknown): void {
    this._teller._show({ id: sid, recovered: this._recovery._joined(pid) });
    this._isAskedAgain = false;
    const attempt = this._attempt;
    this._attempt = 0;
    this._link._joined();
    const state = this._enter(joined(), "connect");
    const goesOn = (): boolean => this._state === state;
    this._teller._tell("connect");
    if (attempt && goesOn()) this._teller._tell("reconnect", attempt);
    this._inbox._release(goesOn);
    // on a connection that has died meanwhile nothing is sent: it waits for the next
    if (!goesOn() || !this._link.engine._alive()) return;
    this._flow();
    this._outbox._flow();
  }

  /** Events go both ways; first those that waited. */
  _flow(): void {
    this._inbox._gate = "flowing";
    this._outbox._flush();
  }

  /** Sends a packet that is not an event. */
  _post(type: number, data?: unknown): void {
    this._link._wire._post({ type, nsp: this._socket.nsp, data });
  }
}
