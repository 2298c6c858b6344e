import { EVENT } from "../codec/packet.ts";
import type { Frame } from "../platform/platform.ts";
import { bytesOf } from "../util/bytes.ts";
import { callAll, type Listener, TypedEmitter } from "../util/emitter.ts";
import { aborted, type Delivery, disconnected, HoldfastError } from "../util/errors.ts";
import { ADDED, RESERVED } from "../util/reserved.ts";
import { warnOnce } from "../util/warn.ts";
import type { Link, OutgoingPacket } from "./link.ts";
import type { AnyListener, BufferLimit, LifecycleEvents, SocketOptions, SocketReservedEvents } from "./types.ts";

/** Settings for what is emitted through a view of the Socket. */
export interface Flags {
  readonly volatile?: boolean;
  readonly compress?: boolean;
  /** ms that the acknowledgement may take. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

const COMPRESSED = { compress: true };
const PLAIN = { compress: false };
/** Events that wait without bounds before the developer is told. */
const MANY = 10_000;
/** ms that an acknowledgement may take, where there are retries and nothing else is said. */
const RETRY_TIMEOUT = 10_000;

/** Of a socket that waits for no acknowledgement. */
const NO_ACKS = new Map<number, OutgoingPacket>();

/** Before it is encoded. */
const NONE: readonly Frame[] = [];

const deliveryOf = ({ _sent, _tries }: OutgoingPacket): Delivery => (_sent || _tries ? "unknown" : "not-sent");

const bufferFull = (message = "buffer full"): HoldfastError =>
  new HoldfastError("ERR_BUFFER_FULL", message, { delivery: "not-sent" });

/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
export abstract class Outbox<ListenEvents extends object> extends TypedEmitter<ListenEvents, SocketReservedEvents> {
  /** The namespace, such as `"/"` or `"/admin"`. */
  readonly nsp: string;

  /** @internal */ readonly _link: Link;
  /** @internal */ readonly _options: SocketOptions;
  /** @internal */ _lifecycle: TypedEmitter<LifecycleEvents> | undefined;
  /** @internal Events whose acknowledgement is due, by ack id. */
  _acks: Map<number, OutgoingPacket> = NO_ACKS;
  /** @internal With `retries`: events under way, at most as many as the window has. */ _underWay = 0;
  /** @internal No event with a lower ack id waits for its turn. */ _turn = 0;
  /** @internal Events that wait to be sent, and some that do no longer: taken out one by one, each would move all others. */
  _buffer: OutgoingPacket[] = [];
  /** @internal How many of these. */ _gaps = 0;
  /** @internal With a `bufferLimit`: bytes that wait, or more, as what leaves is not taken off. */ _bytes = 0;
  /** @internal */ _nextId = 0;
  /** @internal */ _anyOutgoing: AnyListener[] = [];

  /** @internal Is the namespace joined, and are the events from before out? */
  abstract readonly _flowing: boolean;
  abstract readonly connected: boolean;

  constructor(link: Link, nsp: string, options: SocketOptions) {
    super(link._platform.report);
    this.nsp = nsp;
    this._link = link;
    this._options = options;
  }

  /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
  get sendBuffer(): OutgoingPacket[] {
    return this._gaps ? this._compact() : this._buffer;
  }
  /** Replaces them; with an empty list, none is sent. */
  set sendBuffer(packets: OutgoingPacket[]) {
    this._buffer = packets;
    this._gaps = 0;
  }

  /** What waits to be sent: how many events, and the bytes of their data. */
  get buffered(): {
    /** Events. */
    count: number;
    /** Bytes of their data, encoded. */
    bytes: number;
  } {
    const { _waiting } = this;
    return { count: _waiting.length, bytes: this._bytesOf(_waiting) };
  }

  /** What is not sent yet, also of the retry queue. */
  get _waiting(): readonly OutgoingPacket[] {
    return this._options.retries
      ? [...this.sendBuffer, ...this._unanswered(({ _sent, _tries }) => !_sent && _tries !== undefined)]
      : this.sendBuffer;
  }

  /** @internal Does the name belong to the events that holdfast adds? */
  _isOurs(name: unknown): boolean {
    if (this._options.lifecycleEvents === "v4" || !ADDED.has(name)) return false;
    warnOnce(this._link._platform, `"${name}" is holdfast's event; see lifecycleEvents: "v4"`);
    return true;
  }

  /** Sends an event, or keeps it until it can be sent. A function at the end of `args` is called with the acknowledgement. */
  _submit(flags: Flags, args: unknown[], promised: boolean): void {
    const [name] = args;
    if (RESERVED.has(name)) throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
    this._isOurs(name);
    const { retries, ackTimeout } = this._options;
    const { volatile, signal, timeout = ackTimeout } = flags;
    const again = retries && !volatile;
    const callback = typeof args[args.length - 1] === "function" ? (args.pop() as Listener) : undefined;
    // all of it at once: an object that grows is slow, and there is one for each event
    const packet: OutgoingPacket = {
      type: EVENT,
      nsp: this.nsp,
      data: args,
      id: callback || again ? this._nextId : undefined,
      options: flags.compress === false ? PLAIN : COMPRESSED,
      _frames: NONE,
      _sent: false,
      _waits: false,
      _volatile: volatile,
      _signal: signal,
      _callback: callback,
      _promised: callback && (promised || timeout != null || signal || again),
      _timer: undefined,
    };
    // what can fail by the app's data fails here, before anything is registered
    packet._frames = this._link._encode(packet);
    if (this._options.bufferLimit) packet._at = this._link._clock.now();
    const { engine } = this._link;
    const flowing = this._flowing && engine._alive();
    const error = flowing && engine._tooLarge(packet._frames);
    if (error) throw error;
    // before there is made room, which may call the app, which may emit
    if (packet.id !== undefined) this._nextId++;
    let refusal = volatile && !engine?._writable && disconnected("not-sent");
    if (signal?.aborted) refusal = aborted(signal, "not-sent");
    // throws, if it is to
    if (!flowing) refusal ||= this._makeRoom(packet);

    if (packet.id !== undefined) this._register(packet, again ? undefined : timeout);
    if (refusal) this._drop([packet], refusal);
    else if (again) {
      if (ackTimeout == null) warnOnce(this._link._platform, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
      packet._tries = 0;
      packet._timeout = timeout ?? RETRY_TIMEOUT;
      this._pump();
    } else if (flowing) this._transmit(packet);
    else {
      packet._waits = true;
      this._buffer.push(packet);
    }
  }

  /** The packet waits for its acknowledgement, for `timeout` ms at most. */
  _register(packet: OutgoingPacket, timeout: number | undefined): void {
    const { _signal } = packet;
    if (timeout != null) this._await(packet, timeout);
    if (_signal) {
      packet._abort = () => this._drop([packet], aborted(_signal, deliveryOf(packet)));
      _signal.addEventListener("abort", packet._abort);
    }
    if (this._acks === NO_ACKS) this._acks = new Map();
    this._acks.set(packet.id!, packet);
  }

  /** Its acknowledgement may take `timeout` ms: then it is tried again, or settled. */
  _await(packet: OutgoingPacket, timeout: number): void {
    packet._timer = this._link._clock.setTimeout(() => {
      // it has fired: there is nothing to stop
      packet._timer = undefined;
      // an answer to this try still settles it, if it comes during the next
      if (packet._tries! <= this._options.retries!) this._try(packet);
      else {
        const fields = { delivery: deliveryOf(packet) };
        this._drop([packet], new HoldfastError("ERR_ACK_TIMEOUT", "operation has timed out", fields));
      }
    }, timeout);
  }

  /** @internal The outcome of the packet with this ack id, if one still waits. */
  _settle(id: number | undefined, error: HoldfastError | null, answer: readonly unknown[] = []): void {
    const packet = this._acks.get(id!);
    if (!packet) return;
    const { _callback, _signal, _timer } = packet;
    this._acks.delete(id!);
    // V8 keeps what was in a Map that is old and changes much until it collects the whole heap
    if (!this._acks.size) this._acks = NO_ACKS;
    this._link._clock.clearTimeout(_timer);
    _signal?.removeEventListener("abort", packet._abort!);
    if (packet._tries !== undefined) {
      if (packet._sent) this._underWay--;
      this._pump();
    }
    if (packet._promised) answer = [error, ...answer];
    else if (error) return;
    if (_callback) callAll([_callback], this, answer, this._report);
  }

  /** Events whose acknowledgement is due, in the order in which they were emitted. */
  _unanswered(test: (packet: OutgoingPacket) => unknown): OutgoingPacket[] {
    return [...this._acks.values()].filter(test);
  }

  /** Makes room in the buffer for an event, or says why there is none; throws that, if it is to. */
  _makeRoom(packet: OutgoingPacket): HoldfastError | undefined {
    const limit: BufferLimit | undefined = this._options.bufferLimit;
    if (!limit) {
      if ((this._options.retries ? this._acks.size : this._buffer.length) === MANY)
        warnOnce(this._link._platform, `${MANY} events wait to be sent; see bufferLimit`);
      return;
    }
    const { events = Infinity, bytes = Infinity, onFull = "reject" } = limit;
    this._expire();
    const own = bytes < Infinity ? this._bytesOf([packet]) : 0;
    const isFull = (): boolean => {
      if (this.sendBuffer.length + this._acks.size >= events && this._waiting.length >= events) return true;
      // much may have left since
      if (this._bytes + own > bytes) this._bytes = this._bytesOf(this._waiting);
      return this._bytes + own > bytes;
    };
    // what has no room by itself pushes nobody out
    if (onFull === "drop-oldest" && own <= bytes)
      while (this._waiting.length && isFull()) this._drop(this._waiting.slice(0, 1), bufferFull());
    if (!isFull()) {
      this._bytes += own;
      return;
    }
    const full = bufferFull();
    if (onFull === "reject") throw full;
    return full;
  }

  _bytesOf(packets: readonly OutgoingPacket[]): number {
    const { byteLength } = this._link._platform;
    let bytes = 0;
    for (const { _frames } of packets)
      for (const frame of _frames) bytes += typeof frame === "string" ? byteLength(frame) : bytesOf(frame);
    return bytes;
  }

  /** Drops what has waited too long. */
  _expire(): void {
    const age = this._options.bufferLimit?.age;
    if (age == null) return;
    const oldest = this._link._clock.now() - age;
    const waiting = this._waiting;
    let count = 0;
    // they are in their order
    while ((waiting[count]?._at ?? Infinity) < oldest) count++;
    const expired = waiting.slice(0, count);
    if (count) this._drop(expired, bufferFull("waited too long"));
  }

  /** Sends what waited. */
  _flush(): void {
    this._expire();
    // a listener may emit, look at sendBuffer, or leave
    while (this.connected && this._compact().length)
      for (const packet of this._buffer) {
        if (!this.connected || packet._waits === false) continue;
        const error = this._obstacle(packet);
        if (error) this._drop([packet], error);
        else this._transmit(packet);
      }
  }

  /** Takes out what does not wait any more. */
  _compact(): OutgoingPacket[] {
    this.sendBuffer = this._buffer.filter(({ _waits }) => _waits !== false);
    return this._buffer;
  }

  /** Why an event that waited can't be sent. It is encoded anew: the app may have changed its data since. */
  _obstacle(packet: OutgoingPacket): HoldfastError | undefined {
    if (packet._signal?.aborted) return aborted(packet._signal, "not-sent");
    try {
      packet._frames = this._link._encode(packet);
    } catch (error) {
      return Object.assign(error as HoldfastError, { delivery: "not-sent" });
    }
    return this._link.engine._tooLarge(packet._frames);
  }

  _transmit(packet: OutgoingPacket): void {
    packet._sent = true;
    this._leaves(packet);
    this._link._send(packet);
    if (this._anyOutgoing.length) callAll(this._anyOutgoing, this, packet.data as unknown[], this._report);
  }

  /** It does not wait any more. */
  _leaves(packet: OutgoingPacket): void {
    if (packet._waits === false) return;
    packet._waits = false;
    if (2 * ++this._gaps > this._buffer.length) this._compact();
  }

  // ---- the retry queue: events that are sent again until they are acknowledged, in the order of their ack ids

  /** Sends what the window lets through and is not under way. */
  _pump(): void {
    const { retryWindow = 1 } = this._options;
    while (this._flowing && this._underWay < retryWindow && this._turn < this._nextId) {
      const packet = this._acks.get(this._turn++);
      if (packet?._tries !== undefined) this._try(packet);
    }
  }

  _try(packet: OutgoingPacket): void {
    const error = this._link.engine._tooLarge(packet._frames);
    if (error) return this._drop([packet], error);
    packet._tries!++;
    if (!packet._sent) this._underWay++;
    this._await(packet, packet._timeout!);
    this._transmit(packet);
  }

  /** Their connection is gone: they are sent again on the next. */
  _recall(): void {
    // to be counted
    this._bytes = Infinity;
    this._underWay = 0;
    const retried = this._unanswered(({ _tries }) => _tries !== undefined);
    this._turn = retried[0]?.id ?? this._nextId;
    for (const packet of retried) {
      packet._sent = false;
      this._link._clock.clearTimeout(packet._timer);
    }
  }

  // ---- what is not sent

  /**
   * @internal The packets are settled, and reported unless they were sent; those not sent yet will not be. Without an `error`
   * it is that the connection is gone.
   */
  _drop(packets: readonly OutgoingPacket[], error?: HoldfastError): void {
    for (const packet of packets) this._leaves(packet);
    for (const packet of packets) {
      const cause = error ?? disconnected(deliveryOf(packet));
      this._settle(packet.id, cause);
      if (packet._sent && packet._tries === undefined) continue;
      const data = packet.data as unknown[];
      this._lifecycle?._call("dropped", [{ event: data[0], args: data.slice(1), cause, delivery: cause.delivery }]);
    }
  }
}
