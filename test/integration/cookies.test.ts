import type { IncomingMessage } from "node:http";
import type { Server } from "socket.io";
import { describe, expect, test } from "vitest";
import { type Client, client, MODES, ready, transcribe } from "../support/client.ts";
import { onRequest, startServer, type TestServer } from "../support/server.ts";
import { Transcript } from "../support/until.ts";

/** A server that notes the `Cookie` header of each request and gives cookies to each new session. */
const startGiving = async (
  give: (session: number) => string[],
): Promise<{ server: TestServer; requests: Transcript; sessions: () => string[][] }> => {
  const requests = new Transcript();
  let session = 0;
  const isFirst = ({ url = "" }: IncomingMessage): boolean => !/[?&]sid=/.test(url);
  const server = await startServer((io: Server) => {
    onRequest(io, (request) => {
      if (isFirst(request)) requests.push("session");
      requests.push(request.headers.cookie ?? "none");
    });
    io.engine.on("initial_headers", (headers: Record<string, unknown>, request: IncomingMessage) => {
      const cookies = give(session++);
      // with a WebSocket it writes a list as one header, which is not what Set-Cookie can be
      headers["set-cookie"] = request.headers.upgrade ? cookies.join("\r\nSet-Cookie: ") : cookies;
    });
    io.on("connection", (socket) => socket.on("echo", (x, answer) => answer(x)));
  });
  return {
    server,
    requests,
    // the distinct headers of each session, in order
    sessions: () => {
      const all: string[][] = [];
      for (const line of requests.entries) {
        const last = all.at(-1);
        if (line === "session") all.push([]);
        else if (last && last.at(-1) !== line) last.push(line);
      }
      return all;
    },
  };
};

const talk = async (socket: Client): Promise<void> => {
  await ready(socket);
  // a POST and a poll, where that is the transport
  expect(await socket.emitWithAck("echo", 1)).toBe(1);
};

/** Cuts the connection, waits until it is back. */
const again = async (server: TestServer, socket: Client): Promise<void> => {
  const log = transcribe(socket);
  await server.kill();
  await log.when((all) => all.some((line) => line.startsWith("reconnect:")));
  await talk(socket);
};

describe.each(MODES)("$mode", ({ mode, options }) => {
  /** What one session sends: its first request, and then, unless that one was all, what came with the answer. */
  const session = (first: string, then: string): string[] =>
    mode === "websocket" || first === then ? [first] : [first, then];

  test("cookies are sent with each request of a session, and never grow; the next session begins without", async () => {
    const { server, sessions } = await startGiving(() => ["sid=s1; Path=/; HttpOnly", "node=a", "note=x=y; Path=/"]);
    const given = Object.freeze({ ...options, withCredentials: true });
    const socket = client(server, given);
    await talk(socket);
    for (let i = 0; i < 3; i++) await again(server, socket);
    const one = session("none", "sid=s1; node=a; note=x=y");
    expect(sessions()).toEqual([one, one, one, one]);
    expect(given).toEqual({ ...options, withCredentials: true });
  });

  test("a cookie takes the place of the one of its name, and one that is over is not sent", async () => {
    const { server, sessions } = await startGiving(() => [
      "a=0",
      "b=0",
      "a=1",
      "gone=; Max-Age=0",
      "past=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
      "hour=1; Max-Age=3600; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
      `date=1; Expires=${new Date(Date.now() + 3_600_000).toUTCString()}`,
      "odd=1; Max-Age=soon; Expires=never",
      "never=1; Max-Age=-5",
    ]);
    const socket = client(server, { ...options, withCredentials: true });
    await talk(socket);
    expect(sessions()).toEqual([session("none", "a=1; b=0; hour=1; date=1; odd=1")]);
  });

  test("Path is heeded", async () => {
    const { server, sessions } = await startGiving(() => [
      "here=1; path=/socket.io",
      "other=1; Path=/other",
      "longer=1; Path=/socket.io/more",
      "like=1; Path=/socket",
    ]);
    const socket = client(server, { ...options, withCredentials: true });
    await talk(socket);
    expect(sessions()).toEqual([session("none", "here=1")]);
  });

  test("beside the app's own Cookie header, which stays as it is", async () => {
    const { server, sessions } = await startGiving(() => ["b=2"]);
    const extraHeaders = Object.freeze({ cookie: "a=1" });
    const socket = client(server, Object.freeze({ ...options, withCredentials: true, extraHeaders }));
    await talk(socket);
    await again(server, socket);
    const one = session("a=1", "a=1; b=2");
    expect(sessions()).toEqual([one, one]);
    expect(extraHeaders).toEqual({ cookie: "a=1" });
  });

  test("without withCredentials none is kept", async () => {
    const { server, sessions } = await startGiving(() => ["a=1"]);
    const socket = client(server, options);
    await talk(socket);
    await again(server, socket);
    expect(sessions()).toEqual([["none"], ["none"]]);
  });

  test("each connection of its own has cookies of its own", async () => {
    const { server, sessions } = await startGiving((n) => [`a=${n}`]);
    const first = client(server, { ...options, withCredentials: true });
    await talk(first);
    const second = client(server, { ...options, withCredentials: true });
    await talk(second);
    expect(sessions()).toEqual([session("none", "a=0"), session("none", "a=1")]);
  });
});
