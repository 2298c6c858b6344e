import type { FailureFacts, TraceRecord, TraceRecordOf } from "holdfast/trace";
import { originOf } from "./addresses.ts";

/** What the server or the network did within a session. */
export type Step = TraceRecordOf<"ping" | "joined" | "refused" | "left" | "receive" | "closed" | "settled">;

/** What a handshake says; of a session that was open before the recording began, not all is known. */
export type Opening = Partial<Pick<TraceRecordOf<"opened">, "sid" | "pingInterval" | "pingTimeout" | "maxPayload">>;

/** An attempt to connect. With neither a failure nor an opening, nobody answered. */
export interface Attempt {
  /** When it began. */
  readonly _at: number;
  /** When it was known what came of it. */
  _known: number;
  /** One for each transport that was tried. */
  readonly _failures: FailureFacts[];
  _opening: Opening | undefined;
  readonly _steps: Step[];
  /** Namespaces that were joined before the recording began. */
  readonly _members: Set<string>;
  /** Did the recording begin within the session? */
  _isLate: boolean;
}

/** What a recording tells of the server and the network. */
export interface Script {
  /** The server's address, if the recording has it. */
  readonly _url: string | undefined;
  /** When the first attempt began. */
  readonly _began: number;
  /** How long it lasts from then on. */
  readonly _ms: number;
  readonly _attempts: readonly Attempt[];
  /** Ack ids of the events that reached the server or may have, in their order, by {@link keyOf} of namespace and event. */
  readonly _asked: ReadonlyMap<string, readonly number[]>;
  /** Does the server recover sessions? */
  readonly _recovers: boolean;
}

export const keyOf = (nsp: string, what: string | number): string => `${nsp},${what}`;

/** Reads the records in their order. */
class ScriptReader {
  readonly _attempts: Attempt[] = [];
  readonly _emits = new Map<number | undefined, TraceRecordOf<"emit">>();
  readonly _asked = new Map<string, Set<number>>();
  _url: string | undefined;
  _recovers = false;
  /** Has the last attempt failed with all transports? */
  _isOver = false;

  _read(record: TraceRecord): void {
    const { kind, t } = record;
    if (kind === "snapshot") this._snapshot(record);
    else if (kind === "attempt") {
      this._url ??= record.url;
      this._begin(t);
    } else if (kind === "failed") this._failed(record);
    else if (kind === "opened") this._open(this._underWay(t), t, record);
    else if (kind === "emit") this._emit(record);
    else if (kind === "sent") {
      const emit = this._emits.get(record.of);
      if (emit) this._ask(emit);
    } else this._step(record);
  }

  _begin(t: number): Attempt {
    this._isOver = false;
    const one: Attempt = {
      _at: t,
      _known: t,
      _failures: [],
      _opening: undefined,
      _steps: [],
      _members: new Set(),
      _isLate: false,
    };
    this._attempts.push(one);
    return one;
  }

  get _last(): Attempt | undefined {
    return this._attempts[this._attempts.length - 1];
  }

  /** The attempt that nothing came of yet; it may have begun before the recording. */
  _underWay(t: number): Attempt {
    const { _last, _isOver } = this;
    return _last && !_isOver && !_last._opening ? _last : this._begin(t);
  }

  _open(one: Attempt, t: number, opening: Opening): void {
    one._known = t;
    one._opening = opening;
  }

  _snapshot({ t, state, url, sid, sockets }: TraceRecordOf<"snapshot">): void {
    this._url ??= url;
    for (const { nsp, pending } of sockets) for (const { id, event } of pending) this._ask({ nsp, id, event });
    if (state !== "connecting" && state !== "connected") return;
    const one = this._begin(t);
    if (state !== "connected") return;
    this._open(one, t, sid === undefined ? {} : { sid });
    one._isLate = true;
    for (const { nsp, state: itsState } of sockets) if (itsState === "connected") one._members.add(nsp);
  }

  /** Each transport that was tried has a record, all at the end of the attempt. */
  _failed({ t, error, last }: TraceRecordOf<"failed">): void {
    const one = this._underWay(t);
    one._failures.push(error);
    one._known = t;
    this._isOver = last;
  }

  _emit(record: TraceRecordOf<"emit">): void {
    this._emits.set(record.n, record);
    if (record.phase === "handed") this._ask(record);
  }

  _ask({ nsp, event, id }: Pick<TraceRecordOf<"emit">, "nsp" | "event" | "id">): void {
    if (id === undefined) return;
    const key = keyOf(nsp, event);
    const ids = this._asked.get(key) ?? new Set();
    this._asked.set(key, ids.add(id));
  }

  _step(record: TraceRecord): void {
    const { kind } = record;
    if (kind === "settled" && record.ok) this._ask(record);
    if (!isStep(record)) return;
    const one = this._last?._opening ? this._last : this._within(record.t);
    one._steps.push(record);
    if (kind === "joined" && record.recovered) this._recovers = true;
    const isMember = kind === "receive" || kind === "settled" || kind === "left";
    if (one._isLate && isMember && !one._steps.some((step) => step.kind === "joined" && step.nsp === record.nsp))
      one._members.add(record.nsp);
  }

  /** A session of which the beginning is not in the recording. */
  _within(t: number): Attempt {
    const one = this._underWay(t);
    this._open(one, t, {});
    one._isLate = true;
    return one;
  }
}

const STEPS: readonly string[] = ["ping", "joined", "refused", "left", "receive", "closed"];

const isStep = (record: TraceRecord): record is Step =>
  STEPS.includes(record.kind) || (record.kind === "settled" && record.ok);

const ascending = (ids: Iterable<number>): number[] => [...ids].sort((a, b) => a - b);

/** What the records tell of the server and the network. */
export const scriptOf = (records: readonly TraceRecord[]): Script => {
  const reader = new ScriptReader();
  for (const record of records) reader._read(record);
  const { _attempts, _asked, _recovers, _url: url } = reader;
  // the client's first attempt is the beginning
  const began = _attempts[0]?._at ?? 0;
  const ended = records[records.length - 1]?.t ?? began;
  return {
    _url: url && originOf(url),
    _began: began,
    _ms: Math.max(0, Math.ceil(ended - began)),
    _attempts,
    _asked: new Map([..._asked].map(([key, ids]) => [key, ascending(ids)])),
    _recovers,
  };
};
