import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Frame, Platform, Timer } from "../platform/platform.ts";
import type {
  Session,
  Transport,
  TransportKind,
  TransportName,
  TransportOptions,
  TransportSink,
} from "../transport/transport.ts";
import { TypedEmitter } from "../util/emitter.ts";
import { type CloseDetails, type ConnectError, connectError } from "../util/errors.ts";
import { requestUrl, type Target } from "../util/url.ts";
import { type Handshake, parseHandshake } from "./handshake.ts";
import type { StartUpgrade } from "./upgrade.ts";
import { batchLength } from "./write-queue.ts";

/** Why a connection ended; what `disconnect` listeners get. */
export type CloseReason = "transport error" | "transport close" | "ping timeout" | "parse error" | "forced close";

/** Events of an Engine. */
export interface EngineEvents {
  open(): void;
  /** A packet came in. */
  packet(packet: EnginePacket): void;
  /** A packet is queued to go out. */
  packetCreate(packet: EnginePacket): void;
  ping(): void;
  pong(): void;
  upgrading(transport: Transport): void;
  upgrade(transport: Transport): void;
  upgradeError(error: Error): void;
  close(reason: CloseReason, details?: ConnectError | CloseDetails): void;
}

/** Whom the Engine tells: its Manager. */
export interface EngineSink {
  _onOpen(): void;
  _onPing(): void;
  _onMessage(data: Frame): void;
  /** The session is over, or none came about; `unsent` are the owners of what was never handed to the transport. */
  _onClose(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void;
}

/** What an Engine is made of. */
export interface EngineInit {
  readonly _platform: Platform;
  readonly _clock: Clock;
  readonly _options: EngineOptions;
  readonly _target: Target;
  /** The transports to use, in order. */
  readonly _kinds: readonly TransportKind[];
  /** Who is told; nobody, once it was told of the end. */
  readonly _sink: EngineSink;
}

export interface EngineOptions extends TransportOptions {
  readonly upgrade?: boolean | undefined;
}

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;
/** The session's state; what only makes sense in one state is there in that one alone, and ends with it. */
interface State {
  readonly name: "opening" | "open" | "closing" | "closed";
  /** Open or closing. */
  readonly _handshake?: Handshake;
  /** Open: ms within which the server's next ping is due. */
  readonly _period?: number;
  /** Open: when it is due, by the wall clock; timers stop while a machine sleeps. */
  _due?: number;
  /** Open: gives up the upgrade under way. */
  _cancel?: (() => void) | undefined;
  /** Open or closing: there while nothing is written, until the server has read what was. */
  _gap?: Timer;
  /** Ends it: open, if no ping comes; closing, if the server does not. */
  _timer?: Timer;
}

/** The transport manager: one Engine.IO session, from the handshake over an upgrade to the close. */
export class Engine extends TypedEmitter<EngineEvents> implements Session, TransportSink {
  /** Session ID, once there is a session. */
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

  /** @internal */
  constructor(init: EngineInit) {
    super(init._platform.report);
    Object.assign(this, init);
    this.binaryType = init._platform.binaryType;
    const transport = init._kinds[0]?._create(this);
    if (transport) {
      transport._sink = this;
      this.transport = transport;
    }
  }

  /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
  get readyState(): State["name"] {
    return this._state.name;
  }

  /** Ends the session after what is queued was sent; reason `"forced close"`. */
  close(): this {
    const { name, _handshake } = this._state;
    if (name === "opening") this._end("forced close");
    if (name === "open") {
      const _timer = this._clock.setTimeout(() => this._end("forced close"), CLOSE_TIMEOUT);
      this._enter({ name: "closing", _handshake: _handshake!, _timer });
      // what is sent next must not meet at the server what was sent last
      this._rest();
      this._tell("forced close", undefined, []);
    }
    return this;
  }

  // ---- for the Manager

  /** @internal */
  _open(): void {
    if (this.transport) return this.transport._open();
    const error = connectError("ERR_NO_TRANSPORT", "transport", "no usable transport");
    this._clock.setTimeout(() => this._end("transport error", error), 0);
  }

  /** @internal Closes, and tells its sink nothing more. */
  _leave(): void {
    this._sink = undefined;
    this.close();
  }

  /** @internal Would a packet go out without much delay? */
  get _writable(): boolean {
    return this._state.name === "open" && this.transport.writable;
  }

  /** @internal Queues the frames of one Socket.IO packet. */
  _write(frames: readonly Frame[], owner: unknown, alone: boolean): void {
    for (const data of frames) {
      const packet: EnginePacket = { type: "message", data };
      // on the first frame: once that is handed over, the packet is
      if (data === frames[0]) packet._owner = owner;
      if (alone) packet._alone = alone;
      this._push(packet);
    }
    this._flush();
  }

  /** @internal Is the session open, and was its last ping not too long ago by the wall clock? */
  _alive(): boolean {
    if (this._clock.now() >= this._state._due!) this._end("ping timeout");
    return this._state.name === "open";
  }

  /** @internal Ends the session at once: nothing more is sent. */
  _end(reason: CloseReason, details?: ConnectError | CloseDetails): void {
    const { name } = this._state;
    if (name === "closed") return;
    this._enter({ name: "closed" });
    this.transport?._abort();
    if (name !== "closing")
      this._tell(
        reason,
        details,
        this.writeBuffer.splice(0).flatMap(({ _owner }) => _owner ?? []),
      );
  }

  /** The one way from a state to another. */
  _enter(next: State): void {
    const { _cancel, _gap, _timer } = this._state;
    this._state = next;
    this._clock.clearTimeout(_gap);
    this._clock.clearTimeout(_timer);
    // gives polling its lanes back, if an upgrade had paused it
    _cancel?.();
  }

  // ---- for the transport

  /** @internal */
  _url(name: TransportName): string {
    return requestUrl(this._target, this._options, name, this.id, this._platform.random);
  }

  /** @internal */
  _ready(): void {
    this._flush();
  }

  /** @internal */
  _closed(error: ConnectError | undefined, details?: CloseDetails): void {
    if (error) this._end(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
    else this._end("transport close", details);
  }

  /** @internal */
  _packet(packet: EnginePacket): void {
    const state = this._state;
    if (state.name === "opening") return this._shakeHands(packet);
    if (state.name !== "open") return;
    this._notify("packet", packet);
    const { type, data = "" } = packet;
    if (type === "message") {
      this._sink?._onMessage(data);
    } else if (type === "ping") {
      this._beat();
      this._push({ type: "pong" });
      this._flush();
      this._sink?._onPing();
      this._notify("ping");
      this._notify("pong");
    } else if (type === "close") {
      this._end("transport close", { description: "closed by the server" });
    }
    // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
  }

  // ---- opening and upgrading

  _shakeHands(packet: EnginePacket): void {
    try {
      const handshake = parseHandshake(packet);
      const { sid, upgrades, pingInterval, pingTimeout } = handshake;
      this.id = sid;
      this._enter({ name: "open", _handshake: handshake, _period: pingInterval + pingTimeout });
      this._beat();
      this._notify("packet", packet);
      this._notify("open");
      this._upgrade(upgrades);
      this._sink?._onOpen();
      this._flush();
    } catch (cause) {
      this._end(
        "parse error",
        connectError("ERR_PARSE", "handshake", "parse error: invalid handshake", {
          cause,
          transport: this.transport.name,
        }),
      );
    }
  }

  /** A ping came, or the session began; nothing else moves the deadline. */
  _beat(): void {
    const state = this._state;
    this._clock.clearTimeout(state._timer);
    state._due = this._clock.now() + state._period!;
    state._timer = this._clock.setTimeout(() => this._end("ping timeout"), state._period!);
  }

  _upgrade(offered: readonly string[]): void {
    const state = this._state;
    const start = this._kinds[0]!._upgrade as StartUpgrade | undefined;
    const kind = this._kinds.find(({ name }) => offered.includes(name));
    if (!start || !kind || this._options.upgrade === false || state.name !== "open") return;
    const current = this.transport;
    const candidate = kind._create(this);
    this._notify("upgrading", candidate);
    state._cancel = start(this._clock, this._options.upgradeTimeout, current, candidate, (error) => {
      state._cancel = undefined;
      if (error) return this._notify("upgradeError", error);
      current._abort();
      candidate._sink = this;
      this.transport = candidate;
      this._notify("upgrade", candidate);
      this._flush();
    });
  }

  // ---- writing

  _push(packet: EnginePacket): void {
    this._notify("packetCreate", packet);
    this.writeBuffer.push(packet);
  }

  /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
  _flush(rested = false): void {
    const { name, _handshake, _gap } = this._state;
    const { transport, writeBuffer: queue } = this;
    if (!_handshake || _gap || !transport._idle) return;
    const alone = queue[0] ? queue[0]._alone : name === "closing";
    if (alone && !rested) return this._rest();
    if (!queue[0]) return alone ? transport._close() : undefined;
    const max = transport.name === "polling" ? _handshake.maxPayload : 0;
    this.writeBuffer = queue.splice(batchLength(queue, max, this._platform.byteLength));
    transport._send(queue);
    if (alone) this._rest();
    else this._flush();
  }

  /** Waits until the server has read what was sent. */
  _rest(): void {
    const state = this._state;
    state._gap = this.transport._whenRead(() => {
      if (this._state !== state) return;
      state._gap = undefined;
      this._flush(true);
    });
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
