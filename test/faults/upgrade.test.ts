import { describe, expect, test } from "vitest";
import { type Client, client, ready, transcribe } from "../support/client.ts";
import { type Script, type Session, scripted } from "../support/scripted-server.ts";
import { next, range, Transcript, until } from "../support/until.ts";

/**
 * Whatever becomes of the candidate until `5` is sent, polling goes on: the events of both sides arrive once, in order, and
 * the server sees none of the things that `scripted-server.ts` calls violations.
 */

const options = { transports: ["polling", "websocket"] };
/** Each failure so often, side by side: when it meets the traffic is up to the machine. */
const RUNS = 20;
/** Events each way, after the upgrade failed; as many as there is time for before. */
const COUNT = 12;
/** ms; enough for a probe on a busy machine. */
const LIMIT = 1000;

const pause = (ms = 1): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Does this in place of answering the probe. */
const atProbe = (act: (session: Session) => void): Script => ({
  onFrame: (frame, session) => {
    if (frame !== "2probe") return false;
    act(session);
    return true;
  },
});

/** How the candidate fails, and what of it the server sees. */
const failures: [string, Script, string[]][] = [
  ["is refused with 403", { onUpgrade: () => ({ status: 403, body: "no" }) }, ["> WS", "< 403"]],
  ["is answered with a page", { onUpgrade: () => ({ status: 200, body: "<html>" }) }, ["> WS", "< 200"]],
  ["is reset", { onUpgrade: () => ({ reset: true }) }, ["> WS", "< reset"]],
  ["is answered with no HTTP", { onUpgrade: () => ({ raw: "hello?\r\n\r\n" }) }, ["> WS", "< bytes"]],
  ["never opens", { onUpgrade: () => ({ hang: true }) }, ["> WS"]],
  ["gets no answer to its probe", atProbe(() => {}), ["> WS", "> ws 2probe", "> ws closed"]],
  ...["3", "3nope", "3probe2", "2probe", "6", "4hello", '40{"sid":"x"}', "1", '0{"sid":"x"}', "<html>", ""].map(
    (answer): [string, Script, string[]] => [
      `gets ${JSON.stringify(answer)} in answer to its probe`,
      atProbe(({ candidate }) => candidate?.send(answer)),
      ["> WS", "> ws 2probe", "> ws closed"],
    ],
  ),
  [
    "gets bytes in answer to its probe",
    atProbe(({ candidate }) => candidate?.send(Buffer.from("3probe"))),
    ["> WS", "> ws 2probe", "> ws closed"],
  ],
  [
    "gets an illegal WebSocket frame",
    atProbe((session) => session.bytes(session.candidate, Buffer.from([0xff, 0xff]))),
    ["> WS", "> ws 2probe", "> ws closed"],
  ],
  ["dies when it opens", { onOpen: (_, ws) => ws.terminate() }, ["> WS", "> ws closed"]],
  ["is closed when it opens", { onOpen: (_, ws) => ws.close(1008, "policy") }, ["> WS", "> ws closed"]],
  ["dies at its probe", atProbe(({ candidate }) => candidate?.terminate()), ["> WS", "> ws 2probe", "> ws closed"]],
];

/** Every other event has an attachment. */
const bytesOf = (n: number): Buffer[] => (n % 2 ? [Buffer.from([n, 255, 0])] : []);

const emit = (socket: Client, session: Session, n: number): void => {
  socket.emit("up", n, ...bytesOf(n));
  if (n % 2) session.send(`451-["down",${n},{"_placeholder":true,"num":0}]`, ...bytesOf(n));
  else session.send(`42["down",${n}]`);
};

/** What the client has to send, and to hear, of so many. */
const allUp = (sent: number): unknown[] =>
  range(sent).flatMap((n) =>
    n % 2 ? [`51-["up",${n},{"_placeholder":true,"num":0}]`, ...bytesOf(n)] : [`2["up",${n}]`],
  );
const allDown = (sent: number): unknown[] => range(sent).map((n) => [n, ...bytesOf(n)]);

/** What the server does; `failed`: the client has noticed. Were it told to go on before, it might have sent its `5`. */
type During = (session: Session, failed: Promise<unknown>) => Promise<void> | void;

/**
 * Emits numbered events on both sides while `during` lasts and until the upgrade has failed, and `COUNT` more; then looks
 * at what arrived. Returns what the server saw of the candidate.
 */
const exchange = async (script: Script, during: During, upgradeTimeout: number): Promise<string[]> => {
  const server = await scripted(script);
  const socket = client(server, { ...options, upgradeTimeout });
  const failed = next(socket.io.engine, "upgradeError");
  const log = transcribe(socket);
  const down = new Transcript<unknown>();
  socket.on("down", (...args) => down.push(args));
  const session = await server.session();
  if (!socket.connected) await next(socket, "connect");
  let over = false;
  const watch = (async () => {
    await during(session, failed);
    await failed;
  })().finally(() => {
    over = true;
  });
  let sent = 0;
  for (let rest = COUNT; rest; over && rest--) {
    emit(socket, session, sent++);
    await (over ? pause() : Promise.race([watch, pause(5)]));
  }
  await watch;
  await down.size(sent);
  await session.messages.size(allUp(sent).length + 1);
  expect(down.entries).toEqual(allDown(sent));
  expect(session.messages.entries).toEqual(["0", ...allUp(sent)]);
  expect([socket.connected, socket.io.engine.transport.name]).toEqual([true, "polling"]);
  expect(log.entries).toEqual(["connect"]);
  // it lives on: a ping is answered, and the goodbye goes as it should
  session.send("2");
  await server.record.until("> POST 3");
  socket.disconnect();
  await server.record.until("> POST 1");
  await until("the client is gone", () => !session.poll && !session.post);
  expect(server.client.filter((line) => /POST (3|41|1)$/.test(line))).toEqual(["> POST 3", "> POST 41", "> POST 1"]);
  expect(log.entries).toEqual(["connect", "disconnect: io client disconnect"]);
  return server.record.entries.filter((line) => /^> (WS|ws)|^< (\d{3}$|reset|bytes)/.test(line));
};

/** {@link exchange}, many times side by side. */
const exchanges = (script: () => Script, during: During = () => {}, upgradeTimeout = 5_000): Promise<string[][]> =>
  Promise.all(range(RUNS).map(() => exchange(script(), during, upgradeTimeout)));

const times = (lines: unknown[]): unknown[] => range(RUNS).map(() => lines);

describe("polling goes on when the candidate", () => {
  test.each(failures)("%s", async (name, script, seen) => {
    const silent = /never opens|no answer/.test(name);
    const runs = await exchanges(() => script, undefined, silent ? LIMIT : undefined);
    // one that is closed may have sent its probe or not
    const optional = /when it opens/.test(name) ? "> ws 2probe" : "";
    expect(runs.map((lines) => lines.filter((line) => line !== optional))).toEqual(times(seen));
  });

  const nothing = atProbe(() => {});
  const probe = ["> WS", "> ws 2probe"];
  const candidate = async (session: Session): Promise<void> => {
    await until("the candidate has sent its probe", () => session.probing);
  };

  test("dies after its pong, while the poll is awaited", async () => {
    const lines = await exchanges(
      () => nothing,
      async (session, failed) => {
        await candidate(session);
        session.hold();
        await session.polled();
        session.answerProbe();
        await session.heard();
        session.candidate?.terminate();
        await failed;
        session.release();
      },
    );
    expect(lines).toEqual(times([...probe, "> ws closed"]));
  });

  test("gets its pong, but the poll is not released in time", async () => {
    const whole = async (session: Session, failed: Promise<unknown>): Promise<void> => {
      await candidate(session);
      session.hold();
      await session.polled();
      session.answerProbe();
      // the client gives it up
      await failed;
      session.release();
    };
    expect(await exchanges(() => nothing, whole, LIMIT)).toEqual(times([...probe, "> ws closed"]));
  });

  test.each(["6", '42["early"]', "3probe", "1"])("says %s after its pong", async (more) => {
    const lines = await exchanges(
      () => nothing,
      async (session, failed) => {
        await candidate(session);
        session.hold();
        await session.polled();
        session.answerProbe();
        session.candidate?.send(more);
        await failed;
        session.release();
      },
    );
    expect(lines).toEqual(times([...probe, "> ws closed"]));
  });

  /** Answers no POST from the probe on, until it is told to. */
  const holdPosts = () => {
    const answers = new Map<Session, () => void>();
    const onRequest: Script["onRequest"] = ({ kind, session }) => {
      if (kind !== "post" || !session?.probing) return;
      return { after: new Promise<void>((resolve) => answers.set(session, resolve)) };
    };
    const answer = (session: Session): void => {
      session.probing = false;
      answers.get(session)?.();
    };
    const held = (session: Session): Promise<void> => until("a POST is held", () => answers.has(session));
    return { script: { ...nothing, onRequest } as Script, held, answer };
  };

  test("gets its pong, but the POST in flight is not answered in time", async () => {
    const { script, held, answer } = holdPosts();
    const whole = async (session: Session, failed: Promise<unknown>): Promise<void> => {
      await candidate(session);
      await held(session);
      session.answerProbe();
      await failed;
      answer(session);
    };
    expect(await exchanges(() => script, whole, LIMIT)).toEqual(times([...probe, "> ws closed"]));
  });

  test("dies after its pong, while the POST in flight is awaited", async () => {
    const { script, held, answer } = holdPosts();
    const lines = await exchanges(
      () => script,
      async (session, failed) => {
        await candidate(session);
        await held(session);
        session.answerProbe();
        await session.heard();
        session.candidate?.terminate();
        await failed;
        answer(session);
      },
    );
    expect(lines).toEqual(times([...probe, "> ws closed"]));
  });

  test("gets its pong too late", async () => {
    const whole = async (session: Session, failed: Promise<unknown>): Promise<void> => {
      await candidate(session);
      const late = session.candidate;
      await failed;
      late?.send("3probe");
    };
    expect(await exchanges(() => nothing, whole, LIMIT)).toEqual(times([...probe, "> ws closed"]));
  });
});

test("5 waits for the POST in flight", async () => {
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const server = await scripted({
    onRequest: ({ kind, body }) => (kind === "post" && body.includes("slow") ? { after: answered } : undefined),
    ...atProbe(() => {}),
  });
  const socket = client(server, { transports: ["polling", "websocket"] });
  const session = await server.session();
  await next(socket, "connect");
  await server.record.until("> ws 2probe");
  socket.emit("slow");
  await server.record.until('> POST 42["slow"]');
  session.answerProbe();
  await session.heard();
  socket.emit("queued");
  await until("the poll is answered", () => !session.poll);
  expect(server.client).not.toContain("> ws 5");
  answer();
  await ready(socket);
  await session.messages.size(3);
  expect(server.client.slice(-3)).toEqual(['> POST 42["slow"]', "> ws 5", '> ws 42["queued"]']);
});

test("posts go on until the poll is answered", async () => {
  const server = await scripted(atProbe(() => {}));
  const socket = client(server, { transports: ["polling", "websocket"] });
  const session = await server.session();
  await next(socket, "connect");
  session.hold();
  await until("the probe is out", () => session.probing);
  await session.polled();
  session.answerProbe();
  await session.heard();
  socket.emit("still by POST");
  await server.record.until('> POST 42["still by POST"]');
  session.release();
  await ready(socket);
  socket.emit("by WebSocket");
  await server.record.until('> ws 42["by WebSocket"]');
  expect(session.messages.entries).toEqual(["0", '2["still by POST"]', '2["by WebSocket"]']);
});

test.each(["rst", "close frame", "1"])("after 5 the WebSocket is the connection: %s ends it", async (how) => {
  const server = await scripted({
    onFrame: (frame, session) => {
      if (frame !== "5" || session !== server.sessions[0]) return;
      if (how === "rst") session.cut("rst");
      else if (how === "1") session.candidate?.send("1");
      else session.candidate?.close();
      return true;
    },
  });
  const socket = client(server, { transports: ["polling", "websocket"] });
  const log = transcribe(socket);
  await log.until("reconnect: 1");
  expect(log.entries).toEqual([
    "connect",
    how === "rst" ? expect.stringMatching(/^disconnect: transport (error|close)$/) : "disconnect: transport close",
    "reconnect_attempt: 1",
    "connect",
    "reconnect: 1",
  ]);
});

test("disconnect() in a listener while the upgrade waits for that very poll", async () => {
  const server = await scripted(atProbe(() => {}));
  const socket = client(server, { transports: ["polling", "websocket"] });
  const log = transcribe(socket);
  const session = await server.session();
  await next(socket, "connect");
  session.hold();
  await until("the probe is out", () => session.probing);
  await session.polled();
  session.answerProbe();
  await session.heard();
  socket.on("bye", () => {
    socket.emit("last words");
    socket.disconnect();
  });
  session.send('42["bye"]');
  session.release();
  await until("the client is gone", () => session.doomed && !session.poll && !session.post);
  expect(session.messages.entries).toEqual(["0", '2["last words"]', "1"]);
  expect(log.entries).toEqual(["connect", "disconnect: io client disconnect"]);
});
