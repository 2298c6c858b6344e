import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Frame, Platform } from "../platform/platform.ts";
import type { Transport } from "../transport/transport.ts";
import { type Form, isBlob, sumOf } from "../util/bytes.ts";
import { HoldfastError, messageOf } from "../util/errors.ts";
import type { Answers } from "./answers.ts";
import type { Handshake } from "./handshake.ts";
import { Spacing } from "./spacing.ts";
import type { EngineOptions, EngineSink } from "./types.ts";
import { batchLength, keepBytes, readBlobs, tooLarge } from "./write-queue.ts";

/** What the writer asks of its session; the Engine implements it. */
export interface WriterSession {
  readonly _platform: Platform;
  readonly _clock: Clock;
  readonly _options: EngineOptions;
  readonly _answers: Answers;
  /** The transport in use. */
  readonly transport: Transport;
  /** What the server said when the session opened; while there is none, nothing is written. */
  readonly _handshake: Handshake | undefined;
  /** Is it not decided yet whether the session moves to a better transport? */
  readonly _isUpgrading: boolean;
  /** Whether goodbye is to be said once nothing waits. */
  readonly readyState: string;
  /** The page goes away. */
  readonly _parting: boolean;
  _notify(event: "packetCreate", packet: EnginePacket): void;
  /** A batch was handed to the transport. */
  _handed(): void;
  /** Told of what is dropped. */
  readonly _sink: EngineSink | undefined;
}

/** Writes what a session sends: what waits, and when what of it goes to the transport. */
export class Writer {
  readonly _session: WriterSession;
  readonly _spacing: Spacing;
  /** What waits, in order. */
  _packets: EnginePacket[] = [];

  constructor(session: WriterSession) {
    this._session = session;
    this._spacing = new Spacing(session._clock);
  }

  /** Queues the frames of one Socket.IO packet. */
  _write(frames: readonly Frame[], owner: unknown, options?: EnginePacket["options"], order?: "alone"): void {
    const { length } = frames;
    for (let i = 0; i < length; i++) {
      const data = frames[i] as Frame;
      // on the first frame: once that is handed over, the packet is
      const packet: EnginePacket = i
        ? { type: "message", data }
        : { type: "message", data, _owner: owner, _frames: frames };
      if (!i && (length > 1 || typeof data === "object") && frames.some(isBlob) && this._readsBlobs)
        packet._blobs = "unread";
      if (order) packet._alone = true;
      if (options) packet.options = options;
      this._push(packet);
    }
    // all that a listener of the page's last event emits goes in one request
    if (this._session._parting) this._flushLater();
    else this._flush();
    if (length > 1) keepBytes(this._packets.slice(-length));
  }

  /** One pong answers all pings that came before it goes out. */
  _pong(): void {
    const last = this._packets[this._packets.length - 1];
    if (last?.type === "pong" || !this._session._answers._take(0)) return;
    this._push({ type: "pong" });
    this._flush();
  }

  _push(packet: EnginePacket): void {
    this._session._notify("packetCreate", packet);
    this._packets.push(packet);
  }

  /** Bytes of what waits. */
  get _bytes(): number {
    return sumOf(
      this._packets.map(({ data }) => data ?? ""),
      this._session._platform.byteLength,
    );
  }

  /** Takes off all that waits; returns the owners of what was not sent. */
  _clear(): unknown[] {
    return this._packets.splice(0).flatMap(({ _owner }) => _owner ?? []);
  }

  /**
   * The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has failed, it
   * counts what the better one takes. `base64`: as polling sends it.
   */
  _tooLarge(
    frames: readonly Frame[],
    form: Form = this._session.transport._posts && !this._session._isUpgrading ? "base64" : "raw",
  ): HoldfastError | undefined {
    const { _handshake, _platform } = this._session;
    return _handshake?.maxPayload ? tooLarge(frames, _handshake.maxPayload, form, _platform) : undefined;
  }

  /** Hands to the transport what it takes now. `rested`: the server has read what was sent before. */
  _flush(since?: "rested"): void {
    const { _session: session, _spacing: spacing, _packets: queue } = this;
    const { _handshake: handshake, transport } = session;
    const [head] = queue;
    if (!handshake || spacing._gap || !transport._idle) return;
    if (!head) return session.readyState === "closing" ? transport._close() : undefined;
    if (!since && spacing._parts(head)) return this._rest(transport);
    if (transport._posts && this._holds(head)) return;
    if (head._blobs) return this._read(head);
    if (session._answers._bytes && transport.writable) session._answers._bytes = 0;
    const length = batchLength(queue, transport._posts ? handshake.maxPayload : 0, session._platform.byteLength);
    this._packets = queue.length > length ? queue.splice(length) : [];
    transport._send(queue);
    spacing._sent(head);
    session._handed();
    this._flush();
  }

  _flushLater(): void {
    Promise.resolve().then(() => this._flush());
  }

  _rest(transport: Transport): void {
    this._spacing._wait(transport, (since) => this._flush(since));
  }

  /** Reads the Blobs of the first packet, before anything of it is handed over; what is behind waits, to keep the order. */
  _read(head: EnginePacket): void {
    if (head._blobs === "reading") return;
    head._blobs = "reading";
    readBlobs(this._packets.slice(0, head._frames?.length), this._session._platform).then(
      () => {
        head._blobs = undefined;
        this._flush();
      },
      (cause) => {
        const text = `can't read a Blob: ${messageOf(cause)}`;
        this._refuse(head, new HoldfastError("ERR_ENCODE", text, { cause, delivery: "not-sent" }));
      },
    );
  }

  /** Is the packet too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
  _holds(head: EnginePacket): boolean {
    const error = this._tooLarge(head._frames ?? [], "base64");
    if (error && !this._session._isUpgrading) this._refuse(head, error);
    return !!error;
  }

  /** Goes on without the first packet, unless the session is over meanwhile. */
  _refuse(head: EnginePacket, error: HoldfastError): void {
    if (this._packets[0] === head) {
      this._packets.splice(0, head._frames?.length);
      this._session._sink?._onRefused(head._owner, error);
    }
    this._flush();
  }

  /** A browser's WebSocket reads Blobs itself, as a stream; no other transport does, and that of Node does not survive one that fails. */
  get _readsBlobs(): boolean {
    const { transport, _options, _platform } = this._session;
    return transport.name !== "websocket" || !!_options.forceBase64 || !!_platform.readsBlobs;
  }
}
