import { Agent, type IncomingMessage } from "node:http";
import type { ServerOptions as TlsOptions } from "node:https";
import type { Socket } from "node:net";
import { HttpsProxyAgent } from "https-proxy-agent";
import type { Server } from "socket.io";
import { describe, expect, test } from "vitest";
import { makeCertificate } from "../support/certificate.ts";
import { client, MODES, ready, transcribe } from "../support/client.ts";
import { startConnectProxy } from "../support/connect-proxy.ts";
import { onRequest, startServer, type TestServer } from "../support/server.ts";
import { next, Transcript, until } from "../support/until.ts";

/** A server that puts something of each request into a transcript. */
const startNoting = async (
  note: (request: IncomingMessage) => unknown,
  tls?: TlsOptions,
): Promise<{ server: TestServer; requests: Transcript<unknown> }> => {
  const requests = new Transcript<unknown>();
  const setup = (io: Server): void => {
    onRequest(io, (request) => requests.push(note(request)));
    io.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
  };
  const server = await startServer(setup, {}, tls);
  return { server, requests };
};

const kindOf = ({ method, headers }: IncomingMessage): string => (headers.upgrade ? "WebSocket" : `${method}`);

/** The kinds of requests that a connection makes. */
const KINDS = { polling: ["GET", "POST"], websocket: ["WebSocket"], upgrade: ["GET", "POST", "WebSocket"] };

const sorted = (values: Iterable<unknown>): unknown[] => [...new Set(values)].sort();

describe.each(MODES)("$mode", ({ mode, options }) => {
  test("extraHeaders go with each request, also after a cut; the caller's object stays as it is", async () => {
    const { server, requests } = await startNoting((request) => `${kindOf(request)} ${request.headers["x-token"]}`);
    const extraHeaders = Object.freeze({ "X-Token": "t1" });
    const given = Object.freeze({ ...options, extraHeaders });
    const socket = client(server, given);
    const log = transcribe(socket);
    await ready(socket);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(sorted(requests.entries)).toEqual(KINDS[mode].map((kind) => `${kind} t1`));
    // what is changed counts from the next attempt
    requests.entries.length = 0;
    socket.on("disconnect", () => {
      socket.io.opts.extraHeaders = { "x-token": "t2" };
    });
    await server.kill();
    await log.until("reconnect: 1");
    await ready(socket);
    expect(await socket.emitWithAck("echo", 2)).toBe(2);
    expect(sorted(requests.entries)).toEqual(KINDS[mode].map((kind) => `${kind} t2`));
    expect([given, extraHeaders]).toEqual([{ ...options, extraHeaders }, { "X-Token": "t1" }]);
  });

  test("localAddress", async () => {
    // elsewhere the loopback interface has one address
    const localAddress = process.platform === "linux" ? "127.0.0.2" : "127.0.0.1";
    const { server, requests } = await startNoting((request) =>
      [kindOf(request), request.socket.remoteAddress].join(" "),
    );
    const socket = client(server, { ...options, localAddress });
    await ready(socket);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(sorted(requests.entries)).toEqual(KINDS[mode].map((kind) => `${kind} ${localAddress}`));
    const none = client(server, { ...options, localAddress: "192.0.2.1", reconnection: false });
    const [error] = await next(none, "connect_error");
    expect(error.message).toContain("EADDRNOTAVAIL");
  });

  test("agent: every connection is the app's agent's", async () => {
    const { server, requests } = await startNoting(({ socket }) => socket.remotePort);
    const made: Socket[] = [];
    class AppAgent extends Agent {
      override createConnection(...args: Parameters<Agent["createConnection"]>) {
        const socket = super.createConnection(...args) as Socket;
        made.push(socket);
        return socket;
      }
    }
    const agent = new AppAgent({ keepAlive: true, maxSockets: 4 });
    const socket = client(server, { ...options, agent });
    await ready(socket);
    expect(await socket.emitWithAck("echo", Buffer.from("1"))).toEqual(Buffer.from("1"));
    expect(sorted(requests.entries)).toEqual(sorted(made.map(({ localPort }) => localPort)));
    const left = next(socket, "disconnect");
    socket.disconnect();
    await left;
    // it is the app that ends the connections of its agent
    await new Promise((resolve) => setImmediate(resolve));
    agent.destroy();
  });

  describe.each([["http"], ["https"]] as const)("through a proxy, %s", (scheme) => {
    const cert = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"] });
    const tls = scheme === "https" ? { key: cert.key, cert: cert.cert } : undefined;

    test("all goes through tunnels, and comes back when these are cut", async () => {
      const { server, requests } = await startNoting(({ socket }) => socket.remotePort, tls);
      const proxy = await startConnectProxy("user:secret");
      const agent = new HttpsProxyAgent(proxy.url.replace("//", "//user:secret@"));
      const socket = client(server, { ...options, agent, ca: cert.cert });
      const log = transcribe(socket);
      await ready(socket);
      expect(await socket.emitWithAck("echo", Buffer.from("1"))).toEqual(Buffer.from("1"));
      const before = proxy.tunnels.length;
      // between two polls there is nothing to cut
      const [served] = server.io.sockets.sockets.values();
      await until("it polls", () => served?.conn.transport.writable);
      proxy.cut();
      await log.until("reconnect: 1");
      await ready(socket);
      expect(await socket.emitWithAck("echo", 2)).toBe(2);
      expect(proxy.tunnels.length).toBeGreaterThan(before);
      expect(sorted(proxy.tunnels)).toEqual([`127.0.0.1:${server.port}`]);
      expect(server.engines).toBe(2);
      expect(requests.entries.filter((port) => !proxy.ports.includes(port as number))).toEqual([]);
    });
  });

  test("a proxy that refuses: its status is in the error", async () => {
    const server = await startServer();
    const proxy = await startConnectProxy("user:secret");
    const socket = client(server, { ...options, agent: new HttpsProxyAgent(proxy.url), reconnection: false });
    const [error] = await next(socket, "connect_error");
    expect(error).toMatchObject({ code: "ERR_HTTP_STATUS", status: 407, phase: "transport" });
    expect([proxy.tunnels, server.engines]).toEqual([[], 0]);
  });
});
