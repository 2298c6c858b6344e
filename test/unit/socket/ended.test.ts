import { describe, expect, test } from "vitest";
import { type FakeClient, outcome, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
const joining = async (options: object = {}): Promise<FakeClient> => {
  const client = start(options);
  client.ws.accept();
  await settle();
  return client;
};
const joined = async (options: object = {}): Promise<FakeClient> => {
  const client = start(options);
  await client.connect();
  return client;
};
/** Two namespaces of one connection, which are joined. */
const both = async (options: object = {}) => {
  const client = await joined(options);
  const other = client.io("/other");
  await settle();
  client.ws.receive('40/other,{"sid":"o"}');
  client.take();
  client.ws.take();
  return { client, other };
};
const then = async (client: FakeClient | Promise<FakeClient>, ...steps: ((client: FakeClient) => unknown)[]) => {
  const made = await client;
  for (const step of steps) await step(made);
  return made;
};
const breaks = ({ ws }: FakeClient): void => ws.end();
const leaves = ({ socket }: FakeClient): unknown => socket.disconnect();
const connects = ({ socket }: FakeClient): unknown => socket.connect();
const aMoment = ({ world }: FakeClient): void => world.advance(0);
const refuses = ({ ws }: FakeClient): void => ws.receive('44{"message":"no"}');
const serverLeaves = ({ ws }: FakeClient): void => ws.receive("41");

describe("a promise without a time limit", () => {
  const REJECTS = ["ERR_DISCONNECTED not-sent"];

  test.each<[string, () => FakeClient | Promise<FakeClient>, unknown[]]>([
    ["never connected", () => start({ autoConnect: false }), []],
    ["connecting", () => start(), []],
    ["joining", () => joining(), []],
    ["lost", () => then(joined(), breaks), []],
    ["between two attempts", () => then(start(), breaks), []],
    ["refused, and about to ask again", () => then(joining({ retryRefused: true }), refuses), []],
    ["left while it connected", () => then(start(), leaves), REJECTS],
    ["left while it connected, some turns ago", () => then(start(), leaves, aMoment), REJECTS],
    ["left while it joined: it waits for the answer", () => then(joining(), leaves), REJECTS],
    ["left between two attempts", () => then(start(), breaks, leaves), REJECTS],
    ["left by the app", () => then(joined(), leaves), REJECTS],
    ["left by the server", () => then(joined(), serverLeaves), REJECTS],
    ["refused", () => then(joining(), refuses), REJECTS],
    ["given up", () => then(start({ reconnectionAttempts: 0 }), breaks), REJECTS],
    ["given up, without reconnection", () => then(start({ reconnection: false }), breaks), REJECTS],
    [
      "given up, and the app's own attempt failed",
      () => then(givenUp(), ({ socket }) => socket.io.open(), breaks),
      REJECTS,
    ],
    ["left, connecting again", () => then(joined(), leaves, connects), []],
    ["left while it joined, wanted again", () => then(joining(), leaves, connects), []],
    ["given up, connecting again", () => then(givenUp(), connects), []],
  ])("%s", async (_, reach, expected) => {
    const { socket } = await reach();
    const seen = outcome(socket.emitWithAck("x"));
    await settle();
    expect(seen).toEqual(expected);
  });
  const givenUp = (): Promise<FakeClient> => then(start({ reconnection: false }), breaks);

  test("of a namespace that was left rejects, also while another looks for a connection", async () => {
    const { client, other } = await both();
    client.socket.disconnect();
    client.ws.end();
    client.world.advance(1000);
    client.ws.end();
    const seen = [client.socket, other].map((socket) => outcome(socket.emitWithAck("x")));
    await settle();
    expect(seen).toEqual([REJECTS, []]);
    other.disconnect();
  });
});

describe("a namespace that was left, while another is there", () => {
  test("is told nothing of the attempts for that, nor of what is dropped", async () => {
    const { client, other } = await both();
    const { socket, log, world } = client;
    socket.lifecycle.on("rejected", () => void log.push("rejected"));
    socket.disconnect();
    client.ws.receive('42["connect"]');
    client.ws.end();
    world.advance(1000);
    client.ws.end();
    expect(client.take()).toEqual([
      "disconnect io client disconnect",
      "/other disconnect transport error",
      "/other reconnect_attempt 1",
      "/other connect_error ERR_TRANSPORT",
      "/other reconnect_error ERR_TRANSPORT",
    ]);
    other.disconnect();
  });

  test("has no answer for what nobody asked", async () => {
    const { client, other } = await both();
    client.socket.disconnect();
    client.world.advance(1000);
    client.ws.take();
    client.ws.receive('40{"sid":"again"}', '44{"message":"no"}', '40{"sid":"again"}');
    client.world.advance(1000);
    expect([client.ws.take(), client.take()]).toEqual([[], ["disconnect io client disconnect"]]);
    other.disconnect();
  });
});

describe("credentials that can't be sent", () => {
  test("fail the attempt, with what was wrong; nothing is to be answered", async () => {
    const { client, other } = await both();
    const { ws, log } = client;
    const third = client.io("/third", { auth: { n: 1n } as never });
    third.on("connect_error", ({ message, cause }) => log.push(message.slice(0, 23), (cause as { code: string }).code));
    await settle();
    expect([client.take(), ws.take()]).toEqual([
      ["/third connect_error ERR_AUTH", "auth: can't encode .n: ", "ERR_ENCODE"],
      [],
    ]);
    // it leaves at once: there is no answer to wait for
    third.disconnect();
    other.disconnect();
    client.socket.disconnect();
    client.world.advance(1000);
    expect(ws.state).toBe("closing");
    ws.end(null);
  });

  test("that never come: their error says that time ran out", async () => {
    const client = await joining({ timeout: 1000, auth: () => {} });
    const told: string[] = [];
    client.socket.on("connect_error", ({ message }) => told.push(message));
    client.world.advance(1000);
    expect([client.take(), told]).toEqual([["connect_error ERR_AUTH"], ["auth: timeout"]]);
  });
});

describe("joining", () => {
  test("an answer that comes before the question counts, once that is asked", async () => {
    const client = start();
    client.ws.accept();
    client.ws.receive('40{"sid":"early"}', '40{"sid":"second"}');
    expect([client.take(), client.socket.id]).toEqual([[], undefined]);
    await settle();
    expect([client.take(), client.socket.id, client.ws.take()]).toEqual([["connect"], "early", ["40"]]);
  });

  test("again, after disconnect() while it joined: it has the whole time, and no more", async () => {
    const client = await joining({ timeout: 1000 });
    const { socket, world } = client;
    world.advance(600);
    socket.disconnect();
    world.advance(300);
    socket.connect();
    world.advance(999);
    expect(client.take()).toEqual([]);
    world.advance(1);
    expect(client.take()).toEqual(["connect_timeout ERR_CONNECT_TIMEOUT", "connect_error ERR_CONNECT_TIMEOUT"]);
  });
});

test("an event that is dropped is no acknowledgement, whatever its number", async () => {
  const client = await joined({ maxArguments: 2 });
  const answers: unknown[] = [];
  client.socket.emit("asks", (answer: unknown) => answers.push(answer));
  client.ws.receive('420["connect"]', '430["answer"]');
  const promised = outcome(client.socket.emitWithAck("asks"));
  client.ws.receive("431[1,2,3]");
  await settle();
  expect([answers, promised]).toEqual([["answer"], ["ERR_PARSE unknown"]]);
});
