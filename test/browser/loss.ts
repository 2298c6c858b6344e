import { once } from "node:events";
import type { Socket as ServerSocket } from "socket.io";
import { expect } from "vitest";
import type { BrowserTest, Options } from "./scenario.ts";
import type { PageFunction } from "./support/suite.ts";

/** What becomes of a page whose connection ends. */
export function loss(test: BrowserTest, options: Options): void {
  test("the server disconnects: nothing happens until the app connects again", async ({ server, openTab }) => {
    server.io.on("connection", (socket) => {
      socket.on("end", () => socket.disconnect());
      socket.on("echo", (text, answer) => answer(text));
    });
    const tab = await openTab();
    const transcript = await tab.run(async ({ io, log, observe, once, ready }, options) => {
      const socket = io({ ...options, reconnectionDelay: 0 });
      observe(socket);
      await ready(socket);
      const ended = once(socket, "disconnect");
      socket.emit("end");
      await ended;
      log.push({ active: socket.active, state: socket.state });
      socket.connect();
      log.push(await socket.emitWithAck("echo", "again"));
      socket.disconnect();
    }, options);
    expect(transcript).toEqual([
      "connect",
      "disconnect: io server disconnect",
      { active: false, state: "disconnected" },
      "connect",
      "again",
      "disconnect: io client disconnect",
    ]);
  });

  /** Loses the connection by `lose me`, and writes down what happens. */
  const lost: PageFunction<Options, void> = async ({ io, log, observe, once, ready }, options) => {
    const socket = io({ ...options, reconnectionDelay: 10 });
    observe(socket);
    socket.lifecycle.on("state_change", ({ from, to }) => log.push(`${from} > ${to}`));
    await ready(socket);
    const unanswered = socket
      .emitWithAck("lose me")
      .catch(({ code, delivery }) => log.push(["lose me", code, delivery]));
    await once(socket, "disconnect");
    const meanwhile = socket.emitWithAck("echo", "written meanwhile");
    await once(socket, "reconnect");
    await unanswered;
    log.push(await meanwhile);
    socket.disconnect();
  };
  const transcriptOf = (reason: string): unknown[] => [
    "connecting > connected",
    "connect",
    "connected > reconnecting",
    `disconnect: ${reason}`,
    ["lose me", "ERR_DISCONNECTED", "unknown"],
    "reconnect_attempt 1",
    "reconnecting > connected",
    "connect",
    "reconnect 1",
    "written meanwhile",
    "connected > disconnected",
    "disconnect: io client disconnect",
  ];

  test("the server closes the connection: the page comes back", async ({ server, openTab }) => {
    server.io.on("connection", (socket) => {
      socket.on("lose me", () => socket.conn.close());
      socket.on("echo", (text, answer) => answer(text));
    });
    const tab = await openTab();
    expect(await tab.run(lost, options)).toEqual(transcriptOf("transport close"));
  });

  test("the network cuts the connection: the page comes back", async ({ server, openTab }) => {
    server.io.on("connection", (socket: ServerSocket) => {
      socket.on("lose me", async () => {
        const { transport } = socket.conn;
        // between two polls nobody would notice
        if (!transport.writable) await once(transport, "ready");
        server.cut();
      });
      socket.on("echo", (text, answer) => answer(text));
    });
    const tab = await openTab();
    const transcript = await tab.run(lost, options);
    const polling = options.transports?.[0] === "polling";
    expect(transcript).toEqual(transcriptOf(polling ? "transport error" : "transport close"));
  });

  test("the server is away for three attempts", async ({ server, openTab }) => {
    const attempts: (string | null)[] = [];
    server.refuse = (query) => {
      const attempt = query.get("attempt");
      if (attempts.at(-1) !== attempt) attempts.push(attempt);
      return Number(attempt) > 0 && Number(attempt) <= 3;
    };
    server.io.on("connection", (socket) => {
      socket.on("lose me", () => socket.conn.close());
      socket.on("echo", (text, answer) => answer(text));
    });
    const tab = await openTab();
    const transcript = await tab.run(async ({ io, log, observe, once, ready }, options) => {
      const query = { attempt: 0 };
      const socket = io({ ...options, query, reconnectionDelay: 10, reconnectionDelayMax: 20 });
      observe(socket);
      socket.on("reconnect_attempt", (attempt) => {
        socket.io.opts.query = { attempt };
      });
      await ready(socket);
      const back = once(socket, "reconnect");
      socket.emit("lose me");
      await once(socket, "disconnect");
      socket.emit("echo", "written meanwhile", (text: string) => log.push(text));
      await back;
      log.push(await socket.emitWithAck("echo", "now"));
      socket.disconnect();
    }, options);
    const failed = (attempt: number, code: string): string[] => [
      `reconnect_attempt ${attempt}`,
      `connect_error: ${code}`,
      `reconnect_error: ${code}`,
    ];
    // a browser does not tell a page why a WebSocket failed
    const code = options.transports?.[0] === "websocket" ? "ERR_TRANSPORT" : "ERR_HTTP_STATUS";
    expect(transcript).toEqual([
      "connect",
      "disconnect: transport close",
      ...failed(1, code),
      ...failed(2, code),
      ...failed(3, code),
      "reconnect_attempt 4",
      "connect",
      "reconnect 4",
      "written meanwhile",
      "now",
      "disconnect: io client disconnect",
    ]);
    expect(attempts).toEqual(["0", "1", "2", "3", "4"]);
  });
}
