import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { CookieJar } from "../../src/platform/cookies.node.ts";
import { makeCertificate } from "../support/certificate.ts";
import { client, MODES, ready } from "../support/client.ts";
import { type Reply, scripted } from "../support/scripted-server.ts";
import { onRequest, startServer } from "../support/server.ts";
import { next, Transcript } from "../support/until.ts";

/** Cookies on Node: what a server, a portal or a proxy may do to a client by them. */

const polling = { transports: ["polling"], withCredentials: true };

/** What follows a handshake that gives these cookies: the `Cookie` header of the first POST. */
const sentBack = async (given: readonly string[], options: object = polling): Promise<string | undefined> => {
  const cookies = new Transcript<string | undefined>();
  const server = await startServer((io) => {
    onRequest(io, ({ method, headers }) => {
      if (method === "POST") cookies.push(headers.cookie);
    });
    io.engine.on("initial_headers", (headers: Record<string, unknown>) => {
      headers["Set-Cookie"] = given;
    });
  });
  client(server, { ...options, reconnection: false });
  await cookies.size(1);
  return cookies.entries[0];
};

const names = (header = ""): string[] => header.split("; ").map((pair) => pair.split("=")[0]!);
const many = (count: number, value = "1"): string[] => Array.from({ length: count }, (_, n) => `c${n}=${value}`);

describe("bounds", () => {
  test("of 60 cookies the newest 50 are kept", async () => {
    expect(names(await sentBack(many(60)))).toEqual(
      many(60)
        .slice(10)
        .map((one) => names(one)[0]),
    );
  });

  test("a cookie above 4 KB is not kept", async () => {
    expect(await sentBack([`big=${"x".repeat(4100)}`, `fits=${"x".repeat(4000)}`, "a=1"])).toMatch(/^fits=x+; a=1$/);
  });

  test("no more than 8 KB are sent, with the app's own, which all are", async () => {
    const all = await sentBack(many(14, "x".repeat(1000)), {
      ...polling,
      extraHeaders: { Cookie: `own=${"y".repeat(5000)}` },
    });
    expect(names(all)).toEqual(["own", "c0", "c1", "c2"]);
    expect(all!.length).toBeLessThanOrEqual(8192);
  });
});

describe("what is not for this server", () => {
  test.each([
    ["Secure over http", "a=1; Secure"],
    ["another domain", "a=1; Domain=evil.example"],
    ["a domain that only ends alike", "a=1; Domain=7.0.0.1.example"],
    ["__Host- over http", "__Host-a=1; Path=/"],
    ["__Secure- without Secure", "__Secure-a=1"],
    ["a path beside", "a=1; Path=/socket.io.evil"],
    ["no name", "=1"],
    ["no value at all", "a"],
  ])("%s is not kept", async (_, cookie) => {
    expect(await sentBack([cookie, "b=2"])).toBe("b=2");
  });

  test("its own domain is, in any case and with a dot", async () => {
    expect(await sentBack(["a=1; DOMAIN=.127.0.0.1", "b=2; domain=127.0.0.1"])).toBe("a=1; b=2");
  });

  const cert = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"] });
  test.each(MODES)("over TLS, $mode", async ({ mode, options }) => {
    const cookies = new Transcript<string | undefined>();
    const given = [
      "a=1; Secure",
      "__Host-b=2; Secure; Path=/",
      "__Host-c=3; Path=/",
      "__Host-d=4; Secure",
      "__Secure-e=5; secure",
    ];
    const server = await startServer(
      (io) => {
        onRequest(io, ({ headers }) => cookies.push(headers.cookie));
        io.engine.on(
          "initial_headers",
          (headers: Record<string, unknown>, request: { headers: { upgrade?: string } }) => {
            headers["set-cookie"] = request.headers.upgrade ? given.join("\r\nSet-Cookie: ") : given;
          },
        );
      },
      {},
      { key: cert.key, cert: cert.cert },
    );
    await ready(client(server, { ...options, ca: cert.cert, withCredentials: true }));
    const then = mode === "websocket" ? [] : ["a=1; __Host-b=2; __Secure-e=5"];
    expect([...new Set(cookies.entries)]).toEqual([undefined, ...then]);
  });
});

/** The cookies of a WebSocket that comes after a refused poll, in the same attempt. */
const afterRefusal = async (reply: Reply): Promise<string | undefined> => {
  const seen = new Transcript<string | undefined>();
  const server = await scripted({
    onRequest: ({ kind }) => (kind === "handshake" ? reply : undefined),
    onUpgrade: ({ headers }) => void seen.push(headers.cookie),
  });
  await next(
    client(server, { transports: ["polling", "websocket"], withCredentials: true, upgrade: false }),
    "connect",
  );
  return seen.entries[0];
};

describe("answers that are not Socket.IO's give none", () => {
  const headers = { "Set-Cookie": "portal=1" };
  test.each<[string, Reply]>([
    ["a portal's page with 200", { headers, body: "<html>" }],
    ["a text with 200", { headers, body: "please log in" }],
    ["404", { headers, status: 404 }],
    ["502", { headers, status: 502, body: "0{}" }],
  ])("%s", async (_, reply) => {
    expect(await afterRefusal(reply)).toBe(undefined);
  });
});

test.each([
  [431, undefined],
  [403, "a=1"],
])("a candidate of an upgrade is refused by %i: the session's cookies are %s from then on", async (status, left) => {
  const cookies = new Transcript<string | undefined>();
  const server = await startServer((io) => {
    io.engine.on("initial_headers", (headers: Record<string, string>) => {
      headers["Set-Cookie"] = "a=1";
    });
    io.engine.on("headers", (_: unknown, request: IncomingMessage) => cookies.push(request.headers.cookie));
    const { httpServer } = io as unknown as { httpServer: EventEmitter };
    httpServer.removeAllListeners("upgrade").on("upgrade", (_, socket: Socket) => {
      socket.end(`HTTP/1.1 ${status} x\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n`);
    });
    io.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
  });
  const socket = client(server, { transports: ["polling", "websocket"], withCredentials: true });
  await next(socket, "connect");
  await next(socket.io.engine, "upgradeError");
  expect(cookies.entries).toContain("a=1");
  cookies.entries.length = 0;
  await socket.emitWithAck("echo", 1);
  await socket.emitWithAck("echo", 2);
  expect(cookies.entries.at(-1)).toBe(left);
});

test("a cookie is not sent any more once its time has come", () => {
  const jar = new CookieJar();
  jar.take(new URL("http://host/socket.io/"), ["a=1; Max-Age=10", "b=2; Max-Age=100"]);
  expect(jar.header()).toBe("a=1; b=2");
  const now = Date.now() + 20_000;
  vi.spyOn(Date, "now").mockImplementation(() => now);
  expect([jar.header(), jar.header("own=1")]).toEqual(["b=2", "own=1; b=2"]);
});
