import { createPrivateKey } from "node:crypto";
import type { TLSSocket } from "node:tls";
import { describe, expect, test } from "vitest";
import { makeCertificate } from "../support/certificate.ts";
import { client, MODES, ready, transcribe } from "../support/client.ts";
import { onRequest, startServer, type TestServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

const ca = makeCertificate({ name: "our own CA", authority: true });
const otherCa = makeCertificate({ name: "another CA", authority: true });
const cert = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"], issuer: ca });
const selfSigned = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"] });
const elsewhere = makeCertificate({ name: "elsewhere.example", issuer: ca });
const alice = makeCertificate({ name: "alice", issuer: ca });

/** What `http.request` and `ws` are given of it. */
const pair = ({ key, cert }: { key: string; cert: string }): { key: string; cert: string } => ({ key, cert });

describe.each(MODES)("$mode", ({ mode, options }) => {
  /** Who the clients are, by their certificates: one entry for each TLS connection. */
  const startTls = async (tls: object = pair(cert), peers = new Transcript()): Promise<TestServer> => {
    const seen = new WeakSet();
    return startServer(
      (io) => {
        onRequest(io, ({ socket }) => {
          if (seen.has(socket)) return;
          seen.add(socket);
          peers.push(String((socket as TLSSocket).getPeerCertificate()?.subject?.CN ?? "nobody"));
        });
        io.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
      },
      {},
      tls,
    );
  };

  test("a CA of one's own, also after the connection was cut", async () => {
    const server = await startTls();
    const socket = client(server, { ...options, ca: ca.cert });
    const log = transcribe(socket);
    await ready(socket);
    expect(await socket.emitWithAck("echo", Buffer.from("1"))).toEqual(Buffer.from("1"));
    await server.kill();
    await log.until("reconnect: 1");
    await ready(socket);
    expect(await socket.emitWithAck("echo", 2)).toBe(2);
  });

  test.each([
    ["of an unknown CA", pair(cert), {}, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ["of another CA", pair(cert), { ca: otherCa.cert }, "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    [
      "of an unknown CA that comes with it",
      { key: cert.key, cert: cert.cert + ca.cert },
      {},
      "SELF_SIGNED_CERT_IN_CHAIN",
    ],
    ["that signed itself", pair(selfSigned), {}, "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["for another name", pair(elsewhere), { ca: ca.cert }, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ])("a certificate %s is refused, and the error names it", async (_, tls, given, code) => {
    const peers = new Transcript();
    const server = await startTls(tls, peers);
    const socket = client(server, { ...options, ...given, reconnection: false });
    const log = transcribe(socket);
    const [error] = await next(socket, "connect_error");
    expect(error).toMatchObject({ code: "ERR_TRANSPORT", phase: "transport", cause: { code } });
    expect(error.message).toContain(code);
    expect(error.message).toMatch(mode === "websocket" ? /^websocket error: / : /^xhr poll error: /);
    // nothing was asked of that server, by any transport
    expect([log.entries, peers.entries]).toEqual([["connect_error: ERR_TRANSPORT"], []]);
  });

  test("rejectUnauthorized: false takes any", async () => {
    const server = await startTls(pair(selfSigned));
    const socket = client(server, { ...options, rejectUnauthorized: false });
    await ready(socket);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
  });

  test("a client certificate, on every connection", async () => {
    const peers = new Transcript();
    const server = await startTls({ ...pair(cert), ca: ca.cert, requestCert: true }, peers);
    const locked = createPrivateKey(alice.key).export({
      type: "pkcs8",
      format: "pem",
      cipher: "aes-256-cbc",
      passphrase: "sesame",
    });
    const given = { ...options, ca: ca.cert, cert: alice.cert, key: locked, passphrase: "sesame" };
    const socket = client(server, given);
    await ready(socket);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(new Set(peers.entries)).toEqual(new Set(["alice"]));
  });

  test("a server that demands one tells so; one that is added to the options counts from the next attempt", async () => {
    const peers = new Transcript();
    const server = await startTls({ ...pair(cert), ca: ca.cert, requestCert: true, rejectUnauthorized: true }, peers);
    const socket = client(server, { ...options, ca: ca.cert });
    const log = transcribe(socket);
    const [error] = await next(socket, "connect_error");
    expect(error).toMatchObject({ code: "ERR_TRANSPORT", willRetry: true });
    // TLS 1.3: by an alert, unless the connection is reset before it could be read
    expect(error.message).toMatch(/certificate required|ECONNRESET|EPIPE|socket hang up/i);
    Object.assign(socket.io.opts, pair(alice));
    await log.until("reconnect: 1");
    await ready(socket);
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    expect(new Set(peers.entries)).toEqual(new Set(["alice"]));
  });
});
