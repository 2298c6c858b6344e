import { createServer } from "node:http";
import { createRequire } from "node:module";
import { context, propagation, ROOT_CONTEXT, type Tracer, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { SocketIoInstrumentation } from "@opentelemetry/instrumentation-socket.io";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { defineContract } from "holdfast/contract";
import { otel } from "holdfast/otel";
import { extractTraceContext, validate } from "holdfast/server";
import type { Server } from "socket.io";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import * as z from "zod";
import { client, ready } from "../../support/client.ts";
import { atEnd } from "../../support/leaks.ts";
import { listen } from "../../support/listen.mjs";
import { next, Transcript, until } from "../../support/until.ts";

/** The SDK, an exporter that keeps what it is given, and the real server with its official instrumentation. */

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
const instrumentation = new SocketIoInstrumentation();
let tracer: Tracer;
let SocketIo: typeof import("socket.io");

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
  instrumentation.setTracerProvider(provider);
  tracer = trace.getTracer("test");
  // the instrumentation has to be there first
  SocketIo = createRequire(import.meta.url)("socket.io");
});
afterAll(() => {
  instrumentation.disable();
  trace.disable();
  propagation.disable();
  context.disable();
});
afterEach(() => exporter.reset());

const start = async (setup: (io: Server) => void, port = 0) => {
  const http = createServer();
  const io = new SocketIo.Server(http, { serveClient: false });
  setup(io);
  const taken = await listen(http, port);
  const close = async (): Promise<void> => {
    io.disconnectSockets(true);
    await io.close();
  };
  atEnd("real server", close);
  return { io, port: taken, url: `http://127.0.0.1:${taken}`, close };
};

/** The server handles an order, tells of it, and answers. */
const shop = (io: Server): void => {
  io.on("connection", (socket) => {
    socket.on("order", (what: string, answer?: (text: string) => void) => {
      socket.emit("stored", what);
      answer?.(`${what} stored`);
    });
  });
};

/** The spans of that name that have ended; those of the server by their event, too. */
const all = (name: string, event?: string): ReadableSpan[] =>
  exporter
    .getFinishedSpans()
    .filter((span) => span.name === name && (!event || span.attributes["messaging.socket.io.event_name"] === event));
const spanOf = async (name: string, event?: string): Promise<ReadableSpan> => {
  await until(`the span "${name}" has ended`, () => all(name, event).length);
  return all(name, event)[0]!;
};
/** Is each of the first one's trace, and below the one before? */
const family = (spans: ReadableSpan[]): unknown[] =>
  spans.map((span, i) => [
    span.spanContext().traceId === spans[0]!.spanContext().traceId,
    i > 0 && span.parentSpanContext?.spanId === spans[i - 1]!.spanContext().spanId,
  ]);

describe("one trace", () => {
  const middlewares: [string, (io: Server) => void][] = [
    ["alone", (io) => io.use(extractTraceContext())],
    ["before checks", (io) => io.use(extractTraceContext()).use(validate(contract))],
    ["behind checks", (io) => io.use(validate(contract)).use(extractTraceContext())],
  ];
  const contract = defineContract({ clientToServer: { order: { args: [z.string()], ack: z.string() } } });

  test.each(middlewares)("spans client emit, server handler, server's answer: the middleware %s", async (_, use) => {
    const server = await start((io) => {
      use(io);
      shop(io);
    });
    const socket = client(server);
    atEnd("client", otel(socket, { tracer, propagate: ["order"] }));
    await ready(socket);
    const stored = next(socket, "stored");
    const app = tracer.startSpan("app");
    const answer = await context.with(trace.setSpan(context.active(), app), () => socket.emitWithAck("order", "tea"));
    app.end();
    expect([answer, await stored]).toEqual(["tea stored", ["tea"]]);
    const spans = [
      app as unknown as ReadableSpan,
      await spanOf("emit order"),
      await spanOf("receive /", "order"),
      await spanOf("send /", "stored"),
    ];
    expect(family(spans)).toEqual([
      [true, false],
      [true, true],
      [true, true],
      [true, true],
    ]);
  });

  test("also when the event was held during an outage", async () => {
    const setup = (io: Server): void => {
      io.use(extractTraceContext());
      shop(io);
    };
    const first = await start(setup);
    const socket = client(first);
    atEnd("client", otel(socket, { tracer, propagate: (event) => event === "order" }));
    await ready(socket);
    const lost = next(socket, "disconnect");
    first.io.engine.close();
    await first.close();
    await lost;
    const dropped: unknown[] = [];
    const seen: unknown[] = [];
    socket.lifecycle.on("dropped", (event) => dropped.push(event));
    socket.onAnyOutgoing((...args) => seen.push(args));
    const app = tracer.startSpan("app");
    const promise = context.with(trace.setSpan(ROOT_CONTEXT, app), () => socket.emitWithAck("order", "tea"));
    app.end();
    expect(socket.sendBuffer.map(({ data }) => data)).toEqual([["order", "tea"]]);
    await start(setup, first.port);
    expect(await promise).toBe("tea stored");
    const spans = [
      app as unknown as ReadableSpan,
      await spanOf("emit order"),
      await spanOf("receive /", "order"),
      await spanOf("send /", "stored"),
    ];
    expect(family(spans)).toEqual([
      [true, false],
      [true, true],
      [true, true],
      [true, true],
    ]);
    expect(spans[1]!.events.map(({ name }) => name)).toEqual(["held", "sent"]);
    expect([seen, dropped]).toEqual([[["order", "tea"]], []]);
    // the outage is a span of its own
    await until("the second connection is told of", () => all("connect /").length === 2);
    const [, outage] = all("connect /");
    expect(outage!.attributes["holdfast.disconnect.reason"]).toMatch(/^transport/);
  });

  test("of events without an acknowledgement it is the app's span that the server's is below", async () => {
    const server = await start((io) => {
      io.use(extractTraceContext());
      shop(io);
    });
    const socket = client(server);
    atEnd("client", otel(socket, { tracer, propagate: ["order"] }));
    await ready(socket);
    const app = tracer.startSpan("app");
    context.with(trace.setSpan(context.active(), app), () => socket.emit("order", "tea"));
    app.end();
    expect(family([app as unknown as ReadableSpan, await spanOf("receive /", "order")])).toEqual([
      [true, false],
      [true, true],
    ]);
    expect(all("emit order")).toEqual([]);
  });
});

describe("extractTraceContext", () => {
  const parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  /** What handlers and `onAny` listeners get, and the trace that is active then. */
  const listening = async (use: (io: Server) => void) => {
    const log = new Transcript<unknown[]>();
    const active = (): string | undefined => trace.getSpanContext(context.active())?.traceId;
    const server = await start((io) => {
      use(io);
      io.on("connection", (socket) => {
        socket.onAny((...args) => log.push(["any", ...args, active()]));
        // the instrumentation's own span is active in handlers
        socket.on("x", (...args) => log.push(["on", ...args]));
      });
    });
    return { log, socket: await ready(client(server)) };
  };

  test("takes the context off before anybody sees it, and makes it the active one", async () => {
    const { log, socket } = await listening((io) => io.use(extractTraceContext()));
    socket.emit("x", 1, { "holdfast:trace": { traceparent: parent } });
    await log.size(2);
    expect(log.entries).toEqual([
      ["any", "x", 1, "0af7651916cd43dd8448eb211c80319c"],
      ["on", 1],
    ]);
    expect((await spanOf("receive /", "x")).parentSpanContext?.spanId).toBe("b7ad6b7169203331");
  });

  test.each([
    ["nothing", null],
    ["no text", { traceparent: 1, tracestate: {} }],
    ["rubbish", { traceparent: "zz", tracestate: "\0" }],
  ])("what a client makes up is harmless: %s", async (_, made) => {
    const { log, socket } = await listening((io) => io.use(extractTraceContext()));
    socket.emit("x", { "holdfast:trace": made });
    socket.emit("x", "last");
    await log.when((all) => all.some(([where, first]) => where === "on" && first === "last"));
    const [[, , ...rest]] = log.entries as [unknown[]];
    expect(rest).toEqual(made ? [undefined] : [{ "holdfast:trace": null }, undefined]);
  });

  test("where sockets have no onevent, handlers do not see it all the same", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const { log, socket } = await listening((io) => {
      const extract = extractTraceContext();
      io.use((served, go) => {
        Object.assign(served, { onevent: undefined });
        extract(served, () => {
          Reflect.deleteProperty(served, "onevent");
          go();
        });
      });
    });
    socket.emit("x", 1, { "holdfast:trace": { traceparent: parent } });
    await log.size(2);
    expect(log.entries[1]).toEqual(["on", 1]);
    expect((await spanOf("receive /", "x")).spanContext().traceId).toBe("0af7651916cd43dd8448eb211c80319c");
    expect(warn).toHaveBeenCalledOnce();
  });
});
