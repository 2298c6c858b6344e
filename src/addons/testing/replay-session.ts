import type { Packet, PacketDecoder, PacketEncoder, Parser } from "holdfast";
import { isEvent } from "./conditions.ts";
import type { Wire } from "./connection.ts";
import type { LinkEnd } from "./link.ts";
import { type Frame, readPacket, writePacket } from "./packets.ts";
import { CONNECT, DISCONNECT } from "./text-parser.ts";

/** What a session tells the replay. */
interface SessionHost {
  /** An event came that asks for an acknowledgement. */
  _came(nsp: string, event: string, id: number): void;
  /** The client has asked to join. */
  _asked(): void;
  /** The session's key for recovery, of which the client has said which it had before; `undefined`: none. */
  _pid(joined: { readonly before: unknown; readonly isRecovered: boolean }): unknown;
}

/** What a server answers when a client asks to join. */
export interface Answer {
  readonly packet: Packet;
  readonly isRecovered: boolean;
}

/** A session of a replay: what the recorded server says in it, as far as the client has joined the namespaces. */
export class ReplaySession implements LinkEnd {
  readonly _host: SessionHost;
  readonly _wire: Wire;
  readonly _encoder: PacketEncoder;
  readonly _decoder: PacketDecoder;
  /** Answers that nobody has asked for yet, by namespace. */
  readonly _answers = new Map<string, Answer>();
  /** Who has asked and has no answer yet, and with which key. */
  readonly _asked = new Map<string, unknown>();
  readonly _members = new Set<string>();
  /** What waits until the client has joined. */
  readonly _waiting: Packet[] = [];
  _isOver = false;
  _isAsked = false;

  constructor(host: SessionHost, wire: Wire, parser: Parser) {
    this._host = host;
    this._wire = wire;
    this._encoder = new parser.Encoder();
    this._decoder = new parser.Decoder();
    this._decoder.on("decoded", (packet) => this._take(packet));
  }

  // ---- from the client

  _receive(frame: Frame): void {
    const { type, data } = readPacket(frame) ?? {};
    if (type !== "message" || this._isOver) return;
    try {
      this._decoder.add(data);
    } catch {
      // a packet that was garbled on its way: the recorded server does not mind
    }
  }

  _gone(): void {
    this._isOver = true;
    this._decoder.destroy?.();
  }

  _take(packet: Packet): void {
    const { type, nsp, id, data } = packet;
    if (type === CONNECT) {
      this._asked.set(nsp, (data as { pid?: unknown } | undefined)?.pid);
      this._isAsked = true;
      this._reply(nsp);
      this._host._asked();
    } else if (type === DISCONNECT) this._members.delete(nsp);
    else if (id !== undefined && isEvent(packet as Packet & { id: number }))
      this._host._came(nsp, `${(data as unknown[])[0]}`, id);
  }

  /** Is there an answer for a client that has asked for none yet? */
  get _isAwaited(): boolean {
    return !this._isAsked && this._answers.size > 0;
  }

  // ---- to the client

  /** A packet of Engine.IO. */
  _say(type: string, data?: string): void {
    if (!this._isOver) this._wire._send(writePacket(type, data));
  }

  /** A packet for a namespace, when that is joined. */
  _send(packet: Packet): void {
    if (this._members.has(packet.nsp)) this._write(packet);
    else this._waiting.push(packet);
  }

  /** The answer to a request to join, once that comes. */
  _answer(answer: Answer): void {
    this._answers.set(answer.packet.nsp, answer);
    this._reply(answer.packet.nsp);
  }

  _reply(nsp: string): void {
    const answer = this._answers.get(nsp);
    if (!answer || !this._asked.has(nsp)) return;
    const { packet, isRecovered } = answer;
    const before = this._asked.get(nsp);
    this._answers.delete(nsp);
    this._asked.delete(nsp);
    if (packet.type !== CONNECT) return this._write(packet);
    const data = packet.data && { ...packet.data, pid: this._host._pid({ before, isRecovered }) };
    this._write({ ...packet, data });
    this._members.add(nsp);
    for (const one of this._waiting.splice(0)) this._send(one);
  }

  _write(packet: Packet): void {
    if (packet.type === DISCONNECT) this._members.delete(packet.nsp);
    if (this._isOver) return;
    for (const frame of this._encoder.encode(packet)) this._wire._send(writePacket("message", frame as Frame));
  }

  _close(error?: Error): void {
    if (this._isOver) return;
    this._gone();
    if (error) this._wire._refuse(error);
    else this._wire._close();
  }
}
