import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:https";
import { connect, type Socket as TcpSocket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { Server } from "socket.io";
import { makeCertificate } from "../support/certificate.ts";
import { listen } from "../support/listen.mjs";

/** What the apps talk to: their servers, and a proxy. */

const authority = makeCertificate({ name: "a CA of our own", authority: true });
const certificate = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"], issuer: authority });

/** A folder with the CA, and with what a runner shows of itself. */
const writeCertificates = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-certificates-"));
  const runner = makeCertificate({ name: "runner-7", issuer: authority });
  const files = { "ca.pem": authority.cert, "client.pem": runner.cert, "client.key": runner.key };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
};

export interface Servers {
  /** For the apps' environment. */
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

function chat(io: Server): void {
  const history = new Map<string, object[]>();
  io.on("connection", (socket) => {
    const name = socket.handshake.auth["name"] ?? socket.handshake.query["name"];
    socket.on("join", (room, answer) => {
      socket.join(room);
      answer(history.get(room) ?? []);
    });
    socket.on("typing", (room, active) => void socket.to(room).emit("typing", room, name, active));
    socket.on("say", (room, text, answer) => {
      const said = history.get(room) ?? [];
      history.set(room, said);
      const message = { id: said.length, room, author: name, text };
      said.push(message);
      answer(message.id);
      io.to(room).emit("message", message);
    });
  });
}

function dashboard(io: Server): void {
  const metrics = io.of("/metrics");
  metrics.use((socket, proceed) => {
    if (socket.handshake.auth["token"] === "fresh") return proceed();
    proceed(Object.assign(new Error("token expired"), { data: { code: 401 } }));
  });
  metrics.on("connection", (socket) => {
    for (const [name, value] of [
      ["cpu", 0.5],
      ["memory", 0.25],
      ["disk", 0.75],
    ] as const) {
      socket.emit("metric", name, value, new Date(0).toISOString());
    }
    socket.emit("alarm", { level: "high", text: "disk is full" }, () => {});
  });
  io.of("/admin").on("connection", (socket) => {
    socket.on("upload", (_, bytes: Buffer, answer) => answer(bytes.length));
    socket.on("kick", (_, answer) => answer({ kicked: socket.handshake.auth["token"] === "admin" }));
  });
}

function jobs(io: Server): void {
  let id = 0;
  const names = new WeakMap<object, unknown>();
  io.engine.use((request: { socket: TLSSocket }, _: unknown, proceed: () => void) => {
    // now, since the connection of one request may be over soon
    names.set(request, request.socket.getPeerCertificate().subject.CN);
    proceed();
  });
  io.on("connection", (socket) => {
    const name = names.get((socket.conn as unknown as { request: object }).request);
    const { authorization } = socket.handshake.headers;
    let progress = 0;
    // each event is sent again until it is acknowledged
    socket.on("progress", (_, percent, answer) => {
      progress += percent;
      answer();
    });
    socket.on("result", (_, output: Buffer, answer) =>
      answer(`${output} by ${name} with ${authorization} after ${progress}`),
    );
    socket.emit("job", { id: id++, input: Buffer.from("abc") }, () => {});
  });
}

export async function startServers(): Promise<Servers> {
  const open: { close(): unknown }[] = [];
  const http = createHttpServer();
  const plain = new Server(http, { serveClient: false });
  chat(plain);
  dashboard(plain);
  const tls = { key: certificate.key, cert: certificate.cert, ca: authority.cert };
  const https = createServer({ ...tls, requestCert: true, rejectUnauthorized: true });
  const secure = new Server(https, { path: "/jobs/", serveClient: false });
  jobs(secure);
  open.push(plain, secure);

  const tunnels = new Set<TcpSocket>();
  const proxy = createHttpServer();
  proxy.on("connect", (request, near: TcpSocket) => {
    const { hostname, port } = new URL(`http://${request.url}`);
    const far = connect(Number(port), hostname, () => {
      near.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      near.pipe(far).pipe(near);
    });
    for (const each of [near, far]) {
      tunnels.add(each);
      each.on("error", () => {}).on("close", () => tunnels.delete(each));
    }
  });

  const certificates = writeCertificates();
  const [port, securePort, proxyPort] = await Promise.all([listen(http), listen(https), listen(proxy)]);
  return {
    env: {
      URL: `http://127.0.0.1:${port}`,
      SECURE_URL: `https://127.0.0.1:${securePort}`,
      PROXY: `http://127.0.0.1:${proxyPort}`,
      CERTIFICATES: certificates,
    },
    close: async () => {
      for (const each of tunnels) each.destroy();
      await Promise.all(open.map((each) => each.close()));
      await new Promise((resolve) => proxy.close(resolve));
      rmSync(certificates, { recursive: true });
    },
  };
}
