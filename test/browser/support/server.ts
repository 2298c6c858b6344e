import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket as TcpSocket } from "node:net";
import { join, resolve } from "node:path";
import { transformSync } from "esbuild";
import { Server, type ServerOptions } from "socket.io";
import { makeCertificate } from "../../support/certificate.ts";
import { listen } from "../../support/listen.mjs";

const root = resolve(import.meta.dirname, "../../..");
/** `HOLDFAST_DIST`: another build than the one in dist/, as in rollup.config.mjs. */
const dist = resolve(process.env["HOLDFAST_DIST"] ?? join(root, "dist"));

const bundle = (name: string): string => {
  const file = join(dist, name);
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new Error(`${file} is missing: run \`npm run build\` first`);
  }
};

const helpers = (): string =>
  transformSync(readFileSync(join(import.meta.dirname, "page.ts"), "utf8"), { loader: "ts", format: "iife" }).code;

const html = (body: string): string =>
  `<!doctype html><html><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>holdfast</title>${body}</head></html>`;

const javascript = "text/javascript; charset=utf-8";
const FILES: Record<string, () => { type: string; text: string }> = {
  "/": () => ({
    type: "text/html",
    text: html('<script src="/page.js"></script><script src="/holdfast.min.js"></script>'),
  }),
  "/module": () => ({
    type: "text/html",
    text: html(
      '<script src="/page.js"></script><script type="module">import io, { Manager } from "/holdfast.esm.min.js"; Object.assign(globalThis, { io, Manager });</script>',
    ),
  }),
  // modules, as a bundler has them
  "/addons": () => ({
    type: "text/html",
    text: html('<script src="/page.js"></script><script src="/addons.js"></script>'),
  }),
  "/addons.js": () => ({
    type: javascript,
    text: 'loaded = Promise.all([import("/web/index.js"), import("/web/trace.js"), import("/web/panel.js")]).then(([{ io }, trace, panel]) => Object.assign(globalThis, { io, trace, ...panel }));',
  }),
  "/axe.js": () => ({ type: javascript, text: readFileSync(join(root, "node_modules/axe-core/axe.min.js"), "utf8") }),
  // runs `program` by itself; the test has its result from `result`
  "/program": () => ({
    type: "text/html",
    text: html(
      '<script src="/page.js"></script><script src="/holdfast.min.js"></script><script src="/program.js"></script><script>blocked = false;</script>',
    ),
  }),
  // runs its program at each load, with what holdfast/session exports as `session`
  "/session": () => ({
    type: "text/html",
    text: html(
      ["page", "holdfast.min", "session", "program"].map((name) => `<script src="/${name}.js"></script>`).join(""),
    ),
  }),
  "/session.js": () => ({
    type: javascript,
    text: transformSync(bundle("web/session.js"), { format: "iife", globalName: "session" }).code,
  }),
  // where a page goes that leaves
  "/away": () => ({ type: "text/html", text: html('<script src="/page.js"></script>') }),
  "/page.js": () => ({ type: javascript, text: helpers() }),
  "/worker.js": () => ({ type: javascript, text: 'importScripts("/page.js", "/holdfast.min.js");' }),
  "/holdfast.min.js": () => ({ type: javascript, text: bundle("holdfast.min.js") }),
  "/holdfast.esm.min.js": () => ({ type: javascript, text: bundle("holdfast.esm.min.js") }),
};

export interface TestServerOptions {
  /** https, with a certificate that a CA of our own signed. */
  secure?: boolean;
  /** Of socket.io. */
  io?: Partial<ServerOptions>;
}

/** A certificate, with that of the CA that signed it behind it, and its key. */
const certificate = (): { key: string; cert: string } => {
  const issuer = makeCertificate({ name: "holdfast test CA", authority: true });
  const { key, cert } = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"], issuer });
  return { key, cert: cert + issuer.cert };
};

/** A real socket.io server on 127.0.0.1, which serves the page too. */
export class TestServer {
  readonly http;
  readonly io;
  /** More headers for the files. */
  readonly headers: Record<string, string> = {};
  /** What the page `/program` runs, and its argument. */
  program: { source: string; arg: unknown } | undefined;
  /** Is awaited before a WebSocket that is to take over a session is answered. */
  beforeUpgrade: () => unknown = () => {};
  /** Handshakes whose query has this answered with 503. */
  refuse: (query: URLSearchParams) => boolean = () => false;
  readonly #tcp = new Set<TcpSocket>();

  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options);
    await listen(server.http);
    return server;
  }

  readonly #secure: boolean;

  private constructor({ secure = false, io }: TestServerOptions) {
    const serve = (request: IncomingMessage, response: ServerResponse): void => this.#serve(request, response);
    this.#secure = secure;
    this.http = secure ? createSecureServer(certificate(), serve) : createServer(serve);
    this.io = new Server(this.http, { serveClient: false, ...io });
    this.http.on("connection", (socket) => {
      this.#tcp.add(socket);
      socket.on("error", () => {});
      socket.once("close", () => this.#tcp.delete(socket));
    });
    // what socket.io listens with, behind our own
    for (const event of ["request", "upgrade"]) {
      const listeners = this.http.listeners(event);
      this.http.removeAllListeners(event);
      this.http.on(event, async (request: IncomingMessage, ...rest: unknown[]) => {
        const query = new URL(request.url ?? "/", "http://x").searchParams;
        if (query.has("EIO") && !query.has("sid") && this.refuse(query))
          return refuse(rest[0] as ServerResponse | TcpSocket);
        if (event === "upgrade" && query.has("sid")) await this.beforeUpgrade();
        for (const listener of listeners) listener.call(this.http, request, ...rest);
      });
    }
  }

  get url(): string {
    return `http${this.#secure ? "s" : ""}://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** Cuts every TCP connection, as a network that goes away would. */
  cut(): void {
    for (const socket of this.#tcp) socket.destroy();
  }

  async close(): Promise<void> {
    const closed = this.io.close();
    this.cut();
    await closed;
  }

  #programText(): string {
    const { source, arg } = this.program!;
    return `globalThis.result = run(${source}, ${JSON.stringify(arg)});`;
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? "/").split("?", 1)[0] as string;
    const file =
      path === "/program.js"
        ? () => ({ type: javascript, text: this.#programText() })
        : /^\/web\/\w+\.js$/.test(path)
          ? () => ({ type: javascript, text: bundle(path.slice(1)) })
          : FILES[path];
    if (!file) return void response.writeHead(404).end();
    const { type, text } = file();
    // not "no-store": a browser would not keep the page when the user leaves it
    const headers = { "content-type": type, "cache-control": "no-cache", ...this.headers };
    response.writeHead(200, headers).end(text);
  }
}

function refuse(answer: ServerResponse | TcpSocket): void {
  if ("writeHead" in answer) answer.writeHead(503).end("not now");
  else answer.end("HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
