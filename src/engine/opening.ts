import type { EnginePacket } from "../codec/engine-io.ts";
import type { Timer } from "../platform/platform.ts";
import type { Session, Transport, TransportKind } from "../transport/transport.ts";
import { type ConnectError, connectError, messageOf } from "../util/errors.ts";

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

const openingError = ({ _type }: TransportKind, what: string, cause: unknown): ConnectError =>
  connectError("ERR_TRANSPORT", "transport", `${_type} error: ${what}`, { transport: _type, cause });

/** Who is told of an opening. */
export interface OpeningSink {
  /** It begins with this transport. */
  _started(transport: Transport): void;
  /** The first packet of the first transport that had one; the others are closed. */
  _won(transport: Transport, packet: EnginePacket): void;
  /** All failed: with the first one's error, which has those of all. */
  _closed(error: ConnectError): void;
}

/**
 * Opens the first transport, and the next one beside it when the first has used up its share of the time (`share`, ms), or
 * failed in a way of its own. Returns the function that gives up.
 */
export const openFirst = (
  session: Session,
  kinds: readonly TransportKind[],
  share: number,
  sink: OpeningSink,
): (() => void) => {
  const { _clock, _platform } = session;
  const running = new Set<Transport>();
  // with holes
  const errors: ConnectError[] = [];
  let next = 0;
  let timer: Timer;

  const cancel = (): void => {
    _clock.clearTimeout(timer);
    for (const transport of running) transport._abort();
    running.clear();
  };

  const failed = (place: number, error: ConnectError): void => {
    errors[place] = error;
    if (mayFallBack(error)) start();
    if (running.size) return;
    _clock.clearTimeout(timer);
    // in the order of the app, whichever failed first
    const all = errors.flat();
    const [first] = all as [ConnectError];
    const { code, phase, message } = first;
    const retryAfter = all.find((one) => one.retryAfter)?.retryAfter;
    sink._closed(all.length > 1 ? connectError(code, phase, message, { ...first, retryAfter, errors: all }) : first);
  };

  const begin = (kind: TransportKind, place: number): void => {
    const transport = new kind(session);
    running.add(transport);
    transport._sink = {
      _ready() {},
      _packet(packet) {
        running.delete(transport);
        cancel();
        sink._won(transport, packet);
      },
      _closed(error, cause) {
        running.delete(transport);
        failed(place, error ?? openingError(kind, "closed", cause));
      },
    };
    if (next < kinds.length) timer = _clock.setTimeout(start, share);
    sink._started(transport);
    _platform.soon(() => {
      if (running.has(transport)) transport._try(() => transport._open());
    });
  };

  const start = (): void => {
    _clock.clearTimeout(timer);
    const place = next++;
    const kind = kinds[place];
    if (!kind) return;
    try {
      begin(kind, place);
    } catch (cause) {
      timer = _clock.setTimeout(() => failed(place, openingError(kind, messageOf(cause), cause)), 0);
    }
  };

  if (kinds[0]) start();
  else {
    const error = connectError("ERR_NO_TRANSPORT", "transport", "No transports available");
    timer = _clock.setTimeout(() => sink._closed(error), 0);
  }
  return cancel;
};
