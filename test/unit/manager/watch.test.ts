import { describe, expect, test } from "vitest";
import type { Packet } from "../../../src/codec/packet.ts";
import type { IoOptions } from "../../../src/manager/options.ts";
import { WATCH, type WatchRecord } from "../../../src/manager/watch.ts";
import type { StateChange } from "../../../src/socket/types.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();

/** A record as a line. */
const told = (...record: WatchRecord): string => {
  const named = ({ data, id }: Packet): string => [(data as unknown[])[0], id].filter((x) => x !== undefined).join(" ");
  switch (record[0]) {
    case "snapshot": {
      const [, target, namespaces] = record;
      const lines = namespaces.map(([{ nsp, state }, events]) => `${nsp} ${state} [${events.map(named)}]`);
      return ["snapshot", target ? target.hostname : "nowhere", ...lines].join(" ");
    }
    case "manager":
      return `manager ${record[1]} → ${record[2]}${record[3] === undefined ? "" : ` for ${record[3]}`}`;
    case "attempt":
      return `attempt ${record[1]} by ${record[2]._kinds.map(({ _type }) => _type)} to ${record[3].hostname}`;
    case "failed":
      return `attempt ${record[1]} failed: ${record[2].code}, ${record[2].retryIn}`;
    case "told":
      return `${record[1].nsp} ${record[2]}${record[2] === "state_change" ? ` ${(record[3][0] as StateChange).to}` : ""}`;
    case "packet":
      return `< ${record[1].type}`;
    case "answer":
      return `answer ${record.slice(1).join(" ")}`;
    case "held":
    case "handed":
      return `${record[0]} ${named(record[1])}: ${record[2]}${record[0] === "handed" ? `, try ${record[3]}` : ""}`;
    case "settled":
      return `settled ${named(record[1])} ${record[2]?.code ?? record[3]}`;
    case "dropped":
      return `dropped ${named(record[1])} ${record[2].code}`;
    case "join":
    case "closed":
      return record.join(" ");
  }
};

/** A client whose Manager is watched from the beginning. */
const watched = (options: IoOptions = {}): FakeClient & { records: () => string[]; stop: () => void } => {
  const client = start({ autoConnect: false, ...options });
  const lines: string[] = [];
  const stop = client.socket.io[WATCH]((...record) => void lines.push(told(...record)));
  client.socket.connect();
  return Object.assign(client, { records: () => lines.splice(0), stop });
};

describe("who watches a Manager is told of", () => {
  test("the way to a connection", async () => {
    const client = watched();
    await client.connect();
    expect(client.records()).toEqual([
      "snapshot nowhere / disconnected []",
      "manager idle → connecting",
      "attempt 0 by websocket to host",
      "/ state_change connecting",
      "manager connecting → connected",
      "join /",
      "< 0",
      "/ state_change connected",
      "/ connect",
    ]);
  });

  test("attempts that fail, and the waits between them", () => {
    const client = watched({ reconnectionAttempts: 1, randomizationFactor: 0 });
    client.ws.end();
    client.world.advance(1000);
    client.ws.end();
    expect(client.records().slice(1)).toEqual([
      "manager idle → connecting",
      "attempt 0 by websocket to host",
      "/ state_change connecting",
      "closed transport error",
      "attempt 0 failed: ERR_TRANSPORT, 1000",
      "manager connecting → waiting for 1000",
      "/ state_change reconnecting",
      "/ connect_error",
      "/ reconnect_attempt",
      "manager waiting → connecting",
      "attempt 1 by websocket to host",
      "closed transport error",
      "attempt 1 failed: ERR_TRANSPORT, undefined",
      "manager connecting → idle",
      "/ state_change disconnected",
      "/ connect_error",
      "/ reconnect_error",
      "/ reconnect_failed",
    ]);
  });

  test("a wait that is cut short, but not at once", () => {
    const client = watched({ randomizationFactor: 0 });
    client.ws.end();
    client.socket.connect();
    client.ws.end();
    client.records();
    client.socket.connect();
    expect(client.records()).toEqual(["manager waiting → waiting for 1000"]);
  });

  test("events on their way: held, handed over, acknowledged; and those that come in", async () => {
    const client = watched();
    client.socket.emit("early");
    const ws = await client.connect();
    client.records();
    client.socket.emit("plain");
    client.socket.emit("asks", () => {});
    ws.receive('430["answer"]');
    client.socket.on("news", (answer) => answer("read"));
    ws.receive('425["news"]');
    expect(client.records()).toEqual([
      'handed plain: 2["plain"], try 1',
      'handed asks 0: 20["asks"], try 1',
      "< 3",
      "settled asks 0 answer",
      "< 2",
      "answer / 5 read",
    ]);
  });

  test("events that are held, given back, and lost", async () => {
    const client = watched({ randomizationFactor: 0 });
    client.socket.emit("early", () => {});
    client.socket.volatile.emit("gone");
    expect(client.records().slice(4)).toEqual(['held early 0: 20["early"]']);
    await settle();
    expect(client.records()).toEqual(["settled gone ERR_DISCONNECTED", "dropped gone ERR_DISCONNECTED"]);
    await client.connect();
    client.socket.emitWithAck("unanswered").catch(() => {});
    client.records();
    client.ws.end();
    expect(client.records()).toEqual([
      "closed transport error",
      "manager connected → waiting for 1000",
      "/ state_change reconnecting",
      "/ disconnect",
      "settled early 0 ERR_DISCONNECTED",
      "settled unanswered 1 ERR_DISCONNECTED",
    ]);
  });

  test("events that are retried", async () => {
    const client = watched({ retries: 1, ackTimeout: 1000 });
    client.socket.emit("again", () => {});
    await client.connect();
    client.world.advance(1000);
    client.world.advance(1000);
    const events = client.records().filter((line) => line.includes("again"));
    expect(events).toEqual([
      'held again 0: 20["again"]',
      'handed again 0: 20["again"], try 1',
      'handed again 0: 20["again"], try 2',
      "settled again 0 ERR_ACK_TIMEOUT",
      "dropped again 0 ERR_ACK_TIMEOUT",
    ]);
  });

  test("how things stand, where it comes late, and what follows", async () => {
    const client = start();
    await client.connect();
    client.socket.emit("asks", () => {});
    const other = client.io("/other", {}).emit("waits");
    const lines: string[] = [];
    client.socket.io[WATCH]((...record) => void lines.push(told(...record)));
    client.ws.receive('430["answer"]');
    expect(lines).toEqual([
      "snapshot host / connected [asks 0] /other connecting [waits]",
      "< 3",
      "settled asks 0 answer",
    ]);
    other.disconnect();
  });

  test("since when it tries, and until when it waits, where it comes in a wait", () => {
    const client = start({ randomizationFactor: 0 });
    client.world.advance(50);
    client.ws.end();
    client.world.advance(300);
    const records: unknown[] = [];
    client.socket.io[WATCH]((...[type, ...facts]) => void records.push([type, ...facts.slice(-1)]));
    expect(records).toEqual([
      ["snapshot", 350],
      ["manager", 700],
    ]);
  });

  test("the same as any other, and one that throws harms nobody", async () => {
    const client = watched();
    const lines: string[] = [];
    const stop = client.socket.io[WATCH]((...record) => void lines.push(told(...record)));
    const stopBad = client.socket.io[WATCH]((...[type]) => {
      if (type !== "snapshot") throw new Error("of who watches");
    });
    client.records();
    lines.length = 0;
    client.socket.emit("early");
    expect([client.records(), lines, client.world.reported]).toEqual([
      ['held early: 2["early"]'],
      ['held early: 2["early"]'],
      [new Error("of who watches")],
    ]);
    client.world.reported.length = 0;
    stopBad();
    stop();
    stop();
    client.socket.emit("more");
    expect([client.records(), lines.length]).toEqual([['held more: 2["more"]'], 1]);
  });

  test("nothing, once it has stopped", async () => {
    const client = watched();
    await client.connect();
    client.stop();
    client.records();
    client.socket.emit("plain");
    client.ws.end();
    expect(client.records()).toEqual([]);
  });
});
