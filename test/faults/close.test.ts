import { describe, expect, test } from "vitest";
import { type Client, client, MODES, transcribe } from "../support/client.ts";
import { type Reply, type Script, type ScriptedServer, scripted } from "../support/scripted-server.ts";
import { next, Transcript, until } from "../support/until.ts";

/** The connection is closed, by either side, at each step of its life. */

interface Step {
  name: string;
  mode: "polling" | "websocket" | "upgrade";
  /** Of the first session, at which the step is reached and nothing goes on by itself. */
  script?: Script;
  reached: (server: ScriptedServer, socket: Client) => Promise<unknown>;
  /** Was `connect` emitted by then? */
  connected: boolean;
  /** What the server sends then, which the client waits for. */
  answer?: string;
  /** What the client sends when it is told to disconnect then. */
  goodbye: string[];
}

const BYE = ["> POST 41", "> POST 1"];
const swallow = (...frames: string[]): Script => ({ onFrame: (frame) => frames.includes(frame as string) });
const hangs = (kind: string): Script => ({
  onRequest: (request) => (request.kind === kind ? { hang: true } : undefined),
});

const STEPS: Step[] = [
  {
    name: "the handshake is awaited",
    mode: "polling",
    script: hangs("handshake"),
    reached: (server) => server.record.until("> GET"),
    connected: false,
    goodbye: [],
  },
  {
    name: "the WebSocket is opening",
    mode: "websocket",
    script: { onUpgrade: () => ({ hang: true }) },
    reached: (server) => server.record.until("> WS"),
    connected: false,
    goodbye: [],
  },
  {
    name: "the namespace is being joined",
    mode: "polling",
    script: swallow("40"),
    reached: async (server) => {
      await server.record.until("> POST 40");
      await server.record.when((all) => all.filter((line) => line === "> GET").length === 2);
    },
    connected: false,
    answer: '40{"sid":"x"}',
    goodbye: BYE,
  },
  {
    name: "the namespace is being joined",
    mode: "websocket",
    script: swallow("40"),
    reached: (server) => server.record.until("> ws 40"),
    connected: false,
    answer: '40{"sid":"x"}',
    goodbye: ["> ws 41", "> ws closed"],
  },
  {
    name: "it is connected",
    mode: "polling",
    reached: async (server, socket) => {
      if (!socket.connected) await next(socket, "connect");
      await (await server.session()).polled();
    },
    connected: true,
    goodbye: BYE,
  },
  {
    name: "it is connected",
    mode: "websocket",
    reached: (_, socket) => next(socket, "connect"),
    connected: true,
    goodbye: ["> ws 41", "> ws closed"],
  },
  {
    name: "a POST is in flight",
    mode: "polling",
    script: {
      onRequest: ({ body }) =>
        body.includes("slow") ? { after: new Promise((resolve) => setTimeout(resolve, 30)) } : undefined,
    },
    reached: async (server, socket) => {
      await next(socket, "connect");
      socket.emit("slow");
      await server.record.until('> POST 42["slow"]');
    },
    connected: true,
    goodbye: BYE,
  },
  {
    name: "the candidate is opening",
    mode: "upgrade",
    script: { onUpgrade: () => ({ hang: true }) },
    reached: async (server, socket) => {
      await next(socket, "connect");
      await server.record.until("> WS");
      await (await server.session()).polled();
    },
    connected: true,
    goodbye: BYE,
  },
  {
    name: "the probe is out",
    mode: "upgrade",
    script: swallow("2probe"),
    reached: async (server, socket) => {
      await next(socket, "connect");
      await server.record.until("> ws 2probe");
      await (await server.session()).polled();
    },
    connected: true,
    goodbye: ["> ws closed", ...BYE],
  },
  {
    name: "the probe is answered and the poll is awaited",
    mode: "upgrade",
    script: swallow("2probe"),
    reached: async (server, socket) => {
      const session = await server.session();
      await next(socket, "connect");
      await server.record.until("> ws 2probe");
      session.hold();
      await session.polled();
      session.answerProbe();
      await session.heard();
    },
    connected: true,
    goodbye: ["> ws closed", ...BYE],
  },
  {
    name: "the probe is answered and the POST in flight is awaited",
    mode: "upgrade",
    script: {
      ...swallow("2probe"),
      onRequest: ({ body }) =>
        body.includes("slow") ? { after: new Promise((resolve) => setTimeout(resolve, 50)) } : undefined,
    },
    reached: async (server, socket) => {
      const session = await server.session();
      await next(socket, "connect");
      await until("the probe is out", () => session.probing);
      socket.emit("slow");
      await server.record.until('> POST 42["slow"]');
      session.answerProbe();
      await session.heard();
      await until("the poll is answered", () => !session.poll);
    },
    connected: true,
    goodbye: ["> ws closed", ...BYE],
  },
  {
    name: "it is upgraded",
    mode: "upgrade",
    reached: (_, socket) => next(socket.io.engine, "upgrade"),
    connected: true,
    goodbye: ["> ws 5", "> ws 41", "> ws closed"],
  },
];

const optionsOf = (mode: string): object => MODES.find((one) => one.mode === mode)?.options ?? {};

describe.each(STEPS)("$mode: while $name", ({ mode, script, reached, connected, answer, goodbye }) => {
  test("disconnect() says goodbye as the protocol wants it, and nothing else happens", async () => {
    const server = await scripted(script);
    const socket = client(server, optionsOf(mode));
    const log = transcribe(socket);
    await reached(server, socket);
    const before = server.client.length;
    const said = log.entries.length;
    socket.disconnect();
    expect([socket.connected, socket.active, socket.state]).toEqual([false, false, "disconnected"]);
    const session = server.sessions[0];
    // what is held until now is let go, or the client would have to wait for it
    session?.release();
    if (answer) session?.send(answer);
    if (goodbye.length) {
      await server.record.until(goodbye.at(-1) as string);
      if (goodbye.includes("> POST 1")) await until("the last poll is answered", () => !session?.poll);
    }
    const lines = server.client.slice(before).filter((line) => line !== "> GET" && line !== "> ws 5");
    expect(lines.sort()).toEqual(goodbye.filter((line) => line !== "> ws 5").sort());
    expect(log.entries.slice(said)).toEqual(connected ? ["disconnect: io client disconnect"] : []);
  });

  test("engine.close() ends it at once, and nothing else happens", async () => {
    const server = await scripted(script);
    const socket = client(server, { ...optionsOf(mode), reconnection: false });
    const log = transcribe(socket);
    await reached(server, socket);
    const said = log.entries.length;
    const upgraded = socket.io.engine.transport.name;
    for (const session of server.sessions) session.doom();
    socket.io.engine.close();
    const told = connected ? ["disconnect: forced close"] : ["connect_error: ERR_TRANSPORT"];
    expect(log.entries.slice(said)).toEqual(told);
    expect([socket.connected, socket.io.engine.readyState]).toEqual([false, expect.stringMatching(/^clos(ing|ed)$/)]);
    const session = server.sessions[0];
    session?.release();
    // the candidate, if there is one, does not become the connection any more
    await until("it is over", () => socket.io.engine.readyState === "closed" && !session?.candidate);
    expect(socket.io.engine.transport.name).toBe(upgraded);
    expect(log.entries.slice(said)).toEqual(told);
  });

  test.runIf(answer)("disconnect(), and then a cut: it stays disconnected", async () => {
    const server = await scripted(script);
    const socket = client(server, optionsOf(mode));
    const log = transcribe(socket);
    await reached(server, socket);
    socket.disconnect();
    server.cut("rst");
    // the end of the test asserts that no attempt is under way
    await until("the client noticed", () => socket.io.state === "idle");
    expect(log.entries).toEqual([]);
  });

  test.each(["fin", "rst"] as const)("a cut (%s) is noticed, and it connects again", async (how) => {
    const server = await scripted(script);
    const socket = client(server, { ...optionsOf(mode), upgradeTimeout: 2_000 });
    const log = transcribe(socket);
    await reached(server, socket);
    // the next one shall succeed
    server.script = {};
    server.cut(how);
    await log.until("reconnect: 1");
    const [first, ...rest] = connected ? log.entries.slice(1) : log.entries;
    expect(first).toMatch(connected ? /^disconnect: transport (error|close)$/ : /^connect_error: ERR_TRANSPORT$/);
    expect(rest).toEqual(["reconnect_attempt: 1", "connect", "reconnect: 1"]);
  });
});

test.each(MODES.slice(0, 2))(
  "$mode: a server that does not answer the goodbye is left all the same",
  async ({ options }) => {
    const server = await scripted({
      onRequest: ({ body }) => (body.includes("41") || body === "1" ? { hang: true } : undefined),
      onFrame: (frame) => frame === "41" || frame === "1",
    });
    const socket = client(server, options);
    const log = transcribe(socket);
    await next(socket, "connect");
    const session = await server.session();
    session.doom();
    socket.disconnect();
    expect(socket.active).toBe(false);
    const ended = new Transcript();
    // the connection ends within the time that a goodbye may take
    await until("the client is gone", () => !session.poll && (!session.ws || session.ws.readyState === 3));
    ended.push("gone");
    expect(log.entries).toEqual(["connect", "disconnect: io client disconnect"]);
  },
);

describe.each(MODES.slice(0, 2))("$mode: disconnect() as the answer arrives", ({ options }) => {
  test.each(["a handshake", "a refusal"])("%s", async (what) => {
    // when exactly it arrives is up to the machine
    for (let run = 0; run < 20; run++) {
      const refuse = (): Reply | undefined => (what === "a refusal" ? { status: 503 } : undefined);
      const server = await scripted({ onRequest: refuse, onUpgrade: refuse });
      const socket = client(server, options);
      const log = transcribe(socket);
      await server.record.when((all) => all.length > 1);
      socket.disconnect();
      expect(socket.active).toBe(false);
      // the end of the test asserts that nothing goes on
      await until("the client has left", () => socket.io.state === "idle");
      expect(log.entries).toEqual([]);
    }
  });
});
