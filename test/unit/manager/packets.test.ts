import { describe, expect, test } from "vitest";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
/** A client whose namespace is being joined: CONNECT was sent. */
const joining = async (options: object = {}): Promise<FakeClient> => {
  const client = start(options);
  client.ws.accept();
  await settle();
  return client;
};

describe("packets that a peer user may have chosen", () => {
  test("are dropped alone and told; of each reason there is one warning, and the others arrive", async () => {
    const client = start({ maxArguments: 2 });
    const { socket, log } = client;
    socket.on("news", (...args) => void log.push(`news ${args}`));
    socket.lifecycle.on("rejected", ({ nsp, reason }) => void log.push(`rejected ${nsp} ${reason}`));
    socket.io.on("packet", ({ data }) => void log.push(`packet ${JSON.stringify(data)}`));
    await client.connect();
    client.take();
    client.ws.receive('42["connect"]', '42["disconnect",1]', '42["news",1,2,3]', "42[null]", '42["news",1]');
    expect([client.take(), client.world.warned]).toEqual([
      [
        "rejected / its name is reserved",
        "rejected / its name is reserved",
        "rejected / more arguments than maxArguments",
        "rejected / its name is no text",
        'packet ["news",1]',
        "news 1",
      ],
      [
        "holdfast: a packet from the server was dropped: its name is reserved",
        "holdfast: a packet from the server was dropped: more arguments than maxArguments",
        "holdfast: a packet from the server was dropped: its name is no text",
      ],
    ]);
  });

  test("for a namespace that is not there: nobody is told, and the connection stays", async () => {
    const client = start();
    await client.connect();
    client.ws.receive('42/nobody,["connect"]', '42/nobody,["news"]', "41/nobody,");
    expect([client.take(), client.socket.connected]).toEqual([["connect"], true]);
  });
});

describe("events that come before the namespace is joined", () => {
  const event = `42["news","${"x".repeat(340)}"]`;

  test("wait, as long as there is room for their bytes", async () => {
    const client = await joining({ maxMessageBytes: 1000 });
    client.socket.on("news", () => void client.log.push("news"));
    client.ws.receive(event, event, '40{"sid":"a"}', event, event, event);
    expect(client.take()).toEqual(["connect", "news", "news", "news", "news", "news"]);
  });

  test("one too many ends the connection", async () => {
    const client = await joining({ maxMessageBytes: 1000 });
    client.ws.receive(event, event);
    expect(client.take()).toEqual([]);
    client.ws.receive(event);
    expect(client.take()).toEqual(["connect_error ERR_BUFFER_FULL"]);
  });
});

describe("answers that the server asks for and does not read", () => {
  test("end the connection in a later turn, once they take more than maxMessageBytes", async () => {
    const client = start({ maxMessageBytes: 2000 });
    const { socket, log } = client;
    socket.on("ask", (answer) => answer());
    const ws = await client.connect();
    socket.on("disconnect", (_, details) => void log.push((details as Error).message));
    ws.take();
    ws.bufferedAmount = 1e6;
    ws.receive('420["ask"]', '421["ask"]', '422["ask"]', '423["ask"]');
    expect([client.take(), ws.take()]).toEqual([["connect"], ["430[]", "431[]", "432[]"]]);
    await settle();
    expect(client.take()).toEqual(["disconnect transport error", "the server reads no answers"]);
  });

  test("nothing more is heard from then on", async () => {
    const client = start({ maxMessageBytes: 1000 });
    const heard: unknown[] = [];
    client.socket.on("ask", (n, answer) => {
      heard.push(n);
      answer();
    });
    const ws = await client.connect();
    ws.bufferedAmount = 1e6;
    for (let n = 0; n < 9; n++) ws.receive(`42${n}["ask",${n}]`);
    expect([heard, client.take()]).toEqual([
      [0, 1],
      ["connect", "disconnect transport error"],
    ]);
  });

  test("what it reads makes room", async () => {
    const client = start({ maxMessageBytes: 1000 });
    client.socket.on("ask", (answer) => answer());
    const ws = await client.connect();
    for (let n = 0; n < 9; n++) {
      ws.bufferedAmount = 1e6;
      ws.receive(`42${n}["ask"]`);
      ws.bufferedAmount = 0;
      client.socket.emit("read");
    }
    await settle();
    expect([client.take(), client.socket.connected]).toEqual([["connect"], true]);
  });
});

describe("what an error says", () => {
  test("of an event that can't be encoded: the path to what is wrong", async () => {
    const client = start();
    await client.connect();
    let error: unknown;
    try {
      client.socket.emit("x", { user: { id: 1n } });
    } catch (cause) {
      error = cause;
    }
    expect(error).toMatchObject({
      code: "ERR_ENCODE",
      path: "[1].user.id",
      message: expect.stringMatching(/^can't encode \[1\]\.user\.id: /),
    });
  });

  test("of a connection: not what the namespaces were joined with; what else was sent is no secret", async () => {
    const client = start({ auth: { token: "secret-of-main" } });
    const told: unknown[] = [];
    client.socket.on("disconnect", (_, details) => told.push((details as Error).message));
    client.socket.on("ask", (answer) => answer("this-was-answered"));
    await client.connect();
    const other = client.io("/other", { auth: { token: "secret-of-other" } });
    await settle();
    client.ws.receive('40/other,{"sid":"o"}', '421["ask"]');
    client.ws.end(new Error("secret-of-main, secret-of-other, this-was-answered"));
    expect(told).toEqual(["websocket error: ***, ***, this-was-answered"]);
    other.disconnect();
  });
});
