import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import { expect } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { atEnd } from "./leaks.ts";
import { listen } from "./listen.mjs";
import { next, Transcript, until } from "./until.ts";

/**
 * An Engine.IO server that does what the test says, at each step and down to the bytes, on polling and on WebSocket.
 *
 * What the test does not script works as it should: the handshake, polls that are held until there is something to send,
 * POSTs answered `ok`, the upgrade, `40` answered by `40{"sid":…}`. So a fault test scripts its fault alone:
 *
 *     const server = await scripted({
 *       // the second poll of the session is answered by a proxy's page
 *       onRequest: ({ kind, n }) => (kind === "poll" && n === 2 ? { body: "<html>", doom: true } : undefined),
 *     });
 *     const socket = client(server, { transports: ["polling"] });
 *     const log = transcribe(socket);
 *     await log.until("disconnect: transport error");
 *     expect(server.record.entries).toEqual(["> GET", "< 0{…}", "> POST 40", "< ok", "> GET", …]);
 *
 * **Scripting**
 * - `handshake(n)`: the first packet of the n-th session, from 0: an object is merged into a good handshake, a string or
 *   Buffer is sent as it is (with its `0`, if it has one).
 * - `onRequest(request)`: a {@link Reply} in place of the usual answer to an HTTP request: any status, headers and body,
 *   a body in chunks, a wrong `Content-Length`, a body cut after n bytes, any bytes at all, a reset, no answer ever, or
 *   the usual answer late: `{ after: promise }`.
 * - `onUpgrade(request)`: a Reply that refuses a WebSocket.
 * - `onOpen(session, ws)`: a WebSocket has opened.
 * - `onFrame(frame, session, via)`: each Engine.IO packet of the client, `via` being `"polling"`, `"websocket"` or
 *   `"candidate"`. `true`: swallowed, the server does nothing about it.
 *
 * **A session** (`await server.session(n)`)
 * - `send(…frames)`: sends Engine.IO packets as they are, over the transport in use; on polling all of them in one answer.
 * - `bad(…frames)`: the same, of what will make the client give the session up.
 * - `answerPoll(reply)`: answers the poll in flight, or the next one.
 * - `hold()`, `release()`: polls are not answered meanwhile, not even to end an upgrade.
 * - `candidate`, `ws`: the WebSocket that is being probed, or in use; `bytes(ws, buffer)` puts bytes on its TCP connection.
 * - `polled()`: waits until a poll is in flight, which is not so all the time.
 * - `heard()`: waits until the client has taken what was sent over a WebSocket so far.
 * - `cut("fin" | "rst")`: ends all its TCP connections. `close()`: sends `1`. `doom()`: see below.
 *
 * `server.cut("fin" | "rst")` ends every TCP connection.
 *
 * **What the client did** is in `record`, with the answers, in order: `> GET`, `> POST 40`, `> WS`, `> ws 2probe`,
 * `< 0{…}`, `< ok`, `< ws 3probe`, `< 403`, `GET aborted`. Packets of one payload are joined by ` | `, bytes are `<5 bytes>`.
 * `client` has the client's lines alone.
 *
 * **What the client must never do** is in `violations`, which the end of the test asserts to be empty: a second GET or POST
 * at once, an aborted GET of a session that lives, a ping other than `2probe`, a request after `5`, a message on a candidate
 * before `5`, a `5` without `3probe`, two candidates at once, a payload above `maxPayload`, a packet for a namespace that is
 * not joined, a second CONNECT. A session no more lives once the client said `1`, or one of us ended or broke it; where the
 * script breaks it in a way that this file can't see, it says so by `doom()` or `doom: true`.
 */

export interface Reply {
  /** @default 200 */
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** The body, each piece as an HTTP chunk of its own. */
  chunks?: (string | Buffer)[];
  /** Declared whatever the body's length. */
  contentLength?: number;
  /** Bytes of the body after which the connection is cut. */
  cutAfter?: number;
  /** In place of a whole HTTP answer. */
  raw?: string | Buffer;
  /** Resets the TCP connection. */
  reset?: boolean;
  /** Never answers. */
  hang?: boolean;
  /** Answers then: as the rest says, or, where it says nothing, as usual. */
  after?: Promise<unknown>;
  /** The client has every right to give the session up on this; any status but 200 says so by itself. */
  doom?: boolean;
}

export interface Incoming {
  kind: "handshake" | "poll" | "post" | "websocket" | "candidate";
  /** Which one of its kind in its session, or on the server where there is no session yet; from 1. */
  n: number;
  url: URL;
  headers: IncomingMessage["headers"];
  /** Of a POST. */
  body: string;
  session: Session | undefined;
}

export interface Script {
  handshake?: (n: number) => object | string | Buffer;
  onRequest?: (request: Incoming) => Reply | undefined | void;
  onUpgrade?: (request: Incoming) => Reply | undefined | void;
  onOpen?: (session: Session, ws: WebSocket) => void;
  onFrame?: (frame: Frame, session: Session, via: Via) => boolean | void;
}

type Frame = string | Buffer;
type Via = "polling" | "websocket" | "candidate";

interface Poll {
  request: IncomingMessage;
  response: ServerResponse;
}

const SEPARATOR = "\x1e";

const show = (frame: Frame): string => {
  if (typeof frame !== "string") return `<${frame.length} bytes>`;
  return frame.startsWith("0{") ? "0{…}" : frame.length > 60 ? `${frame.slice(0, 57)}…` : frame;
};

const showAll = (frames: readonly Frame[]): string => frames.map(show).join(" | ");

export class Session {
  readonly sid: string;
  readonly maxPayload: number;
  /** Frames of the client, over whichever transport, without those of the protocol itself: what comes after the `4`, and bytes. */
  readonly messages = new Transcript<string | Buffer>();
  ws: WebSocket | undefined;
  candidate: WebSocket | undefined;
  /** The client may end it as it likes. */
  doomed = false;
  /** @internal */ readonly counts: Record<string, number> = {};
  /** @internal */ post: unknown;
  /** @internal */ poll: Poll | undefined;
  /** Was `2probe` received, and was it answered? */
  probing = false;
  probed = false;
  /** @internal */ upgraded = false;
  readonly #server: ScriptedServer;
  readonly #namespaces = new Map<string, "joining" | "joined">();
  readonly #replies: Reply[] = [];
  #queue: Frame[] = [];
  #held = false;
  #release = false;

  /** @internal */
  constructor(server: ScriptedServer, n: number, maxPayload: number) {
    this.#server = server;
    this.sid = `session-${n}`;
    this.maxPayload = maxPayload;
  }

  send(...frames: Frame[]): void {
    for (const frame of frames) {
      if (String(frame).startsWith("40")) this.#namespaces.set(namespaceOf(String(frame).slice(1)), "joined");
    }
    this.#queue.push(...frames);
    this.flush();
  }

  bad(...frames: Frame[]): void {
    this.doom();
    this.send(...frames);
  }

  answerPoll(reply: Reply): void {
    this.#replies.push(reply);
    this.flush();
  }

  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.flush();
  }

  doom(): void {
    this.doomed = true;
  }

  close(): void {
    this.bad("1");
  }

  cut(how: "fin" | "rst"): void {
    this.doom();
    for (const socket of this.#server.socketsOf(this)) how === "rst" ? socket.resetAndDestroy() : socket.destroy();
  }

  bytes(ws: WebSocket | undefined, bytes: string | Buffer): void {
    (ws as unknown as { _socket: TcpSocket })._socket.write(bytes);
  }

  async heard(): Promise<void> {
    const ws = this.candidate ?? this.ws;
    // WebSocket's own ping, which is answered in order
    ws?.ping();
    if (ws) await next(ws, "pong");
  }

  /** Waits until a poll is in flight. */
  polled(): Promise<void> {
    return until("a poll is in flight", () => this.poll);
  }

  /** @internal Sends what is queued, if the transport in use takes it. */
  flush(): void {
    if (this.ws) {
      for (const frame of this.#queue.splice(0)) {
        this.#server.record.push(`< ws ${show(frame)}`);
        this.ws.send(frame);
      }
      return;
    }
    const { poll } = this;
    if (!poll || this.#held) return;
    const reply = this.#replies.shift();
    if (reply) {
      this.poll = undefined;
      return this.#server.reply(poll.request, poll.response, reply, this);
    }
    if (!this.#queue.length && !this.#release) return;
    const frames = this.#queue.length ? this.#queue.splice(0) : ["6"];
    this.#release = false;
    this.poll = undefined;
    this.#server.record.push(`< ${showAll(frames)}`);
    const texts = frames.map((frame) => (typeof frame === "string" ? frame : `b${frame.toString("base64")}`));
    poll.response.setHeader("Content-Type", "text/plain; charset=UTF-8");
    poll.response.end(texts.join(SEPARATOR));
  }

  /** @internal Answers the poll in flight, or the next one, if with nothing but a noop. */
  free(): void {
    this.#release = true;
    this.flush();
  }

  /** @internal */
  received(frame: Frame, via: Via): void {
    const violation = this.#judge(frame, via);
    if (violation) this.#server.violations.push(`${violation}: ${show(frame)} by ${via}`);
    if (frame === "1") this.doom();
    if (frame === "2probe") this.probing = true;
    const message = typeof frame !== "string" ? frame : frame[0] === "4" ? frame.slice(1) : undefined;
    if (message !== undefined) this.messages.push(message);
    if (this.#server.script.onFrame?.(frame, this, via)) return;
    const text = typeof message === "string" ? message : "";
    if (frame === "2probe" && via === "candidate") {
      this.answerProbe();
    } else if (frame === "5" && via === "candidate") {
      this.ws = this.candidate;
      this.candidate = undefined;
      this.flush();
    } else if (frame === "1") {
      this.#release = true;
      this.flush();
      this.ws?.close();
    } else if (text[0] === "0") {
      const nsp = namespaceOf(text);
      this.send(`40${nsp === "/" ? "" : `${nsp},`}{"sid":"${this.sid}${nsp}"}`);
    }
  }

  /** What a good server does at `2probe`: answers, and releases the poll. */
  answerProbe(): void {
    this.#server.record.push("< ws 3probe");
    this.probed = true;
    this.candidate?.send("3probe");
    this.free();
  }

  #judge(frame: Frame, via: Via): string | undefined {
    const text = String(frame);
    if (via === "candidate") {
      if (frame === "2probe") return;
      if (frame !== "5") return "a candidate carries nothing but 2probe and 5";
      if (!this.probed) return "5 without 3probe";
      if (this.poll) return "5 while a poll is in flight";
      if (this.post) return "5 while a POST is in flight";
      this.upgraded = true;
    } else if (typeof frame !== "string" || text.startsWith("b")) {
      return;
    } else if (text[0] === "2") {
      return "a ping of the client";
    } else if (!/^([134]|b)/.test(text)) {
      return "not for a client to send";
    } else if (text[0] === "4") {
      const message = text.slice(1);
      const nsp = namespaceOf(message);
      const state = this.#namespaces.get(nsp);
      if (message[0] === "0") {
        if (state) return `CONNECT for a namespace that is ${state}`;
        this.#namespaces.set(nsp, "joining");
      } else {
        if (state !== "joined") return "a packet for a namespace that is not joined";
        if (message[0] === "1") this.#namespaces.delete(nsp);
      }
    }
    return;
  }
}

const namespaceOf = (message: string): string => /^\d(?:\d+-)?(\/[^,]*)/.exec(message)?.[1] ?? "/";

export class ScriptedServer {
  readonly record = new Transcript();
  readonly violations: string[] = [];
  readonly sessions: Session[] = [];
  /** May be changed at any time. */
  script: Script;
  url = "";
  port = 0;
  readonly #changed = new Transcript<Session>();
  readonly #sockets = new Map<TcpSocket, Session | undefined>();
  readonly #webSockets = new WebSocketServer({ noServer: true });
  readonly #counts: Record<string, number> = {};
  readonly #http = createServer((request, response) => {
    request.setEncoding("utf8");
    let body = "";
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    if (request.method === "GET") this.#onGet(request, response);
    else this.#onPost(request, response, () => body);
  });

  constructor(script: Script) {
    this.script = script;
    // it keeps what the client keeps
    this.#http.keepAliveTimeout = 0;
    this.#http.on("connection", (socket) => {
      this.#sockets.set(socket, undefined);
      socket.on("error", () => {}).on("close", () => this.#sockets.delete(socket));
    });
    this.#http.on("upgrade", (request: IncomingMessage, socket: TcpSocket, head: Buffer) =>
      this.#onUpgrade(request, socket, head),
    );
  }

  /** What the client did: the lines of `record` that are its own. */
  get client(): string[] {
    return this.record.entries.filter((line) => !line.startsWith("<"));
  }

  /** TCP connections that are open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** The n-th session, from 0, once there is one. */
  async session(n = 0): Promise<Session> {
    await this.#changed.when((sessions) => sessions.length > n);
    return this.sessions[n] as Session;
  }

  /** Ends every TCP connection. */
  cut(how: "fin" | "rst"): void {
    for (const session of this.sessions) session.doom();
    for (const socket of this.#sockets.keys()) how === "rst" ? socket.resetAndDestroy() : socket.destroy();
  }

  /** @internal */
  async listen(): Promise<void> {
    this.port = await listen(this.#http);
    this.url = `http://127.0.0.1:${this.port}`;
  }

  /** @internal */
  async close(): Promise<void> {
    for (const session of this.sessions) session.doom();
    for (const socket of this.#sockets.keys()) socket.destroy();
    this.#webSockets.close();
    await new Promise((resolve) => this.#http.close(resolve));
    expect(this.violations, "what the client must not do").toEqual([]);
  }

  /** @internal */
  socketsOf(session: Session): TcpSocket[] {
    return [...this.#sockets].filter(([, owner]) => owner === session).map(([socket]) => socket);
  }

  #incoming(request: IncomingMessage, kind?: Incoming["kind"], body = ""): Incoming {
    const url = new URL(request.url ?? "", this.url);
    const sid = url.searchParams.get("sid");
    const session = this.sessions.find((one) => one.sid === sid);
    kind ??= !sid ? "handshake" : request.method === "GET" ? "poll" : "post";
    const counts = session?.counts ?? this.#counts;
    const n = (counts[kind] ?? 0) + 1;
    counts[kind] = n;
    this.#sockets.set(request.socket, session);
    return { kind, n, url, headers: request.headers, body, session };
  }

  #newSession(): { session: Session; frame: Frame } {
    const n = this.sessions.length;
    const scripted = this.script.handshake?.(n) ?? {};
    const given = typeof scripted === "string" || Buffer.isBuffer(scripted) ? {} : scripted;
    const maxPayload = (given as { maxPayload?: number }).maxPayload ?? 1_000_000;
    const session = new Session(this, n, maxPayload);
    const times = { pingInterval: 25_000, pingTimeout: 20_000 };
    const good = { sid: session.sid, upgrades: ["websocket"], ...times, maxPayload, ...given };
    this.sessions.push(session);
    return { session, frame: given === scripted ? `0${JSON.stringify(good)}` : (scripted as Frame) };
  }

  #onGet(request: IncomingMessage, response: ServerResponse): void {
    this.record.push("> GET");
    const incoming = this.#incoming(request);
    const { session } = incoming;
    if (incoming.kind === "handshake") {
      return answer(
        this.script.onRequest?.(incoming),
        () => {
          if (response.destroyed) return;
          const { session, frame } = this.#newSession();
          this.#sockets.set(request.socket, session);
          this.record.push(`< ${show(frame)}`);
          response.end(frame);
          this.#changed.push(session);
        },
        (reply) => this.reply(request, response, reply, undefined),
      );
    }
    if (!session) return this.reply(request, response, UNKNOWN_SESSION, undefined);
    if (session.poll) this.violations.push("a second GET at once");
    if (session.upgraded) this.violations.push("a GET after 5");
    session.poll = { request, response };
    response.on("close", () => {
      if (response.writableFinished || session.poll?.response !== response) return;
      session.poll = undefined;
      this.record.push("GET aborted");
      if (!session.doomed) this.violations.push("a GET aborted of a session that lives");
    });
    const reply = this.script.onRequest?.(incoming);
    if (reply) {
      if (!reply.hang) session.poll = undefined;
      return this.reply(request, response, reply, session);
    }
    session.flush();
  }

  #onPost(request: IncomingMessage, response: ServerResponse, body: () => string): void {
    const sid = new URL(request.url ?? "", this.url).searchParams.get("sid");
    const session = this.sessions.find((one) => one.sid === sid);
    if (session?.post) this.violations.push("a second POST at once");
    if (session?.upgraded) this.violations.push("a POST after 5");
    if (session) session.post = request;
    const over = (): void => {
      if (session?.post === request) session.post = undefined;
    };
    response.on("close", over);
    request.on("end", () => {
      const frames = body().split(SEPARATOR);
      this.record.push(`> POST ${showAll(frames)}`);
      const incoming = this.#incoming(request, "post", body());
      if (!session) return this.reply(request, response, UNKNOWN_SESSION, undefined);
      if (session.maxPayload && Buffer.byteLength(body()) > session.maxPayload)
        this.violations.push("a payload above maxPayload");
      const reply = this.script.onRequest?.(incoming);
      if (!reply?.doom && (reply?.status ?? 200) === 200) {
        for (const frame of frames) {
          session.received(frame.startsWith("b") ? Buffer.from(frame.slice(1), "base64") : frame, "polling");
        }
      }
      answer(
        reply,
        () => {
          // over for us before the client can know it
          over();
          this.record.push("< ok");
          response.end("ok");
        },
        (reply) => {
          if (!reply.hang) over();
          this.reply(request, response, reply, session);
        },
      );
    });
  }

  #onUpgrade(request: IncomingMessage, socket: TcpSocket, head: Buffer): void {
    const probing = request.url?.includes("sid=");
    this.record.push("> WS");
    const incoming = this.#incoming(request, probing ? "candidate" : "websocket");
    answer(
      this.script.onUpgrade?.(incoming) || (probing && !incoming.session ? UNKNOWN_SESSION : undefined),
      () => this.#accept(request, socket, head, incoming.session),
      (reply) => {
        if (!reply.hang) this.record.push(`< ${reply.status ?? (reply.reset ? "reset" : "bytes")}`);
        writeReply(socket, reply);
      },
    );
  }

  #accept(request: IncomingMessage, socket: TcpSocket, head: Buffer, probing: Session | undefined): void {
    if (probing?.candidate) this.violations.push("two candidates at once");
    this.#webSockets.handleUpgrade(request, socket, head, (ws) => {
      const { session, frame } = probing ? { session: probing, frame: undefined } : this.#newSession();
      this.#sockets.set(socket, session);
      if (frame === undefined) session.candidate = ws;
      else session.ws = ws;
      ws.on("error", () => {});
      ws.on("message", (data: Buffer, isBinary) => {
        const frame = isBinary ? data : data.toString();
        this.record.push(`> ws ${show(frame)}`);
        session.received(frame, session.candidate === ws ? "candidate" : "websocket");
      });
      ws.on("close", () => {
        this.record.push("> ws closed");
        if (session.candidate === ws) session.candidate = undefined;
      });
      if (frame !== undefined) {
        this.record.push(`< ws ${show(frame)}`);
        ws.send(frame);
      }
      this.script.onOpen?.(session, ws);
      if (frame !== undefined) this.#changed.push(session);
    });
  }

  /** @internal */
  reply(request: IncomingMessage, response: ServerResponse, reply: Reply, session: Session | undefined): void {
    if (session && (reply.doom || reply.reset || reply.raw || (reply.status ?? 200) !== 200)) session.doom();
    if (session && (reply.cutAfter !== undefined || reply.contentLength !== undefined)) session.doom();
    if (reply.hang) return;
    this.record.push(`< ${reply.reset ? "reset" : reply.raw ? "bytes" : (reply.status ?? 200)}`);
    // Node shall write nothing more of its own
    response.detachSocket(request.socket);
    writeReply(request.socket, reply);
  }
}

/** Now or later, as usual or otherwise. */
const answer = (reply: Reply | undefined | void, usual: () => void, otherwise: (reply: Reply) => void): void => {
  const { after, ...rest } = reply ?? {};
  const go = (): void => (Object.keys(rest).length ? otherwise(rest) : usual());
  if (after) after.then(go);
  else go();
};

const UNKNOWN_SESSION: Reply = { status: 400, body: '{"code":1,"message":"Session ID unknown"}' };

const writeReply = (socket: TcpSocket, reply: Reply): void => {
  const { status = 200, headers = {}, body = "", chunks, contentLength, cutAfter, raw, reset, hang } = reply;
  if (hang) return;
  if (reset) return void socket.resetAndDestroy();
  if (raw !== undefined) return void socket.end(raw);
  const bytes = Buffer.from(body as string);
  const all: Record<string, string | number> = { Connection: "close", "Content-Type": "text/plain", ...headers };
  if (chunks) all["Transfer-Encoding"] = "chunked";
  else if (status !== 204 || contentLength !== undefined) all["Content-Length"] = contentLength ?? bytes.length;
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  socket.write(`HTTP/1.1 ${status} Scripted\r\n${lines.join("\r\n")}\r\n\r\n`);
  for (const chunk of chunks ?? []) {
    const piece = Buffer.from(chunk as string);
    socket.write(Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]));
  }
  if (chunks && cutAfter === undefined) socket.write("0\r\n\r\n");
  else if (!chunks) socket.write(bytes.subarray(0, cutAfter));
  socket.end();
};

/** Starts one; it is closed when the test ends, and its {@link ScriptedServer.violations} are asserted to be none. */
export async function scripted(script: Script = {}): Promise<ScriptedServer> {
  const server = new ScriptedServer(script);
  await server.listen();
  atEnd("abrupt server", () => server.close());
  return server;
}
