import { har as validate } from "har-validator";
import { type Recorder, type RecorderOptions, recorder } from "holdfast/trace";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FakeClient, startsClients } from "../../../support/fake-client.ts";
import { settle } from "../../../support/fake-platform.ts";

const start = startsClients();

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "Date"], now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

/** A client that is recorded from the beginning; `pass` lets time pass for it and for the recorder. */
const recorded = (options: RecorderOptions = {}): FakeClient & { recording: Recorder; pass(ms: number): void } => {
  const client = start({ autoConnect: false, randomizationFactor: 0 });
  const recording = recorder(client.socket, options);
  client.socket.connect();
  const pass = (ms: number): void => {
    vi.advanceTimersByTime(ms);
    client.world.advance(ms);
  };
  return Object.assign(client, { recording, pass });
};

interface Archive {
  log: {
    pages: unknown[];
    entries: { request: { url: string }; time: number; _webSocketMessages: Record<string, unknown>[] }[];
  };
}

const archiveOf = (recording: Recorder): Archive => JSON.parse(recording.export("har"));

describe("recorder", () => {
  test("keeps the last records, and stops", async () => {
    const client = recorded({ limit: 3 });
    await client.connect();
    for (let i = 0; i < 10; i++) client.socket.emit(`e${i}`);
    const kept = () => client.recording.records.map((record) => ("event" in record ? record.event : record.kind));
    expect(kept()).toEqual(["e7", "e8", "e9"]);
    expect(client.recording.records.map(({ n }) => n)).toEqual([14, 15, 16]);
    client.recording.stop();
    client.socket.emit("more");
    expect(kept()).toEqual(["e7", "e8", "e9"]);
  });

  test("of 100,000 events keeps no more than its limit", { timeout: 30_000 }, async () => {
    const client = recorded();
    await client.connect();
    for (let i = 0; i < 100_000; i++) client.socket.emit("e", i);
    expect(client.recording.records).toHaveLength(5000);
    expect(client.recording.summary().out.events).toBe(100_000);
    client.ws.sent.length = 0;
  });

  test.each([0, -1, Number.NaN])("refuses the limit %s", (limit) => {
    const { socket } = start({ autoConnect: false });
    expect(() => recorder(socket, { limit })).toThrow(`limit: ${limit}, but it has to be 1 or more`);
  });

  test("writes lines of JSON, with the time by the wall clock, and bytes by their number", async () => {
    const client = recorded({ args: true });
    await client.connect();
    client.pass(500);
    client.socket.emit("file", Buffer.from("abc"), new Uint8Array(4), new ArrayBuffer(5), { a: "b" });
    client.socket.emit("file", new DataView(new ArrayBuffer(6)));
    const lines = client.recording.export("jsonl").split("\n");
    expect(lines.pop()).toBe("");
    const all = lines.map((line) => JSON.parse(line));
    expect(all.map(({ kind }) => kind)).toEqual(client.recording.records.map(({ kind }) => kind));
    expect(all.at(-2)).toMatchObject({
      time: "1970-01-01T00:16:40.500Z",
      kind: "emit",
      event: "file",
      args: ["(3 bytes)", "(4 bytes)", "(5 bytes)", { a: "b" }],
    });
    expect(all.at(-1).args).toEqual(["(6 bytes)"]);
  });

  test("knows the time also where `performance` has no origin", async () => {
    const client = recorded();
    await client.connect();
    client.pass(500);
    client.socket.emit("hello");
    vi.spyOn(performance, "timeOrigin", "get").mockReturnValue(undefined as never);
    expect(client.recording.export("jsonl").split("\n").at(-2)).toContain('"time":"1970-01-01T00:16:40.500Z"');
    expect(archiveOf(client.recording).log.entries).toMatchObject([
      { startedDateTime: "1970-01-01T00:16:40.000Z", _webSocketMessages: [{ time: 1000.5 }] },
    ]);
  });

  test("writes what JSON has no word for, too", async () => {
    const odd: unknown[] = [10n];
    odd.push(odd);
    let args: unknown[] = [10n];
    const client = recorded({ args: () => args });
    await client.connect();
    client.socket.emit("big");
    args = odd;
    client.socket.emit("cycle");
    const lines = client.recording.export("jsonl").trim().split("\n");
    expect(JSON.parse(lines.at(-2)!)).toMatchObject({ args: ["10"] });
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ kind: "emit", event: "cycle", args: "(can't be told)" });
    const lastOf = () => archiveOf(client.recording).log.entries[0]?._webSocketMessages.at(-1);
    expect(lastOf()).toMatchObject({ data: '["cycle","(can\'t be told)"]' });
    // what is no list, in spite of the types
    args = 5 as never;
    client.socket.emit("number");
    expect(lastOf()).toMatchObject({ data: '["number",5]' });
  });

  test("writes an archive with an entry for each session, that a validator takes", async () => {
    const client = recorded({ args: (event, args) => (event === "secret" ? undefined : args) });
    client.socket.emit("early", 1);
    client.pass(40);
    const ws = await client.connect();
    client.pass(100);
    client.socket.emit("asks", "ä", () => {});
    client.socket.emit("secret", "word");
    client.pass(5);
    ws.receive('430["answer"]');
    client.socket.on("news", (_, answer) => answer("read"));
    ws.receive('425["news",2]');
    client.pass(10);
    client.ws.end();
    client.pass(1000);
    client.pass(20);
    await client.connect();
    client.socket.volatile.emit("now");
    const archive = archiveOf(client.recording);
    await expect(validate(archive)).resolves.toBe(archive);
    expect(archive.log).toMatchObject({ pages: [], entries: [{}, {}] });
    const [first, second] = archive.log.entries;
    expect(first).toMatchObject({
      startedDateTime: "1970-01-01T00:16:40.000Z",
      time: 155,
      request: { url: "ws://host:80/socket.io", headers: [], queryString: [] },
      timings: { wait: 40, receive: 115 },
      _resourceType: "websocket",
    });
    expect(first!._webSocketMessages.map(({ type, data }) => `${type} ${data}`)).toEqual([
      'send ["early",1]',
      'send ["asks","ä"]',
      'send ["secret"] 19 bytes'.replace("19", String('2["secret","word"]'.length)),
      'receive acknowledgement of ["asks","answer"]',
      'receive ["news",2]',
      'send acknowledgement of ["news","read"]',
    ]);
    expect(first!._webSocketMessages[1]).toMatchObject({ time: 1000.14, opcode: 1 });
    expect(second!._webSocketMessages).toMatchObject([{ type: "send", data: '["now"]' }]);
  });

  test("has an entry for a session whose beginning is lost, or was before", async () => {
    const client = recorded({ limit: 2 });
    await client.connect();
    client.socket.emit("a");
    client.socket.emit("b");
    const archive = archiveOf(client.recording);
    await validate(archive);
    expect(archive.log.entries).toMatchObject([
      {
        request: { url: "ws://host:80/socket.io" },
        _webSocketMessages: [{ data: '["a"] 6 bytes' }, { data: '["b"] 6 bytes' }],
      },
    ]);
    const late = recorder(client.socket.io);
    expect(archiveOf(late).log.entries).toMatchObject([{ time: 0, _webSocketMessages: [] }]);
    client.socket.emit("c");
    client.ws.receive('42["d"]');
    expect(archiveOf(late).log.entries).toMatchObject([
      { request: { url: "ws://host:80/socket.io" }, _webSocketMessages: [{ type: "send" }, { type: "receive" }] },
    ]);
    expect(archiveOf(recorder(start({ autoConnect: false }).socket)).log.entries).toEqual([]);
  });

  test("has an event that was lost from the ring by its name, once it is sent", async () => {
    const client = recorded({ limit: 4 });
    client.socket.emit("early", 1);
    await client.connect();
    expect(archiveOf(client.recording).log.entries[0]?._webSocketMessages).toMatchObject([{ data: '["early"]' }]);
  });

  test("sums up what was recorded", async () => {
    const client = recorded({ limit: 1 });
    client.socket.emit("early", 1, () => {});
    client.socket.volatile.emit("gone");
    client.ws.end();
    client.pass(1000);
    client.pass(300);
    const ws = await client.connect();
    client.pass(40);
    ws.receive('430["answer"]');
    client.socket.emit("asks", () => {});
    client.pass(60);
    ws.receive('431["answer"]');
    ws.receive('42["news","ä"]');
    expect(client.recording.summary()).toEqual({
      ms: 1400,
      attempts: 2,
      failures: { ERR_TRANSPORT: 1 },
      connect: { p50: 300, p95: 300 },
      roundTrip: { p50: 40, p95: 60 },
      in: { events: 1, bytes: 14 },
      out: { events: 3, bytes: '20["early",1]'.length + '21["asks"]'.length },
      dropped: 1,
      longestHeld: 1300,
    });
  });

  test("counts no time in which a namespace was not wanted, on a connection that others have", async () => {
    const client = start({ autoConnect: false });
    const other = client.socket.io.socket("/other");
    const recording = recorder(other);
    client.socket.connect();
    vi.advanceTimersByTime(40);
    const ws = await client.connect();
    const join = (): void => {
      vi.advanceTimersByTime(1000);
      other.connect();
    };
    join();
    await settle();
    ws.receive('40/other,{"sid":"other"}');
    expect(recording.summary()).toMatchObject({ attempts: 1, connect: { p50: undefined } });
    client.ws.end();
    other.disconnect();
    client.socket.connect();
    await client.connect();
    join();
    await settle();
    client.ws.receive('40/other,{"sid":"other"}');
    expect(other.connected).toBe(true);
    expect(recording.summary()).toMatchObject({ attempts: 2, connect: { p50: undefined } });
    other.disconnect();
  });

  test("counts a refusal, and the first attempt where it comes late", async () => {
    const client = start();
    client.world.advance(70);
    const recording = recorder(client.socket);
    client.ws.accept();
    vi.advanceTimersByTime(30);
    await settle();
    client.ws.receive('40{"sid":"sid"}');
    expect(recording.summary()).toMatchObject({ attempts: 1, connect: { p50: 100, p95: 100 } });
    const other = recorded();
    other.ws.accept();
    await settle();
    other.ws.receive('44{"message":"no"}');
    expect(other.recording.summary()).toMatchObject({ failures: { ERR_REFUSED: 1 } });
  });
});
