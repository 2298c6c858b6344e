import { describe, expect, test } from "vitest";
import type { IoOptions } from "../../../src/manager/options.ts";
import type { WatchRecord } from "../../../src/manager/watch.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();

/** A record as a line. */
const told = (record: WatchRecord): string => {
  switch (record.type) {
    case "manager":
      return `manager ${record.from} → ${record.to}`;
    case "socket":
      return `${record.nsp} ${record.from} → ${record.to}`;
    case "attempt":
      return `attempt ${record.attempt} by ${record.engine._kinds.map(({ _type }) => _type)}`;
    case "attempt_failed":
      return `attempt ${record.attempt} failed: ${record.error.code}`;
    case "wait":
      return `waits ${record.ms} ms`;
    case "handshake":
      return `session ${record.handshake.sid}`;
    case "upgrade":
      return `upgrade to ${record.transport}`;
    case "upgrade_failed":
      return `no upgrade: ${record.error.message}`;
    case "ping":
      return "ping";
    case "packet_in":
    case "packet_out":
      return `${record.type === "packet_in" ? "<" : ">"} ${record.packet.type} ${record.bytes}`;
    case "event":
      return [record.step, record.name, record.id, record.error?.code].filter((part) => part !== undefined).join(" ");
  }
};

/** A client whose Manager is watched from the beginning. */
const watched = (options: IoOptions = {}): FakeClient & { records: () => string[] } => {
  const client = start({ autoConnect: false, ...options });
  const lines: string[] = [];
  client.socket.io._watch = (record) => void lines.push(told(record));
  client.socket.connect();
  return Object.assign(client, { records: () => lines.splice(0) });
};

describe("who watches a Manager is told of", () => {
  test("the way to a connection, and a ping", async () => {
    const client = watched();
    const ws = await client.connect();
    ws.receive("2");
    expect(client.records()).toEqual([
      "/ idle → waiting",
      "manager idle → connecting",
      "attempt 0 by websocket",
      "session SID",
      "manager connecting → connected",
      "/ waiting → joining",
      "> 0 1",
      "< 0 14",
      "/ joining → joined",
      "ping",
    ]);
  });

  test("attempts that fail, and the waits between them", () => {
    const client = watched({ reconnectionAttempts: 1, randomizationFactor: 0 });
    client.ws.end();
    client.world.advance(1000);
    client.ws.end();
    expect(client.records()).toEqual([
      "/ idle → waiting",
      "manager idle → connecting",
      "attempt 0 by websocket",
      "attempt 0 failed: ERR_TRANSPORT",
      "waits 1000 ms",
      "manager connecting → waiting",
      "/ waiting → waiting",
      "manager waiting → connecting",
      "attempt 1 by websocket",
      "attempt 1 failed: ERR_TRANSPORT",
      "manager connecting → idle",
      "/ waiting → waiting",
      "/ waiting → waiting",
    ]);
  });

  test("events on their way: emitted, held, handed over, acknowledged", async () => {
    const client = watched();
    client.socket.emit("early");
    await client.connect();
    client.records();
    client.socket.emit("plain");
    client.socket.emit("asks", () => {});
    client.ws.receive('430["answer"]');
    expect(client.records()).toEqual([
      "emitted plain",
      "handed plain",
      "> 2 10",
      "emitted asks 0",
      "handed asks 0",
      "> 2 10",
      "< 3 12",
      "acknowledged asks 0",
    ]);
  });

  test("events that are held, given back, and lost", async () => {
    const client = watched();
    client.socket.emit("early", () => {});
    client.socket.volatile.emit("gone");
    expect(client.records().slice(3)).toEqual(["emitted early 0", "held early 0"]);
    await settle();
    expect(client.records()).toEqual(["failed gone ERR_DISCONNECTED"]);
    await client.connect();
    client.socket.emitWithAck("unanswered").catch(() => {});
    client.records();
    client.ws.end();
    expect(client.records()).toContain("failed unanswered 1 ERR_DISCONNECTED");
  });

  test("events that are retried", async () => {
    const client = watched({ retries: 1, ackTimeout: 1000 });
    client.socket.emit("again", () => {});
    await client.connect();
    client.world.advance(1000);
    client.world.advance(1000);
    const events = client.records().filter((line) => line.includes("again"));
    expect(events).toEqual([
      "emitted again 0",
      "held again 0",
      "handed again 0",
      "handed again 0",
      "failed again 0 ERR_ACK_TIMEOUT",
    ]);
  });

  test("an upgrade, and one that fails", async () => {
    const client = watched({ transports: ["polling", "websocket"] });
    const upgrades = () => client.records().filter((line) => line.includes("upgrade"));
    await client.poll({ upgrades: ["websocket"] });
    client.world.advance(25);
    client.ws.end();
    expect(upgrades()).toEqual(["no upgrade: probe error: websocket error: broken (broken)"]);

    const other = watched({ transports: ["polling", "websocket"] });
    await other.poll({ upgrades: ["websocket"] });
    other.world.advance(25);
    other.ws.open();
    other.ws.receive("3probe");
    await other.world.poll?.answer("6");
    await other.posts();
    expect(other.records().filter((line) => line.includes("upgrade"))).toEqual(["upgrade to websocket"]);
  });

  test("nothing, once nobody watches", async () => {
    const client = watched();
    await client.connect();
    client.socket.io._watch = undefined;
    client.records();
    client.socket.emit("plain");
    client.ws.end();
    expect(client.records()).toEqual([]);
  });
});
