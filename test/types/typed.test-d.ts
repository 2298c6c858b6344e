import { describe, expectTypeOf, test } from "vitest";
import { type DisconnectDescription, io, type Manager, type Socket } from "../../src/index.ts";

/** What users of socket.io-client know of sockets whose events have types. */

interface ServerToClient {
  news(title: string, tags: string[]): void;
  progress: (percent: number) => void;
  question: (text: string, answer: (yes: boolean) => void) => void;
  nothing: () => void;
}

interface ClientToServer {
  hello: () => void;
  move: (x: number, y: number) => void;
  optional: (text: string, more?: number) => void;
  rest: (...texts: string[]) => void;
  save: (document: { id: string }, saved: (revision: number) => void) => void;
  both: (id: string, done: (result: { ok: boolean }, at: Date) => void) => void;
  done: (finished: () => void) => void;
}

const socket: Socket<ServerToClient, ClientToServer> = io("http://localhost:3000");

test("the socket that io returns", () => {
  const annotated: Socket<ServerToClient, ClientToServer> = io("http://localhost:3000", { autoConnect: false });
  const withoutUrl: Socket<ServerToClient, ClientToServer> = io();
  const withOptions: Socket<ServerToClient, ClientToServer> = io({ path: "/x" });
  expectTypeOf([annotated, withoutUrl, withOptions]).items.toEqualTypeOf<Socket<ServerToClient, ClientToServer>>();
  // one map for both directions
  expectTypeOf<Socket<ServerToClient>>().toEqualTypeOf<Socket<ServerToClient, ServerToClient>>();
});

describe("listeners", () => {
  test("of the app's events", () => {
    socket.on("news", (title, tags) => {
      expectTypeOf(title).toEqualTypeOf<string>();
      expectTypeOf(tags).toEqualTypeOf<string[]>();
    });
    socket.once("progress", (percent) => expectTypeOf(percent).toEqualTypeOf<number>());
    socket.on("question", (_text, answer) => {
      expectTypeOf(answer).toEqualTypeOf<(yes: boolean) => void>();
      answer(true);
      // @ts-expect-error: the answer is a boolean
      answer("yes");
    });
    // fewer arguments, and promises, are fine
    socket.on("news", () => {});
    socket.on("news", async (title) => void title);

    // @ts-expect-error: no such event
    socket.on("nws", () => {});
    // @ts-expect-error: it goes to the server
    socket.on("move", () => {});
    // @ts-expect-error: the argument is a number
    socket.on("progress", (percent: string) => void percent);
    // @ts-expect-error: there is one argument
    socket.on("progress", (percent: number, more: number) => void (percent + more));
  });

  test("of the reserved events", () => {
    socket.on("connect", () => {});
    socket.on("connect_error", (error) => {
      expectTypeOf(error).toExtend<Error>();
      expectTypeOf(error.message).toEqualTypeOf<string>();
      // what the server's middleware sent, as in `error.data.content`
      expectTypeOf(error.data).toBeAny();
    });
    socket.on("connect_error", (error: Error) => void error);
    socket.on("connect_error", (error: Error & { data?: unknown }) => void error);
    socket.on("disconnect", (reason, details) => {
      expectTypeOf(reason).toEqualTypeOf<Socket.DisconnectReason>();
      expectTypeOf(details).toEqualTypeOf<DisconnectDescription | undefined>();
      if (reason === "io server disconnect") socket.connect();
      // @ts-expect-error: no such reason
      if (reason === "io server disconnected") socket.connect();
      if (details instanceof Error) details.message.trim();
      else if (details) details.description.trim();
    });
    socket.on("disconnect", (reason: string) => void reason);
    // @ts-expect-error: an error, not a text
    socket.on("connect_error", (error: string) => void error);
    // @ts-expect-error: connect has no arguments
    socket.on("connect", (more: number) => void more);
  });

  test("are removed by name and listener", () => {
    const listener = (percent: number): void => void percent;
    expectTypeOf(socket.on("progress", listener)).toEqualTypeOf(socket);
    expectTypeOf(socket.off("progress", listener)).toEqualTypeOf(socket);
    socket.off("progress").off().off("connect_error");
    socket.removeListener("progress", listener);
    socket.removeAllListeners("progress");
    socket.removeAllListeners();
    expectTypeOf(socket.listeners("progress")).toEqualTypeOf<((percent: number) => void)[]>();
    expectTypeOf(socket.hasListeners("progress")).toEqualTypeOf<boolean>();
    // @ts-expect-error: no such event
    socket.off("progres");
    // @ts-expect-error: the listener of another event
    socket.off("news", listener);
    // @ts-expect-error: no such event
    socket.listeners("progres");
  });

  test("of any event", () => {
    socket.onAny((event, ...args) => {
      expectTypeOf(event).toExtend<string>();
      expectTypeOf(args).toEqualTypeOf<any[]>();
      args[0].whatever();
    });
    socket.onAny((event: string, first: number) => void [event, first]);
    socket.prependAny((event, first) => void [event, first]).offAny();
    const listener = (event: string, ...args: unknown[]): void => void [event, args];
    socket.onAnyOutgoing(listener).prependAnyOutgoing(listener).offAnyOutgoing(listener);
    expectTypeOf(socket.listenersAny()).items.toBeCallableWith("event", 1);
    expectTypeOf(socket.listenersAnyOutgoing()).items.toBeCallableWith("event", 1);
  });
});

describe("emit", () => {
  test("takes the arguments of the event", () => {
    expectTypeOf(socket.emit("hello")).toEqualTypeOf(socket);
    socket.emit("move", 1, 2);
    socket.emit("optional", "text").emit("optional", "text", 1);
    socket.emit("rest").emit("rest", "a", "b");
    // @ts-expect-error: no such event
    socket.emit("helo");
    // @ts-expect-error: it comes from the server
    socket.emit("progress", 1);
    // @ts-expect-error: a reserved event
    socket.emit("connect");
    // @ts-expect-error: one is missing
    socket.emit("move", 1);
    // @ts-expect-error: one too many
    socket.emit("move", 1, 2, 3);
    // @ts-expect-error: numbers
    socket.emit("move", "1", "2");
    // @ts-expect-error: texts
    socket.emit("rest", "a", 1);
  });

  test("knows the acknowledgement", () => {
    socket.emit("save", { id: "a" }, (revision) => expectTypeOf(revision).toEqualTypeOf<number>());
    socket.emit("both", "a", (result, at) => {
      expectTypeOf(result).toEqualTypeOf<{ ok: boolean }>();
      expectTypeOf(at).toEqualTypeOf<Date>();
    });
    // @ts-expect-error: no acknowledgement
    socket.emit("save", { id: "a" });
    // @ts-expect-error: it is a number
    socket.emit("save", { id: "a" }, (revision: string) => void revision);
    // @ts-expect-error: without timeout() there is no error
    socket.emit("save", { id: "a" }, (error: Error, revision: number) => void [error, revision]);
  });

  test("through views", () => {
    socket.volatile.emit("move", 1, 2);
    socket.compress(false).emit("move", 1, 2);
    socket.volatile.compress(true).timeout(10).emit("move", 1, 2);
    // @ts-expect-error: numbers
    socket.volatile.emit("move", "1", "2");
    socket.send("anything", 1);
  });

  test("through timeout(): the error comes first", () => {
    const view = socket.timeout(1000);
    view.emit("save", { id: "a" }, (error, revision) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(revision).toEqualTypeOf<number>();
    });
    view.emit("both", "a", (error, result, at) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(result).toEqualTypeOf<{ ok: boolean }>();
      expectTypeOf(at).toEqualTypeOf<Date>();
    });
    view.emit("done", (error) => expectTypeOf(error).toEqualTypeOf<Error>());
    view.emit("move", 1, 2).emit("hello");
    view.on("progress", (percent) => expectTypeOf(percent).toEqualTypeOf<number>());
    // @ts-expect-error: no such event
    view.emit("helo");
    // @ts-expect-error: the first one is the error
    view.emit("save", { id: "a" }, (revision: number) => void revision);
  });
});

describe("emitWithAck", () => {
  test("resolves to the first argument of the acknowledgement", () => {
    expectTypeOf(socket.emitWithAck("save", { id: "a" })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(socket.emitWithAck("both", "a")).toEqualTypeOf<Promise<{ ok: boolean }>>();
    // @ts-expect-error: no such event
    socket.emitWithAck("sav", { id: "a" });
    // @ts-expect-error: the document is missing
    socket.emitWithAck("save");
    // @ts-expect-error: not that document
    socket.emitWithAck("save", { id: 1 });
    // @ts-expect-error: the callback is not given
    socket.emitWithAck("save", { id: "a" }, (revision: number) => void revision);
  });

  test("through timeout() too", () => {
    expectTypeOf(socket.timeout(1000).emitWithAck("save", { id: "a" })).toEqualTypeOf<Promise<number>>();
    expectTypeOf(socket.timeout(1000).emitWithAck("both", "a")).toEqualTypeOf<Promise<{ ok: boolean }>>();
    expectTypeOf(socket.volatile.emitWithAck("save", { id: "a" })).toEqualTypeOf<Promise<number>>();
  });

  test("without a value", async () => {
    const nothing = await socket.emitWithAck("done");
    expectTypeOf(nothing).not.toBeNever();
    const late = await socket.timeout(10).emitWithAck("done");
    expectTypeOf(late).not.toExtend<Error>();
  });
});

test("an acknowledgement that may be left out", () => {
  const open: Socket<object, { find: (text: string, found?: (count: number) => void) => void }> = io();
  open.emit("find", "text");
  open.emit("find", "text", (count) => expectTypeOf(count).toEqualTypeOf<number>());
  void open.emitWithAck("find", "text");
});

test("events of any type, where the app says so", () => {
  const loose: Socket<any, any> = io();
  loose.on("anything", (a: string, b: number) => void [a, b]);
  loose.emit("anything", 1, "a").emit("nothing");
  loose.emit("with ack", (answer: number) => void answer);
  void loose.emitWithAck("anything", 1, 2).then((answer: string) => answer);
  const listenOnly: Socket<ServerToClient, any> = io();
  listenOnly.emit("anything", 1).on("progress", (percent) => expectTypeOf(percent).toEqualTypeOf<number>());
});

test("events in the type of a function", () => {
  const report = <Listen extends ServerToClient, Emit extends ClientToServer>(s: Socket<Listen, Emit>): boolean =>
    s.connected;
  report(socket);
  const untyped = (s: Socket): string | undefined => s.id;
  untyped(io());
});

test("the Manager of a typed socket", () => {
  expectTypeOf(socket.io).toEqualTypeOf<Manager<ServerToClient, ClientToServer>>();
  const admin = socket.io.socket("/admin");
  admin.connect();
});
