import { expectTypeOf, test } from "vitest";
import {
  type ConnectError,
  type ConnectPhase,
  type Delivery,
  type DisconnectDescription,
  type ErrorCode,
  type HoldfastError,
  io,
  isConnectError,
  isHoldfastError,
  type Socket,
  type SocketState,
} from "../../src/index.ts";

/** What is new here. */

const typed = io<{ in: (n: number) => void }, { out: (text: string, done: (ok: boolean) => void) => void }>();
const untyped = io();

test("io takes the types of the events", () => {
  interface In {
    news: (text: string) => void;
  }
  interface Out {
    move: (x: number) => void;
  }
  expectTypeOf(io<In, Out>("http://localhost")).toEqualTypeOf<Socket<In, Out>>();
  expectTypeOf(io<In, Out>({ path: "/x" })).toEqualTypeOf<Socket<In, Out>>();
  expectTypeOf(io<In, Out>()).toEqualTypeOf<Socket<In, Out>>();
  expectTypeOf(io<In>()).toEqualTypeOf<Socket<In, In>>();
});

test("added events", () => {
  typed.on("connect_error", (error) => expectTypeOf(error).toEqualTypeOf<ConnectError>());
  typed.on("connect_timeout", (error) => expectTypeOf(error).toEqualTypeOf<ConnectError>());
  typed.on("reconnect_attempt", (attempt) => expectTypeOf(attempt).toEqualTypeOf<number>());
  typed.on("reconnect_error", (error) => expectTypeOf(error).toEqualTypeOf<ConnectError>());
  typed.on("reconnect_failed", () => {});
  typed.on("reconnect", (attempt) => expectTypeOf(attempt).toEqualTypeOf<number>());
  // @ts-expect-error: an attempt is a number
  typed.on("reconnect", (attempt: string) => void attempt);
});

test("added events on a socket without types", () => {
  untyped.on("connect_error", (error) => expectTypeOf(error).toEqualTypeOf<ConnectError>());
  untyped.on("connect_timeout", (error) => expectTypeOf(error).toEqualTypeOf<ConnectError>());
  untyped.on("reconnect_attempt", (attempt) => expectTypeOf(attempt).toEqualTypeOf<number>());
  untyped.on("reconnect_error", (error) => expectTypeOf(error).toEqualTypeOf<ConnectError>());
  untyped.on("reconnect", (attempt) => expectTypeOf(attempt).toEqualTypeOf<number>());
});

test('with lifecycleEvents: "v4" their names are the app\'s', () => {
  const own: Socket<{ reconnect: (token: string) => void }, object> = io({ lifecycleEvents: "v4" });
  own.on("reconnect", (token) => expectTypeOf(token).toEqualTypeOf<string>());
  own.lifecycle.on("reconnect", (attempt) => expectTypeOf(attempt).toEqualTypeOf<number>());
});

test("lifecycle", () => {
  for (const lifecycle of [typed.lifecycle, untyped.lifecycle]) {
    lifecycle.on("connect", () => {});
    lifecycle.on("disconnect", (reason, details) => {
      expectTypeOf(reason).toEqualTypeOf<Socket.DisconnectReason>();
      expectTypeOf(details).toEqualTypeOf<DisconnectDescription | undefined>();
    });
    lifecycle.on("connect_error", (error) => expectTypeOf(error).toEqualTypeOf<ConnectError>());
    lifecycle.on("state_change", ({ from, to, cause }) => {
      expectTypeOf(from).toEqualTypeOf<SocketState>();
      expectTypeOf(to).toEqualTypeOf<"disconnected" | "connecting" | "connected" | "reconnecting">();
      expectTypeOf(cause).toEqualTypeOf<string>();
    });
    lifecycle.once("dropped", ({ event, args, cause, delivery }) => {
      expectTypeOf(event).toEqualTypeOf<string>();
      expectTypeOf(args).toBeArray();
      expectTypeOf(cause).toEqualTypeOf<HoldfastError>();
      expectTypeOf(delivery).toEqualTypeOf<"not-sent" | "unknown">();
    });
    lifecycle.off("dropped");
    // @ts-expect-error: the app's events are elsewhere
    lifecycle.on("in", () => {});
    // @ts-expect-error: not on the socket
    typed.on("state_change", () => {});
    // @ts-expect-error: not on the socket
    typed.on("dropped", () => {});
  }
});

test("errors", () => {
  expectTypeOf<ConnectError>().toExtend<HoldfastError>();
  expectTypeOf<HoldfastError>().toExtend<Error>();
  typed.on("connect_error", (error) => {
    expectTypeOf(error.code).toEqualTypeOf<ErrorCode>();
    expectTypeOf(error.phase).toEqualTypeOf<ConnectPhase>();
    expectTypeOf(error.phase).toEqualTypeOf<"transport" | "handshake" | "namespace" | "auth">();
    expectTypeOf(error.transport).toEqualTypeOf<string | undefined>();
    expectTypeOf(error.url).toEqualTypeOf<string | undefined>();
    expectTypeOf(error.status).toEqualTypeOf<number | undefined>();
    expectTypeOf(error.attempt).toEqualTypeOf<number | undefined>();
    expectTypeOf(error.willRetry).toEqualTypeOf<boolean | undefined>();
    expectTypeOf(error.retryIn).toEqualTypeOf<number | undefined>();
    expectTypeOf(error.hint).toEqualTypeOf<string | undefined>();
    if (error.code === "ERR_REFUSED") error.message.trim();
    // @ts-expect-error: no such code
    if (error.code === "ERR_REFUSE") error.message.trim();
  });
  const caught: unknown = new Error();
  if (isHoldfastError(caught)) {
    expectTypeOf(caught).toEqualTypeOf<HoldfastError>();
    expectTypeOf(caught.delivery).toEqualTypeOf<Delivery | undefined>();
  }
  if (isConnectError(caught)) expectTypeOf(caught).toEqualTypeOf<ConnectError>();
});

test("state, views and bounds", () => {
  expectTypeOf(typed.state).toEqualTypeOf<SocketState>();
  expectTypeOf(typed.buffered).toEqualTypeOf<{ count: number; bytes: number }>();
  const { signal } = new AbortController();
  typed.signal(signal).emit("out", "text", (error, ok) => {
    expectTypeOf(error).toEqualTypeOf<Error>();
    expectTypeOf(ok).toEqualTypeOf<boolean>();
  });
  expectTypeOf(typed.signal(signal).emitWithAck("out", "text")).toEqualTypeOf<Promise<boolean>>();
  expectTypeOf(typed.signal(signal).timeout(10).volatile.emitWithAck("out", "text")).toEqualTypeOf<Promise<boolean>>();
  io({ bufferLimit: { events: 10, bytes: 1000, age: 1000, onFull: "drop-oldest" } });
  io({ lifecycleEvents: "v4", retryWindow: 2, minUptime: 0, highWaterMark: 1, upgradeTimeout: 1 });
  io({ retryRefused: (error) => error.message === "expired" });
  io({ reconnectionPolicy: ({ attempt, elapsed }) => (attempt > 3 ? false : elapsed) });
  // @ts-expect-error: one of two
  io({ lifecycleEvents: "v5" });
  // @ts-expect-error: no such way
  io({ bufferLimit: { onFull: "wait" } });
});

test("an event without an acknowledgement has none to wait for", () => {
  const socket = io<object, { plain: (n: number) => void; bare: () => void }>();
  // @ts-expect-error: no acknowledgement
  socket.emitWithAck("plain", 1);
  // @ts-expect-error: no acknowledgement
  socket.emitWithAck("bare");
  // @ts-expect-error: no acknowledgement
  socket.timeout(10).emitWithAck("plain", 1);
});
