import { expect, test } from "vitest";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { HANDSHAKE } from "../../support/fake-platform.ts";

const start = startsClients();

/** Open over polling, with an upgrade to come; the handshake took so many ms. */
const open = async (took: number): Promise<FakeClient> => {
  const client = start({ transports: ["polling", "websocket"] });
  const { world } = client;
  world.advance(took);
  await world.poll!.answer(`0${JSON.stringify({ ...HANDSHAKE, upgrades: ["websocket"] })}`);
  return client;
};

/** Joined, with an upgrade under way and the next poll put off for its sake. */
const waiting = async (): Promise<FakeClient> => {
  const client = await open(24);
  const { world } = client;
  await world.post!.answer("ok");
  await world.poll!.answer('40{"sid":"sid"}');
  client.take();
  expect(world.poll).toBeUndefined();
  return client;
};

const made = ({ world }: FakeClient): number => world.sockets.length;

test("the WebSocket is made once CONNECT was answered, at the latest after 25 ms", async () => {
  const answered = await open(24);
  await answered.world.post!.answer("ok");
  answered.world.advance(24);
  expect(made(answered)).toBe(0);
  await answered.world.poll!.answer('40{"sid":"sid"}');
  expect([made(answered), answered.take()]).toEqual([1, ["connect"]]);
  answered.world.advance(100);
  expect(made(answered)).toBe(1);

  const late = await open(0);
  late.world.advance(24);
  expect(made(late)).toBe(0);
  late.world.advance(1);
  expect(made(late)).toBe(1);
  await late.world.poll!.answer('40{"sid":"sid"}');
  expect([made(late), late.take()]).toEqual([1, ["connect"]]);
});

test("where the handshake took 25 ms, neither the WebSocket nor a poll waits", async () => {
  const client = await open(25);
  const { world } = client;
  expect([world.requests.length, made(client)]).toEqual([2, 0]);
  world.advance(0);
  expect(made(client)).toBe(1);
  await world.post!.answer("ok");
  await world.poll!.answer('40{"sid":"sid"}');
  expect(world.poll).toBeDefined();
});

test("an upgrade that is quick finds no poll to wait for; what is emitted meanwhile goes over the WebSocket", async () => {
  const client = await waiting();
  const { world, socket, ws } = client;
  socket.emit("posted");
  ws.open();
  ws.receive("3probe");
  socket.emit("waits");
  expect(ws.take()).toEqual(["2probe"]);
  await world.post!.answer("ok");
  expect(ws.take()).toEqual(["5", '42["waits"]']);
  world.advance(1000);
  expect([world.requests, client.take()]).toEqual([[], []]);
});

test("one that is not: the poll starts after 25 ms, once", async () => {
  const client = await waiting();
  const { world, ws } = client;
  world.advance(24);
  expect(world.poll).toBeUndefined();
  world.advance(1);
  const { poll } = world;
  expect(poll).toBeDefined();
  ws.open();
  ws.receive("3probe");
  await poll!.answer("6");
  expect([ws.take(), world.poll]).toEqual([["2probe", "5"], undefined]);
});

test("one that fails at once: the poll starts when its time has come, once", async () => {
  const client = await waiting();
  const { world, ws } = client;
  ws.end(new Error("blocked"));
  world.advance(25);
  const { poll } = world;
  await poll!.answer('42["x"]');
  // and is not put off again
  expect(world.poll).toBeDefined();
});

test("one that fails after its pong: polling goes on, with one poll", async () => {
  const client = await waiting();
  const { world, socket, ws } = client;
  socket.emit("in flight");
  ws.open();
  ws.receive("3probe");
  ws.end(new Error("gone"));
  world.advance(100);
  // world.poll throws at a second one
  expect(world.poll).toBeDefined();
  await world.post!.answer("ok");
});

test("disconnect() meanwhile", async () => {
  const client = await waiting();
  const { world } = client;
  client.socket.disconnect();
  const bodies: string[] = [];
  for (let turn = 0; turn < 8; turn++) {
    bodies.push(...(await client.posts()));
    world.advance(25);
  }
  expect(bodies).toEqual(["41", "1"]);
  world.advance(500);
  expect(world.left).toEqual([]);
});

test("CONNECT goes before the poll for its answer; one that takes longer is not waited for", async () => {
  const methods = async (options: object): Promise<string[]> => {
    const { world } = start({ transports: ["polling"], ...options });
    await world.poll!.answer(`0${JSON.stringify(HANDSHAKE)}`);
    return world.requests.map(({ body }) => (body === undefined ? "poll" : `post ${body}`));
  };
  expect(await methods({})).toEqual(["post 40", "poll"]);
  expect(await methods({ auth: () => new Promise(() => {}) })).toEqual(["poll"]);
});

test("given up before that poll: none starts", async () => {
  const client = start({ transports: ["polling"] });
  client.socket.io.on("open", () => void Promise.resolve().then(() => client.socket.io.engine._end("transport error")));
  await client.world.poll!.answer(`0${JSON.stringify(HANDSHAKE)}`);
  client.socket.io.off("open");
  expect(client.world.requests.map(({ body }) => body)).toEqual(["1"]);
});
