import type { ConnectError, Engine, Frame, Packet, StateChange } from "holdfast";
import { HoldfastError, isConnectError } from "holdfast/core";
import type { Watch, WatchRecord } from "../../manager/watch.ts";
import { bytesOfAll } from "./bytes.ts";
import type { FailureFacts } from "./facts.ts";
import type { Traced, TraceOptions, TraceSink } from "./options.ts";
import type { TraceKind, TraceRecord, TraceRecords } from "./records.ts";
import { report } from "./report.ts";
import { now, Session, since } from "./session.ts";

/** The method of a Manager that takes who watches; see `src/manager/watch.ts`. */
const WATCH: unique symbol = Symbol.for("holdfast.watch") as never;

/** A Manager, of whichever copy of the library. */
interface WatchedManager {
  readonly state: TraceRecords["snapshot"]["state"];
  readonly engine: Engine | undefined;
  readonly opts: { readonly path?: string };
  readonly [WATCH]?: (watch: Watch) => () => void;
}

/** What a function for one type of record is called with. */
type Rest<Type, Given = WatchRecord> = Given extends [type: Type, ...rest: infer Fields] ? Fields : never;
type Handlers = { [Type in WatchRecord[0]]: (...fields: Rest<Type>) => void };

/** An event on its way. */
interface Tracked {
  /** The number of its `emit`. */
  readonly of: number | undefined;
  readonly emitted: number | undefined;
  /** When it was handed over last. */
  handed: number | undefined;
}

/** The type of a packet that is an event. */
const EVENT = 2;
/** Events of the server whose acknowledgement is remembered to be due. */
const MOST_DUE = 1000;

const nameOf = ({ data }: Packet): string => String((data as unknown[])[0]);
const argsOf = ({ data }: Packet): unknown[] => (data as unknown[]).slice(1);

const factsOf = (error: ConnectError): FailureFacts => {
  const { code, message, phase, transport, url, status, serverCode, retryAfter, hint } = error;
  const isOurs = phase !== "namespace" && phase !== "auth";
  return { code, message: isOurs ? message : undefined, phase, transport, url, status, serverCode, retryAfter, hint };
};

/** Makes records of what a Manager and its Engine tell: a method for each type of what is told. */
class Tracer implements Handlers {
  readonly _manager: WatchedManager;
  /** The one namespace that is traced, if not all. */
  readonly _nsp: string | undefined;
  _sink: TraceSink;
  readonly _options: TraceOptions;
  _n = 0;
  readonly _session: Session;
  /** What the last attempt failed with. */
  _failure: unknown;
  readonly _joins = new Map<string, number>();
  readonly _events = new WeakMap<object, Tracked>();
  /** Events of the server that wait for the app's acknowledgement, by namespace and id. */
  readonly _due = new Map<string, { readonly event: string; readonly t: number }>();

  constructor(manager: WatchedManager, nsp: string | undefined, sink: TraceSink, options: TraceOptions) {
    this._manager = manager;
    this._nsp = nsp;
    this._sink = sink;
    this._options = options;
    this._session = new Session((...record) => this._tell(...record), options);
  }

  /** The one way by which a record is told. */
  _tell<Kind extends TraceKind>(kind: Kind, fields: TraceRecords[Kind]): void {
    try {
      this._sink({ kind, n: ++this._n, t: now(), ...fields } as TraceRecord);
    } catch (error) {
      report(error);
    }
  }

  _isOther(nsp: string): boolean {
    return this._nsp !== undefined && nsp !== this._nsp;
  }

  /** What of the data is in a record. */
  _shown(event: string | undefined, data: readonly unknown[]): readonly unknown[] | undefined {
    const { args } = this._options;
    if (typeof args !== "function") return args ? data : undefined;
    try {
      // it may go by the name, and write into what it is given
      return event === undefined ? undefined : args(event, [...data]);
    } catch (error) {
      return void report(error);
    }
  }

  // ---- the Manager

  snapshot(...[target, namespaces, elapsed]: Rest<"snapshot">): void {
    const { state, engine } = this._manager;
    const own = namespaces.filter(([{ nsp }]) => !this._isOther(nsp));
    for (const [, events] of own)
      for (const event of events) this._events.set(event, { of: undefined, emitted: undefined, handed: undefined });
    if (!engine && own.every(([, events]) => !events.length)) return;
    this._session._isOpen = state === "connected";
    // of a later attempt it is not known when it began
    if (own.some(([socket]) => socket.state === "connecting")) this._session._began = now() - elapsed;
    if (engine) this._session._hear(engine);
    const { id, transport } = (engine ?? {}) as Partial<Engine>;
    const sockets = own.map(([{ nsp, state: shown, buffered, receiveBuffer }, events]) => {
      const due = new Set(events.filter((event) => event.id !== undefined));
      const pending = [...due].map((event) => ({ id: event.id as number, event: nameOf(event) }));
      return { nsp, state: shown, buffered, received: receiveBuffer.length, pending };
    });
    this._tell("snapshot", {
      state,
      url: target && this._url(target),
      // the Engine may be that of a session which is over
      transport: state.startsWith("connect") ? transport?.name : undefined,
      sid: id ?? undefined,
      sockets,
    });
  }

  manager(...[from, , wait]: Rest<"manager">): void {
    if (from === "connected") this.closed("forced close");
    if (wait !== undefined) this._tell("wait", { ms: wait });
  }

  attempt(...[attempt, engine, target]: Rest<"attempt">): void {
    this._session._began = now();
    this._session._hear(engine);
    this._tell("attempt", { attempt, url: this._url(target) });
  }

  failed(...[attempt, error]: Rest<"failed">): void {
    this._failure = error;
    const ms = since(this._session._began);
    const errors = error.errors ?? [error];
    errors.forEach((one, i) => {
      const last = i === errors.length - 1;
      this._tell("failed", {
        attempt,
        error: factsOf(one),
        ms,
        last,
        retryIn: last ? error.retryIn : undefined,
      });
    });
  }

  closed(reason: string): void {
    const { _isOpen } = this._session;
    this._session._isOpen = false;
    this._due.clear();
    if (_isOpen) this._tell("closed", { reason });
  }

  _url({ secure, hostname, port }: Rest<"attempt">[2]): string {
    const { path = "" } = this._manager.opts;
    return `http${secure ? "s" : ""}://${hostname}:${port}${path.replace(/[?#].*/, "")}`;
  }

  // ---- the sockets

  join(nsp: string): void {
    if (this._isOther(nsp)) return;
    this._joins.set(nsp, now());
    this._tell("join", { nsp });
  }

  told(...[{ nsp, id: sid, recovered }, event, details]: Rest<"told">): void {
    if (this._isOther(nsp)) return;
    const ms = since(this._joins.get(nsp));
    const [first] = details;
    if (event === "connect") this._tell("joined", { nsp, sid, recovered, ms });
    else if (event === "disconnect") this._tell("left", { nsp, reason: first as string });
    else if (event === "state_change") this._tell("state", { nsp, ...(first as StateChange) });
    else if (event === "connect_error" && isConnectError(first) && first !== this._failure) {
      const { code, phase } = first;
      if (phase === "namespace" || phase === "auth") this._tell("refused", { nsp, code, ms });
    }
  }

  packet(packet: Packet): void {
    const bytes = this._session._take();
    const { type, nsp, id } = packet;
    if (type !== EVENT || this._isOther(nsp)) return;
    const event = nameOf(packet);
    if (id !== undefined) {
      this._due.set(`${nsp},${id}`, { event, t: now() });
      // of those that are never acknowledged, the oldest are forgotten
      if (this._due.size > MOST_DUE) this._due.delete(this._due.keys().next().value as string);
    }
    this._tell("receive", { nsp, event, id, bytes, args: this._shown(event, argsOf(packet)) });
  }

  answer(...[nsp, id, data]: Rest<"answer">): void {
    if (this._isOther(nsp)) return;
    const key = `${nsp},${id}`;
    const { event, t } = this._due.get(key) ?? {};
    this._due.delete(key);
    this._tell("answer", { nsp, event, id, ms: since(t), args: this._shown(event, data) });
  }

  // ---- events of the app

  held(event: Packet, frames: readonly Frame[]): void {
    // a listener of what is sent may have sent it meanwhile, or given it up
    if (!this._isOther(event.nsp) && !this._events.has(event)) this._emitted(event, "held", frames);
  }

  handed(...[event, frames, tries]: Rest<"handed">): void {
    if (this._isOther(event.nsp)) return;
    const { nsp } = event;
    let tracked = this._events.get(event);
    if (!tracked) tracked = this._emitted(event, "handed", frames);
    else if (tries > 1) this._tell("retry", { of: tracked.of, nsp, event: nameOf(event), tries });
    else this._tell("sent", { of: tracked.of, nsp, event: nameOf(event), ms: since(tracked.emitted) });
    tracked.handed = now();
  }

  settled(...[packet, error, answer]: Rest<"settled">): void {
    const { nsp, id } = packet;
    if (this._isOther(nsp)) return;
    const tracked = this._events.get(packet) ?? this._emitted(packet, "refused");
    if (id === undefined) return;
    const event = nameOf(packet);
    this._tell("settled", {
      of: tracked.of,
      nsp,
      event,
      id,
      ms: since(tracked.emitted),
      ok: !error,
      roundTrip: error ? undefined : since(tracked.handed),
      code: error?.code,
      delivery: error?.delivery,
      args: error ? undefined : this._shown(event, answer),
    });
  }

  dropped(...[packet, { code, delivery }]: Rest<"dropped">): void {
    const { nsp } = packet;
    if (this._isOther(nsp)) return;
    this._tell("dropped", { of: this._events.get(packet)?.of, nsp, event: nameOf(packet), code, delivery });
  }

  _emitted(packet: Packet, phase: TraceRecords["emit"]["phase"], frames?: readonly Frame[]): Tracked {
    const { nsp, id } = packet;
    const event = nameOf(packet);
    // a function of the app, which may emit
    const args = this._shown(event, argsOf(packet));
    const tracked: Tracked = { of: this._n + 1, emitted: now(), handed: undefined };
    this._events.set(packet, tracked);
    this._tell("emit", { nsp, event, id, bytes: frames && bytesOfAll(frames), phase, args });
    return tracked;
  }
}

/**
 * Tells `sink` what happens in a socket and its connection, or in a Manager and all its sockets, as records, until the function is called
 * that this returns. There may be several at once, each with its own numbers. What a sink throws is an uncaught error of its own.
 */
export const trace = (subject: Traced, sink: TraceSink, options: TraceOptions = {}): (() => void) => {
  const { nsp, io = subject } = subject as { nsp?: string; io?: object };
  const manager = io as WatchedManager;
  const watch = manager[WATCH];
  if (!watch) throw new HoldfastError("ERR_INVALID_OPTION", "trace() takes a socket or a Manager of holdfast");
  const tracer = new Tracer(manager, nsp, sink, options);
  const stop = watch.call(manager, (...[type, ...fields]) =>
    (tracer[type] as (...all: unknown[]) => void).apply(tracer, fields),
  );
  return () => {
    stop();
    tracer._session._leave();
    // it may be ended by a sink, its own or another's, while something is being told
    tracer._sink = tracer._session._hear = () => {};
  };
};
