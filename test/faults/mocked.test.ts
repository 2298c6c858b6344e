import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { trace } from "../../src/addons/trace/index.ts";
import { io } from "../../src/index.ts";
import type { Client } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { Transcript, until } from "../support/until.ts";

/**
 * A server in the place of the page's WebSocket, as mocks have it (Mock Service Worker is one): it has answered before `send()` and
 * `close()` return.
 */
class Mock {
  static readonly OPEN = 1;
  static joins = 0;
  /** What it says before it is asked; it does not answer CONNECT then. */
  static unasked: string[] = [];
  readonly url: string;
  readyState = 0;
  bufferedAmount = 0;
  binaryType = "blob";
  onopen = (): void => {};
  onmessage = (_event: { data: unknown }): void => {};
  onclose = (_event: { code: number; reason: string }): void => {};
  onerror = (): void => {};

  constructor(url: string) {
    this.url = url;
    queueMicrotask(() => {
      if (this.readyState) return;
      this.readyState = 1;
      this.onopen();
      this.tell('0{"sid":"e1","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}');
      for (const packet of Mock.unasked) this.tell(packet);
    });
  }

  tell(data: unknown): void {
    if (this.readyState === 1) this.onmessage({ data });
  }

  send(text: unknown): void {
    if (this.readyState !== 1 || typeof text !== "string") return;
    const [, type, nsp = "", id, json = "[]"] = /^4(\d)(\/\w+,)?(\d+)?(.*)$/s.exec(text) ?? [];
    const [event, ...args] = type === "2" ? JSON.parse(json) : [];
    if (type === "0") {
      Mock.joins++;
      if (Mock.unasked.length) return;
      if (nsp === "/refused,") this.tell(`44${nsp}{"message":"no"}`);
      else this.tell(`40${nsp}{"sid":"s${Mock.joins}"}`);
      this.tell(`42${nsp}["welcome"]`);
    } else if (type === "1") this.close();
    else if (event === "echo") this.tell(`43${nsp}${id}${JSON.stringify(args)}`);
    else if (event === "ask") this.tell(`42${nsp}7["asked"]`);
    else if (event === "kick") this.tell(`41${nsp}`);
    else if (event === "cut") this.close();
    else if (event === "garbage") this.tell("4nonsense");
    else if (type === "3") this.tell(`42${nsp}["thanks",${json}]`);
  }

  close(): void {
    if (this.readyState > 1) return;
    this.readyState = 3;
    this.onclose({ code: 1000, reason: "" });
  }
}

beforeAll(() => {
  vi.stubGlobal("WebSocket", Mock);
});
afterAll(() => {
  vi.unstubAllGlobals();
});
beforeEach(() => {
  Mock.joins = 0;
  Mock.unasked = [];
});

const log = new Transcript<string>();

const open = (options: object = {}, nsp = ""): Client => {
  log.entries.length = 0;
  const socket = io(`http://mocked.example${nsp}`, {
    forceNew: true,
    transports: ["websocket"],
    reconnectionDelay: 1,
    randomizationFactor: 0,
    ...options,
  }) as unknown as Client;
  atEnd("client", () => socket.disconnect());
  for (const event of ["connect", "welcome", "thanks"])
    socket.on(event, (...args) => log.push([event, ...args].join(" ")));
  socket.on("disconnect", (reason) => log.push(`disconnect: ${reason}`));
  socket.on("connect_error", ({ message }) => log.push(`connect_error: ${message}`));
  socket.on("asked", (answer) => answer("so"));
  return socket;
};
const whenJoined = async (socket: Client): Promise<void> => {
  await log.until("welcome");
  expect(socket.connected).toBe(true);
  log.entries.length = 0;
};
/** All that was begun in this turn has been told. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("it joins", async () => {
  const socket = open();
  await log.until("welcome");
  expect(log.entries).toEqual(["connect", "welcome"]);
  expect(socket.id).toBe("s1");
  expect(Mock.joins).toBe(1);
});

test("another namespace, and one that is refused", async () => {
  open({}, "/admin");
  await log.until("welcome");
  expect(log.entries).toEqual(["connect", "welcome"]);
  const refused = open({}, "/refused");
  await log.until("connect_error: no");
  await settled();
  expect(log.entries.filter((entry) => entry !== "welcome")).toEqual(["connect_error: no"]);
  expect(refused.active).toBe(false);
});

test("acknowledgements, by each form of emit, with a time limit and with retries", async () => {
  const socket = open();
  await whenJoined(socket);
  socket.emit("echo", 1, (value: unknown) => log.push(`plain ${value}`));
  socket.timeout(1000).emit("echo", 2, (error: unknown, value: unknown) => log.push(`timed ${error} ${value}`));
  await settled();
  expect(log.entries).toEqual(["plain 1", "timed null 2"]);
  expect(await socket.emitWithAck("echo", 3)).toBe(3);
  expect(await socket.timeout(1000).emitWithAck("echo", 4)).toBe(4);

  const retrying = open({ retries: 3, ackTimeout: 1000 });
  await whenJoined(retrying);
  expect(await Promise.all([5, 6, 7].map((n) => retrying.emitWithAck("echo", n)))).toEqual([5, 6, 7]);
});

test("what was emitted before it joined, in order", async () => {
  const socket = open();
  for (const n of [1, 2, 3]) socket.emit("echo", n, (value: unknown) => log.push(`${value}`));
  await log.until("3");
  expect(log.entries.filter((entry) => /\d/.test(entry))).toEqual(["1", "2", "3"]);
});

test("the server asks, and thanks for the answer", async () => {
  const socket = open();
  await whenJoined(socket);
  socket.emit("ask");
  await log.until("thanks so");
  expect(log.entries).toEqual(["thanks so"]);
});

test("disconnect() is told once, and is the end", async () => {
  const socket = open();
  await whenJoined(socket);
  socket.disconnect();
  await settled();
  expect(log.entries).toEqual(["disconnect: io client disconnect"]);
  expect([socket.connected, socket.active]).toEqual([false, false]);
  expect(Mock.joins).toBe(1);
});

test("the server ends the namespace in an emit", async () => {
  const socket = open();
  await whenJoined(socket);
  socket.emit("kick");
  await settled();
  expect(log.entries).toEqual(["disconnect: io server disconnect"]);
  expect([socket.connected, socket.active]).toEqual([false, false]);
});

test.each([
  ["cut", "transport close"],
  ["garbage", "parse error"],
])("the connection is lost in an emit: %s", async (event, reason) => {
  const socket = open();
  await whenJoined(socket);
  socket.emit(event);
  socket.emit("echo", 1, (value: unknown) => log.push(`then ${value}`));
  await log.until("then 1");
  expect(log.entries.filter((entry) => entry !== "welcome")).toEqual([`disconnect: ${reason}`, "connect", "then 1"]);
  expect(Mock.joins).toBe(2);
});

test("disconnect() in a listener of what is sent", async () => {
  const socket = open();
  socket.onAnyOutgoing(() => socket.disconnect());
  socket.on("connect", () => socket.disconnect());
  socket.emit("echo", 1);
  await log.until("disconnect: io client disconnect");
  await settled();
  expect(log.entries.filter((entry) => entry !== "welcome")).toEqual(["connect", "disconnect: io client disconnect"]);
});

test("a trace tells of each event what became of it, in order", async () => {
  const socket = open();
  await whenJoined(socket);
  const told: string[] = [];
  atEnd(
    "client",
    trace(socket, ({ kind }) => told.push(kind)),
  );
  expect(await socket.emitWithAck("echo", 1)).toBe(1);
  expect(told).toEqual(["snapshot", "emit", "settled"]);
});

describe("it answers before it is asked", () => {
  test.each<[string, string[], object, string[]]>([
    ["joined", ['40{"sid":"mock"}'], {}, ["connect"]],
    ["with an event behind it", ['40{"sid":"mock"}', '42["welcome"]'], {}, ["connect", "welcome"]],
    ["twice", ['40{"sid":"mock"}', '40{"sid":"other"}'], {}, ["connect"]],
    ["while the app is asked for its credentials", ['40{"sid":"mock"}'], { auth: async () => ({}) }, ["connect"]],
    ["a refusal", ['44{"message":"no"}'], {}, ["connect_error: no"]],
    ["a refusal, then joined", ['44{"message":"no"}', '40{"sid":"mock"}'], {}, ["connect_error: no"]],
    ["joined, then a refusal", ['40{"sid":"mock"}', '44{"message":"no"}'], {}, ["connect"]],
    ["as Socket.IO 2 does", ["40"], {}, ["connect_error: the server is Socket.IO 2"]],
  ])("%s", async (_what, unasked, options, told) => {
    Mock.unasked = unasked;
    const socket = open({ ...options, reconnection: false });
    await log.until(told[told.length - 1] as string);
    await settled();
    expect(log.entries).toEqual(told);
    expect(socket.id).toBe(told[0] === "connect" ? "mock" : undefined);
  });

  test("events go both ways then, and the next connection is joined in the same way", async () => {
    Mock.unasked = ['40{"sid":"mock"}'];
    const socket = open();
    await log.until("connect");
    expect(await socket.emitWithAck("echo", 1)).toBe(1);
    socket.emit("cut");
    await until("it is joined again", () => log.entries.filter((entry) => entry === "connect").length === 2);
    expect(await socket.emitWithAck("echo", 2)).toBe(2);
    expect(log.entries).toEqual(["connect", "disconnect: transport close", "connect"]);
  });
});
