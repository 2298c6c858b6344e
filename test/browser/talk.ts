import type { Socket as ServerSocket } from "socket.io";
import { expect } from "vitest";
import type { BrowserTest, Options } from "./scenario.ts";

/** Binary data as the page's `plain` shows it. */
const plain = (value: unknown): unknown => {
  if (Buffer.isBuffer(value)) return ["Buffer", ...value].join(" ");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
};

/** What a page and a server say to each other while the connection lasts. */
export function talk(test: BrowserTest, options: Options): void {
  test("connects, and disconnects", async ({ server, openTab }) => {
    const atServer: unknown[] = [];
    const gone = new Promise<void>((resolve) => {
      server.io.on("connection", (socket) => {
        atServer.push(["connection", socket.id]);
        socket.on("disconnect", (reason) => atServer.push(["disconnect", reason]));
        socket.conn.on("close", (reason) => resolve(void atServer.push(["close", reason])));
      });
    });
    const tab = await openTab();
    const { id, transcript } = (await tab.run(async ({ io, log, observe, ready }, options) => {
      const socket = io(options);
      observe(socket);
      socket.lifecycle.on("state_change", ({ from, to }) => log.push(`${from} > ${to}`));
      log.push(["at first", socket.connected, socket.active, socket.state, socket.id ?? "no id"]);
      await ready(socket);
      const { id } = socket;
      log.push(["connected", socket.connected, socket.active, socket.state, socket.io.engine.transport.name]);
      socket.disconnect();
      log.push(["disconnected", socket.connected, socket.active, socket.state, socket.id ?? "no id"]);
      return { id, transcript: log };
    }, options)) as { id: string; transcript: unknown[] };
    expect(transcript).toEqual([
      ["at first", false, true, "connecting", "no id"],
      "connecting > connected",
      "connect",
      ["connected", true, true, "connected", options.transports?.[0] ?? "websocket"],
      "connected > disconnected",
      "disconnect: io client disconnect",
      ["disconnected", false, false, "disconnected", "no id"],
    ]);
    await gone;
    expect(atServer).toEqual([
      ["connection", id],
      ["disconnect", "client namespace disconnect"],
      ["close", "transport close"],
    ]);
  });

  test("asks for nothing before CONNECT, and the poll for its answer, that could wait", async ({ openTab }) => {
    const tab = await openTab();
    const asked = await tab.run(async ({ io, log, ready }, options) => {
      const { fetch: ask, WebSocket: Native } = globalThis;
      globalThis.fetch = (url, init) => {
        log.push(init!.method);
        return ask(url, init);
      };
      globalThis.WebSocket = class extends Native {
        constructor(url: string | URL, protocols?: string | string[]) {
          log.push("WebSocket");
          super(url, protocols);
        }
      };
      const socket = io(options);
      await ready(socket);
      socket.disconnect();
      return log;
    }, options);
    const polls = ["GET", "POST", "GET"];
    if (options.transports?.[0] === "websocket") expect(asked).toEqual(["WebSocket"]);
    else if (options.transports) expect(asked.slice(0, 3)).toEqual(polls);
    else expect(asked.slice(0, 4)).toEqual([...polls, "WebSocket"]);
  });

  test("events and acknowledgements, both ways", async ({ server, openTab }) => {
    const atServer: unknown[] = [];
    server.io.on("connection", (socket) => {
      socket.on("sum", (a, b, answer) => answer(a + b));
      socket.on("ask me", async (answer) => {
        atServer.push(await socket.emitWithAck("product", 6, 7));
        atServer.push(await socket.timeout(10_000).emitWithAck("product", 2, 3));
        answer("asked");
      });
      socket.on("news", (...news) => {
        atServer.push(news);
        socket.emit("news", ...news);
      });
    });
    const tab = await openTab();
    const transcript = await tab.run(async ({ io, log, once, ready }, options) => {
      const socket = io(options);
      // before there is a connection
      const early = socket.emitWithAck("sum", 1, 2);
      socket.on("product", (a, b, answer) => answer(a * b));
      await ready(socket);
      log.push(["early", await early]);
      log.push(["emit", await new Promise((resolve) => socket.emit("sum", 3, 4, resolve))]);
      log.push([
        "timeout",
        await new Promise((resolve) => socket.timeout(10_000).emit("sum", 5, 6, (...args: unknown[]) => resolve(args))),
      ]);
      log.push(["emitWithAck", await socket.emitWithAck("sum", 7, 8)]);
      log.push(["timeout", await socket.timeout(10_000).emitWithAck("sum", 9, 10)]);
      log.push(await socket.emitWithAck("ask me"));
      const heard = once(socket, "news");
      socket.emit("news", "", 0, null, true, { nested: [{ text: "é 漢 😀 \u2028 \u0000" }] }, []);
      log.push(await heard);
      socket.disconnect();
    }, options);
    const news = ["", 0, null, true, { nested: [{ text: "é 漢 😀 \u2028 \u0000" }] }, []];
    expect(transcript).toEqual([
      ["early", 3],
      ["emit", 7],
      ["timeout", [null, 11]],
      ["emitWithAck", 15],
      ["timeout", 19],
      "asked",
      news,
    ]);
    expect(atServer).toEqual([42, 6, news]);
  });

  test("binary data, both ways", async ({ server, openTab }) => {
    const atServer: unknown[] = [];
    server.io.on("connection", (socket) => {
      socket.on("binary", (...args) => {
        const answer = args.pop();
        atServer.push(plain(args));
        answer(Buffer.from([1, 2]), { nested: [Buffer.from([3]), "text", { deep: Buffer.alloc(0) }] });
      });
      socket.on("send", async () => {
        const answer = await socket.emitWithAck("binary", Buffer.from([255, 0, 10]), [{ inner: Buffer.from([4]) }]);
        atServer.push(plain(answer));
        socket.emit("done");
      });
    });
    const tab = await openTab();
    const transcript = await tab.run(async ({ io, log, once, plain, ready }, options) => {
      const socket = io(options);
      await ready(socket);
      const bytes = new Uint8Array([9, 8, 7, 6, 5, 4, 3, 2]);
      const view = bytes.subarray(2, 5);
      const answer = await new Promise<unknown[]>((resolve) =>
        socket.emit(
          "binary",
          bytes.buffer,
          view,
          new DataView(bytes.buffer, 6),
          new Blob(["blob"]),
          new File([view, "!"], "a.bin"),
          { nested: [new Blob([view]), { deeper: view, text: "text" }], none: null },
          (...args: unknown[]) => resolve(args),
        ),
      );
      log.push(plain(answer));
      const views = [
        new Uint8ClampedArray([1]),
        new Int16Array([1, -1]),
        new Float32Array([1.5]),
        new BigInt64Array([-2n]),
      ];
      await socket.emitWithAck("binary", ...views);
      socket.on("binary", (...args) => {
        const answer = args.pop();
        log.push(plain(args));
        answer({ view, blob: new Blob(["b"]) });
      });
      socket.emit("send");
      await once(socket, "done");
      socket.disconnect();
    }, options);
    expect(transcript).toEqual([
      ["ArrayBuffer 1 2", { nested: ["ArrayBuffer 3", "text", { deep: "ArrayBuffer" }] }],
      ["ArrayBuffer 255 0 10", [{ inner: "ArrayBuffer 4" }]],
    ]);
    expect(atServer).toEqual([
      [
        "Buffer 9 8 7 6 5 4 3 2",
        "Buffer 7 6 5",
        "Buffer 3 2",
        "Buffer 98 108 111 98",
        "Buffer 7 6 5 33",
        { nested: ["Buffer 7 6 5", { deeper: "Buffer 7 6 5", text: "text" }], none: null },
      ],
      ["Buffer 1", "Buffer 1 0 255 255", "Buffer 0 0 192 63", "Buffer 254 255 255 255 255 255 255 255"],
      { view: "Buffer 7 6 5", blob: "Buffer 98" },
    ]);
  });

  test("an event reaches the other tab", async ({ server, openTab }) => {
    server.io.on("connection", (socket) => {
      socket.on("say", (...args) => {
        const answer = args.pop();
        socket.broadcast.emit("said", ...args);
        answer();
      });
    });
    const [first, second] = [await openTab(), await openTab()];
    await second.run(async (page, options) => {
      const socket = page.io(options);
      page.kept = page.once(socket, "said").then((args) => {
        socket.disconnect();
        return args;
      });
      await page.ready(socket);
    }, options);
    await first.run(async ({ io, ready }, options) => {
      const socket = io(options);
      socket.on("said", () => console.error("the event came back to its sender"));
      await ready(socket);
      await socket.emitWithAck("say", "hello", new Uint8Array([1, 2]));
      socket.disconnect();
    }, options);
    expect(await second.run(({ kept }) => kept)).toEqual(["hello", "ArrayBuffer 1 2"]);
  });

  test("auth, asked anew for each connection", async ({ server, openTab }) => {
    const atServer: unknown[] = [];
    server.io.on("connection", (socket) => {
      atServer.push(socket.handshake.auth);
      socket.emit("welcome");
    });
    const tab = await openTab();
    await tab.run(async ({ io, once }, options) => {
      let asked = 0;
      const token = async () => ({ token: "promised", asked: ++asked });
      const kinds = [
        { token: "given" },
        (answer: (data: object) => void) => answer({ token: "called back", asked: ++asked }),
        token,
      ];
      for (const auth of kinds) {
        const socket = io({ ...options, forceNew: true, auth });
        await once(socket, "welcome");
        socket.disconnect();
        socket.connect();
        await once(socket, "welcome");
        socket.disconnect();
      }
    }, options);
    expect(atServer).toEqual([
      { token: "given" },
      { token: "given" },
      { token: "called back", asked: 1 },
      { token: "called back", asked: 2 },
      { token: "promised", asked: 3 },
      { token: "promised", asked: 4 },
    ]);
  });

  test("two namespaces share one connection", async ({ server, openTab }) => {
    const connections: unknown[] = [];
    server.io.engine.on("connection", (connection) => connections.push(connection));
    const joined: string[] = [];
    for (const nsp of ["/", "/admin"]) {
      server.io.of(nsp).on("connection", (socket) => {
        joined.push(`${nsp} over ${connections.indexOf(socket.conn)}`);
        socket.on("where", (answer) => answer(nsp));
      });
    }
    const tab = await openTab();
    const transcript = await tab.run(async ({ io, log, ready }, options) => {
      const [root, admin] = [io(options), io("/admin", options)];
      await Promise.all([ready(root), ready(admin)]);
      log.push(root.io === admin.io, root.id === admin.id, root.nsp, admin.nsp);
      log.push(await Promise.all([root.emitWithAck("where"), admin.emitWithAck("where")]));
      admin.disconnect();
      log.push(root.connected, admin.connected, await root.emitWithAck("where"));
      admin.connect();
      log.push(await admin.emitWithAck("where"));
      admin.disconnect();
      root.disconnect();
    }, options);
    expect(transcript).toEqual([true, false, "/", "/admin", ["/", "/admin"], true, false, "/", "/admin"]);
    expect(joined.slice(0, 2).sort()).toEqual(["/ over 0", "/admin over 0"]);
    expect(joined.slice(2)).toEqual(["/admin over 0"]);
    expect(connections.length).toBe(1);
  });

  test("a middleware refuses, until the token is right", async ({ server, openTab }) => {
    server.io.use((socket, next) => {
      const { token } = socket.handshake.auth;
      if (token === "right") next();
      else next(Object.assign(new Error("not you"), { data: { token } }));
    });
    const tab = await openTab();
    const transcript = await tab.run(async ({ io, log, observe, once }, options) => {
      const socket = io({ ...options, auth: { token: "wrong" } });
      observe(socket);
      const [{ message, data, code, phase, willRetry }] = (await once(socket, "connect_error")) as [any];
      log.push({ message, data, code, phase, willRetry, active: socket.active, state: socket.state });
      socket.auth = { token: "right" };
      const connected = once(socket, "connect");
      socket.connect();
      await connected;
      socket.disconnect();
    }, options);
    expect(transcript).toEqual([
      "connect_error: ERR_REFUSED",
      {
        message: "not you",
        data: { token: "wrong" },
        code: "ERR_REFUSED",
        phase: "namespace",
        willRetry: false,
        active: false,
        state: "disconnected",
      },
      "connect",
      "disconnect: io client disconnect",
    ]);
  });

  test("500 events each way keep their order, across the upgrade", async ({ server, openTab }) => {
    const COUNT = 500;
    const LAST = 400; // from here on after the upgrade
    const atServer: { n: number; over: string }[] = [];
    const upgrades = !options.transports;
    let begin = (): void => {};
    // the upgrade begins when some events have come over polling, and so goes on while others come
    server.beforeUpgrade = () =>
      new Promise<void>((resolve) => {
        begin = resolve;
        if (atServer.length >= 50) resolve();
      });
    server.io.on("connection", async (socket: ServerSocket) => {
      socket.on("n", (n) => {
        const count = atServer.push({ n, over: socket.conn.transport.name });
        if (count === 50) begin();
      });
      socket.on("all?", (answer) => answer());
      const upgraded = new Promise<void>((resolve) => socket.conn.once("upgrade", () => resolve()));
      for (let n = 0; n < COUNT; n++) {
        if (n === LAST && upgrades) await upgraded;
        socket.emit("n", n);
        if (n > 50 && n < LAST && n % 2) await new Promise((resolve) => setTimeout(resolve));
      }
    });
    const tab = await openTab();
    const atPage = await tab.run(
      async ({ io, log, once, ready }, { options, COUNT, LAST }) => {
        const socket = io(options);
        const all = new Promise<void>((resolve) => {
          socket.on("n", (n) => {
            if (log.push(n) === COUNT) resolve();
          });
        });
        await once(socket, "connect");
        for (let n = 0; n < COUNT; n++) {
          if (n === LAST) await ready(socket);
          socket.emit("n", n);
          if (n > 50 && n < LAST && n % 2) await new Promise((resolve) => setTimeout(resolve));
        }
        await Promise.all([all, socket.emitWithAck("all?")]);
        socket.disconnect();
      },
      { options, COUNT, LAST },
    );
    const numbers = Array.from({ length: COUNT }, (_, n) => n);
    expect(atPage).toEqual(numbers);
    expect(atServer.map(({ n }) => n)).toEqual(numbers);
    const overs = [...new Set(atServer.map(({ over }) => over))];
    expect(overs).toEqual(options.transports ?? ["polling", "websocket"]);
  });

  test("emit and then disconnect: the events are delivered", async ({ server, openTab }) => {
    const ROUNDS = 10;
    const heard: unknown[][] = [];
    const closed: Promise<void>[] = [];
    server.io.on("connection", (socket) => {
      const words: unknown[] = [];
      heard.push(words);
      socket.on("word", (word) => words.push(word));
      socket.on("disconnect", (reason) => words.push(reason));
      closed.push(new Promise((resolve) => socket.conn.on("close", () => resolve())));
    });
    const tab = await openTab();
    for (let round = 0; round < ROUNDS; round++) {
      await tab.run(async ({ io, ready }, options) => {
        const socket = io({ ...options, forceNew: true });
        await ready(socket);
        for (let word = 1; word <= 5; word++) socket.emit("word", word);
        socket.disconnect();
      }, options);
      // browsers have six connections to a server, and each session that polls needs two
      if (options.transports?.[0] === "polling") await Promise.all(closed);
    }
    await Promise.all(closed);
    expect(heard).toEqual(Array(ROUNDS).fill([1, 2, 3, 4, 5, "client namespace disconnect"]));
  });

  test("a listener that throws surfaces in window.onerror and stops nobody", async ({ server, openTab }) => {
    server.io.on("connection", (socket) => {
      socket.on("go", (answer) => {
        socket.emit("event", 1);
        socket.emit("event", 2);
        answer("went");
      });
    });
    const tab = await openTab();
    const transcript = await tab.run(async ({ io, log, ready, takeErrors }, options) => {
      const socket = io(options);
      const surfaced = new Promise<void>((resolve) => {
        let seen = 0;
        addEventListener("error", () => {
          if (++seen === 6) resolve();
        });
      });
      socket.on("connect", () => {
        throw new Error("of connect");
      });
      socket.on("event", (n) => {
        throw new Error(`of event ${n}`);
      });
      socket.on("event", (n) => log.push(n));
      await ready(socket);
      socket.emit("go", (answer: string) => {
        log.push(answer);
        throw new Error("of the acknowledgement");
      });
      log.push(await socket.emitWithAck("go"), socket.connected);
      await surfaced;
      socket.disconnect();
      return [...log, ...takeErrors()];
    }, options);
    expect(transcript).toEqual([
      1,
      2,
      "went",
      1,
      2,
      "went",
      true,
      "uncaught: of connect",
      "uncaught: of event 1",
      "uncaught: of event 2",
      "uncaught: of the acknowledgement",
      "uncaught: of event 1",
      "uncaught: of event 2",
    ]);
  });
}
