import type { EnginePacket } from "../codec/engine-io.ts";
import type { Clock, Timer } from "../platform/platform.ts";
import { MOMENT } from "../transport/polling.ts";
import type { Transport, TransportName, TransportSink } from "../transport/transport.ts";
import { type ConnectError, connectError, isConnectError, messageOf } from "../util/errors.ts";
import { asksToWait } from "./race.ts";
import type { Movable, UnderWay, UpgradeFacts } from "./types.ts";

/** What of polling an upgrade needs. */
interface Pausable {
  readonly name: TransportName;
  /** Starts no more polls, and calls back once nothing is under way. */
  _pause(done: () => void): void;
  /** Goes on after that. */
  _resume(): void;
  /** Leaves a moment without a poll, in which an upgrade needs not wait for one; calls back as it begins. */
  _putOff(callback: () => void): void;
  _abort(): void;
}

/** Moves a session from polling to what the server offers: tries one after the other, until one takes it over. */
class Moves implements UnderWay {
  readonly _session: Movable;
  readonly _current: Pausable;
  _now: Upgrade | undefined;

  constructor(session: Movable, current: Pausable) {
    this._session = session;
    this._current = current;
  }

  get _isOpen(): boolean {
    return !!this._now;
  }

  _giveUp(): void {
    this._now?._cancel();
  }

  /** Tries the first of the transports that are offered. `_isQuick`: a moment without a poll may be enough for the answer to CONNECT. */
  _next(_offered: readonly string[], { _isQuick }: { readonly _isQuick: boolean }): void {
    const { _session: session, _current } = this;
    const { _clock, _kinds, _options } = session;
    this._now = undefined;
    const kind = _kinds.find(({ _type }) => _offered.includes(_type) && _type !== _current.name);
    if (!kind || session.readyState !== "open") return;
    const failed = (error: ConnectError): void => {
      const others = _offered.filter((name) => name !== kind._type);
      this._now = undefined;
      session._upgradeFailed(error);
      if (!asksToWait(error)) this._next(others, { _isQuick: false });
    };
    let _candidate: Transport;
    try {
      _candidate = new kind(session);
    } catch (cause) {
      return failed(probeError(kind._type, cause));
    }
    const _sink: UpgradeSink = {
      _pausing: () => session._notify("upgrading", _candidate),
      _ended: (error) => {
        if (error) failed(error);
        else this._moved(_candidate);
        session._upgradeEnded();
      },
    };
    this._now = new Upgrade({ _clock, _timeout: _options.upgradeTimeout, _current, _candidate, _isQuick, _sink });
  }

  _moved(candidate: Transport): void {
    this._now = undefined;
    this._current._abort();
    this._session._swap(candidate);
  }
}

/** Begins to move a session; the first candidate waits for the answer to CONNECT, where the handshake was quick. */
export const upgrade = (session: Movable, current: Pausable, { _offered, _took }: UpgradeFacts): UnderWay => {
  const moves = new Moves(session, current);
  if (session._options.upgrade !== false) moves._next(_offered, { _isQuick: _took < MOMENT });
  return moves;
};

const PROBE = "probe";

const probeError = (transport: TransportName, cause: unknown): ConnectError => {
  // what the server said to it
  const { status, retryAfter } = (isConnectError(cause) ? cause : {}) as Partial<ConnectError>;
  const fields = { transport, cause, status, retryAfter };
  return connectError("ERR_TRANSPORT", "transport", `probe error: ${messageOf(cause)}`, fields);
};

/** Who is told of an upgrade. */
export interface UpgradeSink {
  /** The candidate works: polling is about to be paused for it. */
  _pausing(): void;
  /** Once: without an error the candidate has been sent `5` and is the connection. */
  _ended(error?: ConnectError): void;
}

/** What an upgrade is made of. */
interface UpgradeInit {
  readonly _clock: Clock;
  /** ms that the candidate has, once it was begun. */
  readonly _timeout: number;
  readonly _current: Pausable;
  readonly _candidate: Transport;
  /** Does it begin with what the first poll brings, the answer to CONNECT? */
  readonly _isQuick: boolean;
  readonly _sink: UpgradeSink;
}

/** Nothing was begun: CONNECT and its answer go first. */
interface Waiting {
  readonly name: "waiting";
  /** Begins all the same. */
  readonly _timer: Timer;
}

/**
 * The candidate is being opened; then it is asked whether it works; then `3probe` came, and the poll in flight is to be answered,
 * and after it the POST in flight.
 */
interface Trying {
  readonly name: "opening" | "probing" | "pausing";
  /** The limit of all three. */
  readonly _timer: Timer;
}

/** The candidate is the connection, or was given up. */
interface Ended {
  readonly name: "ended";
}

type State = Waiting | Trying | Ended;

const waiting = (_timer: Timer): Waiting => ({ name: "waiting", _timer });
const trying = (name: Trying["name"], _timer: Timer): Trying => ({ name, _timer });
const ended = (): Ended => ({ name: "ended" });

/**
 * Moves a session from polling to a candidate; see "Upgrade" in docs/protocol.md. Until `5` is sent any failure means that
 * polling goes on, with nothing lost, doubled or reordered.
 */
export class Upgrade implements TransportSink {
  readonly _init: UpgradeInit;
  _state: State;

  constructor(init: UpgradeInit) {
    const { _clock, _current, _candidate, _isQuick } = init;
    this._init = init;
    // a WebSocket takes a page and the server a while to make: CONNECT and its answer go first, where they don't take long
    this._state = waiting(_clock.setTimeout(() => this._begin(), _isQuick ? MOMENT : 0));
    _candidate._sink = this;
    if (_isQuick) _current._putOff(() => this._begin());
  }

  /** The one way from a state to another. */
  _enter(next: State): void {
    const last = this._state;
    this._state = next;
    if (last.name !== "ended" && (next.name === "ended" || next._timer !== last._timer))
      this._init._clock.clearTimeout(last._timer);
  }

  _begin(): void {
    if (this._state.name !== "waiting") return;
    const { _clock, _timeout, _candidate } = this._init;
    this._enter(
      trying(
        "opening",
        _clock.setTimeout(() => this._fail("timeout"), _timeout),
      ),
    );
    _candidate._try(() => _candidate._open());
  }

  /** Gives the candidate up, and polling its lanes back. */
  _cancel(): void {
    const { name } = this._state;
    if (name === "ended") return;
    this._enter(ended());
    if (name === "pausing") this._init._current._resume();
    this._init._candidate._abort();
  }

  _fail(what: unknown): void {
    if (this._state.name === "ended") return;
    const { _candidate, _sink } = this._init;
    this._cancel();
    _sink._ended(probeError(_candidate.name, what));
  }

  // ---- for the candidate

  _ready(): void {
    if (this._state.name !== "opening") return;
    this._enter(trying("probing", this._state._timer));
    this._init._candidate._send([{ type: "ping", data: PROBE }]);
  }

  _packet({ type, data }: EnginePacket): void {
    const state = this._state;
    if (state.name !== "probing" || type !== "pong" || data !== PROBE) return this._fail("wrong answer");
    const { _current, _candidate, _sink } = this._init;
    const pausing = trying("pausing", state._timer);
    this._enter(pausing);
    _sink._pausing();
    // a listener may have closed the session
    if (this._state !== pausing) return;
    _current._pause(() => {
      if (this._state !== pausing) return;
      this._enter(ended());
      _candidate._send([{ type: "upgrade" }]);
      _sink._ended();
    });
  }

  _closed(error?: ConnectError): void {
    this._fail(error ?? "closed");
  }
}
