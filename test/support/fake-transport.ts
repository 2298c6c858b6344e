import type { EnginePacket } from "../../src/codec/engine-io.ts";
import type { Clock, Frame } from "../../src/platform/platform.ts";
import { type Session, Transport, type TransportKind, type TransportName } from "../../src/transport/transport.ts";

const textOf = ({ type, data = "" }: EnginePacket): string =>
  `${type}${typeof data === "string" ? data && ` ${data}` : " (binary)"}`;

/** A transport that does nothing but write down what it is told; the test plays its part. */
export abstract class FakeTransport extends Transport {
  _idle = false;
  /** Does it take another batch at once after one, as a WebSocket does? */
  busy = false;
  /** What waits for the server to have read. */
  read: (() => void) | undefined;
  /** What begins once the poll is answered. */
  between: (() => void) | undefined;
  /** What waits for the lanes to be empty. */
  paused: (() => void) | undefined;
  readonly log: string[];
  #released = false;

  constructor(session: Session, log: string[]) {
    super(session);
    this.log = log;
  }

  #tell(what: string): void {
    this.log.push(`${this.name}: ${what}`);
  }

  override get _posts(): boolean {
    return this.name === "polling";
  }

  _open(): void {
    this.#tell("open");
  }

  _send(batch: readonly EnginePacket[]): void {
    this.#tell(`send ${batch.map(textOf).join(", ")}`);
    if (this.busy) this._idle = false;
  }

  override _whenRead(callback: () => void): true {
    this.read = callback;
    return true;
  }

  _close(): void {
    this._idle = false;
    this.#tell("goodbye");
  }

  _pause(done: () => void): void {
    this.#tell("pause");
    this.paused = done;
  }

  _putOff(callback: () => void): void {
    this.between = callback;
  }

  _resume(): void {
    this.#tell("resume");
  }

  _release(): void {
    this._idle = false;
    if (!this.#released) this.#tell("released");
    this.#released = true;
  }

  // ---- the test's part

  /** It takes packets. */
  ready(): void {
    this._idle = true;
    this._sink._ready();
  }

  packet(type: EnginePacket["type"], data?: Frame): void {
    if (!this._over) this._sink._packet(data === undefined ? { type } : { type, data });
  }

  /** The server has read what was sent. */
  hasRead(): void {
    const { read } = this;
    this.read = undefined;
    read?.();
  }
}

/** A kind of such transports, all of which write into one log. */
export const fakeKind = (name: TransportName, log: string[], made: FakeTransport[], statics = {}): TransportKind => {
  const kind = class extends FakeTransport {
    static readonly _type = name;
    constructor(session: Session) {
      super(session, log);
      made.push(this);
    }
  };
  return Object.assign(kind, statics);
};

/** As much of a session as such transports ask for. */
export const fakeSession = (_clock: Clock): Session =>
  ({ _clock, _options: {}, _platform: { soon: (callback: () => void) => callback() } }) as unknown as Session;
