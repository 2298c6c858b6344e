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
 * Opens the first transport, and the next one beside it when the first has used up its share of the time (`share`, ms), or
 * failed in a way of its own. The first to have a packet wins, and the others are closed; if all fail, the first one's error
 * has those of all. Returns the function that gives up.
 */
export const openFirst = (
  session: Session,
  kinds: readonly EngineKind[],
  share: number,
  sink: OpeningSink,
): (() => void) => {
  const { _clock } = session;
  const giveUps: (() => void)[] = [];
  // with holes
  const errors: ConnectError[] = [];
  let next = 0;
  let running = 0;
  let timer: Timer;

  const cancel = (): void => {
    _clock.clearTimeout(timer);
    for (const giveUp of giveUps) giveUp();
  };

  const failed = (place: number, error: ConnectError): void => {
    errors[place] = error;
    running--;
    if (mayFallBack(error)) start();
    if (running) return;
    _clock.clearTimeout(timer);
    // in the order of the app, whichever failed first
    const all = errors.flat();
    const [first] = all as [ConnectError];
    const { code, phase, message } = first;
    const retryAfter = all.find((one) => one.retryAfter)?.retryAfter;
    sink._closed(all.length > 1 ? connectError(code, phase, message, { ...first, retryAfter, errors: all }) : first);
  };

  const start = (): void => {
    _clock.clearTimeout(timer);
    const place = next++;
    const kind = kinds[place];
    if (!kind) return;
    running++;
    if (next < kinds.length) timer = _clock.setTimeout(start, share);
    giveUps[place] = openOne(session, kind, {
      _started: (transport) => sink._started(transport),
      _won(...winner) {
        cancel();
        sink._won(...winner);
      },
      _closed: (error) => failed(place, error),
    });
  };

  start();
  return cancel;
};

/** Opens the first of the transports that works, within `timeout` ms. */
export const race: Race = (session, kinds, timeout, sink) => {
  const all = waysOut(kinds, session._options, session._platform);
  return openFirst(session, all, timeout / all.length, sink);
};
