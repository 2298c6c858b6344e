import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import type { Writable } from "node:stream";
import { Server } from "socket.io";
import { type WebSocket, WebSocketServer } from "ws";
import { listen } from "../support/listen.mjs";

/** What a server does that floods its clients; what it does not say works, more or less, as it should. */
export interface Flood {
  /** Compress WebSocket messages. */
  deflate?: boolean;
  /** In place of the answer to any request, such as a body without an end. */
  answer?: (response: ServerResponse) => void;
  /** In place of the WebSocket. */
  refuse?: (socket: TcpSocket) => void;
  /** CONNECT is never answered. */
  silent?: boolean;
  /** Polling: POSTs after CONNECT are never answered. WebSocket: nothing is read after CONNECT. */
  deaf?: boolean;
  /** Polling: the answer to each poll, once CONNECT came. */
  poll?: Buffer;
  /** WebSocket: bytes, again and again for as long as the client takes them, once CONNECT came. */
  bytes?: Buffer;
  /** WebSocket: messages, again and again. */
  message?: string;
}

const HANDSHAKE = { upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1_000_000 };
const JOINED = '40{"sid":"x"}';

/** Bytes for as long as the client takes them. */
export const pour = (stream: Writable, bytes: Buffer): void => {
  const more = (): void => {
    while (!stream.destroyed && stream.write(bytes));
  };
  stream.on("drain", more);
  more();
};

/** Floods until it is told to {@link FloodServer.relent}: then it is a good server, on the same port. */
export class FloodServer {
  readonly #http = createServer();
  readonly #webSockets: WebSocketServer;
  readonly #sockets = new Set<TcpSocket>();
  readonly #flood: Flood;
  #sessions = 0;
  /** By session ID: what the next poll brings, and the poll that waits. */
  readonly #polls = new Map<string, { next: (string | Buffer)[]; waits?: ServerResponse | undefined }>();
  #good: Server | undefined;

  constructor(flood: Flood) {
    this.#flood = flood;
    this.#webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: !!flood.deflate });
    this.#http.on("connection", (socket) => {
      this.#sockets.add(socket);
      socket.on("error", () => {}).on("close", () => this.#sockets.delete(socket));
    });
    this.#http.on("request", (request, response) => this.#onRequest(request, response));
    this.#http.on("upgrade", (request: IncomingMessage, socket: TcpSocket, head: Buffer) => {
      if (flood.refuse) flood.refuse(socket);
      else this.#webSockets.handleUpgrade(request, socket, head, (ws) => this.#onWebSocket(ws, socket));
    });
  }

  async listen(): Promise<string> {
    return `http://127.0.0.1:${await listen(this.#http)}`;
  }

  /** Ends the flood, and all connections. */
  relent(): void {
    this.#http.removeAllListeners("request").removeAllListeners("upgrade");
    this.#good = new Server(this.#http);
    this.#good.on("connection", (socket) => socket.on("alive", (answer: () => void) => answer()));
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.#good?.close();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    response.on("error", () => {});
    const { answer, silent, deaf, poll } = this.#flood;
    if (answer) return answer(response);
    const sid = new URL(request.url ?? "", "http://host").searchParams.get("sid");
    if (!sid) {
      const id = `session-${this.#sessions++}`;
      this.#polls.set(id, { next: [] });
      response.end(`0${JSON.stringify({ sid: id, ...HANDSHAKE })}`);
      return;
    }
    const session = this.#polls.get(sid) ?? { next: [] };
    if (request.method === "GET") {
      session.waits = response;
      response.on("close", () => {
        if (session.waits === response) session.waits = undefined;
      });
      return this.#answerPoll(session);
    }
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk.slice(0, 10);
    });
    request.on("end", () => {
      const joins = body.startsWith("40");
      if (joins) session.next = [...(silent ? [] : [JOINED]), ...(poll ? [poll] : [])];
      if (joins || !deaf) response.end("ok");
      this.#answerPoll(session);
    });
  }

  #answerPoll(session: { next: (string | Buffer)[]; waits?: ServerResponse | undefined }): void {
    const { waits, next } = session;
    const body = next[0];
    if (!waits || body === undefined) return;
    session.waits = undefined;
    // the flood itself comes again and again
    if (typeof body === "string") next.shift();
    waits.end(body);
  }

  #onWebSocket(ws: WebSocket, socket: TcpSocket): void {
    const { silent, deaf, bytes, message } = this.#flood;
    ws.on("error", () => {});
    ws.send(`0${JSON.stringify({ sid: `session-${this.#sessions++}`, ...HANDSHAKE })}`);
    ws.on("message", (data: Buffer) => {
      if (`${data}`.slice(0, 2) !== "40") return;
      if (!silent) ws.send(JOINED);
      if (deaf) socket.pause();
      if (bytes) pour(socket, bytes);
      const again = (): void => {
        if (message && ws.readyState === ws.OPEN) ws.send(message, again);
      };
      again();
    });
  }
}

/** A server's WebSocket frame, whole and not masked. */
export const frameOf = (data: string, opcode = 1, final = true): Buffer => {
  const payload = Buffer.from(data);
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = (final ? 0x80 : 0) | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
};

/** The bytes repeated, up to so many. */
export const fill = (unit: string | Buffer, bytes: number): Buffer => {
  const one = Buffer.from(unit as string);
  return Buffer.concat(Array.from({ length: Math.max(1, Math.floor(bytes / one.length)) }, () => one));
};
