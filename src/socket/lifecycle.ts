import { ACK, CONNECT, CONNECT_ERROR, DISCONNECT, EVENT, type Packet } from "../codec/packet.ts";
import type { Timer } from "../platform/platform.ts";
import { callAll, type Listener } from "../util/emitter.ts";
import { ConnectError, HoldfastError, messageOf } from "../util/errors.ts";
import { Acks } from "./acks.ts";
import { askAuth } from "./auth.ts";
import type { Link, Namespace, OutgoingPacket } from "./link.ts";
import { MANY, Outbox } from "./outbox.ts";
import { Recovery } from "./recovery.ts";
import { ADDED, RESERVED } from "./reserved.ts";
import { RetryQueue } from "./retry-queue.ts";
import type {
  Auth,
  BufferLimit,
  DisconnectDescription,
  DisconnectReason,
  LifecycleEvents,
  SocketReservedEvents,
  SocketState,
} from "./types.ts";

/** Modifiers of an `emit`, as a view of the Socket holds them. */
export interface Flags {
  readonly volatile?: boolean;
  readonly compress?: boolean;
  /** ms that the acknowledgement may take. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** Options of one namespace, resolved. */
export interface ResolvedSocketOptions {
  readonly retries: number;
  readonly ackTimeout: number | undefined;
  readonly retryWindow: number;
  readonly allEvents: boolean;
  readonly bufferLimit: BufferLimit;
  readonly retryRefused: boolean | ((error: ConnectError) => boolean);
}

/** The Socket, as its lifecycle sees it. */
export interface Facade {
  auth: Auth | undefined | null;
  /** Calls the app's listeners of `name`. */
  _call(name: unknown, args: readonly unknown[]): void;
  _lifecycle(name: keyof LifecycleEvents, ...args: unknown[]): void;
  readonly _incoming: readonly Listener[];
  readonly _outgoing: readonly Listener[];
}

type State =
  | { name: "idle" }
  /** For the link. */
  | { name: "waiting" }
  /** `sent`: the CONNECT packet is out, so that the server will answer. */
  | { name: "joining"; sent: boolean; timer: Timer; again: boolean }
  /** `ready`: what was buffered before is out. */
  | { name: "joined"; ready: boolean; sid: string }
  /** Asked to leave while joining: the answer is awaited. */
  | { name: "leaving"; timer: Timer };

const COMPRESS = Object.freeze({ compress: true });
const PLAIN = Object.freeze({ compress: false });

const NO_FRAMES: readonly never[] = [];

const disconnected = (delivery: "not-sent" | "unknown"): HoldfastError =>
  new HoldfastError("ERR_DISCONNECTED", "socket has been disconnected", { delivery });

/** One namespace of a connection: joining and leaving it, and the events of both sides. */
export class Lifecycle implements Namespace {
  readonly acks: Acks;
  readonly outbox: Outbox;
  readonly recovery = new Recovery();
  /** Events that came before the namespace was joined. */
  received: unknown[][] = [];
  _state: State = { name: "idle" };
  _shown: SocketState = "disconnected";
  readonly _retries: RetryQueue | undefined;

  readonly nsp: string;
  readonly _link: Link;
  readonly facade: Facade;
  readonly _options: ResolvedSocketOptions;

  constructor(nsp: string, link: Link, facade: Facade, options: ResolvedSocketOptions) {
    this.nsp = nsp;
    this._link = link;
    this.facade = facade;
    this._options = options;
    this.acks = new Acks(link.clock, (callback, args) => callAll([callback], facade, args, link.report));
    this.outbox = new Outbox(options.bufferLimit, (packet, error) => this._dropped(packet, error));
    if (options.retries > 0) {
      this._retries = new RetryQueue(
        link.clock,
        options.retries,
        options.retryWindow,
        (packet) => this._transmit(packet),
        (packet, error) => this._dropped(packet, error),
      );
    }
  }

  get active(): boolean {
    const { name } = this._state;
    return name !== "idle" && name !== "leaving";
  }

  get busy(): boolean {
    return this._state.name !== "idle";
  }

  get joined(): boolean {
    return this._state.name === "joined";
  }

  get sid(): string | undefined {
    return this._state.name === "joined" ? this._state.sid : undefined;
  }

  get state(): SocketState {
    const { reconnecting } = this._link;
    if (this.joined) return "connected";
    if (!this.active || reconnecting === undefined) return "disconnected";
    return reconnecting ? "reconnecting" : "connecting";
  }

  // ---- what the app asks for

  connect(): void {
    const state = this._state;
    if (state.name === "joined") return;
    if (state.name === "leaving") this._state = { name: "joining", sent: true, timer: state.timer, again: false };
    else if (state.name === "idle") this._enter({ name: "waiting" }, "connect()");
    this._link.wanted(this);
  }

  disconnect(): void {
    const state = this._state;
    if (state.name === "idle" || state.name === "leaving") return;
    if (state.name === "joining" && state.sent) {
      // the server has yet to answer, and takes no DISCONNECT before it did
      this._state = { name: "leaving", timer: state.timer };
      this.changed("disconnect()");
    } else {
      if (state.name === "joined") this._sendControl(DISCONNECT);
      this._enter({ name: "idle" }, "disconnect()");
    }
    this._link.unwanted();
    this._end(state.name === "joined" && "io client disconnect");
  }

  /** Sends an event, or keeps it until it can be sent. `args`: the name first, perhaps a callback last. */
  emit(flags: Flags, args: unknown[]): void {
    this._checkName(args[0]);
    const callback = typeof args[args.length - 1] === "function" ? (args.pop() as Listener) : undefined;
    const timeout = flags.timeout ?? this._options.ackTimeout;
    this._submit(flags, args, callback, timeout !== undefined || !!flags.signal, timeout);
  }

  /** Sends an event and promises its acknowledgement; whatever goes wrong rejects. */
  emitWithAck(flags: Flags, args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this._checkName(args[0]);
      const settle = (error: unknown, value: unknown): void => (error ? reject(error) : resolve(value));
      this._submit(flags, args, settle, true, flags.timeout ?? this._options.ackTimeout);
    });
  }

  // ---- what the connection tells

  linkOpen(): void {
    if (this._state.name === "waiting") this._join(false);
  }

  packet(packet: Packet): void {
    const { type, data } = packet;
    if (type === EVENT) this._onEvent(packet);
    else if (type === ACK) this.acks.resolve(packet.id!, data as unknown[]);
    else if (type === CONNECT) this._onConnect(data as { sid?: unknown; pid?: unknown } | undefined);
    else if (type === CONNECT_ERROR) this._onRefused(data);
    else if (type === DISCONNECT && this.joined) {
      this._enter({ name: "idle" }, "disconnect");
      this._link.unwanted();
      this._end("io server disconnect");
    }
  }

  linkLost(reason: DisconnectReason, details: DisconnectDescription | undefined, unsent: OutgoingPacket[]): void {
    const was = this._state.name;
    if (was === "idle") return;
    const kept = unsent.filter((packet) => {
      packet.sent = false;
      if (packet.type !== EVENT || packet.retried) return false;
      if (packet.volatile) this._dropped(packet, disconnected("not-sent"));
      return !packet.volatile;
    });
    this.outbox.packets = [...kept, ...this.outbox.packets];
    this.received = [];
    this._enter({ name: was === "leaving" ? "idle" : "waiting" }, "disconnect");
    const doomed = this.acks.take(({ packet }) => packet.sent && !packet.retried);
    if (was === "joined") this._reserved("disconnect", reason, details);
    for (const pending of doomed) this.acks.settle(pending, disconnected("unknown"));
  }

  attemptFailed(error: ConnectError): void {
    const { name } = this._state;
    if (name === "leaving") this._enter({ name: "idle" }, "connect_error");
    if (name !== "waiting" && name !== "joining") return;
    this._enter({ name: "waiting" }, "connect_error");
    this._reportFailure(error);
  }

  _reportFailure(error: ConnectError): void {
    if (error.code === "ERR_CONNECT_TIMEOUT") this._reserved("connect_timeout", error);
    this._reserved("connect_error", error);
  }

  attempting(attempt: number): void {
    if (this.active) this._reserved("reconnect_attempt", attempt);
  }

  reconnectFailed(error: ConnectError): void {
    if (this.active) this._reserved("reconnect_error", error);
  }

  gaveUp(limit: boolean): void {
    this.changed("reconnect_failed");
    if (this.active) this._end(limit && "reconnect_failed");
  }

  refused(packet: OutgoingPacket, error: HoldfastError): void {
    this._dropped(packet, error);
  }

  changed(cause: string): void {
    const to = this.state;
    const from = this._shown;
    if (from === to) return;
    this._shown = to;
    this.facade._lifecycle("state_change", { from, to, cause });
  }

  // ---- joining and leaving

  /** The one way from a state to another. */
  _enter(next: State, cause: string): void {
    const { timer } = this._state as { timer?: Timer };
    this._link.clock.clearTimeout(timer);
    this._state = next;
    if (next.name !== "joined") this._retries?.stop();
    this.changed(cause);
  }

  _join(again: boolean): void {
    const state: State & { name: "joining" } = { name: "joining", sent: false, timer: undefined, again };
    this._enter(state, "connect()");
    const current = (): boolean => this._state === state;
    const { clock, joinTimeout } = this._link;
    const arm = (fail: () => void): void => {
      clock.clearTimeout(state.timer);
      if (joinTimeout !== undefined) state.timer = clock.setTimeout(fail, joinTimeout);
    };
    const fail = (message: string, cause?: unknown): void => {
      if (!current()) return;
      this._enter({ name: "waiting" }, "connect_error");
      this._joinFailed(new ConnectError("ERR_AUTH", message, { phase: "auth", cause }));
    };
    arm(() => fail("auth gave no answer in time"));
    askAuth(
      this.facade.auth,
      this.facade,
      (data) => {
        if (!current()) return;
        try {
          this._sendControl(CONNECT, this.recovery.payload(data));
        } catch (error) {
          return fail(`auth: ${messageOf(error)}`, error);
        }
        state.sent = true;
        arm(() => this._joinTimedOut());
      },
      (error) => fail(`auth: ${messageOf(error)}`, error),
    );
  }

  _joinTimedOut(): void {
    this._joinFailed(
      new ConnectError("ERR_CONNECT_TIMEOUT", "timeout", {
        phase: "namespace",
        hint: "the server did not answer in time; does the namespace's middleware call next()?",
      }),
    );
  }

  _joinFailed(error: ConnectError): void {
    if (this._state.name === "leaving") {
      this._enter({ name: "idle" }, "disconnect()");
      this._link.unwanted();
    } else if (this._link.joinFailed(error)) this._reportFailure(error);
  }

  _onConnect(data: { sid?: unknown; pid?: unknown } | undefined): void {
    const state = this._state;
    if (state.name === "leaving") {
      this._sendControl(DISCONNECT);
      this._enter({ name: "idle" }, "disconnect()");
      return this._link.unwanted();
    }
    // a second one changes nothing
    if (state.name !== "joining" || !state.sent) return;
    if (typeof data?.sid !== "string") {
      return this._giveUpJoining(
        new ConnectError("ERR_UNSUPPORTED_PROTOCOL", "the server speaks an older protocol: Socket.IO 2", {
          phase: "namespace",
          hint: "use a Socket.IO server of version 3 or 4",
          willRetry: false,
        }),
      );
    }
    const joined: State & { name: "joined" } = { name: "joined", ready: false, sid: data.sid };
    this.recovery.joined(data.pid);
    const attempt = this._link.joined();
    this._enter(joined, "connect");
    this._reserved("connect");
    if (attempt && this._state === joined) this._reserved("reconnect", attempt);
    this._flush(joined);
  }

  /** What was buffered goes out in the order of DESIGN.md's table. */
  _flush(joined: State & { name: "joined" }): void {
    const current = (): boolean => this._state === joined;
    for (const args of this.received.splice(0)) if (current()) this._dispatch(args);
    while (current()) {
      const packet = this.outbox.next(this._link.clock.now());
      if (!packet) break;
      const error = this._link.tooLarge(packet.frames);
      if (error) this._dropped(packet, error);
      else this._transmit(packet);
    }
    if (!current()) return;
    joined.ready = true;
    // what the app took out of sendBuffer will not be answered
    for (const pending of this.acks.take(({ packet }) => !packet.sent && !packet.retried)) {
      this.acks.settle(pending, disconnected("not-sent"));
    }
    this._retries?.start();
  }

  _onRefused(data: unknown): void {
    const state = this._state;
    if (state.name === "leaving") {
      this._enter({ name: "idle" }, "disconnect()");
      return this._link.unwanted();
    }
    if (state.name !== "joining") return;
    const { message, data: more } = (typeof data === "object" ? data : { message: data }) as {
      message?: unknown;
      data?: unknown;
    };
    const fields = { phase: "namespace", data: more, willRetry: false };
    const error = new ConnectError("ERR_REFUSED", String(message ?? "refused"), fields);
    const { retryRefused } = this._options;
    if (!state.again && (typeof retryRefused === "function" ? retryRefused(error) : retryRefused)) {
      return this._join(true);
    }
    this._giveUpJoining(error);
  }

  /** The server will not have us: the namespace is left alone until the app asks again. */
  _giveUpJoining(error: ConnectError): void {
    this._enter({ name: "idle" }, "connect_error");
    this._link.unwanted();
    this._end(error);
  }

  /**
   * The app or the server ended it: tells so, and all that promised an outcome gets one. Plain events stay for the next
   * `connect()`.
   */
  _end(why: false | DisconnectReason | "reconnect_failed" | ConnectError): void {
    // taken before the listeners are told: what these emit belongs to the next connection
    const doomed = this.acks.take(({ packet, withError }) => withError || (packet.sent && !packet.retried));
    for (const { packet } of doomed) {
      this.outbox.remove(packet);
      this._retries?.remove(packet);
    }
    if (why === "reconnect_failed") this._reserved(why);
    else if (typeof why === "object") this._reserved("connect_error", why);
    else if (why) this._reserved("disconnect", why);
    for (const pending of doomed) {
      const error = disconnected(pending.packet.sent ? "unknown" : "not-sent");
      this.acks.settle(pending, error);
      if (!pending.packet.sent) this._tellDropped(pending.packet, error);
    }
  }

  /** Tells listeners of a reserved event; `connect()` called in one keeps a wait. */
  _reserved(name: keyof SocketReservedEvents, ...args: unknown[]): void {
    const tell = (): void => {
      if (this._options.allEvents || !ADDED.has(name)) this.facade._call(name, args);
      this.facade._lifecycle(name, ...args);
    };
    if (name === "connect") tell();
    else this._link.notify(tell);
  }

  // ---- events

  _checkName(name: unknown): void {
    if (RESERVED.has(name)) {
      throw new HoldfastError("ERR_RESERVED_EVENT", `"${String(name)}" is a reserved event name`);
    }
    if (ADDED.has(name) && this._options.allEvents) this._warnName(name);
  }

  _warnName(name: unknown): void {
    this._link.warn(
      `name:${name}`,
      `"${name}" is an event of the socket itself; an app that uses it for its own sets lifecycleEvents: "v4"`,
    );
  }

  _sendControl(type: number, data?: unknown): void {
    const packet: Packet = data === undefined ? { type, nsp: this.nsp } : { type, nsp: this.nsp, data };
    this._link.send({ ...packet, frames: this._link.codec.encode(packet), alone: type === DISCONNECT });
  }

  _submit(
    flags: Flags,
    data: unknown[],
    callback: Listener | undefined,
    withError: boolean,
    timeout: number | undefined,
  ): void {
    const { _link: link, acks, outbox } = this;
    const retries = flags.volatile ? undefined : this._retries;
    const packet: OutgoingPacket = {
      type: EVENT,
      nsp: this.nsp,
      data,
      options: flags.compress === false ? PLAIN : COMPRESS,
      frames: NO_FRAMES,
    };
    if (callback || retries) packet.id = acks.nextId;
    if (flags.volatile) packet.volatile = true;
    // whatever can fail by the app's data fails here, before anything is registered
    packet.frames = link.codec.encode(packet);
    const alive = this.joined && link.alive();
    const tooLarge = alive && link.tooLarge(packet.frames);
    if (tooLarge) throw tooLarge;
    const state = this._state;
    const direct = state.name === "joined" && state.ready;
    const obstacle = this._obstacle(flags, packet, direct || !!retries);

    if (retries) {
      const settle = (...args: unknown[]): void => {
        retries.remove(packet);
        callback?.(...args);
      };
      packet.retried = true;
      acks.add(packet, settle, !!callback, { signal: flags.signal }, (_, error) => this._dropped(packet, error));
    } else if (callback) {
      acks.add(packet, callback, withError, { timeout, signal: flags.signal }, (_, error) => {
        if (packet.sent) acks.fail(packet, error);
        else this._dropped(packet, error);
      });
    }
    if (obstacle) this._dropped(packet, obstacle);
    else if (retries) retries.add(packet, timeout ?? 10_000);
    else if (direct) this._transmit(packet);
    else {
      packet.at = link.clock.now();
      if (outbox.packets.push(packet) === MANY) {
        link.warn("buffer", `${MANY} events are buffered; the bufferLimit option bounds them`);
      }
    }
  }

  /** Why an event is dropped right away; thrown where the app asked to be told so. */
  _obstacle({ signal, volatile }: Flags, packet: OutgoingPacket, unbuffered: boolean): HoldfastError | undefined {
    const fields = { delivery: "not-sent", cause: signal?.reason };
    if (signal?.aborted) return new HoldfastError("ERR_ABORTED", "operation was aborted", fields);
    if (volatile && !this._link.writable) {
      return this.joined
        ? new HoldfastError("ERR_BUFFER_FULL", "the transport is busy", { delivery: "not-sent" })
        : disconnected("not-sent");
    }
    return unbuffered ? undefined : this.outbox.admit(packet);
  }

  _transmit(packet: OutgoingPacket): void {
    const outgoing = this.facade._outgoing;
    if (outgoing.length) callAll(outgoing, this.facade, packet.data as unknown[], this._link.report);
    packet.sent = true;
    this._link.send(packet);
  }

  /** The event will not be sent any more. */
  _dropped(packet: OutgoingPacket, error: HoldfastError): void {
    this.outbox.remove(packet);
    this.acks.fail(packet, error);
    this._retries?.remove(packet);
    this._tellDropped(packet, error);
  }

  _tellDropped(packet: OutgoingPacket, cause: HoldfastError): void {
    const [event, ...args] = packet.data as [string, ...unknown[]];
    this.facade._lifecycle("dropped", { event, args, cause, delivery: cause.delivery });
  }

  _onEvent(packet: Packet): void {
    const state = this._state;
    const args = packet.data as unknown[];
    if (packet.id !== undefined) args.push(this._answer(packet.id));
    if (state.name === "joined" && state.ready) this._dispatch(args);
    else if (this.active) this.received.push(args);
  }

  /** The function by which the app acknowledges an event: once, and on the connection that asked. */
  _answer(id: number): Listener {
    const asked = this._state;
    let answered = false;
    return (...data) => {
      if (answered) return;
      // a namespace that was still being joined is another state by now
      const { name } = this._state;
      if (asked !== this._state && !(asked.name === "joining" && name === "joined")) return;
      const packet: Packet = { type: ACK, nsp: this.nsp, id, data };
      const frames = this._link.codec.encode(packet);
      const tooLarge = this._link.tooLarge(frames);
      if (tooLarge) throw tooLarge;
      answered = true;
      if (name === "joined") this._link.send({ ...packet, frames });
    };
  }

  _dispatch(args: unknown[]): void {
    const any = this.facade._incoming;
    if (any.length) callAll(any, this.facade, args, this._link.report);
    const name = args[0];
    // a name of ours never reaches those who listen to us
    if (this._options.allEvents && ADDED.has(name)) this._warnName(name);
    else this.facade._call(name, args.slice(1));
    this.recovery.delivered(args);
  }
}
