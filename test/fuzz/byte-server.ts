import { createServer, type IncomingMessage } from "node:http";
import type { Socket as TcpSocket } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { listen } from "../support/listen.mjs";
import type { Chance } from "./chance.ts";

export type Frame = string | Uint8Array;

const SEPARATOR = "\x1e";
/** For the handshake. Mostly no ping is due within a run, so that what is over is not found out by that. */
export const limits = (chance: Chance): object => ({
  pingInterval: chance.some(200, 25_000, 25_000),
  pingTimeout: chance.some(200, 20_000, 20_000),
  maxPayload: chance.some(0, 1000, 1_000_000),
});

/** What a server answers to a packet of the client, if it is a good one at the time. */
export const answersTo = (packet: string, chance: Chance): string[] => {
  if (packet === "40") return ['40{"sid":"joined"}'];
  const [, id] = /^42(\d+)\[/.exec(packet) ?? [];
  if (id === undefined || chance.fault(0.4)) return [];
  return chance.fault(0.2) ? [`43${id}[1]`, `43${id}["again"]`] : [`43${id}[1]`];
};

/** A server's WebSocket frame with any opcode and bits, and maybe a length that lies, which `lied` is told of. */
const webSocketFrame = (frame: Frame, chance: Chance, lied: () => void): Buffer => {
  const payload = Buffer.from(frame as string);
  const opcode = !chance.fault(0.1) ? (typeof frame === "string" ? 1 : 2) : chance.upTo(15);
  const bits = !chance.fault(0.1) ? 0x80 : chance.upTo(15) << 4;
  if (payload.length > 125)
    return Buffer.concat([Buffer.from([bits | opcode, 126, payload.length >> 8, payload.length & 255]), payload]);
  const length = !chance.fault(0.05) ? payload.length : chance.upTo(255);
  if (length !== payload.length) lied();
  return Buffer.concat([Buffer.from([bits | opcode, length]), payload]);
};

interface Session {
  queue: Frame[];
  poll?: TcpSocket | undefined;
  ws?: WebSocket | undefined;
  /** Of what was written to the WebSocket, what is to come a little later. */
  rest?: Buffer | undefined;
  /** Where a frame of the WebSocket ends is not known to the client any more: what comes may be part of one that it waits for. */
  isGarbled?: boolean;
}

/** A server whose bytes, of HTTP answers, payloads and WebSocket frames, are mostly right. */
export class ByteServer {
  readonly #chance: Chance;
  /** Packets that a server may send, or should not. */
  readonly #frames: readonly Frame[];
  readonly #http = createServer();
  readonly #webSockets = new WebSocketServer({ noServer: true });
  readonly #tcp = new Set<TcpSocket>();
  readonly #sessions: Session[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  #down = false;

  constructor(chance: Chance, frames: readonly Frame[]) {
    this.#chance = chance;
    this.#frames = frames;
    this.#http.on("connection", (socket) => {
      if (this.#down) return void socket.resetAndDestroy();
      this.#tcp.add(socket);
      socket.on("error", () => {}).on("close", () => this.#tcp.delete(socket));
    });
    this.#http.on("clientError", (_, socket) => socket.destroy());
    this.#http.on("request", (request) => this.#onRequest(request));
    this.#http.on("upgrade", (request: IncomingMessage, socket: TcpSocket, head: Buffer) => {
      if (chance.fault(0.2))
        return this.#answer(socket, chance.some("403 No", "200 OK", "101 Switching Protocols"), "no");
      this.#webSockets.handleUpgrade(request, socket, head, (ws) => this.#onWebSocket(ws, request, socket));
    });
  }

  async listen(): Promise<string> {
    return `http://127.0.0.1:${await listen(this.#http)}`;
  }

  /** All connections are over, in one way or another, and no new one is made. */
  kill(): void {
    this.#down = true;
    for (const session of this.#sessions) {
      // it says that it is over, and then nothing
      if (session.ws?.readyState === 1 && this.#chance.is(0.5)) this.#last(session);
    }
    for (const socket of this.#tcp) {
      if (this.#silent.has(socket)) continue;
      if (this.#chance.is(0.5)) socket.destroy();
      else socket.resetAndDestroy();
    }
  }

  readonly #silent = new Set<TcpSocket>();

  /** A close frame, or one that is none, and then silence. */
  #last(session: Session): void {
    const raw = (session.ws as unknown as { _socket: TcpSocket })._socket;
    // a client that takes the close frame for a part of another one hears silence alone, as from a server that has nothing to say
    if (session.isGarbled) return void raw.destroy();
    this.#rest(session, raw);
    this.#silent.add(raw);
    // nor does it hear what the client says to that
    raw.removeAllListeners("data").pause();
    raw.write(
      this.#chance.some(
        Buffer.from([0x88, 0]),
        Buffer.from([0x88, 2, 3, 0xe8]),
        Buffer.from([0x83, 0]),
        Buffer.from([0xc1, 1, 0x36]),
      ),
    );
  }

  close(): Promise<unknown> {
    this.#down = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#tcp) socket.destroy();
    this.#webSockets.close();
    return new Promise((resolve) => this.#http.close(resolve));
  }

  #later(action: () => void, ms: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#down) action();
    }, ms);
    this.#timers.add(timer);
  }

  #handshake(upgrades: string[]): string {
    const sid = `${this.#sessions.length}`;
    this.#sessions.push({ queue: [] });
    return `0${JSON.stringify({ sid, upgrades, ...limits(this.#chance) })}`;
  }

  /** An HTTP answer, mostly right, in pieces. */
  #answer(socket: TcpSocket, status: string, body: string): void {
    const chance = this.#chance;
    const bytes = Buffer.from(body);
    const length = !chance.fault(0.03) ? bytes.length : chance.upTo(2 * bytes.length);
    const framing = chance.is(0.9) ? `Content-Length: ${length}` : "Transfer-Encoding: chunked";
    const head = `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=UTF-8\r\n${framing}\r\n\r\n`;
    const chunked = Buffer.concat([
      Buffer.from(`${bytes.length.toString(16)}\r\n`),
      bytes,
      Buffer.from("\r\n0\r\n\r\n"),
    ]);
    this.#write(
      socket,
      chance.mutate(Buffer.concat([Buffer.from(head), framing.startsWith("C") ? bytes : chunked]), 0.05),
    );
    if (chance.fault(0.03)) socket.destroy();
  }

  /** What is left of a write goes out before anything else does. */
  #rest(session: Session, socket: TcpSocket): void {
    if (session.rest) socket.write(session.rest);
    session.rest = undefined;
  }

  #write(socket: TcpSocket, bytes: Buffer, session: Session = { queue: [] }): void {
    this.#rest(session, socket);
    const at = this.#chance.upTo(bytes.length);
    socket.write(bytes.subarray(0, at));
    if (this.#chance.is(0.8)) socket.write(bytes.subarray(at));
    else {
      session.rest = bytes.subarray(at);
      this.#later(() => this.#rest(session, socket), this.#chance.upTo(5));
    }
  }

  #some(): Frame[] {
    return Array.from({ length: this.#chance.upTo(3) }, () => this.#chance.some(...this.#frames));
  }

  #onRequest(request: IncomingMessage): void {
    const chance = this.#chance;
    const { socket } = request;
    const sid = new URL(request.url ?? "", "http://host").searchParams.get("sid");
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      if (!sid) return this.#answer(socket, "200 OK", this.#handshake(["websocket"]));
      const session = this.#sessions[Number(sid)];
      if (!session) return this.#answer(socket, "400 Bad", '{"code":1,"message":"Session ID unknown"}');
      if (request.method === "GET") {
        session.poll = socket;
        this.#later(() => this.#flush(session), chance.upTo(20));
        return;
      }
      for (const packet of body.split(SEPARATOR)) session.queue.push(...answersTo(packet, chance));
      if (body === "1") session.queue.push("6");
      this.#answer(
        socket,
        !chance.fault(0.03) ? "200 OK" : chance.some("413 Large", "500 No", "204 Nothing", "302 Elsewhere"),
        "ok",
      );
      this.#later(() => this.#flush(session), 0);
    });
  }

  #flush(session: Session): void {
    const { poll, queue } = session;
    if (!poll) return;
    if (this.#chance.is(0.5)) queue.push(...this.#some());
    session.poll = undefined;
    const frames = queue.length ? queue.splice(0) : ["6"];
    const texts = frames.map((frame) =>
      typeof frame === "string" ? frame : `b${Buffer.from(frame).toString("base64")}`,
    );
    this.#answer(poll, "200 OK", texts.join(SEPARATOR));
  }

  #onWebSocket(ws: WebSocket, request: IncomingMessage, socket: TcpSocket): void {
    const chance = this.#chance;
    const sid = new URL(request.url ?? "", "http://host").searchParams.get("sid");
    ws.on("error", () => {});
    if (!sid) ws.send(this.#handshake([]));
    const session = this.#sessions[Number(sid ?? this.#sessions.length - 1)];
    if (!session) return ws.terminate();
    let open = !sid;
    session.ws = ws;
    ws.on("message", (data: Buffer, isBinary) => {
      this.#rest(session, socket);
      const packet = isBinary ? "" : `${data}`;
      if (packet === "2probe") {
        ws.send("3probe");
        session.queue.push("6");
        this.#later(() => this.#flush(session), 0);
      }
      if (packet === "5") open = true;
      for (const answer of answersTo(packet, chance)) ws.send(answer);
    });
    const speak = (): void => {
      if (ws.readyState !== 1) return;
      if (open || chance.fault(0.05)) {
        const garble = (): void => {
          session.isGarbled = true;
        };
        const bytes = Buffer.concat(this.#some().map((frame) => webSocketFrame(frame, chance, garble)));
        const mutated = chance.mutate(bytes, 0.05);
        if (mutated !== bytes) garble();
        this.#write(socket, mutated, session);
      }
      if (chance.fault(0.02)) return this.#last(session);
      if (chance.fault(0.02)) return void socket.destroy();
      this.#later(speak, chance.upTo(15));
    };
    this.#later(speak, chance.upTo(30));
  }
}
