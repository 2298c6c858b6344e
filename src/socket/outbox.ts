import { EVENT } from "../codec/packet.ts";
import type { Frame } from "../platform/platform.ts";
import { bytesOfAll } from "../util/bytes.ts";
import { callAll, type Listener, TypedEmitter } from "../util/emitter.ts";
import { aborted, type Delivery, disconnected, HoldfastError } from "../util/errors.ts";
import { ADDED, RESERVED } from "../util/reserved.ts";
import { warnOnce } from "../util/warn.ts";
import type { Link, OutgoingPacket } from "./link.ts";
import { Room } from "./room.ts";
import type { AnyListener, LifecycleEvents, SocketOptions, SocketReservedEvents } from "./types.ts";

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
  /** @internal Are these being chosen just now? */ _pumping = false;
  /** @internal No event with a lower ack id waits for its turn. */ _turn = 0;
  /** @internal Events that wait to be sent, and some that do no longer: taken out one by one, each would move all others. */
  _buffer: OutgoingPacket[] = [];
  /** @internal How many of these. */ _gaps = 0;
  /** @internal Before this index none waits any more. */ _first = 0;
  /** @internal With `retries`: events of these that wait. */ _queued = 0;
  /** @internal With a `bufferLimit`. */ readonly _room: Room | undefined;
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
    const { bufferLimit } = options;
    if (bufferLimit) this._room = new Room(bufferLimit, link, this);
  }

  /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
  get sendBuffer(): OutgoingPacket[] {
    return this._gaps ? this._compact() : this._buffer;
  }
  /** Replaces them; with an empty list, none is sent. */
  set sendBuffer(packets: OutgoingPacket[]) {
    this._buffer = packets;
    this._gaps = this._first = 0;
  }

  /** What waits to be sent: how many events, and the bytes of their data. */
  get buffered(): {
    /** Events. */
    count: number;
    /** Bytes of their data, encoded. */
    bytes: number;
  } {
    const { _waiting } = this;
    const { byteLength } = this._link._platform;
    return {
      count: _waiting.length,
      bytes: _waiting.reduce((sum, { _frames }) => sum + bytesOfAll(_frames, byteLength), 0),
    };
  }

  /** How many are not sent yet, also of the retry queue. */
  get _waitingCount(): number {
    return this._buffer.length - this._gaps + this._queued;
  }

  /** These, in order. */
  get _waiting(): readonly OutgoingPacket[] {
    return this._queued
      ? [...this.sendBuffer, ...this._unanswered(({ _sent, _tries }) => !_sent && _tries !== undefined)]
      : this.sendBuffer;
  }

  /** What waits longest. It is found without a walk over all that waits: with many, that would take long for each event. */
  get _oldest(): OutgoingPacket | undefined {
    while (this._buffer[this._first]?._waits === false) this._first++;
    const first = this._buffer[this._first];
    if (first || !this._queued) return first;
    const isNext = (packet: OutgoingPacket | undefined) => packet?._tries !== undefined && !packet._sent;
    while (this._turn < this._nextId && !isNext(this._acks.get(this._turn))) this._turn++;
    return this._acks.get(this._turn);
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
    const now = this._link._clock.now();
    if (this._room) packet._at = now;
    const { engine } = this._link;
    const flowing = this._flowing && engine._alive();
    const error = flowing && engine._tooLarge(packet._frames);
    if (error) throw error;
    // before there is made room, which may call the app, which may emit
    if (packet.id !== undefined) this._nextId++;
    let refusal = volatile && !engine?._writable && disconnected("not-sent");
    if (signal?.aborted) refusal = aborted(signal, "not-sent");
    // throws, if it is to
    if (!flowing) refusal ||= this._room ? this._room._make(packet, now) : this._tellMany();

    if (packet.id !== undefined) this._register(packet, again ? undefined : timeout);
    if (refusal) this._drop([packet], refusal);
    else if (again) {
      if (ackTimeout == null) warnOnce(this._link._platform, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
      packet._tries = 0;
      packet._timeout = timeout ?? RETRY_TIMEOUT;
      this._queue(packet, 1);
      this._pump();
    } else if (flowing) this._transmit(packet);
    else {
      packet._waits = true;
      this._buffer.push(packet);
      this._room?._count(packet, 1);
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
      else this._queue(packet, -1);
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

  /** Without a `bufferLimit`: much that waits is told of once. */
  _tellMany(): undefined {
    if ((this._options.retries ? this._acks.size : this._buffer.length) === MANY)
      warnOnce(this._link._platform, `${MANY} events wait to be sent; see bufferLimit`);
  }

  /** One more of the retry queue waits, or one less. */
  _queue(packet: OutgoingPacket, by: 1 | -1): void {
    this._queued += by;
    this._room?._count(packet, by);
  }

  /** Sends what waited. */
  _flush(): void {
    this._room?._expire(this._link._clock.now());
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
      return Object.assign(error as HoldfastError, { delivery: deliveryOf(packet) });
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
    this._room?._count(packet, -1);
    if (2 * ++this._gaps > this._buffer.length) this._compact();
  }

  // ---- the retry queue: events that are sent again until they are acknowledged, in the order of their ack ids

  /** Sends what the window lets through and is not under way. */
  _pump(): void {
    // one that is dropped here at once is no reason to begin once more: with many of them, the stack would overflow
    if (this._pumping) return;
    this._pumping = true;
    const { retryWindow = 1 } = this._options;
    while (this._flowing && this._underWay < retryWindow && this._turn < this._nextId) {
      const packet = this._acks.get(this._turn++);
      if (packet?._tries !== undefined) this._try(packet);
    }
    this._pumping = false;
  }

  _try(packet: OutgoingPacket): void {
    // the app may have given the bytes of an attachment away since
    const error = packet._frames[1] ? this._obstacle(packet) : this._link.engine._tooLarge(packet._frames);
    if (error) return this._drop([packet], error);
    packet._tries!++;
    if (!packet._sent) {
      this._underWay++;
      this._queue(packet, -1);
    }
    this._await(packet, packet._timeout!);
    this._transmit(packet);
  }

  /** Their connection is gone: they are sent again on the next. */
  _recall(): void {
    this._underWay = 0;
    const retried = this._unanswered(({ _tries }) => _tries !== undefined);
    this._queued = retried.length;
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
