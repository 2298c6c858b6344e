import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { WebSocketServer } from "ws";
import { atEnd, notTheClients } from "./leaks.ts";
import { listen } from "./listen.mjs";

/**
 * An HTTP proxy of the kind that stands in companies' networks: it reads the requests, and has its own mind about some of
 * them. Where only bytes matter, `proxy.ts` is the simpler one. It is closed when the test ends.
 *
 *     const box = await startMiddlebox(server);                     // anything with a port
 *     const box = await startMiddlebox(one, another);               // a balancer that sends the requests to each in turn
 *     box.upgrades = "refuse";                                      // 403 to each WebSocket
 *     box.upgrades = "swallow";                                     // accepts it itself, and passes no frame on
 *     box.refuse = ({ method, n }) => method === "GET" && n % 5 === 0 && 502;  // a page with that status
 *     const socket = client(box, options);
 *     expect(box.log).toEqual(["GET", "POST", "WS 403", …]);
 */
export class Middlebox {
  url = "";
  port = 0;
  upgrades: "pass" | "refuse" | "swallow" = "pass";
  /** The status to answer a request with in place of passing it on; `n` counts those of the method, from 1. */
  refuse: (request: { method: string; n: number }) => number | false = () => false;
  /** Each request, with the status if it was refused here. */
  readonly log: string[] = [];
  readonly #targets: readonly number[];
  #turn = 0;
  readonly #counts: Record<string, number> = {};
  readonly #sockets = new Set<Socket>();
  readonly #webSockets = new WebSocketServer({ noServer: true });
  readonly #server = createServer((request, response) => this.#onRequest(request, response));

  constructor(targets: readonly number[]) {
    this.#targets = targets;
    this.#server.on("connection", (socket) => this.#keep(socket));
    this.#server.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) =>
      this.#onUpgrade(request, socket, head),
    );
  }

  /** The port of the next server in turn. */
  get #target(): number {
    return this.#targets[this.#turn++ % this.#targets.length] as number;
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    return socket.on("error", () => {}).on("close", () => this.#sockets.delete(socket));
  }

  #onRequest(request: IncomingMessage, response: ServerResponse): void {
    const { method = "" } = request;
    const n = (this.#counts[method] ?? 0) + 1;
    this.#counts[method] = n;
    const status = this.refuse({ method, n });
    this.log.push(status ? `${method} ${status}` : method);
    const body: Buffer[] = [];
    request.on("data", (chunk: Buffer) => body.push(chunk));
    request.on("end", () => {
      if (status) return void response.writeHead(status, { "Content-Type": "text/html" }).end(PAGE);
      this.#pass(request, response, Buffer.concat(body));
    });
  }

  #pass({ method, url, headers }: IncomingMessage, response: ServerResponse, body: Buffer): void {
    notTheClients(() => {
      const upstream = httpRequest({ port: this.#target, host: "127.0.0.1", method, path: url, headers, agent: false });
      upstream.on("socket", (socket) => this.#keep(socket));
      upstream.on("response", (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      upstream.on("error", () => response.destroy());
      response.on("close", () => upstream.destroy());
      upstream.end(body);
    });
  }

  #onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
    this.log.push(this.upgrades === "refuse" ? "WS 403" : "WS");
    if (this.upgrades === "refuse") {
      socket.end(`HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: ${PAGE.length}\r\n\r\n${PAGE}`);
    } else if (this.upgrades === "swallow") {
      this.#webSockets.handleUpgrade(request, socket, head, (ws) => ws.on("message", () => {}));
    } else {
      const upstream = this.#keep(notTheClients(() => connect(this.#target, "127.0.0.1")));
      const { rawHeaders } = request;
      const lines = rawHeaders.flatMap((name, i) => (i % 2 ? [] : `${name}: ${rawHeaders[i + 1]}\r\n`)).join("");
      upstream.write(`GET ${request.url} HTTP/1.1\r\n${lines}\r\n`);
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
      socket.on("close", () => upstream.destroy());
      upstream.on("close", () => socket.destroy());
    }
  }

  /** @internal */
  async listen(): Promise<void> {
    this.port = await listen(this.#server);
    this.url = `http://127.0.0.1:${this.port}`;
  }

  /** @internal */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#webSockets.close();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

const PAGE = "<html><title>Not today</title></html>";

/** Starts one in front of a server, or of several that take turns, request by request. */
export async function startMiddlebox(...targets: { port: number }[]): Promise<Middlebox> {
  const box = new Middlebox(targets.map(({ port }) => port));
  await box.listen();
  atEnd("abrupt server", () => box.close());
  return box;
}
