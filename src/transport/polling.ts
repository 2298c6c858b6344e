import { decodeFrame, type EnginePacket, encodeBody, SEPARATOR } from "../codec/engine-io.ts";
import type { Timer } from "../platform/platform.ts";
import { type ConnectError, messageOf } from "../util/errors.ts";
import {
  httpError,
  parseError,
  type Transport,
  type TransportContext,
  type TransportSink,
  transportError,
} from "./transport.ts";

/** A request under way, with what ends it early. */
interface Lane {
  abort: AbortController;
  timer: Timer;
}

/** ms that the server has to answer the goodbye. */
const GOODBYE_TIMEOUT = 2000;

type State =
  | { name: "open" }
  /** No more polls; `done` once neither lane has a request. */
  | { name: "pausing"; done: () => void }
  | { name: "paused" }
  /** The goodbye is due, or out and to be answered. */
  | { name: "closing"; timer: Timer; said: boolean }
  | { name: "closed" };

/**
 * HTTP long-polling: two lanes, one GET and one POST at a time (the server closes the session at a second of either),
 * and no GET of a living session is aborted.
 */
export class Polling implements Transport {
  readonly name = "polling";
  sink!: TransportSink;
  _state: State = { name: "open" };
  _get: Lane | undefined;
  _post: Lane | undefined;
  readonly _context: TransportContext;

  constructor(context: TransportContext) {
    this._context = context;
  }

  get ready(): boolean {
    const { name } = this._state;
    // while pausing, posts go on for as long as the last poll is out
    return !this._post && !!this._context.sid() && (name === "open" || (name === "pausing" && !!this._get));
  }

  get writable(): boolean {
    return this.ready;
  }

  open(): void {
    this._poll();
  }

  send(batch: readonly EnginePacket[]): void {
    this._post = this._lane();
    encodeBody(batch, (body) => this._sendBody(body));
  }

  pause(done: () => void): void {
    this._state = { name: "pausing", done };
    this._settle();
  }

  resume(): void {
    if (this._state.name !== "pausing" && this._state.name !== "paused") return;
    this._state = { name: "open" };
    if (!this._get) this._poll();
    if (this.ready) this.sink.ready();
  }

  close(): void {
    if (!this._context.sid()) return this._end();
    const timer = this._context.clock.setTimeout(() => this._end(), GOODBYE_TIMEOUT);
    this._state = { name: "closing", timer, said: false };
    this._settle();
  }

  abort(): void {
    if (this._state.name === "closing") this._context.clock.clearTimeout(this._state.timer);
    this._state = { name: "closed" };
    for (const lane of [this._get, this._post]) {
      if (!lane) continue;
      this._context.clock.clearTimeout(lane.timer);
      lane.abort.abort();
    }
    this._get = this._post = undefined;
  }

  _end(error?: ConnectError, description?: string): void {
    if (this._state.name === "closed") return;
    this.abort();
    this.sink.closed(error, description ? { description } : undefined);
  }

  /** Does what the state was waiting for, if no request is in its way. */
  _settle(): void {
    const state = this._state;
    if (state.name === "pausing" && !this._get && !this._post) {
      this._state = { name: "paused" };
      state.done();
    } else if (state.name === "closing" && !this._post) {
      if (!state.said) {
        state.said = true;
        this.send([{ type: "close" }]);
      } else if (!this._get) this._end();
    }
  }

  _poll(): void {
    const lane = this._lane();
    this._get = lane;
    this._request("GET", lane, undefined, (text) => {
      this._get = undefined;
      for (const frame of text.split(SEPARATOR)) {
        const packet = decodeFrame(frame, this._context.binaryType());
        if (!packet) {
          // before the handshake this is no session's answer at all
          const url = this._context.url("http", "polling");
          return this._end(
            this._context.sid() ? parseError("polling", url) : httpError("xhr poll error", 200, text, "polling", url),
          );
        }
        if (packet.type === "close" && this._state.name !== "closing") {
          return this._end(undefined, "transport closed by the server");
        }
        this.sink.packet(packet);
        if (this._state.name === "closed") return;
      }
      if (this._state.name === "open") this._poll();
      else this._settle();
    });
  }

  _sendBody(body: string): void {
    const lane = this._post;
    if (!lane) return;
    this._request("POST", lane, body, () => {
      this._post = undefined;
      this._settle();
      if (this.ready) this.sink.ready();
    });
  }

  _lane(): Lane {
    const abort = new AbortController();
    const { requestTimeout, clock } = this._context;
    return { abort, timer: requestTimeout ? clock.setTimeout(() => abort.abort(), requestTimeout) : undefined };
  }

  _request(method: "GET" | "POST", lane: Lane, body: string | undefined, answered: (text: string) => void): void {
    const { http, clock, network, url: urlOf } = this._context;
    const url = urlOf("http", "polling");
    const prefix = method === "GET" ? "xhr poll error" : "xhr post error";
    const headers: Record<string, string> = { ...network.extraHeaders };
    if (body !== undefined) headers["Content-type"] = "text/plain;charset=UTF-8";
    const current = (): boolean => {
      clock.clearTimeout(lane.timer);
      return this._get === lane || this._post === lane;
    };
    http!({
      method,
      url,
      headers,
      withCredentials: network.withCredentials,
      signal: lane.abort.signal,
      ...(body !== undefined && { body }),
    }).then(
      ({ status, text }) => {
        if (!current()) return;
        // a page in place of an answer, from a portal or proxy, must not pass for an "ok"
        if (status === 200 && !(body !== undefined && /^\s*</.test(text))) answered(text);
        else this._end(httpError(prefix, status, text, "polling", url));
      },
      (error: unknown) => {
        if (!current()) return;
        const timedOut = lane.abort.signal.aborted;
        const what = timedOut ? `no answer within ${this._context.requestTimeout} ms` : messageOf(error);
        this._end(transportError("ERR_TRANSPORT", `${prefix}: ${what}`, "polling", url, { cause: error }));
      },
    );
  }
}
