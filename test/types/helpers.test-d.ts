import { drained, latest, next, stream, sustain, upload } from "holdfast/helpers";
import { expectTypeOf, test } from "vitest";
import { io, type Socket } from "../../src/index.ts";

interface ServerToClient {
  news(title: string, tags: string[]): void;
}

interface ClientToServer {
  join: (room: string, joined: (answer: { ok: boolean }) => void) => void;
  leave: (room: string) => void;
  nothing: () => void;
}

const socket: Socket<ServerToClient, ClientToServer> = io("http://localhost:3000");
const untyped = io();

test("next", () => {
  expectTypeOf(next(socket, "news")).resolves.toEqualTypeOf<[title: string, tags: string[]]>();
  next(socket, "news", { where: (title, tags) => tags.includes(title) });
  // @ts-expect-error no such event
  next(socket, "olds");
  expectTypeOf(next(untyped, "news")).resolves.toEqualTypeOf<any[]>();
});

test("sustain", () => {
  const stop = sustain(socket, ["join", "a"], { stop: ["leave", "a"], timeout: 500, onError: console.error });
  expectTypeOf(stop).toEqualTypeOf<() => void>();
  sustain(socket, ["join", "a", (answer) => expectTypeOf(answer).toEqualTypeOf<{ ok: boolean }>()]);
  sustain(socket, () => ["join", "a"], { stop: () => ["leave", "a"] });
  sustain(socket, ["nothing"]);
  // @ts-expect-error no such event
  sustain(socket, ["joined", "a"]);
  // @ts-expect-error a room is a text
  sustain(socket, ["join", 1]);
  // @ts-expect-error one argument too many
  sustain(socket, ["leave", "a", 1]);
  // @ts-expect-error no such event
  sustain(socket, ["join", "a"], { stop: ["left", "a"] });
  sustain(untyped, ["join", 1, { any: "thing" }, () => {}], { stop: ["leave"] });
});

test("stream", async () => {
  const source = stream(socket, "news", { limit: 10, onOverflow: "drop-newest", onDisconnect: "throw" });
  expectTypeOf(source).toEqualTypeOf<AsyncIterable<[title: string, tags: string[]]>>();
  for await (const [title, tags] of source) expectTypeOf([title, tags]).toEqualTypeOf<(string | string[])[]>();
  // @ts-expect-error no such event
  stream(socket, "olds");
  // @ts-expect-error no such choice
  stream(socket, "news", { onOverflow: "drop" });
});

test("latest", () => {
  const view = latest(socket, (name, ...args) => `${name} ${args.length}`);
  expectTypeOf(view).toEqualTypeOf<Socket<ServerToClient, ClientToServer>>();
  view.emit("leave", "a");
  // @ts-expect-error a room is a text
  view.emit("leave", 1);
});

test("drained and upload", async () => {
  expectTypeOf(drained(socket, { below: 1, timeout: 500 })).resolves.toEqualTypeOf<void>();
  for await (const progress of upload(socket, "join", new Blob([]), { chunk: 1, window: 1 }))
    expectTypeOf(progress).toEqualTypeOf<{ sent: number; total: number }>();
  // @ts-expect-error no such event
  upload(socket, "file", new Blob([]));
  expectTypeOf(socket.io.engine.bufferedAmount).toEqualTypeOf<number>();
});
