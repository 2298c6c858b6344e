import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Engine } from "../../src/engine/engine.ts";
import { Upgrade } from "../../src/engine/upgrade.ts";
import { Attempts } from "../../src/manager/attempts.ts";
import { Membership } from "../../src/socket/membership.ts";
import { Teller } from "../../src/socket/teller.ts";
import { FakeClient } from "../support/fake-client.ts";
import { type FakeRequest, HANDSHAKE, settle } from "../support/fake-platform.ts";
import { classMachine, drawnEdges } from "../support/machines.ts";
import { type Recording, recordChanges, recordStates } from "../support/record-states.ts";

/**
 * The diagrams of docs/states.md against the code. The names come from the types of the sources. The edges of the classes
 * come from a run of the real ones on the fake platform, in which each place that changes a state has its turn.
 */

const machines: Record<string, Recording> = {};
const end = async ({ socket, world }: FakeClient): Promise<void> => {
  socket.disconnect();
  world.advance(60_000);
  await settle();
};

/** Each step leads from one state to the next, in the words of the diagrams. */
const SCENARIOS: Record<string, () => Promise<FakeClient>> = {
  async "connect, lose, wait, fail, connect again, leave"() {
    const client = new FakeClient();
    (await client.connect()).end();
    client.world.advance(1000);
    client.ws.end();
    client.world.advance(2000);
    await client.connect();
    client.socket.disconnect();
    client.world.advance(50);
    client.ws.end(undefined);
    return client;
  },
  async "the server leaves"() {
    const client = new FakeClient();
    (await client.connect()).receive("41");
    client.socket.connect();
    await client.connect();
    return client;
  },
  async "refused, and asked once more"() {
    const client = new FakeClient({ retryRefused: true });
    client.ws.accept();
    await settle();
    client.ws.receive('44{"message":"no"}');
    await settle();
    client.ws.receive('44{"message":"no"}');
    return client;
  },
  async "disconnect while joining, connect, disconnect, the answer"() {
    const client = new FakeClient();
    client.ws.accept();
    await settle();
    client.socket.disconnect();
    client.socket.connect();
    client.socket.disconnect();
    client.ws.receive('40{"sid":"x"}');
    return client;
  },
  async "disconnect while joining, and the connection dies"() {
    const client = new FakeClient();
    client.ws.accept();
    await settle();
    client.socket.disconnect();
    client.ws.end();
    return client;
  },
  async "disconnect before auth has answered"() {
    const client = new FakeClient({ auth: () => {} });
    client.ws.accept();
    await settle();
    client.socket.disconnect();
    return client;
  },
  async "disconnect while opening and while waiting"() {
    const client = new FakeClient();
    client.socket.disconnect();
    client.world.advance(0);
    client.socket.connect();
    client.ws.end();
    client.socket.disconnect();
    return client;
  },
  async "no time, no answer, no further attempt"() {
    const client = new FakeClient({ timeout: 1000, reconnectionAttempts: 1 });
    client.world.advance(1000);
    client.world.advance(1000);
    client.ws.accept();
    await settle();
    client.world.advance(1000);
    return client;
  },
  async "an address that leads nowhere"() {
    const client = new FakeClient({}, "http://");
    client.world.advance(0);
    return client;
  },
  async "lost, without reconnection"() {
    const client = new FakeClient({ reconnection: false });
    (await client.connect()).end();
    return client;
  },
  async "a listener switches reconnection on"() {
    const client = new FakeClient({ reconnection: false });
    client.socket.on("connect_error", () => client.socket.io.reconnection(true));
    client.ws.end();
    return client;
  },
  async "reconnection is switched off during the wait"() {
    const client = new FakeClient();
    client.ws.end();
    client.socket.io.reconnection(false);
    client.world.advance(1000);
    return client;
  },
  async "disconnect while joining, and no answer"() {
    const client = new FakeClient({ timeout: 1000 });
    client.ws.accept();
    await settle();
    client.socket.disconnect();
    client.world.advance(1000);
    return client;
  },
  async "a namespace comes while the others wait, and while they are joined"() {
    const client = new FakeClient({ timeout: 1000 });
    (await client.connect()).end();
    const late = client.io("/late");
    client.ws.accept();
    await settle();
    client.ws.receive('40{"sid":"a"}');
    client.world.advance(1000);
    late.disconnect();
    client.ws.receive('40/late,{"sid":"b"}');
    return client;
  },
  async "a namespace is refused and asks once more, when another is joined again"() {
    const client = new FakeClient();
    const other = client.io("/other", { retryRefused: true });
    (await client.connect()).receive('40/other,{"sid":"a"}');
    client.ws.end();
    client.world.advance(1000);
    client.ws.accept();
    await settle();
    client.ws.receive('40{"sid":"b"}', '44/other,{"message":"no"}');
    await settle();
    client.ws.receive('40/other,{"sid":"c"}');
    other.disconnect();
    return client;
  },
  async "an upgrade gets so far and no further"() {
    const client = new FakeClient({ transports: ["polling", "websocket"] });
    for (const [steps, end] of UPGRADES) {
      await client.poll({ upgrades: ["websocket"] });
      client.world.advance(25);
      const { poll } = client.world;
      for (const step of steps) await step(client, poll);
      end(client, poll);
      client.socket.io.engine._end("transport error");
      await client.posts();
      // the next attempt
      client.world.advance(6000);
    }
    client.socket.disconnect();
    return client;
  },
  async "an upgrade is given up before it begins"() {
    const client = new FakeClient({ transports: ["polling", "websocket"] });
    await client.world.poll!.answer(`0${JSON.stringify({ ...HANDSHAKE, upgrades: ["websocket"] })}`);
    client.socket.io.engine._end("transport error");
    await client.posts();
    return client;
  },
};

type Step = (client: FakeClient, poll: FakeRequest | undefined) => unknown;

/** How far an upgrade gets, and what ends it. */
const UPGRADES: [steps: Step[], end: Step][] = (() => {
  const opens: Step = ({ ws }) => ws.open();
  const works: Step = ({ ws }) => ws.receive("3probe");
  const paused: Step = (_, poll) => poll!.answer("6");
  const breaks: Step = ({ ws }) => ws.end();
  return [
    [[], breaks],
    [[opens], breaks],
    [[opens, works], breaks],
    [[opens, works, paused], () => {}],
  ];
})();

beforeAll(async () => {
  machines["Engine"] = recordStates(Engine.prototype);
  machines["Upgrade"] = recordStates(Upgrade.prototype);
  machines["Manager"] = recordStates(Attempts.prototype);
  machines["Socket"] = recordStates(Membership.prototype);
  machines["socket.state"] = recordChanges(Teller.prototype);
  for (const [name, run] of Object.entries(SCENARIOS)) {
    const client = await run();
    await end(client);
    expect([client.world.left, client.world.reported], name).toEqual([[], []]);
  }
});
afterAll(() => {
  for (const { restore } of Object.values(machines)) restore();
});

const namesOf = (edges: readonly string[]): string[] =>
  [...new Set(edges.flatMap((edge) => edge.split(" → ")))].filter((name) => name !== "[*]").sort();

describe.each([
  ["Engine", "src/engine/engine.ts"],
  ["Upgrade", "src/engine/upgrade.ts"],
  ["Manager", "src/manager/attempts.ts"],
  ["Socket", "src/socket/membership.ts"],
])("the diagram of the %s", (heading, path) => {
  test("has the states of the type", () => expect(namesOf(drawnEdges(heading))).toEqual(classMachine(path).names));
  test("has the transitions that happen, and no others", () =>
    expect(drawnEdges(heading)).toEqual([...machines[heading]!.edges].sort()));
  test("each place where the state is changed had its turn", () =>
    expect([...machines[heading]!.callers].sort()).toEqual(classMachine(path).callers));
});

test("the diagram of socket.state has the changes that happen, and no others", () =>
  expect(drawnEdges("socket.state")).toEqual([...machines["socket.state"]!.edges].sort()));
