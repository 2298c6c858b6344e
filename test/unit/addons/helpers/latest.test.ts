import { latest } from "holdfast/helpers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startsClients } from "../../../support/fake-client.ts";
import { settle } from "../../../support/fake-platform.ts";

const start = startsClients();

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const events = (frames: unknown[]): unknown[] =>
  frames.filter((frame) => /^42/.test(`${frame}`)).map((frame) => `${frame}`.slice(2));

describe("latest", () => {
  test("while it is connected, all go at once", async () => {
    const client = start();
    const ws = await client.connect();
    const view = latest(client.socket);
    expect(view.emit("position", 1)).toBe(view);
    view.emit("position", 2);
    expect(events(ws.take())).toEqual(['["position",1]', '["position",2]']);
  });

  test("offline it keeps the last of each name, in the order of these, and tells of the others", async () => {
    const client = start();
    const view = latest(client.socket);
    view.emit("position", 1);
    view.emit("zoom", 1);
    view.emit("position", 2);
    expect(client.socket.sendBuffer).toEqual([]);
    // in a later turn
    expect(client.log).toEqual([]);
    vi.advanceTimersByTime(0);
    expect(client.take()).toEqual(["dropped position ERR_BUFFER_FULL not-sent"]);
    expect(events((await client.connect()).take())).toEqual(['["zoom",1]', '["position",2]']);
  });

  test("calls in a row are all the view's", async () => {
    const client = start();
    latest(client.socket).emit("position", 1).emit("position", 2).emit("position", 3);
    expect(events((await client.connect()).take())).toEqual(['["position",3]']);
    vi.advanceTimersByTime(0);
  });

  test("the key is what the function makes of the event", async () => {
    const client = start();
    const view = latest(client.socket, (name, id) => `${name} ${id}`);
    view.emit("move", "a", 1);
    view.emit("move", "b", 1);
    view.emit("move", "a", 2);
    vi.advanceTimersByTime(0);
    expect(events((await client.connect()).take())).toEqual(['["move","b",1]', '["move","a",2]']);
  });

  test("while the transport takes nothing it keeps the last, and looks again", async () => {
    const client = start();
    const ws = await client.connect();
    const view = latest(client.socket);
    ws.bufferedAmount = 1e6;
    view.emit("position", 1);
    view.emit("position", 2);
    vi.advanceTimersByTime(100);
    expect(events(ws.take())).toEqual([]);
    ws.bufferedAmount = 0;
    vi.advanceTimersByTime(20);
    expect(events(ws.take())).toEqual(['["position",2]']);
  });

  test("what is emitted once it can be sent goes behind what was kept", async () => {
    const client = start();
    const ws = await client.connect();
    const view = latest(client.socket);
    ws.bufferedAmount = 1e6;
    view.emit("position", 1);
    ws.bufferedAmount = 0;
    view.emit("position", 2);
    expect(events(ws.take())).toEqual(['["position",1]', '["position",2]']);
    vi.advanceTimersByTime(20);
  });

  test("a connection that is lost meanwhile is waited for", async () => {
    const client = start();
    const ws = await client.connect();
    const view = latest(client.socket);
    ws.bufferedAmount = 1e6;
    view.emit("position", 1);
    ws.end();
    vi.advanceTimersByTime(20);
    view.emit("position", 2);
    vi.advanceTimersByTime(0);
    client.world.advance(10_000);
    client.ws.accept();
    await settle();
    client.ws.receive('40{"sid":"sid"}');
    expect(events(client.ws.take())).toEqual(['["position",2]']);
  });

  test("what asks for an acknowledgement is the socket's as ever", async () => {
    const client = start();
    const view = latest(client.socket);
    const answers: unknown[] = [];
    view.emit("save", 1, (answer: unknown) => answers.push(answer));
    const promised = view.emitWithAck("save", 2);
    const ws = await client.connect();
    ws.receive('430["one"]', '431["two"]');
    expect([answers, await promised]).toEqual([["one"], "two"]);
  });

  test("data that can't be sent is thrown, or told later, and stops no other", async () => {
    const client = start();
    const view = latest(client.socket, () => ({}));
    view.emit("bad", 1n);
    view.emit("good");
    const ws = await client.connect();
    expect(events(ws.take())).toEqual(['["good"]']);
    vi.advanceTimersByTime(0);
    expect(client.log).toEqual(["connect", "dropped bad ERR_ENCODE not-sent"]);
    expect(() => view.emit("bad", 1n)).toThrow(expect.objectContaining({ code: "ERR_ENCODE" }));
  });

  test("it is the socket in all else, and takes a view's settings along", async () => {
    const client = start();
    const view = latest(client.socket.compress(false));
    view.auth = { token: "new" };
    const heard: unknown[] = [];
    view.on("news", (text: unknown) => heard.push(text));
    view.send("hello");
    const ws = await client.connect();
    expect(ws.sent[0]).toBe('40{"token":"new"}');
    expect(ws.uncompressed).toEqual(['42["message","hello"]']);
    ws.receive('42["news","welcome"]');
    expect([heard, view.id, view.connected]).toEqual([["welcome"], "sid", true]);
  });
});
