import { decodeFrame, type EnginePacket } from "../codec/engine-io.ts";
import type { Clock, NetworkOptions, Platform, Timer } from "../platform/platform.ts";
import { excessOf } from "../util/bytes.ts";
import { type CloseDetails, type ConnectError, connectError, isHoldfastError, messageOf } from "../util/errors.ts";
import type { Options } from "../util/options.ts";
import type { RequestOptions } from "../util/url.ts";

/** How packets travel. */
export type TransportName = "polling" | "websocket" | "webtransport";

/** Options that concern the transports. */
export interface TransportOptions extends NetworkOptions, RequestOptions, Options {
  /** Options for one transport alone, by its name. */
  transportOptions?: object | undefined;
}

/** Has the app headers that a WebSocket of this platform would go without? */
export const losesHeaders = ({ sendsHeaders }: Platform, { extraHeaders }: NetworkOptions): boolean =>
  !sendsHeaders && Object.keys(extraHeaders ?? {}).length > 0;

/** Whom a transport tells. One at a time; it is handed over by assigning {@link Transport._sink}. */
export interface TransportSink {
  _packet(packet: EnginePacket): void;
  /** It takes packets now: after opening, and each time it is done with a batch. */
  _ready(): void;
  /** Exactly once, the last call. An error, or details if the peer or we closed it. */
  _closed(error: ConnectError | undefined, details?: CloseDetails): void;
}

/** What a transport needs of the session that it serves. */
export interface Session {
  readonly _platform: Platform;
  readonly _clock: Clock;
  readonly _options: TransportOptions;
  /** Session ID, once there is one. */
  readonly id: string | undefined;
  readonly binaryType: string;
  /** The page goes away: what is sent now must outlive it. */
  readonly _parting: boolean;
  /** The address for a request or connection made now. */
  _url(name: TransportName, options: TransportOptions): string;
}

/** A class of transports, which can be named in the `transports` option. */
export interface TransportKind<Made extends Transport = Transport> {
  new (session: Session): Made;
  /** @internal Also names what of the platform it can't do without. */
  readonly _type: TransportName;
}

/** ms that a goodbye may take, and the last poll after it. */
export const GRACE = 500;

/** Of a transport that says goodbye, nobody hears any more. */
const NOBODY: TransportSink = { _packet() {}, _ready() {}, _closed() {} };

/** One way to carry Engine.IO packets. */
export abstract class Transport {
  /** `"polling"`, `"websocket"` or `"webtransport"`. */
  readonly name: TransportName;
  /** @internal */ _sink: TransportSink = NOBODY;
  /** @internal */ readonly _session: Session;
  /** @internal */ readonly _options: TransportOptions;
  /** @internal */ _over = false;
  /** @internal What is to come later; it ends with the transport. */ _timer: Timer = undefined;
  /** @internal The address that was used last. */ _address: string | undefined = undefined;

  /** @internal */
  constructor(session: Session) {
    const { _type } = new.target as unknown as TransportKind;
    const { _options } = session;
    this.name = _type;
    this._session = session;
    const own = (_options.transportOptions as Record<string, object> | null | undefined)?.[_type];
    this._options = own ? Object.create(_options, Object.getOwnPropertyDescriptors(own)) : _options;
  }

  /** Takes a batch now. */
  abstract readonly _idle: boolean;
  abstract _open(): void;
  /** Only while {@link _idle}. A batch is handed over whole. */
  abstract _send(batch: readonly EnginePacket[]): void;
  /** Says goodbye, then tells the sink that it is closed. */
  abstract _close(): void;
  /** Ends what is under way. */
  abstract _release(): void;

  /** Does a batch go as one payload, which the server answers? */
  get _posts(): boolean {
    return false;
  }

  /** Ends, in a later turn, if the platform has begun to close it and does not tell. */
  _check(): void {}

  /** Calls back once the server has read what was sent, in a later turn; says whether it will be told. */
  _whenRead(_callback: () => void): boolean {
    return false;
  }

  /** Would it pass a packet on without much delay? Volatile events go out only then. */
  get writable(): boolean {
    return this._idle;
  }

  /** Ends at once and tells nobody. */
  _abort(): void {
    this._over = true;
    this._session._clock.clearTimeout(this._timer);
    this._release();
  }

  /**
   * Tells nobody any more. Of a session that may live at the server it says goodbye, without which the server would keep it,
   * and is gone when that was answered or has had its time; nobody waits for it.
   */
  _forsake(): void {
    if (this._over || this._isForsaken) return;
    this._sink = NOBODY;
    if (!this._session.id) return this._abort();
    this._later(GRACE, () => this._abort());
    this._close();
  }

  /** Does nobody wait for its goodbye? */
  get _isForsaken(): boolean {
    return this._sink === NOBODY;
  }

  _end(error?: ConnectError, details?: CloseDetails): void {
    if (this._over) return;
    const { _sink } = this;
    if (error && !this._isForsaken && this._mayLive(error)) this._forsake();
    else this._abort();
    _sink._closed(error, details);
  }

  /** After such an error, may the session live at the server, and be told goodbye? */
  _mayLive({ code }: ConnectError): boolean {
    return code === "ERR_PARSE";
  }

  /** Bytes that it was handed and has not sent, as far as it knows. */
  get bufferedAmount(): number {
    return 0;
  }

  /** Does something later, in place of what was to be done then; not if it ends before. */
  _later(ms: number, action: () => void): void {
    const { _clock } = this._session;
    _clock.clearTimeout(this._timer);
    this._timer = _clock.setTimeout(action, ms);
  }

  /** Does what the app's options or the platform may make fail: if it throws, this fails, in a later turn as ever. */
  _try(action: () => void, fail?: (error: unknown) => void): void {
    try {
      action();
    } catch (error) {
      this._failLater(error, fail);
    }
  }

  _failLater(error: unknown, fail = (cause: unknown): void => this._fail(cause)): void {
    this._later(0, () => fail(error));
  }

  /** @internal Takes what came in as one packet, or ends. */
  _receive(frame: unknown, limit = this._options.maxMessageBytes): void {
    // what still comes is not worth a look
    if (this._over) return;
    const { _platform, binaryType } = this._session;
    const packet = decodeFrame(frame, binaryType, _platform);
    if (!packet) return this._fail("not an Engine.IO packet", { code: "ERR_PARSE" }, "parse error");
    const size = excessOf(packet.data, limit, "raw", _platform.byteLength);
    if (size) {
      const text = `${size} bytes, maxMessageBytes is ${limit}`;
      return this._fail(text, { code: "ERR_PAYLOAD_TOO_LARGE", size, limit }, "message too large");
    }
    this._sink._packet(packet);
  }

  /** The address for a request or connection made now. */
  _url(): string {
    this._address = this._session._url(this.name, this._options);
    return this._address;
  }

  /** Ends with an error whose message starts with `prefix`, which apps compare with. */
  _fail(cause: unknown, fields: Partial<ConnectError> = {}, prefix = `${this.name} error`): void {
    // such as of requests that were aborted: an error is not cheap
    if (this._over) return;
    const tooLarge = isHoldfastError(cause, "ERR_PAYLOAD_TOO_LARGE") ? cause : fields;
    const { code = "ERR_TRANSPORT", size, limit } = tooLarge;
    const { status, description = cause } = fields;
    this._end(
      connectError(code, "transport", `${prefix}: ${messageOf(cause)}`, {
        type: "TransportError",
        transport: this.name,
        url: this._address?.split("?")[0],
        cause,
        size,
        limit,
        ...fields,
        description: status ?? description,
      }),
    );
  }
}
