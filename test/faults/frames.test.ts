import { describe, expect, test } from "vitest";
import { ConnectError } from "../../src/index.node.ts";
import { BAD, show } from "../support/bad-frames.ts";
import { client, MODES, ready, transcribe } from "../support/client.ts";
import { scripted } from "../support/scripted-server.ts";
import { next, Transcript } from "../support/until.ts";

describe.each(MODES.slice(0, 2))("$mode", ({ options }) => {
  test.each(BAD.map((frames) => [show(frames), frames] as const))(
    "%s: parse error, then a new connection",
    async (_, bad) => {
      const server = await scripted();
      const socket = client(server, options);
      const log = transcribe(socket);
      socket.onAny((name) => log.push(`event ${name}`));
      await ready(socket);
      const session = await server.session();
      const closed = next(socket, "disconnect");
      // what came before is delivered, what comes behind in the same tick is not
      session.bad('42["before"]', ...bad, '42["behind"]');
      const [, details] = (await closed) as [string, ConnectError];
      expect(details).toBeInstanceOf(ConnectError);
      expect(details.code).toBe("ERR_PARSE");
      expect(details.message).toMatch(/^parse error/);
      await log.until("reconnect: 1");
      const second = await server.session(1);
      second.send('42["after"]');
      await log.until("event after");
      expect(log.entries).toEqual([
        "connect",
        "event before",
        "disconnect: parse error",
        "reconnect_attempt: 1",
        "connect",
        "reconnect: 1",
        "event after",
      ]);
    },
  );

  test.each([
    ["arrays nested 10,000 deep", `42["x",${"[".repeat(10_000)}${"]".repeat(10_000)}]`],
    ["objects nested 10,000 deep", `42["x",${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}]`],
    [
      "the same around an attachment",
      `451-["x",${'{"a":'.repeat(10_000)}{"_placeholder":true,"num":0}${"}".repeat(10_000)}]`,
    ],
  ])("%s are delivered or a parse error, and no uncaught one", async (_, frame) => {
    const server = await scripted();
    const socket = client(server, options);
    const log = transcribe(socket);
    socket.on("x", () => log.push("delivered"));
    await ready(socket);
    const session = await server.session();
    session.bad(frame);
    if (frame.startsWith("45")) session.bad(Buffer.from("b"));
    await log.size(2);
    expect(["delivered", "disconnect: parse error"]).toContain(log.entries[1]);
  });

  test("attachments that never come: parse error after a time limit", async () => {
    const server = await scripted();
    const socket = client(server, { ...options, attachmentTimeout: 30 });
    const log = transcribe(socket);
    await ready(socket);
    const session = await server.session();
    session.doom();
    session.send('452-["x",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]', Buffer.from("the first"));
    await log.until("reconnect: 1");
    expect(log.entries[1]).toBe("disconnect: parse error");
  });

  test("attachments cut off by a new connection do not join its packets", async () => {
    const server = await scripted();
    const socket = client(server, options);
    const log = new Transcript<unknown>();
    socket.onAny((...args) => log.push(args));
    await ready(socket);
    const session = await server.session();
    session.send('452-["x",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]', Buffer.from("the first"));
    const again = next(socket, "reconnect");
    session.close();
    await again;
    const second = await server.session(1);
    second.send('451-["y",{"_placeholder":true,"num":0}]', Buffer.from("whole"), '42["z"]');
    await log.size(2);
    expect(log.entries).toEqual([["y", Buffer.from("whole")], ["z"]]);
  });

  test.each(['0{"sid":"other","upgrades":[],"pingInterval":1,"pingTimeout":1}', "3probe", "3", "5", "6", "6x"])(
    "%s in the midst of a session changes nothing",
    async (frame) => {
      const server = await scripted();
      const socket = client(server, options);
      const log = transcribe(socket);
      socket.onAny((name) => log.push(`event ${name}`));
      await ready(socket);
      const { id } = socket.io.engine;
      const session = await server.session();
      session.send(frame, '42["x"]');
      await log.until("event x");
      // the heartbeat goes on by the first handshake
      session.send("2", '42["y"]');
      await log.until("event y");
      expect(log.entries).toEqual(["connect", "event x", "event y"]);
      expect(socket.io.engine.id).toBe(id);
    },
  );

  test("forged names reach none but their own listeners, and __proto__ pollutes nothing", async () => {
    const server = await scripted();
    const socket = client(server, options);
    const log = transcribe(socket);
    const forged = new Transcript<unknown>();
    await ready(socket);
    for (const name of ["__proto__", "constructor", "toString", "error", "x"]) {
      socket.on(name, (...args) => forged.push([name, ...args]));
    }
    const session = await server.session();
    session.send(
      '42["reconnect",7]',
      '42["reconnect_failed"]',
      '42["connect_timeout",{}]',
      '42["__proto__",1]',
      '42["constructor",2]',
      '42["toString",3]',
      '42["error",4]',
      '42["x",{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}]',
      '42["x","\\ud800 \\u0000"]',
    );
    await forged.size(6);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    const [, sent] = forged.entries[4] as [string, { polluted?: boolean }];
    expect(Object.hasOwn(sent, "__proto__")).toBe(true);
    expect(forged.entries.filter((_, i) => i !== 4)).toEqual([
      ["__proto__", 1],
      ["constructor", 2],
      ["toString", 3],
      ["error", 4],
      ["x", "\ud800 \u0000"],
    ]);
    expect(log.entries).toEqual(["connect"]);
  });

  test("acks nobody waits for, acks twice, and acks of an earlier connection", async () => {
    const server = await scripted();
    const socket = client(server, options);
    const log = transcribe(socket);
    const answers = new Transcript<unknown>();
    const packets: unknown[] = [];
    socket.io.on("packet", ({ type, id }) => type === 3 && packets.push(id));
    await ready(socket);
    const session = await server.session();
    session.send('43999["nobody"]');
    socket.emit("ask", (x: unknown) => answers.push(["first", x]));
    await session.messages.size(2);
    session.send('430["yes"]', '430["again"]', '43999["nobody"]');
    await answers.size(1);
    socket.emit("ask", (x: unknown) => answers.push(["second", x]));
    await session.messages.size(3);
    const again = next(socket, "reconnect");
    session.close();
    await again;
    const second = await server.session(1);
    socket.emit("ask", (x: unknown) => answers.push(["third", x]));
    await second.messages.size(2);
    const id = /^2(\d+)/.exec(second.messages.entries[1] as string)?.[1];
    // the id of the lost one is never given to another
    expect(id).not.toBe("1");
    second.send('431["late"]', `43${id}["third"]`, '42["end"]');
    await next(socket, "end");
    expect(answers.entries).toEqual([
      ["first", "yes"],
      ["third", "third"],
    ]);
    // ignored, but there to be seen
    expect(packets).toEqual([999, 0, 0, 999, 1, 2]);
    expect(log.entries).toEqual([
      "connect",
      "disconnect: transport close",
      "reconnect_attempt: 1",
      "connect",
      "reconnect: 1",
    ]);
  });
});
