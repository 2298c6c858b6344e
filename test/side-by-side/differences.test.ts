import { describe } from "vitest";
import { next, until } from "../support/until.ts";
import { isPolling, pair } from "./pair.ts";
import { type Client, type Options, polling, scenario } from "./scene.ts";

/** Differences on purpose that the other scenarios do not meet. */
describe("on purpose", () => {
  scenario(
    "a namespace that is never joined",
    async (scene) => {
      let asked = (): void => {};
      const joining = new Promise<void>((resolve) => (asked = resolve));
      const server = await scene.serve((io) => io.use(() => asked()));
      const socket = scene.follow(scene.connect(server, { timeout: 400, reconnection: false }));
      // the time limit counts from when the server is asked
      const late = joining.then(() => new Promise((resolve) => setTimeout(resolve, 1200)));
      await Promise.race([next(socket, "connect_error"), late]);
      scene.say("connected", socket.connected);
    },
    { cites: ["D3"], there: ["connected false"], here: ["connect_error Error(timeout)", "connected false"] },
  );

  scenario(
    "what the transport had not taken when the connection died",
    async (scene) => {
      const { server, socket, served } = await pair(scene, polling);
      await until("it is writable", () => socket.io.engine.transport.writable);
      // between two polls there is nothing to cut
      await until("it is polling", () => isPolling(served));
      socket.emit("handed over");
      socket.emit("not yet", 1);
      socket.emit("not yet", 2);
      // the POST with the first is under way
      server.kill();
      await next(socket, "disconnect");
      await next(socket, "connect");
      socket.emit("end");
      await scene.hearing.until("end");
      scene.say("connected", socket.connected);
      // nobody can say whether it arrived
      const lines = scene.hearing.entries.filter((line) => line !== "handed over");
      scene.hearing.entries.splice(0, scene.hearing.entries.length, ...lines);
    },
    {
      cites: ["D8"],
      there: ["connected true", "server: end"],
      here: ["connected true", "server: not yet 1", "server: not yet 2", "server: end"],
    },
  );

  scenario(
    "an event that is larger than the server takes",
    async (scene) => {
      const server = await scene.serve((io) => io.on("connection", (socket) => socket.on("end", (ack) => ack())), {
        maxHttpBufferSize: 1000,
      });
      const socket = scene.connect(server, { reconnection: false });
      socket.on("disconnect", (reason) => scene.say("disconnect", reason));
      await next(socket, "connect");
      try {
        socket.emit("large", "x".repeat(2000));
        await next(socket, "disconnect");
      } catch (error) {
        scene.say((error as { code: string }).code);
        await socket.emitWithAck("end");
      }
      scene.say("connected", socket.connected);
    },
    {
      cites: ["D9"],
      there: ["disconnect transport close", "connected false"],
      here: ["ERR_PAYLOAD_TOO_LARGE", "connected true"],
    },
  );

  scenario(
    "auth that promises",
    async (scene) => {
      const server = await scene.serve((io) => io.on("connection", (socket) => scene.heard(socket.handshake.auth)));
      const auth = async (): Promise<object> => ({ token: "x" });
      const socket = scene.connect(server, { auth } as unknown as Options);
      await next(socket.io, "open");
      await Promise.race([next(socket, "connect"), new Promise((resolve) => setTimeout(resolve, 200))]);
      scene.say("connected", socket.connected);
    },
    { cites: ["D15"], there: ["connected false"], here: ["connected true", "server: { token: 'x' }"] },
  );

  scenario(
    "a second handshake in a session",
    async (scene) => {
      const { socket, served } = await pair(scene, { reconnection: false });
      const { engine } = socket.io;
      const own = engine.id;
      const { transport } = served.conn as unknown as { transport: { send(packets: object[]): void } };
      const forged = { sid: "forged", upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1e6 };
      transport.send([{ type: "open", data: JSON.stringify(forged) }]);
      await socket.emitWithAck("echo", 1).catch(() => {});
      scene.say("forged", engine.id === "forged", "own", engine.id === own);
      scene.hearing.entries.length = 0;
    },
    { cites: ["D19"], there: ["forged true own false"], here: ["forged false own true"] },
  );

  scenario(
    "volatile and timeout() hold for each emit on what they gave",
    async (scene) => {
      const server = await scene.serve();
      const socket: Client = scene.connect(server, { autoConnect: false });
      const { volatile } = socket;
      volatile.emit("a");
      volatile.emit("b");
      scene.say("buffered", socket.sendBuffer.length);
    },
    { cites: ["D16"], there: ["buffered 1"], here: ["buffered 0"] },
  );
});
