/** The opening of a session where there is more than one transport; it comes with those that an app names beside another. */
import type { Platform, Timer } from "../platform/platform.ts";
import { losesHeaders, type Session } from "../transport/transport.ts";
import { type ConnectError, connectError } from "../util/errors.ts";
import { openOne } from "./opening.ts";
import type { EngineKind, EngineOptions, OpeningSink, Race } from "./types.ts";

/** Does the server ask to be left alone for a while? Then it is not asked in another way either. */
export const asksToWait = ({ status, retryAfter }: ConnectError): boolean =>
  status === 429 || (status === 503 && retryAfter !== undefined);

/**
 * May another transport do better than one that failed like this (docs/design.md, "Fallback")? Not where it would only ask a
 * refusing server twice.
 */
export const mayFallBack = (error: ConnectError): boolean => {
  const { code, status, serverCode, transport, _unreachable } = error;
  if (asksToWait(error)) return false;
  if (serverCode !== undefined) return serverCode === 0;
  if (status) return code === "ERR_NOT_SOCKETIO" || status === 404 || status === 405 || status >= 500;
  // a page is not told why its WebSocket failed: it may have been blocked
  return code === "ERR_TRANSPORT" && transport !== "polling" && !_unreachable;
};

/** The first of the transports, and those that are a way out if it fails. */
const waysOut = (kinds: readonly EngineKind[], options: EngineOptions, platform: Platform): readonly EngineKind[] => {
  // what would have to do without the app's headers is no way out
  const lossy = losesHeaders(platform, options);
  return kinds.filter(
    ({ _type }, i) =>
      !i ||
      (options.tryAllTransports !== false &&
        (_type === "polling" || !lossy) &&
        // few servers have it, and where none answers it takes long to fail: it is a way out only where the app says so
        (_type !== "webtransport" || options.transports)),
  );
};

/**
 * Opens the first transport, and the next one beside it when the first has used up its share of the time (ms), or failed in a way
 * of its own. The first to have a packet wins, and the others are closed; if all fail, the first one's error has those of all.
 */
class Openings {
  readonly _session: Session;
  readonly _kinds: readonly EngineKind[];
  readonly _share: number;
  readonly _sink: OpeningSink;
  readonly _giveUps: (() => void)[] = [];
  /** By their place in the app's order; with holes. */
  readonly _errors: ConnectError[] = [];
  _next = 0;
  _running = 0;
  _timer: Timer;

  constructor(session: Session, kinds: readonly EngineKind[], share: number, sink: OpeningSink) {
    this._session = session;
    this._kinds = kinds;
    this._share = share;
    this._sink = sink;
  }

  _start(): void {
    const { _session, _kinds, _sink } = this;
    _session._clock.clearTimeout(this._timer);
    const place = this._next++;
    const kind = _kinds[place];
    if (!kind) return;
    this._running++;
    if (this._next < _kinds.length) this._timer = _session._clock.setTimeout(() => this._start(), this._share);
    this._giveUps[place] = openOne(_session, kind, {
      _started: (transport) => _sink._started(transport),
      _won: (...winner) => {
        this._cancel();
        _sink._won(...winner);
      },
      _closed: (error) => this._failed(place, error),
    });
  }

  _failed(place: number, error: ConnectError): void {
    this._errors[place] = error;
    this._running--;
    if (mayFallBack(error)) this._start();
    if (this._running) return;
    this._session._clock.clearTimeout(this._timer);
    // in the order of the app, whichever failed first
    const all = this._errors.flat();
    const [first] = all as [ConnectError];
    const { code, phase, message } = first;
    const retryAfter = all.find((one) => one.retryAfter)?.retryAfter;
    const { length } = all;
    this._sink._closed(length > 1 ? connectError(code, phase, message, { ...first, retryAfter, errors: all }) : first);
  }

  _cancel(): void {
    this._session._clock.clearTimeout(this._timer);
    for (const giveUp of this._giveUps) giveUp();
  }
}

/** Opens them so; returns the function that gives up. */
export const openFirst = (
  session: Session,
  kinds: readonly EngineKind[],
  share: number,
  sink: OpeningSink,
): (() => void) => {
  const openings = new Openings(session, kinds, share, sink);
  openings._start();
  return () => openings._cancel();
};

/** Opens the first of the transports that works, within `timeout` ms. */
export const race: Race = (session, kinds, timeout, sink) => {
  const all = waysOut(kinds, session._options, session._platform);
  return openFirst(session, all, timeout / all.length, sink);
};
