import { type } from "arktype";
import { io, type Socket } from "holdfast";
import {
  type ClientEmits,
  type ClientListens,
  defineContract,
  type ServerEmits,
  type ServerListens,
  typed,
} from "holdfast/contract";
import type { Server } from "socket.io";
import * as v from "valibot";
import { describe, expectTypeOf, test } from "vitest";
import * as z from "zod";

const contract = defineContract({
  clientToServer: {
    add: { args: [z.number(), v.number()], ack: z.string().transform(Number) },
    say: { args: [type("string"), z.string().optional()] },
    leave: {},
  },
  serverToClient: {
    sum: { args: [z.string().transform(Number)] },
    ask: { args: [type("string")], ack: z.boolean() },
  },
});

const socket = typed(io("http://localhost:3000"), contract);

test("the socket", () => {
  expectTypeOf(socket).toEqualTypeOf<Socket<ClientListens<typeof contract>, ClientEmits<typeof contract>>>();
});

describe("emit", () => {
  test("takes what the schemas take", () => {
    socket.emit("add", 1, 2);
    socket.emit("add", 1, 2, (sum) => expectTypeOf(sum).toEqualTypeOf<number>());
    socket.emit("say", "a");
    socket.emit("say", "a", "b");
    socket.emit("leave");
    // @ts-expect-error: a number
    socket.emit("add", 1, "2");
    // @ts-expect-error: two of them
    socket.emit("add", 1);
    // @ts-expect-error: there is no acknowledgement
    socket.emit("leave", () => {});
    // @ts-expect-error: no such event
    socket.emit("sum", "1");
  });

  test("and views do, whose callbacks take an error first", () => {
    socket.timeout(100).emit("add", 1, 2, (error, sum) => {
      expectTypeOf(error).toEqualTypeOf<Error>();
      expectTypeOf(sum).toEqualTypeOf<number>();
    });
    socket.volatile.emit("say", "a");
    // @ts-expect-error: a number
    socket.volatile.emit("add", 1, "2");
    // @ts-expect-error: a number
    socket.signal(AbortSignal.abort()).emit("add", "1", 2);
  });

  test("with an acknowledgement that is promised", () => {
    expectTypeOf(socket.emitWithAck("add", 1, 2)).resolves.toEqualTypeOf<number>();
    expectTypeOf(socket.timeout(100).emitWithAck("add", 1, 2)).resolves.toEqualTypeOf<number>();
    // @ts-expect-error: it has none
    socket.emitWithAck("leave");
  });
});

test("listeners are given what the schemas make", () => {
  socket.on("sum", (sum) => expectTypeOf(sum).toEqualTypeOf<number>());
  socket.on("ask", (text, answer) => {
    expectTypeOf(text).toEqualTypeOf<string>();
    expectTypeOf(answer).toEqualTypeOf<(answer: boolean) => void>();
  });
  socket.on("connect_error", (error) => expectTypeOf(error).toExtend<Error>());
  // @ts-expect-error: it goes to the server
  socket.on("add", () => {});
});

test("the official server", () => {
  const server = {} as Server<ServerListens<typeof contract>, ServerEmits<typeof contract>>;
  server.on("connection", (served) => {
    served.on("add", (a, b, answer) => {
      expectTypeOf([a, b]).toEqualTypeOf<number[]>();
      expectTypeOf(answer).toEqualTypeOf<(answer: string) => void>();
    });
    served.emit("sum", "1");
    served.emit("ask", "?", (yes) => expectTypeOf(yes).toEqualTypeOf<boolean>());
    // @ts-expect-error: a string is sent
    served.emit("sum", 1);
  });
});

test("a contract of one direction", () => {
  const down = typed(io(), defineContract({ serverToClient: { news: { args: [z.string()] } } }));
  down.on("news", (text) => expectTypeOf(text).toEqualTypeOf<string>());
  // @ts-expect-error: nothing goes to the server
  down.emit("news", "a");
});
