import { upload } from "holdfast/helpers";
import { describe, expect, test } from "vitest";
import { startsClients } from "../../../support/fake-client.ts";
import { type FakeWebSocket, settle } from "../../../support/fake-platform.ts";

const start = startsClients();

const FILE = new Blob(["abcdefghij"]);

/** Offsets and bytes of the pieces that were sent since the last call. */
const pieces = (ws: FakeWebSocket): string[] => {
  const found: string[] = [];
  for (const frame of ws.take())
    if (typeof frame !== "string") found[found.length - 1] += Buffer.from(frame as ArrayBuffer).toString();
    else if (frame.startsWith("451-")) found.push(`${/"offset":(\d+)/.exec(frame)?.[1]} `);
  return found;
};

/** Notes the progress, and the end. */
const watched = (source: AsyncIterable<{ sent: number; total: number }>) => {
  const log: unknown[] = [];
  (async () => {
    for await (const { sent, total } of source) log.push(`${sent}/${total}`);
    log.push("end");
  })().catch((error) => log.push(error.code));
  return log;
};

/** Reading a Blob takes turns of the event loop. */
const read = async (ws: FakeWebSocket, count: number): Promise<string[]> => {
  const found: string[] = [];
  while (found.length < count) {
    await new Promise((resolve) => setImmediate(resolve));
    found.push(...pieces(ws));
  }
  return found;
};

describe("upload", () => {
  test("sends no more pieces than the window has, and one for each acknowledgement", async () => {
    const client = start();
    const ws = await client.connect();
    const log = watched(upload(client.socket, "file", FILE, { chunk: 3, window: 2 }));
    expect(await read(ws, 2)).toEqual(["0 abc", "3 def"]);
    ws.receive("430[]");
    expect(await read(ws, 1)).toEqual(["6 ghi"]);
    ws.receive("431[]", "432[]");
    expect(await read(ws, 1)).toEqual(["9 j"]);
    ws.receive("433[]");
    await settle();
    expect(log).toEqual(["3/10", "6/10", "9/10", "10/10", "end"]);
  });

  test.each([
    ["larger than the file", { chunk: Infinity }, ["0 abcdefghij"]],
    ["no whole number", { chunk: 5.5, window: 1 }, ["0 abcde", "5 fghij"]],
    ["not even a byte, nor is the window a piece", { chunk: 0, window: 0 }, ["0 a", "1 b"]],
  ])("a chunk that is %s", async (_, options, sent) => {
    const client = start();
    const ws = await client.connect();
    const progress = upload(client.socket, "file", FILE, options);
    for (const [n, piece] of sent.entries()) {
      const told = progress.next();
      expect((await read(ws, 1))[0]).toBe(piece);
      ws.receive(`43${n}[]`);
      await told;
    }
  });

  test("tells the server which upload it is, where the piece belongs, and how large the whole is", async () => {
    const client = start();
    const ws = await client.connect();
    const log = watched(upload(client.socket, "file", new Blob([])));
    let frame: unknown;
    while (!frame) {
      await new Promise((resolve) => setImmediate(resolve));
      frame = ws.take().find((sent) => `${sent}`.startsWith("451-"));
    }
    const [name, , part] = JSON.parse(`${frame}`.replace(/^451-0/, ""));
    expect([name, part]).toEqual(["file", { id: expect.stringMatching(/^\w{5,}$/), offset: 0, total: 0 }]);
    ws.receive("430[]");
    await settle();
    expect(log).toEqual(["0/0", "end"]);
  });

  test("goes on after a drop with what was not acknowledged", async () => {
    const client = start();
    const ws = await client.connect();
    const log = watched(upload(client.socket, "file", FILE, { chunk: 4, window: 3 }));
    expect(await read(ws, 3)).toEqual(["0 abcd", "4 efgh", "8 ij"]);
    ws.receive("430[]");
    await settle();
    ws.end();
    await settle();
    client.world.advance(10_000);
    const next = client.ws;
    next.accept();
    await settle();
    next.receive('40{"sid":"sid"}');
    expect(await read(next, 2)).toEqual(["4 efgh", "8 ij"]);
    next.receive("433[]", "434[]");
    await settle();
    expect(log).toEqual(["4/10", "8/10", "10/10", "end"]);
    expect(client.socket.sendBuffer).toEqual([]);
  });

  test("a refusal ends it", async () => {
    const client = start();
    const ws = await client.connect();
    const log = watched(upload(client.socket, "file", FILE, { chunk: 4 }));
    await read(ws, 3);
    ws.receive('430[{"error":"disk full"}]');
    await settle();
    expect(log).toEqual(["ERR_REFUSED"]);
  });

  test("the app leaves: it ends", async () => {
    const client = start();
    const ws = await client.connect();
    const log = watched(upload(client.socket, "file", FILE, { chunk: 4 }));
    await read(ws, 3);
    client.socket.disconnect();
    await settle();
    expect(log).toEqual(["ERR_DISCONNECTED"]);
  });

  test("a signal ends it at once, also while it waits for a connection", async () => {
    const client = start();
    const given = new AbortController();
    const early = watched(upload(client.socket, "file", FILE, { signal: given.signal }));
    await settle();
    given.abort();
    await settle();
    expect(early).toEqual(["ERR_ABORTED"]);
    const ws = await client.connect();
    const again = new AbortController();
    const late = watched(upload(client.socket, "file", FILE, { chunk: 4, signal: again.signal }));
    await read(ws, 3);
    again.abort();
    await settle();
    expect(late).toEqual(["ERR_ABORTED"]);
  });

  test("sends nothing more once the loop is left", async () => {
    const client = start();
    const ws = await client.connect();
    const source = upload(client.socket, "file", FILE, { chunk: 2, window: 1 });
    const first = source.next();
    expect(await read(ws, 1)).toEqual(["0 ab"]);
    ws.receive("430[]");
    expect(await first).toEqual({ value: { sent: 2, total: 10 }, done: false });
    await source.return();
    await settle();
    expect(pieces(ws)).toEqual([]);
  });
});
