import type { TraceRecord, TraceRecordOf } from "holdfast/trace";

/** An event, in either direction. */
export interface Row {
  readonly record: TraceRecordOf<"emit"> | TraceRecordOf<"receive">;
  /** What became of it. */
  outcome: string;
}

/** The lanes of the timeline, from above. */
export const LANES = ["attempts", "waits", "sessions", "upgrades"] as const;

/** Something that takes time. */
export interface Span {
  readonly lane: (typeof LANES)[number];
  readonly start: number;
  /** `undefined`: it goes on. */
  end: number | undefined;
  text: string;
  isBad: boolean;
}

const MOST_ROWS = 200;
const MOST_SPANS = 200;
const MOST_TRIPS = 100;

const keep = <Item>(items: Item[], item: Item, most: number): void => {
  items.push(item);
  if (items.length > most) items.shift();
};

/** What the panel shows, made of records. */
export class Model {
  readonly _rows: Row[] = [];
  readonly _spans: Span[] = [];
  /** Acknowledgements that are due, by namespace and id. */
  readonly _pending = new Map<string, { readonly event: string; readonly since: number | undefined }>();
  /** How long the last acknowledgements took. */
  readonly _trips: number[] = [];
  /** How many records there were. */
  _count = 0;
  /** When the next attempt is due. */
  _due: number | undefined;
  /** Is it disconnected, and does not try? */
  _isLeft = false;

  _add(record: TraceRecord): void {
    const { kind, t } = record;
    this._count++;
    if (kind === "emit" || kind === "receive") this._event(record);
    else if (kind === "sent" || kind === "retry" || kind === "settled" || kind === "dropped") this._outcome(record);
    else if (kind === "answer") this._answered(record);
    else if (kind === "snapshot") this._snapshot(record);
    else if (kind === "attempt") {
      this._over(t);
      this._begin("attempts", t, `attempt ${record.attempt}`);
    } else if (kind === "opened") {
      this._over(t);
      this._begin("sessions", t, `session over ${record.transport}`);
    } else if (kind === "failed" && record.last) this._end("attempts", t, record.error.code);
    else if (kind === "wait") {
      this._over(t);
      this._due = t + record.ms;
      this._begin("waits", t, "wait");
    } else if (kind === "closed") this._end("sessions", t, record.reason);
    else if (kind === "upgrade" || kind === "upgrade_failed") {
      this._begin("upgrades", t - (record.ms ?? 0), `upgrade to ${record.transport}`);
      this._end("upgrades", t, kind === "upgrade" ? undefined : "failed");
      const session = kind === "upgrade" && this._last("sessions");
      if (session) session.text += `, then ${record.transport}`;
    } else if (kind === "state") {
      this._isLeft = record.to === "disconnected";
      // connect() in the same turn goes on with the same attempt
      Promise.resolve().then(() => this._isLeft && this._over(t));
    }
  }

  _event(record: Row["record"]): void {
    const isSent = record.kind === "emit";
    if (isSent && record.id !== undefined)
      this._pending.set(`${record.nsp},${record.id}`, { event: record.event, since: record.t });
    const outcome = isSent && record.phase === "held" ? "held" : "";
    keep(this._rows, { record, outcome }, MOST_ROWS);
  }

  _outcome(record: TraceRecordOf<"sent" | "retry" | "settled" | "dropped">): void {
    const row = this._rows.find(({ record: { kind, n } }) => kind === "emit" && n === record.of);
    let outcome = "sent";
    if (record.kind === "retry") outcome = `try ${record.tries}`;
    else if (record.kind === "dropped") outcome = `dropped: ${record.code}`;
    else if (record.kind === "settled") {
      this._pending.delete(`${record.nsp},${record.id}`);
      if (record.roundTrip !== undefined) keep(this._trips, record.roundTrip, MOST_TRIPS);
      outcome = record.ok ? `acknowledged after ${Math.round(record.ms ?? 0)} ms` : `${record.code}`;
    }
    if (row) row.outcome = outcome;
  }

  _answered({ nsp, id }: TraceRecordOf<"answer">): void {
    const asks = ({ record }: Row): boolean => record.kind === "receive" && record.nsp === nsp && record.id === id;
    const row = this._rows.filter(asks).pop();
    if (row) row.outcome = "answered";
  }

  _snapshot({ t, state, transport, sockets }: TraceRecordOf<"snapshot">): void {
    for (const { nsp, pending } of sockets)
      for (const { id, event } of pending) this._pending.set(`${nsp},${id}`, { event, since: undefined });
    if (state === "connecting") this._begin("attempts", t, "attempt");
    else if (state === "connected") this._begin("sessions", t, `session over ${transport}`);
  }

  /** An attempt or a wait is over. */
  _over(t: number): void {
    this._due = undefined;
    this._end("attempts", t);
    this._end("waits", t);
  }

  _begin(lane: Span["lane"], start: number, text: string): void {
    keep(this._spans, { lane, start, end: undefined, text, isBad: false }, MOST_SPANS);
  }

  _last(lane: Span["lane"]): Span | undefined {
    return this._spans.filter((one) => one.lane === lane).pop();
  }

  /** What goes on in a lane ends; `fault`: with this. */
  _end(lane: Span["lane"], t: number, fault?: string): void {
    const span = this._last(lane);
    if (!span || span.end !== undefined) return;
    span.end = t;
    if (!fault) return;
    span.text += `: ${fault}`;
    span.isBad = true;
  }
}
