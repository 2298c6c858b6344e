import { expectTypeOf, test } from "vitest";
import holdfast, { connect, io, Manager, protocol, Socket } from "../../src/index.ts";

/** What users of socket.io-client know of sockets whose events have no types. */

const socket: Socket = io("http://localhost:3000");

test("the ways to a socket", () => {
  expectTypeOf(io()).toEqualTypeOf<Socket>();
  expectTypeOf(io("/admin")).toEqualTypeOf<Socket>();
  expectTypeOf(io({ autoConnect: false })).toEqualTypeOf<Socket>();
  expectTypeOf(io("http://localhost", {})).toEqualTypeOf<Socket>();
  expectTypeOf(connect("http://localhost")).toEqualTypeOf<Socket>();
  expectTypeOf(holdfast("http://localhost")).toEqualTypeOf<Socket>();
  expectTypeOf(protocol).toExtend<number>();
  // an address that may not be there yet
  const url: string | undefined = Math.random() > 2 ? "http://localhost" : undefined;
  expectTypeOf(io(url as string | undefined, {})).toEqualTypeOf<Socket>();
  // @ts-expect-error: not an address
  io(3000);
  // @ts-expect-error: not an option
  io({ reconnect: true });
  // @ts-expect-error: a number
  io({ reconnectionDelay: "soon" });
});

test("any event, with any arguments", () => {
  socket.on("anything", (first, ...more) => {
    expectTypeOf(first).toBeAny();
    expectTypeOf(more).toEqualTypeOf<any[]>();
  });
  socket.on("anything", (text: string, count: number, answer: (ok: boolean) => void) => void [text, count, answer]);
  socket.on("anything", async () => {});
  socket.once("anything", () => {}).off("anything");
  socket.emit("anything");
  socket.emit("anything", 1, "a", { b: [] }, null, undefined, new Uint8Array(1));
  socket.emit("anything", 1, (answer: string) => void answer);
  socket.emit("anything", (...answers: any[]) => void answers);
  socket.send("text");
  const listener = (): void => {};
  socket.removeListener("anything", listener);
  socket.removeAllListeners("anything");
});

test("the reserved events have their types all the same", () => {
  socket.on("connect", () => {});
  socket.on("connect_error", (error) => {
    expectTypeOf(error).not.toBeAny();
    expectTypeOf(error).toExtend<Error>();
    expectTypeOf(error.data).toBeAny();
  });
  socket.on("disconnect", (reason, details) => {
    expectTypeOf(reason).toEqualTypeOf<Socket.DisconnectReason>();
    expectTypeOf(details).not.toBeAny();
  });
});

test("acknowledgements", async () => {
  expectTypeOf(await socket.emitWithAck("anything")).toBeAny();
  expectTypeOf(await socket.emitWithAck("anything", 1, "a", {})).toBeAny();
  const answer: { status: string } = await socket.emitWithAck("anything", 1);
  expectTypeOf(await socket.timeout(1000).emitWithAck("anything", answer)).toBeAny();
  socket.timeout(1000).emit("anything", 1, (error: Error | null, value: string) => void [error, value]);
  socket.timeout(1000).emit("anything", (error: any, value: any) => void [error, value]);
  socket.timeout(1000).emit("anything");
});

test("any event's listeners", () => {
  socket.onAny((event, ...args) => {
    expectTypeOf(event).toExtend<string>();
    expectTypeOf(args).toEqualTypeOf<any[]>();
  });
  socket.onAny((event: string, first: number) => void [event, first]);
  socket.onAnyOutgoing((event, first) => void [event, first]);
});

test("what a socket shows", () => {
  expectTypeOf(socket.id).toEqualTypeOf<string | undefined>();
  expectTypeOf(socket.connected).toEqualTypeOf<boolean>();
  expectTypeOf(socket.disconnected).toEqualTypeOf<boolean>();
  expectTypeOf(socket.active).toEqualTypeOf<boolean>();
  expectTypeOf(socket.recovered).toEqualTypeOf<boolean>();
  expectTypeOf(socket.connect()).toEqualTypeOf<Socket>();
  socket.open().close().disconnect();
  socket.auth = { token: "a" };
  socket.auth = (answer) => answer({ token: "a" });
  socket.sendBuffer = [];
  socket.receiveBuffer = [];
  expectTypeOf(socket.sendBuffer.length).toEqualTypeOf<number>();
});

test("the connection under it", () => {
  const manager = socket.io;
  expectTypeOf(manager).toExtend<Manager>();
  expectTypeOf(manager.engine.transport.name).toExtend<string>();
  expectTypeOf(manager.engine.id).toExtend<string | undefined>();
  manager.engine.on("upgrade", (transport) => expectTypeOf(transport.name).toExtend<string>());
  manager.engine.once("upgrade", () => {});
  manager.engine.on("packet", ({ type, data }) => void [type, data]);
  manager.engine.on("packetCreate", ({ type, data }) => void [type, data]);
  manager.engine.on("drain", () => {});
  manager.engine.on("close", (reason) => expectTypeOf(reason).toExtend<string>());
  manager.engine.close();
  manager.on("reconnect_attempt", (attempt) => expectTypeOf(attempt).toEqualTypeOf<number>());
  manager.on("reconnect", (attempt) => expectTypeOf(attempt).toEqualTypeOf<number>());
  manager.on("reconnect_error", (error) => expectTypeOf(error).toExtend<Error>());
  manager.on("reconnect_failed", () => {});
  manager.on("error", (error) => expectTypeOf(error).toExtend<Error>());
  manager.on("ping", () => {});
  manager.on("open", () => {});
  manager.on("packet", (packet) => expectTypeOf(packet.nsp).toEqualTypeOf<string>());
  manager.on("close", (reason, description) => {
    expectTypeOf(reason).toExtend<string>();
    expectTypeOf(description).not.toBeAny();
  });
  // @ts-expect-error: no such event
  manager.on("reconnecting", () => {});
  manager.opts.query = { token: "b" };
  manager.opts.query.token = "c";
  manager.opts.query.tries++;
  delete manager.opts.query.tries;
  manager.opts.extraHeaders = { a: "b" };
  manager.opts.transports = ["websocket"];
  manager.off("ping").removeAllListeners();
});

test("a Manager of one's own", () => {
  const manager = new Manager("http://localhost:3000", { reconnectionDelay: 10 });
  expectTypeOf(manager.socket("/admin", { auth: { token: "a" } })).toEqualTypeOf<Socket>();
  expectTypeOf(new Manager({ host: "localhost" })).toEqualTypeOf<Manager>();
  expectTypeOf(manager.reconnection()).toEqualTypeOf<boolean>();
  expectTypeOf(manager.reconnectionAttempts()).toEqualTypeOf<number>();
  manager
    .reconnection(false)
    .reconnectionAttempts(3)
    .reconnectionDelay(1)
    .reconnectionDelayMax(2)
    .randomizationFactor(0)
    .timeout(1000);
  manager.open((error) => expectTypeOf(error).toExtend<Error | undefined>());
  manager.connect();
});

test("Socket is a class and a type", () => {
  expectTypeOf(socket instanceof Socket).toEqualTypeOf<boolean>();
  const reason: Socket.DisconnectReason = "transport close";
  const all: Record<Exclude<Socket.DisconnectReason, "forced close">, boolean> = {
    "io server disconnect": true,
    "io client disconnect": true,
    "ping timeout": true,
    "transport close": true,
    "transport error": true,
    "parse error": true,
  };
  void all[reason];
});
