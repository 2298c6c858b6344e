import { sumOf } from "../util/bytes.ts";
import { callAll, type Listener, TypedEmitter } from "../util/emitter.ts";
import { aborted, disconnected, HoldfastError } from "../util/errors.ts";
import { ADDED, RESERVED } from "../util/reserved.ts";
import { warnOnce } from "../util/warn.ts";
import type { Inner } from "./inner.ts";
import type { Link, OutgoingPacket } from "./link.ts";
import { deliveryOf, outgoing } from "./outgoing.ts";
import { Room } from "./room.ts";
import type { AnyListener, LifecycleEvents, SocketOptions, SocketReservedEvents } from "./types.ts";
import type { Flags } from "./view.ts";

/** Events that wait without bounds before the developer is told. */
const MANY = 10_000;
/** ms that an acknowledgement may take, where there are retries and nothing else is said. */
const RETRY_TIMEOUT = 10_000;

/** Of a socket that waits for no acknowledgement. */
const NO_ACKS = new Map<number, OutgoingPacket>();

const now = (call: () => void): void => call();
const later: typeof now = (call) => void Promise.resolve().then(call);

/** Events to the server, each with a known outcome: sent, kept until it can be, acknowledged, or dropped and reported. */
export abstract class Outbox<ListenEvents extends object> extends TypedEmitter<ListenEvents, SocketReservedEvents> {
  /** The namespace, such as `"/"` or `"/admin"`. */
  readonly nsp: string;

  /** @internal */ readonly _inner: () => Inner;
  /** @internal */ readonly _options: SocketOptions;
  /** @internal */ _lifecycle: TypedEmitter<LifecycleEvents> | undefined;
  /** @internal Events whose acknowledgement is due, by ack id. */
  _acks: Map<number, OutgoingPacket> = NO_ACKS;
  /** @internal With `retries`: events under way, at most as many as the window has. */ _underWay = 0;
  /** @internal Are these being chosen just now? */ _pumping = false;
  /** @internal No event with a lower ack id waits for its turn. */ _turn = 0;
  /** @internal How many of the buffer wait no longer. */ _gaps = 0;
  /** @internal Before this index none waits any more. */ _first = 0;
  /** @internal With `retries`: events of these that wait. */ _queued = 0;
  /** @internal */ _nextId = 0;
  /** @internal */ _anyOutgoing: AnyListener[] = [];

  /** @internal Is the namespace joined, and are the events from before out? */
  abstract readonly _flowing: boolean;
  abstract readonly connected: boolean;
  /** @internal Has the app or the server ended it, and nobody connected it since? */
  abstract readonly _ended: boolean;

  constructor(link: Link, nsp: string, options: SocketOptions) {
    super(link._platform.report);
    const { bufferLimit } = options;
    const inner: Inner = {
      _link: link,
      _outbox: this,
      _state: { name: "idle" },
      _buffer: [],
      _face: this as never,
      _room: bufferLimit && new Room(bufferLimit, link._platform.byteLength, this),
    };
    this._inner = () => inner;
    this.nsp = nsp;
    this._options = options;
  }

  /** @internal */
  get _link(): Link {
    return this._inner()._link;
  }

  /** @internal */
  get _buffer(): OutgoingPacket[] {
    return this._inner()._buffer;
  }

  /** @internal */
  get _room(): Room | undefined {
    return this._inner()._room;
  }

  /** Events that wait to be sent; may be emptied or replaced, in a `connect` listener at the latest. */
  get sendBuffer(): OutgoingPacket[] {
    const self = this._self();
    return self._gaps ? self._compact() : self._buffer;
  }
  /** Replaces them; with an empty list, none is sent. */
  set sendBuffer(packets: OutgoingPacket[]) {
    const self = this._self();
    self._inner()._buffer = packets;
    self._gaps = self._first = 0;
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
      bytes: _waiting.reduce((sum, { _frames }) => sum + sumOf(_frames, byteLength), 0),
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
  _submit(flags: Flags, args: unknown[]): void {
    const [name] = args;
    if (RESERVED.has(name)) throw new HoldfastError("ERR_RESERVED_EVENT", `"${name}" is a reserved event name`);
    this._isOurs(name);
    const { retries, ackTimeout } = this._options;
    const { volatile, signal, timeout = ackTimeout } = flags;
    const again = retries && !volatile;
    const callback =
      typeof args[args.length - 1] === "function" ? (args.pop() as Listener & { _promised?: boolean }) : undefined;
    const promised = callback && this._isPromise(callback);
    const packet = outgoing({
      nsp: this.nsp,
      args,
      id: callback || again ? this._nextId : undefined,
      flags,
      callback,
      promised: callback && (promised || timeout != null || signal || again),
    });
    // what can fail by the app's data fails here, before anything is registered
    const { _link, _room } = this._inner();
    packet._frames = _link._encode(packet);
    if (_room) packet._at = _link._clock.now();
    const { engine } = _link;
    const flowing = this._flowing && engine._alive();
    const error = flowing && engine._tooLarge(packet._frames);
    if (error) throw error;
    const endless = promised && !signal && (again || timeout == null);
    let refusal = this._refusal(flags, endless);
    // throws, if it is to
    if (!flowing) refusal ||= _room ? _room._make(packet) : this._tellMany();

    if (packet.id !== undefined) this._register(packet, again ? undefined : timeout);
    if (refusal) this._refuse([packet], refusal);
    else if (again) {
      if (ackTimeout == null) warnOnce(_link._platform, `retries without ackTimeout: ${RETRY_TIMEOUT} ms`);
      packet._tries = 0;
      packet._timeout = timeout ?? RETRY_TIMEOUT;
      this._countQueued(packet, 1);
      this._pump();
    } else if (flowing && !this._anyOutgoing.length) this._transmit(packet);
    else {
      packet._waits = true;
      this._buffer.push(packet);
      _room?._count(packet, 1);
      if (flowing) this._sendWaiting(packet);
    }
  }

  /** Why an event is not taken at all. `endless`: nothing but an answer would end the wait for it. */
  _refusal({ volatile, signal }: Flags, endless: unknown): HoldfastError | undefined {
    if (signal?.aborted) return aborted(signal, "not-sent");
    // once it was ended, nobody may ever connect it again
    if ((volatile && !this._link.engine?._writable) || (endless && this._ended)) return disconnected("not-sent");
    return;
  }

  /** Is it the callback of `emitWithAck`, or one that a function of the app has put in its place? */
  _isPromise(callback: { _promised?: boolean }): boolean {
    const inner = this._inner();
    const promised = !!(callback._promised || inner._promised);
    inner._promised = false;
    return promised;
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
    this._nextId++;
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
  _settle(id: number | undefined, error: HoldfastError | null, answer: readonly unknown[] = [], when = now): void {
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
      else this._countQueued(packet, -1);
      this._pump();
    }
    if (packet._promised) answer = [error, ...answer];
    else if (error) return;
    if (_callback) when(() => callAll([_callback], this, answer, this._report));
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
  _countQueued(packet: OutgoingPacket, by: 1 | -1): void {
    this._queued += by;
    this._room?._count(packet, by);
  }

  /** Sends what waited. */
  _flush(): void {
    this._room?._expire(this._link._clock.now());
    // a listener may emit, look at sendBuffer, or leave
    while (this.connected && this._compact().length)
      for (const packet of this._buffer) if (this.connected && packet._waits !== false) this._sendWaiting(packet);
  }

  /** It goes out, unless a listener that is told of it lost the connection, gave it up, or sent it by leaving. */
  _sendWaiting(packet: OutgoingPacket): void {
    const error = this._obstacle(packet);
    if (!this.connected || packet._waits === false) return;
    if (error) this._refuse([packet], error);
    else this._transmit(packet);
  }

  /** Takes out what does not wait any more. */
  _compact(): OutgoingPacket[] {
    this.sendBuffer = this._buffer.filter(({ _waits }) => _waits !== false);
    return this._buffer;
  }

  /**
   * Tells who listens to what is sent, before it is encoded anew: they may add to the data, what they emit goes first, and the app
   * may have changed it since `emit()`. Says why it can't be sent.
   */
  _obstacle(packet: OutgoingPacket): HoldfastError | undefined {
    if (packet._signal?.aborted) return aborted(packet._signal, "not-sent");
    if (!packet._telling) {
      packet._telling = true;
      callAll(this._anyOutgoing, this, packet.data as unknown[], this._report);
      packet._telling = false;
    }
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
    // before listeners are told, whose events are not to go first
    if (!packet._sent) {
      this._underWay++;
      this._countQueued(packet, -1);
      packet._sent = true;
    }
    // the app may have given the bytes of an attachment away since
    const anew = packet._frames[1] || this._anyOutgoing.length;
    const error = anew ? this._obstacle(packet) : this._link.engine._tooLarge(packet._frames);
    // a listener left, or gave it up
    if (!this._flowing || !this._acks.has(packet.id!)) return;
    if (error) return this._refuse([packet], error);
    packet._tries!++;
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
   * @internal As {@link _drop}, but told in a later turn: the app may be in the middle of `emit()`, and no call of the app calls
   * the app.
   */
  _refuse(packets: readonly OutgoingPacket[], error: HoldfastError): void {
    this._drop(packets, error, later);
  }

  /**
   * The packets are settled, and reported unless they were sent; those not sent yet will not be. Without an `error` it is
   * that the connection is gone.
   */
  _drop(packets: readonly OutgoingPacket[], error?: HoldfastError, when = now): void {
    for (const packet of packets) this._leaves(packet);
    for (const packet of packets) {
      const cause = error ?? disconnected(deliveryOf(packet));
      this._settle(packet.id, cause, [], when);
      if (packet._sent && packet._tries === undefined) continue;
      const [event, ...args] = packet.data as [string, ...unknown[]];
      when(() => this._lifecycle?._call("dropped", [{ event, args, cause, delivery: cause.delivery }]));
    }
  }
}
