import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Frame, Platform } from "../platform/platform.ts";
import type { Transport } from "../transport/transport.ts";
import { isBlob } from "../util/bytes.ts";
import type { HoldfastError } from "../util/errors.ts";
import type { Answers } from "./answers.ts";
import type { Handshake } from "./handshake.ts";
import { Spacing } from "./spacing.ts";
import type { EngineOptions, EngineSink } from "./types.ts";
import { tooLarge, WriteQueue } from "./write-queue.ts";

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
  readonly _queue: WriteQueue;
  readonly _spacing: Spacing;

  constructor(session: WriterSession) {
    this._session = session;
    this._queue = new WriteQueue(session._platform);
    this._spacing = new Spacing(session._clock);
  }

  /** What waits, in order. */
  get _packets(): EnginePacket[] {
    return this._queue._packets;
  }

  /** ms since something was last sent: the request that opens the session, then packets. */
  get _passed(): number {
    return this._spacing._passed;
  }

  /** The session's state has changed: what was waited for in the last one counts no more. */
  _stopWaiting(): void {
    this._spacing._stop();
  }

  /** Takes off all that waits; returns the owners of what was not sent. */
  _clear(): unknown[] {
    return this._queue._clear();
  }

  /** Queues the frames of one Socket.IO packet. */
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
    if (this._session._parting) Promise.resolve().then(() => this._flush());
    else this._flush();
    if (frames.length > 1) this._queue._keep(frames.length);
  }

  /** One pong answers all pings that came before it goes out. */
  _pong(): void {
    if (this._queue._last?.type === "pong" || !this._session._answers._take(0)) return;
    this._push({ type: "pong" });
    this._flush();
  }

  _push(packet: EnginePacket): void {
    this._session._notify("packetCreate", packet);
    this._queue._packets.push(packet);
  }

  /**
   * The error of a packet that is too large for every transport that there is, or may be soon: until an upgrade has failed, it
   * counts what the better one takes. `base64`: too large for polling.
   */
  _tooLarge(
    frames: readonly Frame[],
    base64 = this._session.transport._posts && !this._session._isUpgrading,
  ): HoldfastError | undefined {
    const { _handshake, _platform } = this._session;
    return _handshake?.maxPayload ? tooLarge(frames, _handshake.maxPayload, base64, _platform) : undefined;
  }

  /** Hands to the transport what it takes now. `hasRest`: the server has read what was sent before. */
  _flush(hasRest = false): void {
    const { _session: session, _queue: queue, _spacing: spacing } = this;
    const { _handshake: handshake, transport } = session;
    const head = queue._head;
    if (!handshake || spacing._gap || !transport._idle) return;
    if (!head) return session.readyState === "closing" ? transport._close() : undefined;
    if (!hasRest && spacing._parts(head)) return spacing._wait(transport, (rested) => this._flush(rested));
    if (transport._posts && this._holds(head)) return;
    if (head._blobs) return queue._readBlobs(head, (error) => this._refuse(head, error));
    if (session._answers._bytes && transport.writable) session._answers._bytes = 0;
    transport._send(queue._take(transport._posts ? handshake.maxPayload : 0));
    spacing._sent(head);
    session._handed();
    this._flush();
  }

  /** Is the packet too large for polling? Then it waits for an upgrade, or is refused if there will be none. */
  _holds(head: EnginePacket): boolean {
    const error = this._tooLarge(head._frames ?? [], true);
    if (error && !this._session._isUpgrading) this._refuse(head, error);
    return !!error;
  }

  /** Goes on; if there is an error, without the packet, unless the session is over meanwhile. */
  _refuse(head: EnginePacket, error: HoldfastError | undefined): void {
    if (error && this._queue._drop(head)) this._session._sink?._onRefused(head._owner, error);
    this._flush();
  }

  /** A browser's WebSocket reads Blobs itself, as a stream; no other transport does, and that of Node does not survive one that fails. */
  get _readsBlobs(): boolean {
    const { transport, _options, _platform } = this._session;
    return transport.name !== "websocket" || !!_options.forceBase64 || !!_platform.readsBlobs;
  }
}
