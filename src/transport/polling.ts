import { type EnginePacket, encodeBody, SEPARATOR } from "../codec/engine-io.ts";
import type { HttpResponse, Requests, Timer } from "../platform/platform.ts";
import { type ConnectError, httpFailure } from "../util/errors.ts";
import { GRACE, Transport } from "./transport.ts";

/** It polls, one poll after the other. */
interface Open {
  readonly name: "open";
}

/** It starts no more polls, as an upgrade is about to take over. */
interface Pausing {
  readonly name: "pausing";
  /** Called when neither lane has a request. */
  readonly _done: () => void;
}

/** The goodbye is to be said, once the POST in flight is answered. */
interface Closing {
  readonly name: "closing";
}

/** The goodbye was said; its answer, and that of the poll in flight, are waited for. */
interface Parting {
  readonly name: "parting";
}

type State = Open | Pausing | Closing | Parting;

const open = (): Open => ({ name: "open" });
const pausing = (_done: () => void): Pausing => ({ name: "pausing", _done });
const closing = (): Closing => ({ name: "closing" });
const parting = (): Parting => ({ name: "parting" });

/** Polls that take no longer than need be: those for the handshake and for the answer to CONNECT. */
const QUICK = 2;
/** ms without a poll that an upgrade may have: as long as what the server sends may wait for its sake. */
export const MOMENT = 25;
/** What apps know from socket.io-client of a request without an answer: the status is 0, and its text the error. */
const noAnswer = (error: unknown): Partial<ConnectError> => ({
  description: 0,
  context: { status: 0, statusText: error, responseText: "" },
});

/** Apps compare with it. */
const PREFIX = { post: "xhr post error", poll: "xhr poll error" };

/** A request under way: what aborts it, and its time limit. */
interface Lane {
  _controller?: AbortController;
  _timer?: Timer;
  /** What is posted, and its bytes, once somebody has asked: they are counted once, since that takes a while. */
  _body?: string | undefined;
  _bytes?: number;
}

/**
 * HTTP long-polling: two lanes, one GET and one POST at a time (the server closes the session at a second of either). No
 * GET of a living session is aborted: the server would close that too.
 */
export abstract class Polling extends Transport {
  /** What the platform has for it. */
  abstract readonly _requests: Requests;
  _state: State = open();
  /** The request in the lane; the lane is free without one. */
  _get: Lane | undefined;
  _post: Lane | undefined;
  _polls = 0;
  /** What is to begin between two polls, once; see {@link _putOff}. */
  _between: (() => void) | undefined;

  override get _posts(): boolean {
    return true;
  }

  override get bufferedAmount(): number {
    const lane = this._post;
    if (!lane) return 0;
    lane._bytes ??= this._session._platform.byteLength(lane._body ?? "");
    return lane._bytes;
  }

  get _isLeaving(): boolean {
    const { name } = this._state;
    return name === "closing" || name === "parting";
  }

  get _idle(): boolean {
    // while pausing, posts go on for as long as the last poll is out
    const { name } = this._state;
    // the last chance: the answer to a POST in flight will not be heard
    const free = !this._post || this._session._parting;
    return !this._over && free && !!this._session.id && (name === "open" || (name === "pausing" && !!this._get));
  }

  _open(): void {
    this._poll();
  }

  _send(batch: readonly EnginePacket[]): void {
    const lane: Lane = {};
    this._post = lane;
    this._request(lane, batch, () => {
      this._post = undefined;
      this._settle();
      if (this._idle) this._sink._ready();
    });
  }

  /** Starts no more polls, and calls back once nothing is under way; goes on sending until the poll is answered. */
  _pause(done: () => void): void {
    this._enter(pausing(done));
  }

  /**
   * Calls back when the next poll was answered, and puts off the one after it by a {@link MOMENT}: if an upgrade gets so far
   * in this time, the server has no poll to release, which it does once in 100 ms only.
   */
  _putOff(callback: () => void): void {
    this._between = callback;
  }

  /** Goes on after {@link _pause}. */
  _resume(): void {
    if (this._state.name !== "pausing" || this._over) return;
    this._enter(open());
    this._poll();
    if (this._idle) this._sink._ready();
  }

  _close(): void {
    if (this._isForsaken) {
      // the POST in flight may have been read or not; were it left, it might be read after what is sent on the next connection
      this._giveUp(this._post);
      this._post = undefined;
    }
    this._enter(closing());
  }

  /** The one way from a state to another. */
  _enter(next: State): void {
    this._state = next;
    this._settle();
  }

  _release(): void {
    this._giveUp(this._get);
    this._giveUp(this._post);
    this._requests.end?.(this._options);
  }

  _giveUp(lane: Lane | undefined): void {
    // what is sent on leaving outlives the page
    if (lane === this._get || !this._session._parting) lane?._controller?.abort();
    this._session._clock.clearTimeout(lane?._timer);
  }

  /** Does what the state waits for, if no request is in its way. */
  _settle(): void {
    const state = this._state;
    if (this._over || this._post) return;
    if (state.name === "pausing" && !this._get) state._done();
    else if (state.name === "closing") {
      this._send([{ type: "close" }]);
      this._enter(parting());
    } else if (state.name === "parting") {
      if (!this._get) this._end();
      // some servers never release the poll of a session that is over
      else this._later(GRACE, () => this._end());
    }
  }

  /** Starts a poll, if there is to be one and none is out. */
  _poll(): void {
    if (this._state.name !== "open" || this._get || this._over) return;
    const lane: Lane = {};
    this._get = lane;
    this._polls++;
    const { id } = this._session;
    this._request(lane, undefined, (text) => {
      // one after the other: a list of millions of them would take many times the memory of the text
      for (let start = 0, end = 0; end >= 0; start = end + 1) {
        end = text.indexOf(SEPARATOR, start);
        this._receive(end < 0 ? text.slice(start) : text.slice(start, end));
        // nothing after a bad packet is processed
        if (this._over) return;
        if (this._isLeaving) break;
      }
      this._get = undefined;
      if (this._state.name !== "open") return this._settle();
      const next = (): void => this._poll();
      const between = this._between;
      // CONNECT goes first, over the connection that is there: the poll waits for its answer
      if (!id) Promise.resolve().then(next);
      else if (between) {
        this._between = undefined;
        this._later(MOMENT, next);
        between();
      } else next();
    });
  }

  /** Sends a batch, or without one polls. */
  _request(
    lane: Lane,
    batch: readonly EnginePacket[] | undefined,
    answered: (text: string, response: HttpResponse) => void,
  ): void {
    const { _platform, _clock, _parting, id } = this._session;
    const { requestTimeout } = this._options;
    const post = !!batch;
    // a poll that the browser aborts ends the session at the server, and with it what is sent on leaving
    const keepalive = _parting || (!post && this._polls > QUICK && !!_platform.pollsOutlivePage);
    const fail = (error: unknown): void => {
      // of an answer that is refused, there may be more to come
      lane._controller?.abort();
      this._failed(lane, error);
    };
    const isOut = (): boolean => !this._over && (lane === this._get || lane === this._post);
    this._try(() => {
      const body = batch && encodeBody(batch, _platform);
      lane._body = body;
      lane._controller = new AbortController();
      if (requestTimeout)
        lane._timer = _clock.setTimeout(
          () => this._fail("timeout", noAnswer("timeout"), PREFIX[post ? "post" : "poll"]),
          requestTimeout,
        );
      this._requests.send(this._url(), body, lane._controller.signal, this._options, { keepalive }).then((response) => {
        const { status, text } = response;
        _clock.clearTimeout(lane._timer);
        if (!isOut()) return;
        // a page in place of an answer, from a portal or proxy, must not pass for an "ok", nor what is no packet for a handshake
        if (status === 200 && (id || post ? /^(?!\s*<)/ : /^[0-6b]/).test(text)) return answered(text, response);
        const failure = httpFailure(response, _clock.now());
        this._failed(lane, failure.cause, failure);
      }, fail);
    }, fail);
  }

  /** A request failed: the lane is free, for the goodbye. */
  _failed(lane: Lane, error: unknown, fields: Partial<ConnectError> = noAnswer(error)): void {
    const post = lane === this._post;
    this._session._clock.clearTimeout(lane._timer);
    if (post) this._post = undefined;
    else if (lane === this._get) this._get = undefined;
    else return;
    if (this._isLeaving) this._settle();
    else this._fail(error, fields, PREFIX[post ? "post" : "poll"]);
  }

  /** Whatever the error, but for a server that does not know the session; a page that goes away has said what it had to. */
  override _mayLive({ code }: ConnectError): boolean {
    return code !== "ERR_SESSION_UNKNOWN" && !this._session._parting;
  }
}
