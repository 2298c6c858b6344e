import { objection } from "../codec/objection.ts";
import { CONNECT, EVENT, type Packet, type PacketDecoder, type PacketEncoder, type Parser } from "../codec/packet.ts";
import { checked, Decoder, type DecoderSink, encode } from "../codec/socket-io.ts";
import type { Frame } from "../platform/platform.ts";
import type { Link, Namespace, OutgoingPacket } from "../socket/link.ts";
import { Socket } from "../socket/socket.ts";
import type { DefaultEventsMap, SocketOptions } from "../socket/types.ts";
import { lengthOf, sumOf } from "../util/bytes.ts";
import { type ConnectError, connectError, HoldfastError, isHoldfastError, messageOf } from "../util/errors.ts";
import { withDefaults } from "../util/options.ts";
import type { Address } from "../util/url.ts";
import { Connection } from "./connection.ts";
import type { OpenCallback } from "./events.ts";
import type { Environment } from "./kinds.ts";
import type { IoOptions } from "./options.ts";

/** Frames of a packet with as many attachments as servers take by default since 2026. */
const CROWD = 11;

/**
 * A connection to one server, shared by the namespaces (Sockets) that are opened on it: one Engine at a time, and the
 * attempts to get one. Most apps never make a Manager: `io()` does, and `socket.io` is it. The entries' `Manager` is this
 * class over their platform.
 */
export class BaseManager<ListenEvents extends object = DefaultEventsMap, EmitEvents extends object = ListenEvents>
  extends Connection
  implements Link, DecoderSink
{
  /** @internal */ readonly _encoder: PacketEncoder | undefined;
  /** @internal Bytes of the packet that is coming in. */ _bytes = 0;
  /** @internal Why packets were dropped. */ readonly _reasons = new Set<string>();

  /** @internal */
  constructor(environment: Environment, url?: Address | IoOptions, options?: IoOptions) {
    super(environment, url, options);
    const { parser, autoConnect } = this.opts;
    this._encoder = parser && new (parser as Parser).Encoder();
    if (autoConnect !== false) this.open();
  }

  /**
   * Connects, if there is no connection and none is being made; a wait for reconnection it cuts short. With a callback, which
   * gets the error if that fails, no other attempt follows.
   */
  open(callback?: OpenCallback): this {
    this._self()._begin(callback);
    return this;
  }

  _begin(callback: OpenCallback | undefined): void {
    const state = this._state;
    if (state.name === "idle") {
      this._controller._reset();
      this._connect(callback);
    } else if (state.name === "waiting" && !this._telling) this._hurry(0);
    else if (state.name === "connecting") {
      this._clock.clearTimeout(state._release);
      state._release = undefined;
    }
  }

  /** The same as {@link open}. */
  connect(callback?: OpenCallback): this {
    return this.open(callback);
  }

  /** The Socket of a namespace, made at the first call. */
  socket(
    nsp: string,
    options?: SocketOptions,
  ): Socket<ListenEvents, EmitEvents, BaseManager<ListenEvents, EmitEvents>> {
    const name = nsp.startsWith("/") ? nsp : `/${nsp}`;
    const self = this._self();
    let socket = self._namespaces.get(name) as Socket<ListenEvents, EmitEvents, this> | undefined;
    if (!socket) {
      socket = new Socket<ListenEvents, EmitEvents, this>(self, name, { ...options });
      self._namespaces.set(name, socket);
    }
    return this.opts.autoConnect === false ? socket : socket.connect();
  }

  /** Whether it reconnects; with an argument sets that. */
  reconnection(): boolean;
  reconnection(value: boolean): this;
  reconnection(value?: boolean): boolean | this {
    return value === undefined ? this.opts.reconnection !== false : this._set("reconnection", value);
  }

  /** The `reconnectionAttempts` option; with an argument sets it. */
  reconnectionAttempts(): number;
  reconnectionAttempts(value: number): this;
  reconnectionAttempts(value?: number): number | this {
    return this._set("reconnectionAttempts", value);
  }

  /** The `reconnectionDelay` option, ms; with an argument sets it. */
  reconnectionDelay(): number;
  reconnectionDelay(value: number): this;
  reconnectionDelay(value?: number): number | this {
    return this._set("reconnectionDelay", value);
  }

  /** The `randomizationFactor` option; with an argument sets it. */
  randomizationFactor(): number;
  randomizationFactor(value: number): this;
  randomizationFactor(value?: number): number | this {
    return this._set("randomizationFactor", value);
  }

  /** The `reconnectionDelayMax` option, ms; with an argument sets it. */
  reconnectionDelayMax(): number;
  reconnectionDelayMax(value: number): this;
  reconnectionDelayMax(value?: number): number | this {
    return this._set("reconnectionDelayMax", value);
  }

  /** The `timeout` option, ms; with an argument sets it. */
  timeout(): number | false;
  timeout(value: number | false): this;
  timeout(value?: number | false): number | false | this {
    return value === undefined && this.opts.timeout === false ? false : this._set("timeout", value);
  }

  /** Reads or sets an option. */
  _set<Value>(name: string, value: Value | undefined): Value | this {
    const opts = this.opts as Record<string, unknown>;
    if (value === undefined) return (withDefaults(opts) as Record<string, unknown>)[name] as Value;
    opts[name] = value;
    return this;
  }

  // ---- for the namespaces

  get _reconnecting(): boolean | undefined {
    return this._state.name === "idle" ? undefined : this._controller._attempt > 0;
  }

  /** @internal */
  _encode({ type, nsp, id, data }: Packet): readonly Frame[] {
    const packet: Packet = { type, nsp };
    if (data !== undefined) packet.data = data;
    if (id !== undefined) packet.id = id;
    try {
      return this._encoder ? (this._encoder.encode(packet) as Frame[]) : encode(packet);
    } catch (cause) {
      if (cause instanceof HoldfastError) throw cause;
      throw new HoldfastError("ERR_ENCODE", `can't encode the data: ${messageOf(cause)}`, { cause });
    }
  }

  /** @internal */
  _send(packet: OutgoingPacket, alone = false): void {
    if (this._state.name !== "connected") return;
    if (packet.type !== EVENT && !this.engine._answers._take(sumOf(packet._frames))) return;
    if (packet._frames.length > CROWD) this._state._crowded = true;
    if (packet.type === CONNECT) this.engine._credentials[packet.nsp] = packet._frames;
    this.engine._write(packet._frames, packet, alone, packet.options);
  }

  /** @internal */
  _wanted(namespace: Namespace): void {
    if (this._state.name === "connected") namespace._linkOpen();
    else this.open();
  }

  /** @internal */
  _joinFailed(error: ConnectError): boolean {
    if (this._some((namespace) => namespace.connected)) return true;
    this.engine._forsake();
    this._attemptFailed(error);
    return false;
  }

  /** @internal */
  _drop(): void {
    if (this._state.name === "connected") this.engine._end("forced close");
  }

  // ---- for the Engine, and the decoder

  /** @internal */
  _onPing(): void {
    this._call("ping", []);
  }

  /** @internal */
  _onMessage(data: Frame): void {
    const state = this._state;
    state._crowded = false;
    this._bytes += lengthOf(data);
    try {
      state._decoder?.add(data);
    } catch (cause) {
      this._parseError(cause, data);
    }
  }

  /** @internal */
  _onRefused(packet: OutgoingPacket, error: HoldfastError): void {
    // one of the retry queue is under way until it is settled
    packet._sent = packet._tries !== undefined;
    // nobody waits for an acknowledgement to arrive; joining has its time limit
    if (packet.type === EVENT) this._namespaces.get(packet.nsp)?._refuse([packet], error);
  }

  _newDecoder(): PacketDecoder | Decoder {
    const { parser } = this.opts;
    this._bytes = 0;
    if (!parser) {
      return new Decoder(this.engine._options, this._clock, this);
    }
    const decoder = new (parser as Parser).Decoder();
    decoder.on("decoded", (packet) => {
      try {
        this._onPacket(checked(packet));
      } catch (cause) {
        // whether or not it is called from within `add`
        this._parseError(cause, packet);
      }
    });
    return decoder;
  }

  _parseError(cause: unknown, context?: unknown): void {
    const code = isHoldfastError(cause) ? cause.code : "ERR_PARSE";
    const error = connectError(code, "transport", `parse error: ${messageOf(cause)}`, { cause, context });
    this.engine._end("parse error", error);
  }

  _onPacket(packet: Packet): void {
    const bytes = this._bytes;
    this._bytes = 0;
    const reason = objection(packet, this.engine._options);
    if (reason) return this._reject(packet, reason);
    if (this._callbacks.size) this._call("packet", [packet]);
    this._namespaces.get(packet.nsp)?._packet(packet, bytes);
  }

  /** Drops a packet alone. Each reason is told once: a peer user may send any number of such packets. */
  _reject(packet: Packet, reason: string): void {
    if (!this._reasons.has(reason)) this._platform.warn(`holdfast: a packet from the server was dropped: ${reason}`);
    this._reasons.add(reason);
    this._namespaces.get(packet.nsp)?._reject(packet, reason);
  }
}
