import type { ConnectError, Engine, Frame, Handshake } from "holdfast";
import { bytesOf } from "./bytes.ts";
import type { TraceOptions } from "./options.ts";
import type { TraceKind, TraceRecords } from "./records.ts";

/** A packet of Engine.IO. */
interface EnginePacket {
  readonly type: string;
  readonly data?: Frame;
}

type Tell = <Kind extends TraceKind>(kind: Kind, fields: TraceRecords[Kind]) => void;

export const now = (): number => performance.now();

/** ms since then, if that is known. */
export const since = (t: number | undefined): number | undefined => (t === undefined ? undefined : now() - t);

/** Makes records of what an Engine tells its listeners, one Engine after the other. */
export class Session {
  readonly _tell: Tell;
  readonly _hasFrames: boolean;
  /** When the attempt began, the session was opened, its last ping came. */
  _began: number | undefined;
  _opened: number | undefined;
  _pinged: number | undefined;
  _isOpen = false;
  /** Bytes of the packet that is coming in. */
  _bytes = 0;
  /** Takes the listeners off the Engine. */
  _leave = (): void => {};

  constructor(tell: Tell, { frames }: TraceOptions) {
    this._tell = tell;
    this._hasFrames = !!frames;
  }

  /** Listens to an Engine, in place of the one before. */
  _hear(engine: Engine): void {
    const listeners: { readonly [name: string]: (...args: never[]) => void } = {
      handshake: (handshake: Handshake) => this._handshake(engine, handshake),
      upgrade: ({ name }: { name: string }) => this._tell("upgrade", { transport: name, ms: since(this._opened) }),
      upgradeError: (error: Error) => this._upgradeError(error),
      packet: (packet: EnginePacket) => this._came(engine, packet),
      ping: () => {
        this._tell("ping", { ms: since(this._pinged) });
        this._pinged = now();
      },
      ...(this._hasFrames && { packetCreate: (packet: EnginePacket) => this._frame(engine, "out", packet) }),
    };
    this._leave();
    for (const name in listeners) engine.on(name as "packet", listeners[name] as () => void);
    this._leave = () => {
      for (const name in listeners) engine.off(name as "packet", listeners[name] as () => void);
    };
  }

  /** Bytes of the packet that just came in. */
  _take(): number {
    const bytes = this._bytes;
    this._bytes = 0;
    return bytes;
  }

  _handshake({ transport }: Engine, { sid, pingInterval, pingTimeout, maxPayload = 0 }: Handshake): void {
    this._isOpen = true;
    const ms = since(this._began);
    this._tell("opened", { transport: transport.name, sid, ms, pingInterval, pingTimeout, maxPayload });
    this._opened = this._pinged = now();
  }

  _upgradeError(error: Error): void {
    const { code, transport } = error as Partial<ConnectError>;
    this._tell("upgrade_failed", { transport, code, message: error.message, ms: since(this._opened) });
  }

  _came(engine: Engine, packet: EnginePacket): void {
    if (this._hasFrames) this._frame(engine, "in", packet);
    if (packet.type !== "message") return;
    // attachments follow a text
    if (typeof packet.data === "string") this._bytes = 0;
    this._bytes += bytesOf(packet.data);
  }

  _frame({ transport }: Engine, direction: "in" | "out", { type, data }: EnginePacket): void {
    const bytes = bytesOf(data) + (typeof data === "object" ? 0 : 1);
    this._tell("frame", { direction, type, bytes, transport: transport.name });
  }
}
