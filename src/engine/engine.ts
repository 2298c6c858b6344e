import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Frame, Platform } from "../platform/platform.ts";
import type { Transport, TransportName, TransportOptions, TransportSink } from "../transport/transport.ts";
import { OwnEmitter } from "../util/emitter.ts";
import { type CloseDetails, type ConnectError, connectError, type HoldfastError } from "../util/errors.ts";
import { requestUrl, type Target } from "../util/url.ts";
import { Answers } from "./answers.ts";
import { type Handshake, parseHandshake } from "./handshake.ts";
import { Heartbeat } from "./heartbeat.ts";
import { openOne } from "./opening.ts";
import { conceal } from "./secrets.ts";
import { closed, closing, handshakeOf, isUpgrading, open, opening, type State } from "./state.ts";
import type {
  CloseReason,
  EngineEvents,
  EngineInit,
  EngineKind,
  EngineOptions,
  EngineSink,
  Movable,
  OpeningSink,
} from "./types.ts";
import { Writer, type WriterSession } from "./writer.ts";

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;

/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
export class Engine extends OwnEmitter<EngineEvents> implements Movable, OpeningSink, TransportSink, WriterSession {
  /** Session ID, while there is a session. */
  id: string | undefined = undefined;
  /** How binary data arrives: `"arraybuffer"`, `"blob"` or, on Node, `"nodebuffer"`. */
  binaryType: string;
  /** The transport in use, or being opened. */
  transport!: Transport;

  /** @internal */ declare readonly _platform: Platform;
  /** @internal */ declare readonly _clock: Clock;
  /** @internal */ declare readonly _options: EngineOptions;
  /** @internal */ declare readonly _target: Target;
  /** @internal */ declare readonly _kinds: readonly EngineKind[];
  /** @internal */ declare _sink: EngineSink | undefined;
  /** @internal */ _state: State = opening(() => {});
  /** @internal */ _parting = false;
  /** @internal What namespaces were joined with, where that is something. */
  _credentials: Record<string, unknown> | undefined = undefined;
  /** @internal The session's id, also once it is over. */ _sid: string | undefined = undefined;
  /** @internal */ readonly _answers: Answers;
  /** @internal */ readonly _writer: Writer;

  /** @internal */
  constructor(init: EngineInit) {
    super(init._platform.report);
    Object.assign(this, init);
    this.binaryType = init._platform.binaryType;
    this._answers = new Answers(init._options.maxMessageBytes, this);
    this._writer = new Writer(this);
  }

  /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
  get readyState(): State["name"] {
    return this._state.name;
  }

  /** @internal While packets may be sent. */
  get _handshake(): Handshake | undefined {
    return handshakeOf(this._state);
  }

  /** @internal Is it not decided yet whether the session moves to a better transport? */
  get _isUpgrading(): boolean {
    return isUpgrading(this._state);
  }

  /** Packets not yet handed to the transport. */
  get writeBuffer(): EnginePacket[] {
    return this._writer._packets;
  }

  /** Bytes that wait to be sent: those not yet handed to the transport, and those that it has. */
  get bufferedAmount(): number {
    return this._writer._bytes + (this.transport?.bufferedAmount ?? 0);
  }

  /** Ends the session after what is queued was sent; reason `"forced close"`. */
  close(): this {
    this._self()._goodbye();
    return this;
  }

  _goodbye(): void {
    const state = this._state;
    if (state.name === "opening") this._end("forced close");
    if (state.name !== "open") return;
    const timer = this._clock.setTimeout(() => this._end("forced close"), CLOSE_TIMEOUT);
    this._enter(closing(state._handshake, timer));
    this._writer._flush();
    this._tell("forced close", undefined, []);
  }

  // ---- for the Manager

  /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
  _open(timeout: number): void {
    const kinds = this._kinds;
    const race = kinds.find(({ _race }) => _race)?._race;
    this._enter(opening(race ? race(this, kinds, timeout, this) : openOne(this, kinds[0], this)));
  }

  /** @internal Closes, and tells its sink nothing more. */
  _leave(): void {
    this._sink = undefined;
    this.close();
  }

  /** @internal Ends at once, and tells its sink nothing more. */
  _forsake(): void {
    this._sink = undefined;
    this._end("forced close");
  }

  /** @internal The page goes away: nobody is told any more, and what is sent outlives it. */
  _part(): void {
    this._sink = undefined;
    this._parting = true;
    this._writer._flush();
  }

  /** @internal The page is kept in the background: says goodbye as far as that goes, and ends at once. */
  _suspend(): void {
    this._parting = true;
    this._end("transport close", { description: "page hidden" });
    // a page is not kept with a request under way
    this.transport?._abort();
  }

  /** @internal Would a packet go out without much delay? */
  get _writable(): boolean {
    return this._alive() && this.transport.writable;
  }

  /** @internal Why no transport that there is, or may be soon, takes the frames, if none does. */
  _tooLarge(frames: readonly Frame[]): HoldfastError | undefined {
    return this._writer._tooLarge(frames);
  }

  /** @internal Queues the frames of one Socket.IO packet; `alone`: in a turn of its own. */
  _write(frames: readonly Frame[], owner: unknown, options?: EnginePacket["options"], order?: "alone"): void {
    this._writer._write(frames, owner, options, order);
  }

  /** @internal Is the session open, and the next ping not overdue? If it is, the session ends in a later turn. */
  _alive(): boolean {
    const state = this._state;
    this.transport?._check();
    return state.name === "open" && state._heartbeat._isAlive();
  }

  /** @internal What the server made us answer waits, and it reads nothing of it. */
  _unread(): void {
    this._end("transport error", connectError("ERR_BUFFER_FULL", "transport", "the server reads no answers"));
  }

  /** @internal Ends the session at once: nothing more is sent but a goodbye, for which nobody waits. */
  _end(reason: CloseReason, details?: ConnectError | CloseDetails): void {
    const { name } = this._state;
    if (name === "closed") return;
    this._enter(closed());
    if (name === "open") this.transport._forsake();
    else this.transport?._abort();
    // as in socket.io-client, whose types do not say so either
    (this as { id: string | null | undefined }).id = null;
    if (details) conceal(this, details);
    const unsent = this._writer._clear();
    if (name !== "closing") this._tell(reason, details, unsent);
  }

  /** The one way from a state to another. */
  _enter(next: State): void {
    const last = this._state;
    this._state = next;
    this._writer._spacing._stop();
    if (last.name === "opening") last._giveUp();
    else if (last.name === "open") {
      last._heartbeat._clear();
      // gives polling its lanes back, if an upgrade had paused it
      last._upgrade?._giveUp();
    } else if (last.name === "closing") this._clock.clearTimeout(last._timer);
  }

  // ---- for the transport

  /** @internal */ _url(name: TransportName, options: TransportOptions): string {
    return requestUrl(this._target, options, name, this._sid, this._platform.random);
  }

  /** @internal */ _ready(): void {
    if (!this.writeBuffer.length) this._notify("drain");
    this._writer._flush();
  }

  /** @internal */ _handed(): void {
    this._notify("flush");
    // polling tells when the answer is there
    if (!this.transport._posts && this._callbacks.get("drain"))
      this._clock.setTimeout(() => this._writable && this._notify("drain"), 0);
  }

  /** @internal */ _closed(error: ConnectError | undefined, details?: CloseDetails): void {
    if (!error) return this._end("transport close", details);
    this._end(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
  }

  /** @internal */ _packet(packet: EnginePacket): void {
    this._answers._check();
    this._notify("packet", packet);
    const { type, data = "" } = packet;
    const state = this._state;
    if (state.name !== "open") return;
    if (type === "message") {
      this._sink?._onMessage(data);
      this._notify("data", data);
      this._notify("message", data);
    } else if (type === "ping") {
      state._heartbeat._beat();
      this._writer._pong();
      this._sink?._onPing();
      this._notify("ping");
      this._notify("pong");
    } else if (type === "close") {
      // the server needs no goodbye
      this.transport._abort();
      this._end("transport close", { description: "transport closed by the server" });
    }
    // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
  }

  // ---- opening and upgrading

  /** @internal */ _started(transport: Transport): void {
    this.transport = transport;
  }

  /** @internal */ _won(transport: Transport, packet: EnginePacket, kind: EngineKind): void {
    this.transport = transport;
    transport._sink = this;
    let handshake: Handshake;
    try {
      handshake = parseHandshake(packet, transport.name);
    } catch (error) {
      return this._end("parse error", error as ConnectError);
    }
    const state = open(handshake, new Heartbeat(this._clock, handshake, this));
    this.id = this._sid = handshake.sid;
    this._enter(state);
    this._notify("packet", packet);
    this._notify("handshake", handshake);
    this._notify("open");
    const facts = { _offered: handshake.upgrades, _took: this._writer._spacing._passed };
    if (this._state === state) state._upgrade = kind._upgrade?.(this, transport, facts);
    this._sink?._onOpen();
    this._writer._flush();
  }

  /** @internal No ping came in time. */
  _expired({ _isLate }: { readonly _isLate: boolean }): void {
    const sink = this._sink;
    // it was late when it was asked for, and the session has been closed since
    if (this._state.name !== "open") return;
    this._end("ping timeout");
    if (_isLate) sink?._wake();
  }

  /** @internal */ _upgradeFailed(error: ConnectError): void {
    conceal(this, error);
    this._notify("upgradeError", error);
  }

  /** @internal */ _upgradeEnded(): void {
    this._writer._flush();
  }

  /** @internal */ _swap(candidate: Transport): void {
    candidate._sink = this;
    this.transport = candidate;
    this._notify("upgrade", candidate);
    this._sink?._onUpgrade();
  }

  /** @internal */ _notify(event: keyof EngineEvents, ...args: unknown[]): void {
    if (this._callbacks.size) this._call(event, args);
  }

  _tell(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void {
    const sink = this._sink;
    this._sink = undefined;
    sink?._onClose(reason, details, unsent);
    this._notify("close", reason, details);
  }
}
