import { objection } from "../codec/objection.ts";
import {
  CONNECT,
  DISCONNECT,
  type Packet,
  type PacketDecoder,
  type PacketEncoder,
  type Parser,
} from "../codec/packet.ts";
import { checked, Decoder, type DecoderSink, encode } from "../codec/socket-io.ts";
import type { Engine } from "../engine/engine.ts";
import type { Clock, Frame, Platform } from "../platform/platform.ts";
import type { OutgoingPacket, Wire } from "../socket/link.ts";
import { lengthOf, sumOf } from "../util/bytes.ts";
import { type ConnectError, connectError, HoldfastError, isHoldfastError, messageOf } from "../util/errors.ts";
import type { Namespaces } from "./namespaces.ts";

/** Frames of a packet with as many attachments as servers take by default since 2026. */
const CROWD = 11;

/** Whom the packets belong to: the Manager. */
export interface Owner {
  /** `parser`: the app's own; `socket.io`'s where there is none. */
  readonly opts: { readonly parser?: unknown };
  readonly _callbacks: ReadonlyMap<unknown, unknown>;
  _call(event: unknown, args: readonly unknown[]): void;
}

/** A session that is open. */
interface Session {
  readonly _engine: Engine;
  /** Puts its frames together. */
  readonly _decoder: PacketDecoder | Decoder;
  /** A packet with more attachments than many servers take was sent, and nothing came since. */
  _isCrowded: boolean;
}

/** Packets on their way between the namespaces and the frames of a session. */
export class Packets implements Wire, DecoderSink {
  readonly _owner: Owner;
  readonly _platform: Platform;
  readonly _clock: Clock;
  readonly _namespaces: Namespaces;
  readonly _parser: Parser | undefined;
  readonly _encoder: PacketEncoder | undefined;
  _session: Session | undefined = undefined;
  /** Bytes of the packet that is coming in. */
  _bytes = 0;
  /** Why packets were dropped: each reason is told once, since a peer user may send any number of such packets. */
  _reasons: Set<string> | undefined = undefined;

  constructor(owner: Owner, platform: Platform, clock: Clock, namespaces: Namespaces) {
    this._owner = owner;
    this._platform = platform;
    this._clock = clock;
    this._namespaces = namespaces;
    this._parser = (owner.opts.parser as Parser | null | undefined) ?? undefined;
    this._encoder = this._parser && new this._parser.Encoder();
  }

  /** A session is open: packets go over it, until it is closed. What the app has given as parser may throw. */
  _open(engine: Engine): void {
    this._bytes = 0;
    this._session = { _engine: engine, _decoder: this._newDecoder(engine), _isCrowded: false };
  }

  _close(): void {
    this._session?._decoder.destroy?.();
    this._session = undefined;
  }

  /** The packet that was read last, or is being read; unknown with a parser of the app. */
  get _last(): Packet | undefined {
    return (this._session?._decoder as Decoder | undefined)?._packet;
  }

  // ---- out

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

  _send(event: OutgoingPacket): void {
    const session = this._session;
    if (!session) return;
    if (event._frames.length > CROWD) session._isCrowded = true;
    session._engine._write(event._frames, event, event.options);
  }

  _post(packet: Packet): void {
    const engine = this._session?._engine;
    if (!engine) return;
    const frames = this._encode(packet);
    if (!engine._answers._take(sumOf(frames))) return;
    if (packet.type === CONNECT && packet.data) (engine._credentials ??= {})[packet.nsp] = frames;
    const outgoing: OutgoingPacket = { ...packet, _frames: frames };
    engine._write(frames, outgoing, undefined, packet.type === DISCONNECT ? "alone" : undefined);
  }

  /** A packet was too large for the transports that are left. */
  _onRefused(packet: OutgoingPacket, error: HoldfastError): void {
    this._namespaces._byName.get(packet.nsp)?._refuse(packet, error);
  }

  // ---- in

  _onMessage(data: Frame): void {
    const session = this._session;
    if (!session) return;
    session._isCrowded = false;
    this._bytes += lengthOf(data);
    try {
      session._decoder.add(data);
    } catch (cause) {
      this._parseError(cause, data);
    }
  }

  _newDecoder(engine: Engine): PacketDecoder | Decoder {
    if (!this._parser) return new Decoder(engine._options, this._clock, this);
    const decoder = new this._parser.Decoder();
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
    const error: ConnectError = connectError(code, "transport", `parse error: ${messageOf(cause)}`, { cause, context });
    this._session?._engine._end("parse error", error);
  }

  _onPacket(packet: Packet): void {
    const session = this._session;
    if (!session) return;
    const bytes = this._bytes;
    this._bytes = 0;
    const reason = objection(packet, session._engine._options);
    if (reason) return this._reject(packet, reason);
    if (this._owner._callbacks.size) this._owner._call("packet", [packet]);
    this._namespaces._byName.get(packet.nsp)?._packet(packet, bytes);
  }

  _reject(packet: Packet, reason: string): void {
    this._reasons ??= new Set();
    if (!this._reasons.has(reason)) this._platform.warn(`holdfast: a packet from the server was dropped: ${reason}`);
    this._reasons.add(reason);
    this._namespaces._byName.get(packet.nsp)?._reject(packet, reason);
  }
}
