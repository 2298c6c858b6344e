import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Frame, Platform, Timer } from "../platform/platform.ts";
import {
  losesHeaders,
  type Session,
  type Transport,
  type TransportKind,
  type TransportName,
  type TransportOptions,
  type TransportSink,
} from "../transport/transport.ts";
import { isBlob } from "../util/bytes.ts";
import { TypedEmitter } from "../util/emitter.ts";
import { type CloseDetails, type ConnectError, connectError, type HoldfastError } from "../util/errors.ts";
import { requestUrl, type Target } from "../util/url.ts";
import { WallTimer } from "../util/wall-timer.ts";
import { Answers } from "./answers.ts";
import { keepBytes, readBlobs, tooLarge } from "./bytes.ts";
import { type Handshake, parseHandshake, periodOf } from "./handshake.ts";
import { openFirst } from "./opening.ts";
import { conceal } from "./secrets.ts";
import type { CloseReason, EngineEvents, EngineInit, EngineOptions, EngineSink } from "./types.ts";
import { batchLength } from "./write-queue.ts";

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;
/** ms between two writes that the server should not read at once, where it can't be known that it has. */
const GAP = 250;
/** ms that a server may take to say that it has. */
const PATIENCE = 1000;

/** The session's state; what only makes sense in one state is there in that one alone, and ends with it. */
interface State {
  readonly name: "opening" | "open" | "closing" | "closed";
  /** Open or closing. */
  readonly _handshake?: Handshake;
  /** Open: until the server's next ping is due. */
  readonly _heartbeat?: WallTimer;
  /** Opening: gives that up. Open: gives up the upgrade under way. */
  _cancel?: (() => void) | undefined;
  /** Open or closing: there while nothing is written, until the server has read what was. */
  _gap?: Timer;
  /** Closing: ends it if the server does not. */
  readonly _timer?: Timer;
}

const kindOf = (transport: Transport): TransportKind => transport.constructor as TransportKind;

/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
export class Engine extends TypedEmitter<EngineEvents> implements Session, TransportSink {
  /** Session ID, while there is a session. */
  id: string | undefined;
  /** How binary data arrives: `"arraybuffer"`, `"blob"` or, on Node, `"nodebuffer"`. */
  binaryType: string;
  /** The transport in use, or being opened. */
  transport!: Transport;
  /** Packets not yet handed to the transport. */
  writeBuffer: EnginePacket[] = [];

  /** @internal */ readonly _platform!: Platform;
  /** @internal */ readonly _clock!: Clock;
  /** @internal */ readonly _options!: EngineOptions;
  /** @internal */ readonly _target!: Target;
  /** @internal */ readonly _kinds!: readonly TransportKind[];
  /** @internal */ _sink: EngineSink | undefined;
  /** @internal */ _state: State = { name: "opening" };
  /** @internal */ _parting = false;
  /** @internal What each namespace was joined with. */ readonly _credentials: Record<string, unknown> = {};
  /** @internal The session's id, also once it is over. */ _sid: string | undefined;
  /** @internal Does the server not say that it has read? */ _deaf = false;
  /** @internal When was something last sent: the request that opens, then packets? */ _wrote!: number;
  /** @internal Was it one that goes alone? */ _wroteAlone: boolean | undefined;
  /** @internal */ readonly _answers: Answers;
  /** @internal When did the last ping come? */ _pinged: number | undefined;

  /** @internal */
  constructor(init: EngineInit) {
    super(init._platform.report);
    Object.assign(this, init);
    this.binaryType = init._platform.binaryType;
    this._answers = new Answers(init._options.maxMessageBytes, () => this._unread());
  }

  /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
  get readyState(): State["name"] {
    return this._state.name;
  }

  /** Ends the session after what is queued was sent; reason `"forced close"`. */
  close(): this {
    this._self()._goodbye();
    return this;
  }

  _goodbye(): void {
    const { name, _handshake } = this._state;
    if (name === "opening") this._end("forced close");
    if (name === "open") {
      const _timer = this._clock.setTimeout(() => this._end("forced close"), CLOSE_TIMEOUT);
      this._enter({ name: "closing", _handshake: _handshake!, _timer });
      this._flush();
      this._tell("forced close", undefined, []);
    }
  }

  // ---- for the Manager

  /** @internal `timeout`: ms, of which each transport has its share before the next starts beside it. */
  _open(timeout: number): void {
    this._wrote = this._clock.ticks();
    const { tryAllTransports, transports } = this._options;
    // what would have to do without the app's headers is no way out
    const lossy = losesHeaders(this._platform, this._options);
    const _kinds = this._kinds.filter(
      ({ _type }, i) =>
        !i ||
        (tryAllTransports !== false &&
          (_type === "polling" || !lossy) &&
          // few servers have it, and where none answers it takes long to fail: it is a way out only where the app says so
          (_type !== "webtransport" || transports)),
    );
    this._state._cancel = openFirst(this, _kinds, timeout / _kinds.length, this);
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
    this._flush();
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

  /**
   * @internal The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has
   * failed, it counts what the better one takes. `base64`: too large for polling.
   */
  _tooLarge(frames: readonly Frame[], base64 = this._polling && !this._state._cancel): HoldfastError | undefined {
    const limit = this._state._handshake?.maxPayload;
    return limit ? tooLarge(frames, limit, base64, this._platform) : undefined;
  }

  /** @internal Queues the frames of one Socket.IO packet. */
  _write(frames: readonly Frame[], owner: unknown, alone: boolean, options: EnginePacket["options"]): void {
    for (let i = 0; i < frames.length; i++) {
      const packet: EnginePacket = { type: "message", data: frames[i] as Frame };
      // on the first frame: once that is handed over, the packet is
      if (!i) {
        packet._owner = owner;
        packet._frames = frames;
        if (frames.some(isBlob) && this._readsBlobs) packet._blobs = "unread";
      }
      if (alone) packet._alone = alone;
      if (options) packet.options = options;
      this._push(packet);
    }
    // all that a listener of the page's last event emits goes in one request
    if (this._parting) Promise.resolve().then(() => this._flush());
    else this._flush();
    if (frames.length > 1) keepBytes(this.writeBuffer, frames.length);
  }

  /**
   * @internal Is the session open, and was its last ping not too long ago by the wall clock? If it was, the session ends in a later
   * turn: it may be `emit()` that asks, and no call of the app calls the app.
   */
  _alive(): boolean {
    const { name, _heartbeat } = this._state;
    const late = _heartbeat?._over;
    if (late) Promise.resolve().then(() => this._state._heartbeat?._check());
    this.transport?._check?.();
    return name === "open" && !late;
  }

  /** @internal Ends the session at once: nothing more is sent but a goodbye, for which nobody waits. */
  _end(reason: CloseReason, details?: ConnectError | CloseDetails): void {
    const { name } = this._state;
    if (name === "closed") return;
    this._enter({ name: "closed" });
    if (name === "open") this.transport._forsake();
    else this.transport?._abort();
    this.id = null as never;
    if (details) conceal(this, details);
    const unsent = this.writeBuffer.splice(0).flatMap(({ _owner }) => _owner ?? []);
    if (name !== "closing") this._tell(reason, details, unsent);
  }

  /** The server asks for more than it reads. */
  _unread(): void {
    const message = "the server reads no answers";
    this._end("transport error", connectError("ERR_BUFFER_FULL", "transport", message));
  }

  /** The one way from a state to another. */
  _enter(next: State): void {
    const { _cancel, _gap, _timer, _heartbeat } = this._state;
    this._state = next;
    this._clock.clearTimeout(_gap);
    this._clock.clearTimeout(_timer);
    _heartbeat?._clear();
    // gives polling its lanes back, if an upgrade had paused it
    _cancel?.();
  }

  // ---- for the transport

  /** @internal */
  _url(name: TransportName, options: TransportOptions): string {
    return requestUrl(this._target, options, name, this._sid, this._platform.random);
  }

  /** @internal */
  _ready(): void {
    if (!this.writeBuffer.length) this._notify("drain");
    this._flush();
  }

  /** @internal */
  _closed(error: ConnectError | undefined, details?: CloseDetails): void {
    if (error) this._end(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
    else this._end("transport close", details);
  }

  /** @internal */
  _packet(packet: EnginePacket): void {
    // nothing more is heard, of which there may be much
    if (this._answers._isFull) this._unread();
    this._notify("packet", packet);
    const { type, data = "" } = packet;
    const { name, _heartbeat, _handshake } = this._state;
    if (name !== "open") return;
    if (type === "message") {
      this._sink?._onMessage(data);
      this._notify("data", data);
      this._notify("message", data);
    } else if (type === "ping") {
      // once in a millisecond, as there may be millions of them in one payload
      const now = this._clock.now();
      if (now !== this._pinged) _heartbeat!._set(periodOf(_handshake!));
      this._pinged = now;
      // one pong answers all pings that came before it goes out
      if (this.writeBuffer[this.writeBuffer.length - 1]?.type !== "pong" && this._answers._take(0)) {
        this._push({ type: "pong" });
        this._flush();
      }
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

  /** @internal */
  _started(transport: Transport): void {
    this.transport = transport;
  }

  /** @internal */
  _won(transport: Transport, packet: EnginePacket): void {
    this.transport = transport;
    transport._sink = this;
    let handshake: Handshake;
    try {
      handshake = parseHandshake(packet, transport.name);
    } catch (error) {
      return this._end("parse error", error as ConnectError);
    }
    const heartbeat = new WallTimer(this._clock, (late) => {
      const sink = this._sink;
      this._end("ping timeout");
      if (late) sink?._wake();
    });
    this.id = this._sid = handshake.sid;
    this._enter({ name: "open", _handshake: handshake, _heartbeat: heartbeat });
    heartbeat._set(periodOf(handshake));
    this._notify("packet", packet);
    this._notify("handshake", handshake);
    this._notify("open");
    kindOf(transport)._upgrade?.(this, handshake.upgrades);
    this._sink?._onOpen();
    this._flush();
  }

  // ---- writing

  /** A browser's WebSocket reads Blobs itself, as a stream; no other transport does, and that of Node does not survive one that fails. */
  get _readsBlobs(): boolean {
    return this.transport.name !== "websocket" || !!this._options.forceBase64 || !!this._platform.readsBlobs;
  }

  get _polling(): boolean {
    return this.transport.name === "polling";
  }

  _push(packet: EnginePacket): void {
    this._notify("packetCreate", packet);
    this.writeBuffer.push(packet);
  }

  /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
  _flush(rested = false): void {
    const { name, _handshake, _gap } = this._state;
    const { transport, writeBuffer: queue } = this;
    if (!_handshake || _gap || !transport._idle) return;
    if (!queue[0]) return name === "closing" ? transport._close() : undefined;
    const { _alone } = queue[0];
    if (!rested && _alone !== this._wroteAlone) return this._rest();
    const max = this._polling ? _handshake.maxPayload : 0;
    if (kindOf(transport)._holds?.(this)) return;
    if (queue[0]._blobs) return readBlobs(this, queue[0]);
    if (this._answers._bytes && transport.writable) this._answers._bytes = 0;
    this.writeBuffer = queue.splice(batchLength(queue, max, this._platform.byteLength));
    transport._send(queue);
    this._wrote = this._clock.ticks();
    this._wroteAlone = _alone;
    this._notify("flush");
    // polling tells when the answer is there
    if (!this._polling && this._callbacks.get("drain"))
      this._clock.setTimeout(() => this._writable && this._notify("drain"), 0);
    this._flush();
  }

  /** Waits until the server has read what was sent, or may be taken to have; see "Close" in docs/protocol.md. */
  _rest(): void {
    const state = this._state;
    const { _clock, transport } = this;
    const { writable } = transport;
    const go = (deaf: boolean): void => {
      this._deaf = deaf;
      // an answer that came too late
      if (state._gap !== gap) return;
      _clock.clearTimeout(gap);
      state._gap = undefined;
      this._flush(writable);
    };
    const asked = !this._deaf && transport._whenRead?.(() => go(false));
    // what the transport still has is yet to be written; a POST was answered
    const since = writable ? Math.max(0, _clock.ticks() - this._wrote) : 0;
    const wait = this._polling ? 0 : asked ? PATIENCE : GAP - since;
    const gap = _clock.setTimeout(() => go(!!asked || this._deaf), wait);
    state._gap = gap;
  }

  // ---- telling

  _notify(event: keyof EngineEvents, ...args: unknown[]): void {
    if (this._callbacks.size) this._call(event, args);
  }

  _tell(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void {
    const sink = this._sink;
    this._sink = undefined;
    sink?._onClose(reason, details, unsent);
    this._notify("close", reason, details);
  }
}
