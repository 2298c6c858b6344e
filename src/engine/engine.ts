import type { EnginePacket, Frame } from "../codec/engine-io.ts";
import type { Clock, Timer } from "../platform/platform.ts";
import type { Transport, TransportContext, TransportKind } from "../transport/transport.ts";
import { TypedEmitter } from "../util/emitter.ts";
import { type CloseDetails, ConnectError, HoldfastError, messageOf } from "../util/errors.ts";
import { type Handshake, parseHandshake } from "./handshake.ts";
import { Heartbeat } from "./heartbeat.ts";
import { startRace } from "./race.ts";
import type { StartUpgrade } from "./upgrade.ts";
import { batchLength, mayExceed, sizeOf } from "./write-queue.ts";

/** Why a connection ended; what `disconnect` listeners get. */
export type CloseReason = "transport error" | "transport close" | "ping timeout" | "parse error" | "forced close";

/** Events of an Engine. */
export interface EngineEvents {
  open(): void;
  handshake(handshake: Handshake): void;
  /** A packet came in. */
  packet(packet: EnginePacket): void;
  /** A packet is queued to go out. */
  packetCreate(packet: EnginePacket): void;
  /** All that was queued is out. */
  drain(): void;
  /** What was queued was handed to the transport. */
  flush(): void;
  ping(): void;
  pong(): void;
  upgrading(transport: Transport): void;
  upgrade(transport: Transport): void;
  upgradeError(error: Error): void;
  close(reason: CloseReason, details?: ConnectError | CloseDetails): void;
  message(data: Frame): void;
  data(data: Frame): void;
}

/** Whom the Engine tells: its Manager. */
export interface EngineSink {
  opened(): void;
  message(data: unknown): void;
  /** No session came about. */
  failed(error: HoldfastError): void;
  /** The packet of this owner is too large for the transport that is left. */
  refused(owner: unknown, error: HoldfastError): void;
  /** The session is over; `unsent` are the owners of what was never handed to the transport, in order. */
  closed(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void;
}

export interface EngineOptions {
  readonly kinds: readonly TransportKind[];
  readonly tryAllTransports: boolean;
  readonly upgrade: boolean;
  /** ms for one upgrade. */
  readonly upgradeTimeout: number;
  /** ms for the whole attempt, or `undefined`. */
  readonly timeout: number | undefined;
  readonly binaryType: string;
  /** Makes the context of a transport; the session is the Engine. */
  context(engine: Engine, kind: TransportKind): TransportContext;
}

/** ms that a session has to send what is queued and to say goodbye. */
const CLOSE_TIMEOUT = 5000;
/** ms between two writes that the server must not read at once; see "Close" in PROTOCOL.md. */
const GAP = 2;

const tooLarge = (size: number, limit: number): HoldfastError =>
  new HoldfastError("ERR_PAYLOAD_TOO_LARGE", `packet of ${size} bytes, the server takes ${limit}`, {
    size,
    limit,
    delivery: "not-sent",
  });

type State =
  | { name: "idle" }
  | { name: "opening"; cancel: () => void }
  | {
      name: "open";
      transport: Transport;
      handshake: Handshake;
      heartbeat: Heartbeat;
      /** An upgrade under way. */
      upgrade?: { cancel: () => void } | undefined;
      gap?: Timer;
    }
  | { name: "closing"; transport: Transport; handshake: Handshake; timer: Timer; gap?: Timer }
  | { name: "closed" };

/**
 * The transport manager: one Engine.IO session, from the handshake over an upgrade to the close.
 * It emits `open, handshake, packet, packetCreate, drain, flush, ping, pong, upgrading, upgrade, upgradeError, close,
 * message, data` as in socket.io-client.
 */
export class Engine extends TypedEmitter<EngineEvents> {
  /** Session ID, once there is a session. */
  id: string | undefined;
  /** How binary data arrives: `"arraybuffer"`, `"blob"` or, on Node, `"nodebuffer"`. */
  binaryType: string;
  /** The transport in use, or being opened. */
  transport!: Transport;
  /** Packets not yet handed to the transport. */
  writeBuffer: EnginePacket[] = [];

  /** @internal */ _state: State = { name: "idle" };
  /** @internal */ readonly _options: EngineOptions;
  /** @internal */ readonly _clock: Clock;
  /** @internal */ readonly _byteLength: (text: string) => number;
  /** @internal Who is told; nobody, once it was told of the end. */
  _sink: EngineSink | undefined;

  /** @internal */
  constructor(
    options: EngineOptions,
    clock: Clock,
    platform: { report(error: unknown): void; byteLength(text: string): number },
    sink: EngineSink,
  ) {
    super(platform.report);
    this._options = options;
    this._clock = clock;
    this._byteLength = platform.byteLength;
    this._sink = sink;
    this.binaryType = options.binaryType;
  }

  /** `"opening"`, `"open"`, `"closing"` or `"closed"`. */
  get readyState(): "opening" | "open" | "closing" | "closed" {
    const { name } = this._state;
    return name === "idle" ? "opening" : name;
  }

  /** @internal Would a packet go out without much delay? */
  get _writable(): boolean {
    return this._state.name === "open" && this._state.transport.writable;
  }

  /** @internal */
  _open(): void {
    const { kinds, tryAllTransports, timeout } = this._options;
    const opening: State = { name: "opening", cancel: () => {} };
    this._state = opening;
    const cancel = startRace({
      kinds,
      create: (kind) => this._create(kind),
      clock: this._clock,
      share: timeout && timeout / kinds.length,
      fallback: tryAllTransports,
      won: (transport, kind, packet) => this._opened(transport, kind, packet),
      lost: (error) => {
        this._state = { name: "closed" };
        this._tellFailed(error);
      },
    });
    opening.cancel = cancel;
  }

  /** Ends the session after what is queued was sent; reason `"forced close"`. */
  close(): this {
    const state = this._state;
    if (state.name === "idle" || state.name === "opening") this._end("forced close");
    else if (state.name === "open") {
      const { transport, handshake, heartbeat, upgrade, gap } = state;
      heartbeat.stop();
      const timer = this._clock.setTimeout(() => this._finish(), CLOSE_TIMEOUT);
      const closing: State = { name: "closing", transport, handshake, timer };
      this._clock.clearTimeout(gap);
      this._state = closing;
      // what is sent next must not meet at the server what was sent last
      this._afterGap(closing);
      // gives polling its lanes back, if an upgrade had paused it
      upgrade?.cancel();
      this._tellClosed("forced close", undefined, []);
    }
    return this;
  }

  /** @internal Closes, and tells its sink nothing more. */
  _leave(): void {
    this._sink = undefined;
    this.close();
  }

  /** @internal Queues the frames of one Socket.IO packet. */
  _write(frames: readonly Frame[], owner: unknown, options: EnginePacket["options"], alone: boolean): void {
    const state = this._state;
    if (state.name !== "open") return;
    const oversize = state.transport.name === "polling" && this._oversize(frames, state.handshake.maxPayload, true);
    for (let i = 0; i < frames.length; i++) {
      const packet: EnginePacket = { type: "message", data: frames[i]! };
      if (options) packet.options = options;
      if (alone) packet.alone = true;
      if (!i) {
        packet.owner = owner;
        if (oversize) packet.oversize = oversize;
      }
      this._push(packet);
    }
    this._flush();
  }

  /**
   * @internal The error for a packet that is too large for every transport this session may have. One that is too large
   * for polling alone waits for the upgrade.
   */
  _tooLarge(frames: readonly Frame[]): HoldfastError | undefined {
    const state = this._state;
    if (state.name !== "open") return;
    const { maxPayload } = state.handshake;
    const size = this._oversize(frames, maxPayload, state.transport.name === "polling" && !state.upgrade);
    return size ? tooLarge(size, maxPayload) : undefined;
  }

  /** Bytes of the first frame that is above the limit, or 0. */
  _oversize(frames: readonly Frame[], limit: number, base64: boolean): number {
    for (const frame of frames) {
      if (!mayExceed(frame, limit)) continue;
      const size = sizeOf(frame, base64, this._byteLength);
      if (size > limit) return size;
    }
    return 0;
  }

  /** @internal Holds the heartbeat's deadline against the wall clock. Returns whether the session is still open. */
  _alive(): boolean {
    if (this._state.name !== "open") return false;
    if (this._state.heartbeat.expired) this._end("ping timeout");
    return this._state.name === "open";
  }

  /** @internal Ends the session at once: nothing more is sent. */
  _end(reason: CloseReason, details?: ConnectError | CloseDetails): void {
    const state = this._state;
    if (state.name === "closed") return;
    if (state.name === "opening") state.cancel();
    else if (state.name === "closing") return this._finish();
    else if (state.name === "open") {
      state.heartbeat.stop();
      this._clock.clearTimeout(state.gap);
      state.transport.abort();
    }
    this._state = { name: "closed" };
    if (state.name === "open") state.upgrade?.cancel();
    const unsent = this.writeBuffer.flatMap(({ owner }) => owner ?? []);
    this.writeBuffer = [];
    this._tellClosed(reason, details, unsent);
  }

  _create(kind: TransportKind): Transport {
    const transport = kind.create(this._options.context(this, kind));
    if (this._state.name !== "open") this.transport = transport;
    return transport;
  }

  _opened(transport: Transport, kind: TransportKind, packet: EnginePacket): void {
    let handshake: Handshake;
    try {
      handshake = parseHandshake(packet.data);
    } catch (error) {
      transport.abort();
      this._state = { name: "closed" };
      return this._tellFailed(
        new ConnectError("ERR_PARSE", `parse error: invalid handshake: ${messageOf(error)}`, {
          phase: "handshake",
          transport: transport.name,
          cause: error,
        }),
      );
    }
    this.transport = transport;
    this.id = handshake.sid;
    const heartbeat = new Heartbeat(this._clock, handshake.pingInterval + handshake.pingTimeout, () =>
      this._end("ping timeout"),
    );
    const open: State & { name: "open" } = { name: "open", transport, handshake, heartbeat };
    this._state = open;
    this._adopt(transport);
    this._notify("packet", packet);
    this._notify("handshake", handshake);
    this._notify("open");
    if (this._state !== open) return;
    // a better transport is looked for before anything is sent, so that what is too large for polling waits for it
    this._upgrade(kind, handshake.upgrades);
    this._sink?.opened();
    this._flush();
  }

  /** Makes a transport tell this session. */
  _adopt(transport: Transport): void {
    transport.sink = {
      packet: (packet) => this._onPacket(packet),
      ready: () => {
        if (!this.writeBuffer.length) this._notify("drain");
        this._flush();
      },
      closed: (error, details) => {
        if (error) this._end(error.code === "ERR_PARSE" ? "parse error" : "transport error", error);
        else this._end("transport close", details);
      },
    };
  }

  /** Tries the server's upgrades one after the other. */
  _upgrade(kind: TransportKind, offered: readonly string[]): void {
    const open = this._state;
    const start = kind.upgrade as StartUpgrade | undefined;
    if (open.name !== "open" || !start || !this._options.upgrade) return;
    const candidates = this._options.kinds
      .filter(({ transportName }) => transportName !== kind.transportName && offered.includes(transportName))
      // WebTransport is the better one, where both sides have it
      .sort((a, b) => +(b.transportName === "webtransport") - +(a.transportName === "webtransport"));

    const next = (): void => {
      const candidate = candidates.shift();
      open.upgrade = undefined;
      if (!candidate) return this._flush();
      const transport = this._create(candidate);
      // set before it starts, since it may fail at once
      const upgrade = { cancel: () => {} };
      open.upgrade = upgrade;
      this._notify("upgrading", transport);
      if (open.upgrade !== upgrade || this._state !== open) return;
      upgrade.cancel = start(transport, {
        clock: this._clock,
        timeout: this._options.upgradeTimeout,
        current: open.transport,
        done: () => {
          open.transport.abort();
          open.upgrade = undefined;
          open.transport = this.transport = transport;
          this._adopt(transport);
          this._notify("upgrade", transport);
          this._flush();
        },
        failed: (error) => {
          if (this._state !== open) return;
          this._notify("upgradeError", error);
          if (this._state === open) next();
        },
      });
    };
    next();
  }

  _onPacket(packet: EnginePacket): void {
    const state = this._state;
    if (state.name !== "open") return;
    this._notify("packet", packet);
    if (packet.type === "message") {
      const data = packet.data ?? "";
      if (this._callbacks.size) {
        this._notify("data", data);
        this._notify("message", data);
      }
      this._sink?.message(data);
    } else if (packet.type === "ping") {
      state.heartbeat.beat();
      this._push({ type: "pong" });
      this._flush();
      this._notify("ping");
      this._notify("pong");
    } else if (packet.type === "close") {
      this._end("transport close", { description: "transport closed by the server" });
    }
    // a second `open`, a `pong` or `upgrade` nobody asked for, and `noop` change nothing
  }

  _push(packet: EnginePacket): void {
    this._notify("packetCreate", packet);
    this.writeBuffer.push(packet);
  }

  /** Hands to the transport what it takes now. `rested`: a turn has passed since the last write. */
  _flush(rested = false): void {
    for (;;) {
      const state = this._state;
      if ((state.name !== "open" && state.name !== "closing") || state.gap !== undefined) return;
      const { transport } = state;
      if (!transport.ready) return;
      const queue = this.writeBuffer;
      if (!queue.length) {
        if (state.name !== "closing") return;
        return rested ? transport.close() : this._afterGap(state);
      }
      const { name } = transport;
      if (name === "polling" && queue[0]!.oversize && !this._refuse(state)) return;
      if (queue[0]!.alone) {
        if (rested) transport.send([queue.shift()!]);
        return this._afterGap(state);
      }
      const length = batchLength(queue, name === "polling" ? state.handshake.maxPayload : 0, this._byteLength);
      this.writeBuffer = length === queue.length ? [] : queue.splice(length);
      rested = false;
      transport.send(queue);
      this._notify("flush");
      if (name !== "polling" && this.hasListeners("drain")) this._clock.setTimeout(() => this._notify("drain"), 0);
    }
  }

  /** Waits a turn, so that the server does not read what follows together with what was sent. */
  _afterGap(state: State & { name: "open" | "closing" }): void {
    state.gap = this._clock.setTimeout(() => {
      state.gap = undefined;
      this._flush(true);
    }, GAP);
  }

  /** Takes a packet that is too large for polling out of the queue, unless an upgrade may still carry it. */
  _refuse(state: State & { name: "open" | "closing" }): boolean {
    if (state.name === "open" && state.upgrade) return false;
    const { owner, oversize } = this.writeBuffer.shift()!;
    while (this.writeBuffer[0] && !this.writeBuffer[0].owner) this.writeBuffer.shift();
    this._sink?.refused(owner, tooLarge(oversize!, state.handshake.maxPayload));
    return true;
  }

  _notify(event: keyof EngineEvents, ...args: unknown[]): void {
    if (this._callbacks.size) this._emit(event, ...args);
  }

  /** Ends the closing of a session. */
  _finish(): void {
    const state = this._state;
    if (state.name !== "closing") return;
    this._clock.clearTimeout(state.timer);
    this._clock.clearTimeout(state.gap);
    this._state = { name: "closed" };
    state.transport.abort();
    this.writeBuffer = [];
  }

  _tellFailed(error: HoldfastError): void {
    const sink = this._sink;
    this._sink = undefined;
    sink?.failed(error);
    this._notify("close", "transport error", error);
  }

  _tellClosed(reason: CloseReason, details: ConnectError | CloseDetails | undefined, unsent: unknown[]): void {
    const sink = this._sink;
    this._sink = undefined;
    sink?.closed(reason, details, unsent);
    this._notify("close", reason, details);
  }
}
