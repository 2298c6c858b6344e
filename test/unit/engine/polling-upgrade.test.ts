import { afterEach, describe, expect, test } from "vitest";
import { FakeClient } from "../../support/fake-client.ts";
import { HANDSHAKE, settle } from "../../support/fake-platform.ts";

const clients: FakeClient[] = [];
afterEach(async () => {
  for (const { socket, world } of clients.splice(0)) {
    socket.disconnect();
    world.advance(60_000);
    await settle();
    expect(world.left).toEqual([]);
  }
});

const start = (options = {}): FakeClient => {
  const client = new FakeClient({ transports: ["polling"], ...options });
  clients.push(client);
  return client;
};

/** Opens the session and joins, over polling. */
const join = async (client: FakeClient, handshake = {}): Promise<void> => {
  const { world } = client;
  await world.poll!.answer(`0${JSON.stringify({ ...HANDSHAKE, ...handshake })}`);
  expect(world.post!.body).toBe("40");
  await world.post!.answer("ok");
  await world.poll!.answer('40{"sid":"sid"}');
  // the moment that polling leaves to an upgrade
  if (!world.poll) world.advance(25);
};

describe("polling", () => {
  test("one GET and one POST at a time; what is emitted meanwhile goes out together", async () => {
    const client = start();
    const { world, socket } = client;
    await join(client);
    socket.emit("a");
    socket.emit("b");
    socket.emit("c");
    expect(world.post!.body).toBe('42["a"]');
    await world.post!.answer("ok");
    expect(world.post!.body).toBe('42["b"]\x1e42["c"]');
    await world.post!.answer("ok");
    expect(world.requests.map(({ url }) => url)).toEqual([
      "http://host:80/socket.io/?EIO=4&transport=polling&sid=SID&t=i",
    ]);
  });

  test("payloads stay within maxPayload", async () => {
    const client = start();
    const { world, socket } = client;
    await join(client, { maxPayload: 30 });
    for (const name of ["first", "0123456789", "abcdefghij", "x"]) socket.emit(name);
    const bodies: string[] = [];
    while (world.post) {
      bodies.push(world.post.body!);
      await world.post.answer("ok");
    }
    expect(bodies).toEqual(['42["first"]', '42["0123456789"]', '42["abcdefghij"]\x1e42["x"]']);
  });

  test("several packets in one answer; nothing after a bad one", async () => {
    const client = start();
    const heard: unknown[] = [];
    client.socket.onAny((name) => heard.push(name));
    await join(client);
    await client.world.poll!.answer('42["a"]\x1e42["b"]\x1e2');
    expect([heard, client.world.post!.body]).toEqual([["a", "b"], "3"]);
    await client.world.poll!.answer('42["c"]\x1e9\x1e42["d"]');
    expect([heard, client.take()]).toEqual([
      ["a", "b", "c"],
      ["connect", "disconnect parse error"],
    ]);
  });

  test("goodbye: events, 41 and 1 each have a POST, then the GET is answered", async () => {
    const client = start();
    const { world, socket } = client;
    await join(client);
    const poll = world.poll!;
    socket.emit("last");
    socket.disconnect();
    const bodies: string[] = [];
    for (let turn = 0; turn < 10; turn++) {
      if (world.post) {
        bodies.push(world.post.body!);
        await world.post.answer("ok");
      }
      world.advance(25);
      await settle();
    }
    expect(bodies).toEqual(['42["last"]', "41", "1"]);
    expect(poll.aborted).toBe(false);
    await poll.answer("6");
    expect(world.left).toEqual([]);
  });

  test.each([
    ["<html>login</html>", 200, "ERR_NOT_SOCKETIO", "xhr poll error: HTTP 200: <html>login</html>"],
    ["", 204, "ERR_HTTP_STATUS", "xhr poll error: HTTP 204"],
    ["busy", 503, "ERR_HTTP_STATUS", "xhr poll error: HTTP 503: busy"],
    ["0{", 200, "ERR_PARSE", "parse error: invalid handshake"],
  ])("%j with status %i", async (text, status, code, message) => {
    const client = start();
    const errors: unknown[] = [];
    client.socket.on("connect_error", (error) => errors.push([error.code, error.message]));
    await client.world.poll!.answer(text, status);
    expect(errors).toEqual([[code, message]]);
  });

  test("a page in answer to a POST is no ok", async () => {
    const client = start();
    await join(client);
    client.socket.emit("x");
    await client.world.post!.answer("<html>login</html>");
    expect(client.take()).toEqual(["connect", "disconnect transport error"]);
  });

  test("what was not handed over goes out on the next connection, in order, before what came later", async () => {
    const client = start();
    const { world, socket } = client;
    await join(client);
    socket.emit("in flight");
    socket.emit("kept 1");
    socket.volatile.emit("volatile");
    const ack: unknown[] = [];
    socket.emit("kept 2", (answer: unknown) => ack.push(answer));
    await world.poll!.fail(new Error("cut"));
    socket.emit("offline");
    world.advance(1000);
    await world.poll!.answer(`0${JSON.stringify(HANDSHAKE)}`);
    await world.post!.answer("ok");
    await world.poll!.answer('40{"sid":"new"}');
    const bodies: string[] = [];
    while (world.post) {
      bodies.push(world.post.body!);
      await world.post.answer("ok");
    }
    expect(bodies.join("\x1e").split("\x1e")).toEqual(['42["kept 1"]', '420["kept 2"]', '42["offline"]']);
    await world.poll!.answer("430[7]");
    expect(ack).toEqual([7]);
  });
});

describe("upgrade", () => {
  const upgrading = async (): Promise<FakeClient> => {
    const client = start({ transports: ["polling", "websocket"] });
    await join(client, { upgrades: ["websocket"] });
    const { engine } = client.socket.io;
    client.take();
    engine.on("upgrade", ({ name }) => void client.log.push(`upgrade ${name}`));
    engine.on("upgradeError", ({ message }) => void client.log.push(`upgradeError ${message}`));
    return client;
  };

  test("2probe, 3probe, the poll is answered, the POST too, 5; then all goes over the WebSocket", async () => {
    const client = await upgrading();
    const { world, socket, ws } = client;
    expect(ws.url).toBe("ws://host:80/socket.io/?EIO=4&transport=websocket&sid=SID");
    ws.open();
    expect(ws.take()).toEqual(["2probe"]);
    ws.receive("3probe");
    // posts go on while the poll is out
    socket.emit("a");
    expect(world.post!.body).toBe('42["a"]');
    socket.emit("b");
    await world.poll!.answer('42["from poll"]\x1e6');
    expect([world.poll, ws.take()]).toEqual([undefined, []]);
    await world.post!.answer("ok");
    expect(ws.take()).toEqual(["5", '42["b"]']);
    socket.emit("c");
    expect([ws.take(), world.requests, client.take()]).toEqual([['42["c"]'], [], ["upgrade websocket"]]);
    expect(socket.io.engine.transport.name).toBe("websocket");
  });

  const failures: [string, (client: FakeClient) => void, string][] = [
    ["it can't be opened", ({ ws }) => ws.end(new Error("refused")), "websocket error: refused"],
    ["it is refused", ({ ws }) => ws.end("HTTP 403: ", { fields: { status: 403 } }), "websocket error: HTTP 403: "],
    ["it never opens", ({ world }) => world.advance(8000), "timeout"],
    [
      "no answer to the probe",
      ({ ws, world }) => {
        ws.open();
        world.advance(8000);
      },
      "timeout",
    ],
    [
      "a wrong answer",
      ({ ws }) => {
        ws.open();
        ws.receive("3nonsense");
      },
      "wrong answer",
    ],
    [
      "garbage",
      ({ ws }) => {
        ws.open();
        ws.receive("x");
      },
      "parse error: not an Engine.IO packet",
    ],
    [
      "it dies after its pong",
      ({ ws }) => {
        ws.open();
        ws.receive("3probe");
        ws.end(new Error("gone"));
      },
      "websocket error: gone",
    ],
    [
      "the poll is never released",
      ({ ws, world }) => {
        ws.open();
        ws.receive("3probe");
        world.advance(8000);
      },
      "timeout",
    ],
  ];
  test.each(failures)("%s: polling goes on", async (_, fail, why) => {
    const client = await upgrading();
    const { world, socket } = client;
    const poll = world.poll!;
    fail(client);
    expect(client.take()).toEqual([expect.stringContaining(`upgradeError probe error: ${why}`)]);
    expect([poll.aborted, world.poll]).toEqual([false, poll]);
    socket.emit("on");
    expect(world.post!.body).toBe('42["on"]');
    await world.post!.answer("ok");
    await poll.answer('42["x"]');
    expect([world.poll?.aborted, socket.connected]).toEqual([false, true]);
  });

  test("it dies when the lanes are paused already: polling goes on at once", async () => {
    const client = await upgrading();
    const { world, socket, ws } = client;
    ws.open();
    ws.receive("3probe");
    socket.emit("in flight");
    await world.poll!.answer("6");
    socket.emit("waits");
    expect(world.poll).toBeUndefined();
    ws.end(new Error("gone"));
    expect(world.poll).toBeDefined();
    await world.post!.answer("ok");
    expect(world.post!.body).toBe('42["waits"]');
    await world.post!.answer("ok");
  });

  test.each([
    ["before it opens", () => {}],
    ["while it is probed", ({ ws }: FakeClient) => ws.open()],
    [
      "while polling pauses",
      ({ ws }: FakeClient) => {
        ws.open();
        ws.receive("3probe");
      },
    ],
  ])("close() %s ends at once, with a goodbye over polling", async (_, step) => {
    const client = await upgrading();
    const { world, ws } = client;
    step(client);
    client.socket.disconnect();
    expect(client.take()).toEqual(["disconnect io client disconnect"]);
    expect(ws.terminated).toBe(true);
    const bodies: string[] = [];
    for (let turn = 0; turn < 10; turn++) {
      if (world.post) {
        bodies.push(world.post.body!);
        await world.post.answer("ok");
      }
      world.advance(25);
      await settle();
    }
    expect(bodies).toEqual(["41", "1"]);
    await world.poll!.answer("6");
    expect(world.left.filter((left) => !left.includes("socket"))).toEqual([]);
  });

  test("the session ends while it is under way: both end", async () => {
    const client = await upgrading();
    client.ws.open();
    await client.world.poll!.fail(new Error("cut"));
    expect(client.take()).toEqual(["disconnect transport error"]);
    expect(client.ws.terminated).toBe(true);
  });

  test("upgrade: false stays on polling", async () => {
    const client = start({ transports: ["polling", "websocket"], upgrade: false });
    await join(client, { upgrades: ["websocket"] });
    expect(client.world.sockets).toEqual([]);
  });
});
