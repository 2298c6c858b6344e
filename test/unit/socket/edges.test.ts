import { describe, expect, test } from "vitest";
import { type FakeClient, outcome, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();

/** A client that joins beside `/other`, which keeps the connection. */
const beside = async (): Promise<FakeClient> => {
  const client = start();
  const other = client.io("/other");
  client.ws.accept();
  await settle();
  client.ws.receive('40/other,{"sid":"o"}');
  client.ws.take();
  client.take();
  client.socket.once("disconnect", () => other.disconnect());
  return client;
};
const end = (client: FakeClient): void => {
  for (const namespace of client.socket.io._inner()._namespaces._byName.values())
    (namespace._socket as typeof client.socket).disconnect();
};

describe("leaving while joining, beside another namespace", () => {
  test.each([
    ["accepted", '40{"sid":"x"}', ["41"]],
    ["refused", '44{"message":"no"}', []],
  ])("%s: what is said to that", async (_, answer, said) => {
    const client = await beside();
    client.socket.disconnect();
    client.ws.receive(answer);
    client.world.advance(1000);
    expect([client.ws.take(), client.take(), client.socket.state]).toEqual([said, [], "disconnected"]);
    end(client);
  });

  test("no answer in time: it has left; a late one is answered with a goodbye", async () => {
    const client = await beside();
    client.socket.disconnect();
    client.world.advance(20_000);
    expect(client.socket._inner()._membership._isBusy).toBe(false);
    client.ws.receive('40{"sid":"late"}');
    client.world.advance(1000);
    expect([client.ws.take(), client.socket.connected]).toEqual([["41"], false]);
    end(client);
  });

  test("no answer in time: a late refusal needs none", async () => {
    const client = await beside();
    client.socket.disconnect();
    client.world.advance(20_000);
    client.ws.receive('44{"message":"late"}');
    client.world.advance(1000);
    expect([client.ws.take(), client.take()]).toEqual([[], []]);
    end(client);
  });

  test("events that come after it has left are for nobody", async () => {
    const client = await beside();
    client.socket.off("disconnect");
    client.ws.receive('40{"sid":"x"}');
    client.socket.disconnect();
    client.ws.receive('42["late"]');
    expect(client.socket.receiveBuffer).toEqual([]);
    end(client);
  });

  test("the join had run out of time: leaving has a limit of its own", async () => {
    const client = await beside();
    client.world.advance(20_000);
    expect(client.take()).toEqual(["connect_timeout ERR_CONNECT_TIMEOUT", "connect_error ERR_CONNECT_TIMEOUT"]);
    end(client);
    client.world.advance(30_000);
    expect([client.socket._inner()._membership._isBusy, client.socket.io.state, client.world.left]).toEqual([
      false,
      "idle",
      [],
    ]);
  });

  test("what was emitted meanwhile is kept, and what promised an outcome is settled", async () => {
    const client = await beside();
    const waits = outcome(client.socket.emitWithAck("waits"));
    client.socket.emit("plain");
    client.socket.disconnect();
    await settle();
    expect([waits, client.socket.buffered.count]).toEqual([["ERR_DISCONNECTED not-sent"], 1]);
    client.ws.receive('40{"sid":"x"}');
    end(client);
  });
});

describe("answers that nobody waits for", () => {
  test.each(['40{"sid":"again"}', '44{"message":"no"}', "40"])(
    "%s while joined: nothing is said to it",
    async (answer) => {
      const client = start();
      await client.connect("first");
      client.ws.take();
      client.ws.receive(answer);
      client.world.advance(1000);
      expect([client.ws.take(), client.socket.id, client.take()]).toEqual([[], "first", ["connect"]]);
    },
  );

  test("a refusal of a namespace that has left is no reason for a goodbye", async () => {
    const client = await beside();
    client.socket.disconnect();
    client.world.advance(20_000);
    client.ws.receive('44{"message":"no"}', "43[1]");
    client.world.advance(1000);
    expect(client.ws.take()).toEqual([]);
    end(client);
  });

  test("an auth that fails after the namespace was left is not told", async () => {
    let fail: (error: Error) => void = () => {};
    const client = start({ auth: () => new Promise((_, reject) => (fail = reject)) });
    const other = client.io("/other", { auth: null });
    client.ws.accept();
    await settle();
    client.ws.receive('40/other,{"sid":"o"}');
    client.take();
    client.socket.disconnect();
    fail(new Error("late"));
    await settle();
    expect([client.take(), other.connected]).toEqual([[], true]);
    other.disconnect();
  });
});

describe("leaving while joining, alone", () => {
  test.each([
    ["accepted", '40{"sid":"x"}'],
    ["refused", '44{"message":"no"}'],
    ["not answered", undefined],
  ])("%s: the connection is closed", async (_, answer) => {
    const client = start();
    client.ws.accept();
    await settle();
    client.socket.disconnect();
    if (answer) client.ws.receive(answer);
    else client.world.advance(20_000);
    expect([client.socket.io.state, client.socket._inner()._membership._isBusy]).toEqual(["idle", false]);
    client.world.advance(1000);
    expect(client.ws.state).not.toBe("open");
  });
});

describe("received before connect", () => {
  test("a listener that leaves: the rest is not delivered, nor what waited sent", async () => {
    const client = start();
    client.socket.on("a", () => void client.log.push("a"));
    client.socket.on("b", () => {
      client.log.push("b");
      client.socket.disconnect();
    });
    client.socket.emit("waits");
    client.ws.accept();
    await settle();
    client.ws.receive('42["a"]', '42["b"]', '42["a"]', '40{"sid":"x"}');
    expect(client.take()).toEqual(["connect", "a", "b", "disconnect io client disconnect"]);
    client.socket.off("b");
  });

  test("a connection that dies takes it along", async () => {
    const client = start();
    client.socket.on("a", () => void client.log.push("a"));
    client.ws.accept();
    await settle();
    client.ws.receive('42["a"]');
    client.ws.end();
    client.world.advance(1000);
    await client.connect();
    expect(client.take()).toEqual(["connect_error ERR_TRANSPORT", "reconnect_attempt 1", "connect", "reconnect 1"]);
  });

  test("receiveBuffer may be read and emptied in a connect listener", async () => {
    const client = start();
    client.socket.on("a", () => void client.log.push("a"));
    client.socket.once("connect", () => {
      client.log.push(JSON.stringify(client.socket.receiveBuffer));
      client.socket.receiveBuffer = [];
    });
    client.ws.accept();
    await settle();
    client.ws.receive('42["a",1]', '40{"sid":"x"}');
    expect(client.take()).toEqual(["connect", '[["a",1]]']);
  });

  test("an event that asks for an acknowledgement, answered after the join", async () => {
    const client = start();
    client.socket.on("ask", (answer) => answer("yes"));
    client.ws.accept();
    await settle();
    client.ws.receive('423["ask"]', '40{"sid":"x"}');
    expect(client.ws.take()).toEqual(["40", '433["yes"]']);
  });
});

describe("acknowledgements of ours", () => {
  test("one that can't be encoded throws, and may be tried again", async () => {
    const client = start();
    let again: ((data: unknown) => void) | undefined;
    client.socket.on("ask", (answer) => {
      again = answer;
      expect(() => answer(1n)).toThrow(expect.objectContaining({ code: "ERR_ENCODE" }));
    });
    await client.connect();
    client.ws.take();
    client.ws.receive('425["ask"]');
    again?.("fine");
    expect(client.ws.take()).toEqual(['435["fine"]']);
  });

  test("after leaving: not sent", async () => {
    const client = start();
    const answers: (() => void)[] = [];
    client.socket.on("ask", (answer) => answers.push(answer));
    await client.connect();
    client.ws.receive('425["ask"]');
    client.ws.take();
    client.socket.disconnect();
    answers[0]!();
    client.world.advance(1000);
    expect(client.ws.take()).toEqual(["41"]);
  });

  test("that was not handed over when the connection died: not sent on the next", async () => {
    const client = start({ transports: ["polling"] });
    client.socket.on("ask", (answer) => answer("late"));
    await client.poll();
    client.socket.emit("in flight");
    await client.world.poll!.answer('421["ask"]');
    await client.world.poll!.fail(new Error("cut"));
    client.world.advance(1000);
    await client.poll();
    expect(await client.posts()).toEqual([]);
  });
});

describe("what was not handed over", () => {
  test("goes before what was emitted while offline; volatile events go nowhere", async () => {
    const client = start({ transports: ["polling"] });
    await client.poll();
    client.socket.emit("in flight").emit("kept");
    client.socket.volatile.emit("volatile");
    await client.world.poll!.fail(new Error("cut"));
    client.socket.emit("offline");
    expect(client.take()).toContain("dropped volatile ERR_DISCONNECTED not-sent");
    client.world.advance(1000);
    await client.poll();
    expect(await client.posts()).toEqual(['42["kept"]', '42["offline"]']);
  });

  test("of the retry queue: it stays there, and is sent once", async () => {
    const client = start({ transports: ["polling"], retries: 1, ackTimeout: 9999 });
    await client.poll();
    client.socket.volatile.emit("in flight");
    client.socket.emit("again");
    await client.world.poll!.fail(new Error("cut"));
    expect(client.socket.sendBuffer).toEqual([]);
    client.world.advance(1000);
    await client.poll();
    expect(await client.posts()).toEqual(['420["again"]']);
    await client.world.poll!.answer("430[]");
  });

  test("a volatile event before the first connection is dropped, and told in a later turn", async () => {
    const client = start({ autoConnect: false });
    client.socket.volatile.emit("volatile");
    expect(client.take()).toEqual([]);
    await settle();
    expect(client.take()).toEqual(["dropped volatile ERR_DISCONNECTED not-sent"]);
  });

  test("a volatile event that was taken and not sent is dropped with its connection", async () => {
    const client = start({ transports: ["polling", "websocket"] });
    await client.poll({ maxPayload: 100, upgrades: ["websocket"] });
    // waits for the upgrade, and what follows behind it
    client.socket.emit("big", new Uint8Array(90));
    client.socket.volatile.emit("volatile");
    client.take();
    await client.world.poll!.fail(new Error("cut"));
    expect(client.take()).toEqual(["dropped volatile ERR_DISCONNECTED not-sent", "disconnect transport error"]);
    expect(client.socket.sendBuffer.map(({ data }) => (data as unknown[])[0])).toEqual(["big"]);
  });

  test("of a namespace that was left meanwhile: kept for its next connect()", async () => {
    const client = start({ transports: ["polling"] });
    const { world } = client;
    await client.poll();
    client.socket.emit("in flight").emit("kept");
    client.socket.disconnect();
    expect(client.take()).toEqual(["connect", "disconnect io client disconnect"]);
    const bodies: string[] = [];
    for (let turn = 0; turn < 8; turn++) {
      bodies.push(...(await client.posts()));
      world.advance(25);
    }
    expect(bodies).toEqual(['42["in flight"]', '42["kept"]', "41", "1"]);
    await world.poll!.answer("6");
  });
});

describe("a server that is too old", () => {
  test("its error says so", async () => {
    const client = start({ retryRefused: true });
    const errors: unknown[] = [];
    client.socket.on("connect_error", ({ code, phase, message, hint, willRetry }) =>
      errors.push({ code, phase, message, hint, willRetry }),
    );
    client.ws.accept();
    await settle();
    client.ws.receive("40");
    expect(errors).toEqual([
      {
        code: "ERR_UNSUPPORTED_PROTOCOL",
        phase: "namespace",
        message: "the server is Socket.IO 2",
        hint: expect.stringContaining("Socket.IO 3 or 4"),
        willRetry: false,
      },
    ]);
  });
});

describe("a namespace that does not answer", () => {
  test("its error says so", async () => {
    const client = start({ timeout: 100 });
    const errors: unknown[] = [];
    client.socket.on("connect_timeout", ({ phase, message, willRetry, retryIn, attempt }) =>
      errors.push([phase, message, willRetry, retryIn, attempt]),
    );
    client.ws.accept();
    await settle();
    client.world.advance(100);
    expect(errors).toEqual([["namespace", "timeout", true, 1000, 0]]);
  });
});

describe("names of namespaces", () => {
  test("are normalised; one socket for each", () => {
    const client = start();
    const { io } = client.socket;
    const admin = client.io("admin");
    expect(
      [admin.nsp, io.socket("/admin") === admin, io.socket("/")].map((x) => (x === client.socket ? "/" : x)),
    ).toEqual(["/admin", true, "/"]);
    admin.disconnect();
  });
});

describe("a connection that is lost", () => {
  test("in a connect listener: what waits and promised an outcome waits on", async () => {
    const client = start();
    const waits = outcome(client.socket.emitWithAck("waits"));
    client.socket.once("connect", () => void client.socket.io.engine._end("transport error"));
    await client.connect();
    client.world.advance(1000);
    await client.connect();
    expect(client.ws.take()).toEqual(["40", '420["waits"]']);
    client.ws.receive('430["answer"]');
    await settle();
    expect(waits).toEqual(["answer"]);
  });

  test("with packets that were never sent: events alone come back", async () => {
    const client = start({ transports: ["polling"] });
    await client.poll();
    client.socket.emit("first");
    client.socket.emit("second");
    const other = client.io("/other");
    await settle();
    client.world.poll!.fail(new Error("cut"));
    await settle();
    expect(client.socket.sendBuffer.map(({ data }) => data)).toEqual([["second"]]);
    expect(other.sendBuffer).toEqual([]);
    other.disconnect();
  });
});

describe("while what waited is sent", () => {
  test("what a listener emits goes first", async () => {
    const client = start();
    client.socket.emit("first");
    client.socket.emit("second");
    client.socket.onAnyOutgoing((name) => {
      if (name === "first") client.socket.emit("of a listener");
    });
    await client.connect();
    expect(client.ws.take()).toEqual(["40", '42["of a listener"]', '42["first"]', '42["second"]']);
    expect(client.socket.sendBuffer).toEqual([]);
  });

  test("what the app put into sendBuffer by itself goes out once", async () => {
    const client = start();
    client.socket.emit("first");
    const [first] = client.socket.sendBuffer;
    client.socket.sendBuffer = [{ type: 2, nsp: "/", data: ["own"], options: {} } as unknown as typeof first & object];
    client.socket.emit("last");
    await client.connect();
    expect(client.ws.take()).toEqual(["40", '42["own"]', '42["last"]']);
    expect(client.socket.sendBuffer).toEqual([]);
  });

  test("a listener that looks at sendBuffer sees what is left, and changes nothing", async () => {
    const client = start();
    for (const name of ["first", "second", "third"]) client.socket.emit(name);
    client.socket.onAnyOutgoing(() => {
      client.log.push(client.socket.sendBuffer.map(({ data }) => (data as string[])[0]).join());
    });
    await client.connect();
    expect([client.ws.take(), client.take()]).toEqual([
      ["40", '42["first"]', '42["second"]', '42["third"]'],
      ["connect", "first,second,third", "second,third", "third"],
    ]);
  });

  test("a listener leaves: all that was emitted before goes out, and has its outcome once", async () => {
    const client = start();
    client.socket.emit("first");
    const waits = outcome(client.socket.emitWithAck("second"));
    client.socket.onAnyOutgoing((name) => {
      if (name === "first") client.socket.disconnect();
    });
    await client.connect();
    client.world.advance(1000);
    await settle();
    expect([client.ws.take(), waits]).toEqual([
      ["40", '42["first"]', '420["second"]', "41"],
      ["ERR_DISCONNECTED unknown"],
    ]);
    client.socket.connect();
    await client.connect();
    expect(client.ws.take()).toEqual(["40"]);
  });

  test("its connection is lost: what was not written comes back once", async () => {
    const client = start({ transports: ["polling"] });
    client.socket.emit("first");
    client.socket.emit("second");
    client.socket.onAnyOutgoing((name) => {
      if (name === "first") client.socket.io.engine._end("transport error");
    });
    await client.poll();
    expect(client.socket.sendBuffer.map(({ data }) => data)).toEqual([["first"], ["second"]]);
  });
});

describe("what waits and is given up", () => {
  test("is gone from sendBuffer before its callback, one by one", () => {
    const client = start({ autoConnect: false });
    const left = (): unknown => [client.socket.sendBuffer.length, client.socket.buffered.count];
    const seen: unknown[] = [];
    for (let n = 1; n <= 4; n++) client.socket.timeout(n).emit("x", () => seen.push(left()));
    client.socket.emit("stays");
    client.world.advance(10);
    expect(seen).toEqual([4, 3, 2, 1].map((count) => [count, count]));
    expect(client.socket.sendBuffer.map(({ data }) => data)).toEqual([["stays"]]);
  });
});
