import type { Packet, Parser } from "holdfast";
import type { FailureFacts } from "holdfast/trace";
import type { Wire } from "./connection.ts";
import { closedPort, type Failure, type LinkEngine } from "./link.ts";
import { ReplaySession } from "./replay-session.ts";
import type { MemoryRequest } from "./request.ts";
import { type Attempt, keyOf, type Opening, type Script, type Step } from "./script.ts";
import { ACK, CONNECT, CONNECT_ERROR, DISCONNECT, EVENT } from "./text-parser.ts";
import { theirs } from "./theirs.ts";
import type { Timer, Timers } from "./timers.ts";

/** It begins as no packet does. */
const GARBLED = "\ufffd";

/** What a client's error is to have of the recorded one. */
const failureOf = ({ code, message, phase, status }: FailureFacts): Failure => ({
  error: new Error(message),
  fields: { code, phase, ...(message && { message }), ...(status && { status }) },
});

type Refused = (refusal: Failure | Error | undefined) => void;

/** What of a recording has been played to one client, and what is to come. */
export class Play implements LinkEngine {
  readonly _script: Script;
  readonly _timers: Timers;
  readonly _parser: Parser;
  /** What the clock says at the time 0 of the recording; later, if the client was late. */
  _zero: number | undefined;
  /** How many attempts the client has made. */
  _count = 0;
  /** What the one that it makes, or made last, was like. */
  _attempt: Attempt | undefined;
  _steps: Step[] = [];
  _timer: Timer | undefined;
  _session: ReplaySession | undefined;
  /** How many keys for recovery were given. */
  _keys = 0;
  /** Of the client's events, how many came, by namespace and event. */
  readonly _came = new Map<string, number>();
  /** The recorded ack id of an event that came, by namespace and the client's; and the other way round. */
  readonly _recorded = new Map<string, number | undefined>();
  readonly _own = new Map<string, number>();
  /** Acknowledgements that are due, by namespace and recorded id. */
  readonly _due = new Map<string, readonly unknown[]>();

  constructor(script: Script, timers: Timers, parser: Parser) {
    this._script = script;
    this._timers = timers;
    this._parser = parser;
  }

  // ---- the time

  /** When it is by the clock what it was in the recording. */
  _timeOf(t: number): number {
    this._zero ??= Date.now();
    return this._zero + Math.round(t - this._script._began);
  }

  _later(t: number, action: () => void): void {
    const ms = Math.max(0, this._timeOf(t) - Date.now());
    this._timer?._clear();
    this._timer = this._timers._start("a recording that plays", ms, action);
  }

  // ---- attempts

  _admit(request: MemoryRequest, done: Refused): void {
    this._next();
    const { _attempt: one } = this;
    if (!one) return done(closedPort(request));
    const { transport } = request[theirs("query")];
    const { _failures, _opening, _known } = one;
    const failure = _failures.find((facts) => facts.transport === transport) ?? _failures[0];
    // where nobody answers, the client's own time runs out
    if (failure ? failure.code === "ERR_CONNECT_TIMEOUT" : !_opening) return;
    this._later(_known, () => done(failure && failureOf(failure)));
  }

  _next(): void {
    this._timer?._clear();
    // what is left of the session before can only be acknowledged, in the next one
    for (const step of this._steps.splice(0)) if (step.kind === "settled") this._settle(step);
    this._session = undefined;
    this._attempt = this._script._attempts[this._count++];
    if (!this._attempt) return;
    // a client that is late moves all that follows; one that is early waits
    const late = Date.now() - this._timeOf(this._attempt._at);
    if (late > 0) this._zero = (this._zero ?? 0) + late;
  }

  _connect(_request: MemoryRequest, wire: Wire): ReplaySession {
    const { _opening, _steps = [], _members = [] } = this._attempt ?? {};
    const session = new ReplaySession(
      {
        _came: (nsp, event, id) => this._take(nsp, event, id),
        _pid: (joined) => this._pid(joined),
        _asked: () => this._session === session && this._run(),
      },
      wire,
      this._parser,
    );
    this._session = session;
    this._open(session, _opening ?? {});
    for (const nsp of _members) session._answer({ packet: this._joined(nsp, undefined), isRecovered: false });
    this._steps = [..._steps];
    this._run();
    return session;
  }

  _open(session: ReplaySession, { sid = "recorded", pingInterval, pingTimeout, maxPayload }: Opening): void {
    const limits = { pingInterval: pingInterval ?? 25_000, pingTimeout: pingTimeout ?? 20_000 };
    session._say("open", JSON.stringify({ sid, upgrades: [], ...limits, maxPayload: maxPayload || 1e6 }));
  }

  // ---- the steps of a session

  /** Does what is due, and comes back when the next step is. */
  _run(): void {
    const { _steps: steps } = this;
    for (let [step] = steps; step; [step] = steps) {
      if (this._timeOf(step.t) > Date.now()) return this._later(step.t, () => this._run());
      // who has not asked to join yet hears the answer first
      if (step.kind === "closed" && this._session?._isAwaited) return;
      steps.shift();
      this._do(step);
    }
  }

  _do(step: Step): void {
    const { _session: session } = this;
    if (step.kind === "settled") return this._settle(step);
    if (!session) return;
    if (step.kind === "ping") session._say("ping");
    else if (step.kind === "joined")
      session._answer({ packet: this._joined(step.nsp, step.sid), isRecovered: step.recovered });
    else if (step.kind === "refused") this._refuse(session, step);
    else if (step.kind === "receive") session._send(eventOf(step));
    else if (step.kind === "closed") this._close(session, step.reason);
    else if (step.reason === "io server disconnect") session._send({ type: DISCONNECT, nsp: step.nsp });
  }

  _joined(nsp: string, sid: string | undefined): Packet {
    return { type: CONNECT, nsp, data: { sid: sid ?? "recorded" } };
  }

  /** What the server said is in no recording. */
  _refuse(session: ReplaySession, { nsp, code }: { readonly nsp: string; readonly code: string }): void {
    const packet =
      code === "ERR_REFUSED"
        ? { type: CONNECT_ERROR, nsp, data: { message: "refused" } }
        : code === "ERR_UNSUPPORTED_PROTOCOL" && { type: CONNECT, nsp };
    // otherwise the client has no answer, or it is its own doing
    if (packet) session._answer({ packet, isRecovered: false });
  }

  _close(session: ReplaySession, reason: string): void {
    if (reason === "transport close") session._close();
    else if (reason === "transport error") session._close(new Error("the recorded connection broke"));
    else if (reason === "parse error") session._wire._send(GARBLED);
    // the rest is the client's doing, which does it again: no ping comes any more, or it closes
  }

  _pid({ before, isRecovered }: { readonly before: unknown; readonly isRecovered: boolean }): unknown {
    if (isRecovered) return before;
    return this._script._recovers ? `recorded-${++this._keys}` : undefined;
  }

  // ---- acknowledgements

  /** An event of the client has come, which may have come before: it is the next recorded one of its name. */
  _take(nsp: string, event: string, id: number): void {
    const own = keyOf(nsp, id);
    if (!this._recorded.has(own)) {
      const key = keyOf(nsp, event);
      const nth = this._came.get(key) ?? 0;
      this._came.set(key, nth + 1);
      const recorded = this._script._asked.get(key)?.[nth];
      this._recorded.set(own, recorded);
      if (recorded !== undefined) this._own.set(keyOf(nsp, recorded), id);
    }
    const recorded = this._recorded.get(own);
    if (recorded !== undefined) this._acknowledge(nsp, recorded);
  }

  _settle({ nsp, id, args = [] }: Pick<Step & { kind: "settled" }, "nsp" | "id" | "args">): void {
    this._due.set(keyOf(nsp, id), args);
    this._acknowledge(nsp, id);
  }

  /** If it is due, and the event has come. */
  _acknowledge(nsp: string, recorded: number): void {
    const key = keyOf(nsp, recorded);
    const data = this._due.get(key);
    const id = this._own.get(key);
    if (data && id !== undefined) this._session?._send({ type: ACK, nsp, id, data });
  }
}

const eventOf = ({ nsp, event, id, args = [] }: Step & { kind: "receive" }): Packet => ({
  type: EVENT,
  nsp,
  data: [event, ...args],
  ...(id !== undefined && { id }),
});

/** A recording in the place of a server: each client hears it from its beginning. */
export class Recording {
  readonly _script: Script;
  readonly _timers: Timers;
  readonly _plays = new Map<object, Play>();

  constructor(script: Script, timers: Timers) {
    this._script = script;
    this._timers = timers;
  }

  _playFor(client: object, parser: Parser): Play {
    let play = this._plays.get(client);
    if (!play) {
      play = new Play(this._script, this._timers, parser);
      this._plays.set(client, play);
    }
    return play;
  }

  _end(): void {
    for (const play of this._plays.values()) play._timer?._clear();
    this._plays.clear();
  }
}
