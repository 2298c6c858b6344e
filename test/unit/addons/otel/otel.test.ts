import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { suppressTracing, W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  type SpanExporter,
} from "@opentelemetry/sdk-trace-base";
import { type OtelOptions, otel } from "holdfast/otel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outcome, startsClients } from "../../../support/fake-client.ts";
import { settle } from "../../../support/fake-platform.ts";

const start = startsClients();

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
});
afterAll(() => {
  context.disable();
  propagation.disable();
});

/** What spans have that a test can tell beforehand. */
const shown = ({ name, kind, status, attributes, events }: ReadableSpan): unknown => ({
  name,
  kind: SpanKind[kind],
  status: SpanStatusCode[status.code],
  attributes,
  events: events.map((event) => [event.name, ...Object.entries(event.attributes ?? {}).flat()]),
});

/** A client that is observed, and what was made of it. */
const observed = (options: Partial<OtelOptions> = {}, clientOptions = {}, url?: string) => {
  const spans = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] });
  const metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const reader = new PeriodicExportingMetricReader({ exporter: metrics });
  const meters = new MeterProvider({ readers: [reader] });
  const client = start({ reconnectionDelay: 10, randomizationFactor: 0, ...clientOptions }, url);
  const stop = otel(client.socket, { tracer: provider.getTracer("t"), meter: meters.getMeter("m"), ...options });
  /** Each instrument by its name: its unit, and its points. */
  const measured = async (): Promise<Record<string, unknown[]>> => {
    metrics.reset();
    await reader.forceFlush();
    const all = metrics.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
    return Object.fromEntries(
      all.map(({ descriptor, dataPoints }) => [
        descriptor.name,
        [
          descriptor.unit,
          ...dataPoints.map(({ value, attributes }) => [
            typeof value === "number" ? value : (value as { count: number }).count,
            attributes,
          ]),
        ],
      ]),
    );
  };
  return { client, socket: client.socket, world: client.world, stop, measured, spans: () => spans.getFinishedSpans() };
};

const HOST = { "server.address": "host", "server.port": 80 };
const NSP = { "messaging.socket.io.namespace": "/" };

describe("spans", () => {
  test("of a connection, its attempts as events", async () => {
    const { client, spans } = observed();
    client.ws.end();
    await settle();
    client.world.advance(10);
    await client.connect();
    expect(spans().map(shown)).toEqual([
      {
        name: "connect /",
        kind: "CLIENT",
        status: "UNSET",
        attributes: { ...NSP, ...HOST, "holdfast.transport": "websocket" },
        events: [
          ["attempt", "holdfast.attempt", 0],
          ["failed", "holdfast.attempt", 0, "error.type", "ERR_TRANSPORT", "holdfast.transport", "websocket"],
          ["attempt", "holdfast.attempt", 1],
          ["opened", "holdfast.transport", "websocket"],
        ],
      },
    ]);
  });

  test("of an outage, which begins with the loss", async () => {
    const { client, spans } = observed();
    (await client.connect()).end();
    await settle();
    client.world.advance(10);
    await client.connect("second");
    expect(spans().map(shown)[1]).toMatchObject({
      name: "connect /",
      status: "UNSET",
      attributes: { "holdfast.disconnect.reason": "transport error" },
      events: [
        ["attempt", "holdfast.attempt", 1],
        ["opened", "holdfast.transport", "websocket"],
      ],
    });
  });

  test("of a connection that nobody gets", async () => {
    const { client, spans } = observed({}, { reconnection: false });
    client.ws.end();
    await settle();
    expect(spans().map(shown)).toMatchObject([
      { name: "connect /", status: "ERROR", attributes: { ...HOST, "error.type": "ERR_TRANSPORT" } },
    ]);
  });

  test("of a refusal", async () => {
    const { client, spans } = observed();
    client.ws.accept();
    await settle();
    client.ws.receive('44{"message":"who are you"}');
    await settle();
    expect(spans().map(shown)).toMatchObject([{ name: "connect /", attributes: { "error.type": "ERR_REFUSED" } }]);
  });

  test("of events with an acknowledgement, and of no others", async () => {
    const { client, socket, spans } = observed();
    const ws = await client.connect();
    socket.emit("plain");
    socket.emit("add", 1, 2, () => {});
    ws.receive("430[3]");
    expect(spans().map(shown)[1]).toEqual({
      name: "emit add",
      kind: "PRODUCER",
      status: "UNSET",
      attributes: {
        ...NSP,
        ...HOST,
        "messaging.system.name": "socket.io",
        "messaging.destination.name": "add",
        "messaging.socket.io.event_name": "add",
        "messaging.operation.name": "emit",
        "messaging.operation.type": "send",
        "messaging.message.envelope.size": '20["add",1,2]'.length,
      },
      events: [],
    });
    expect(spans()).toHaveLength(2);
  });

  test("of one that gets none, with the error's code", async () => {
    const { client, socket, world, spans } = observed({}, { retries: 1, ackTimeout: 5 });
    await client.connect();
    const promised = outcome(socket.emitWithAck("slow"));
    world.advance(5);
    world.advance(5);
    await settle();
    expect(promised).toEqual(["ERR_ACK_TIMEOUT unknown"]);
    expect(spans().map(shown)[1]).toMatchObject({
      name: "emit slow",
      status: "ERROR",
      attributes: { "error.type": "ERR_ACK_TIMEOUT" },
      events: [["retry", "holdfast.tries", 2]],
    });
  });

  test("of events of the server that the app acknowledges, or never does", async () => {
    const { client, socket, spans } = observed();
    const ws = await client.connect();
    const answers: (() => void)[] = [];
    socket.on("ask", (answer) => answers.push(answer));
    ws.receive('427["ask"]');
    ws.receive('428["ask"]');
    ws.receive('42["news"]');
    answers[0]!();
    ws.end();
    await settle();
    const asked = {
      "messaging.operation.name": "process",
      "messaging.operation.type": "process",
      "messaging.destination.name": "ask",
    };
    expect(spans().map(shown).slice(1)).toMatchObject([
      { name: "process ask", kind: "CONSUMER", status: "UNSET", attributes: asked },
      {
        name: "process ask",
        kind: "CONSUMER",
        status: "ERROR",
        attributes: { ...asked, "error.type": "transport error" },
      },
    ]);
  });

  test("of an event that is refused at once", async () => {
    const { socket, spans } = observed({}, { autoConnect: false });
    socket.disconnect();
    const promised = outcome(socket.volatile.emitWithAck("x"));
    await settle();
    expect(promised).toEqual(["ERR_DISCONNECTED not-sent"]);
    expect(spans().map(shown)).toMatchObject([
      { name: "emit x", status: "ERROR", attributes: { "error.type": "ERR_DISCONNECTED" }, events: [["refused"]] },
    ]);
  });

  test("end when the observation ends, and nothing is made any more", async () => {
    const { client, socket, spans, stop, measured } = observed({ propagate: ["x"] });
    const ws = await client.connect();
    socket.emit("x", () => {});
    ws.receive('427["ask"]');
    ws.take();
    stop();
    expect(
      spans()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["connect /", "emit x", "process ask"]);
    socket.emit("x", () => {});
    expect(ws.take()).toEqual(['421["x"]']);
    expect(spans()).toHaveLength(3);
    const { "holdfast.client.connection.count": states } = await measured();
    expect(states!.slice(1).map(([value]: any) => value)).toEqual([0, 0]);
  });
});

describe("propagate", () => {
  const sent = (frames: unknown[]): unknown[] => frames.map((frame) => JSON.parse(`${frame}`.replace(/^\d+/, "")));

  test("sends the context of the event's span along, with those events alone", async () => {
    const { client, socket, spans } = observed({ propagate: ["add"] });
    const ws = await client.connect();
    ws.take();
    socket.emit("add", 1, () => {});
    socket.emit("other", 1, () => {});
    ws.receive("430[]");
    const { traceId, spanId } = spans()[1]!.spanContext();
    const traceparent = `00-${traceId}-${spanId}-01`;
    expect(sent(ws.take())).toEqual([
      ["add", 1, { "holdfast:trace": { traceparent } }],
      ["other", 1],
    ]);
  });

  test("without a span of its own, that of the app; without one, nothing", async () => {
    const { client, socket } = observed({ propagate: () => true });
    const ws = await client.connect();
    ws.take();
    const app = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331", traceFlags: 1 };
    context.with(trace.setSpanContext(context.active(), app), () => socket.emit("plain"));
    socket.emit("plain");
    expect(sent(ws.take())).toEqual([
      ["plain", { "holdfast:trace": { traceparent: `00-${app.traceId}-${app.spanId}-01` } }],
      ["plain"],
    ]);
  });

  test("each event has its own span, also where a listener of what is sent emits", async () => {
    const { client, socket, spans } = observed({ propagate: ["outer", "inner", "bad"] });
    const ws = await client.connect();
    ws.take();
    const cycle: unknown[] = [];
    cycle.push(cycle);
    socket.onAnyOutgoing((name) => {
      if (name !== "outer") return;
      socket.emit("inner", () => {});
      expect(() => socket.emit("bad", cycle, () => {})).toThrow();
    });
    socket.emit("outer", () => {});
    const [inner, outer] = sent(ws.take()) as [string, { "holdfast:trace": { traceparent: string } }][];
    ws.receive("430[]");
    ws.receive("431[]");
    const ids = new Map(spans().map((span) => [span.name, span.spanContext().spanId]));
    expect([inner![0], outer![0]]).toEqual(["inner", "outer"]);
    expect(inner![1]["holdfast:trace"].traceparent).toContain(ids.get("emit inner"));
    expect(outer![1]["holdfast:trace"].traceparent).toContain(ids.get("emit outer"));
    expect(spans()).toHaveLength(3);
  });
});

test("each span that is begun ends, whatever becomes of the event", async () => {
  const { client, socket, spans } = observed({ propagate: () => true });
  const ws = await client.connect();
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(() => socket.emit("bad", cycle, () => {})).toThrow();
  const promised = outcome(socket.emitWithAck("bad", cycle));
  ws.bufferedAmount = 1e9;
  for (const name of ["lost", "lost too"]) socket.volatile.timeout(5).emit(name, () => {});
  await settle();
  expect(promised).toEqual(["ERR_ENCODE"]);
  const ended = () => spans().map(({ name, attributes }) => `${name} ${attributes["error.type"]}`);
  expect(ended().slice(1)).toEqual([
    "emit lost ERR_DISCONNECTED",
    "emit lost too ERR_DISCONNECTED",
    "emit bad _OTHER",
    "emit bad _OTHER",
  ]);
  // no server does that, unless it means harm
  ws.receive('427["ask"]');
  ws.receive('427["ask"]');
  socket.disconnect();
  expect(ended().slice(5)).toEqual(["process ask undefined", "process ask io client disconnect"]);
});

test("an attempt counts once, also where its session ends before anybody joined", async () => {
  const { client, measured } = observed({}, { reconnection: false });
  client.ws.accept();
  await settle();
  client.ws.end();
  await settle();
  const { "holdfast.client.connection.attempts": attempts } = await measured();
  expect(attempts).toEqual(["{attempt}", [1, { ...NSP, ...HOST }]]);
});

test("measurements", async () => {
  const { client, socket, measured } = observed();
  client.ws.end();
  await settle();
  socket.emit("held", "abc");
  const common = { ...NSP, ...HOST };
  expect(await measured()).toEqual({
    "holdfast.client.connection.count": [
      "{socket}",
      [0, { ...NSP, "holdfast.connection.state": "connecting" }],
      [1, { ...NSP, "holdfast.connection.state": "reconnecting" }],
    ],
    "holdfast.client.connection.attempts": ["{attempt}", [1, { ...common, "error.type": "ERR_TRANSPORT" }]],
    "holdfast.client.buffered.events": ["{event}", [1, common]],
    "holdfast.client.buffered.size": ["By", ['2["held","abc"]'.length, common]],
  });
  client.world.advance(10);
  const ws = await client.connect();
  socket.emit("add", 1, () => {});
  ws.receive("430[2]");
  socket.timeout(5).emit("slow", () => {});
  client.world.advance(5);
  ws.receive('42["news",1]');
  await socket.volatile.timeout(1);
  ws.bufferedAmount = 1e9;
  socket.volatile.emit("lost");
  await settle();
  const emitted = (event: string) => ({
    ...common,
    "messaging.system.name": "socket.io",
    "messaging.destination.name": event,
    "messaging.socket.io.event_name": event,
    "messaging.operation.name": "emit",
    "messaging.operation.type": "send",
  });
  const transmitted = ['2["held","abc"]', '20["add",1]', '21["slow"]'].join("").length;
  expect(await measured()).toEqual({
    "holdfast.client.connection.count": [
      "{socket}",
      [0, { ...NSP, "holdfast.connection.state": "connecting" }],
      [0, { ...NSP, "holdfast.connection.state": "reconnecting" }],
      [1, { ...NSP, "holdfast.connection.state": "connected" }],
    ],
    "holdfast.client.connection.attempts": [
      "{attempt}",
      [1, { ...common, "error.type": "ERR_TRANSPORT" }],
      [1, common],
    ],
    "holdfast.client.connection.create_time": ["s", [1, { ...common, "holdfast.transport": "websocket" }]],
    "messaging.client.operation.duration": [
      "s",
      [1, emitted("add")],
      [1, { ...emitted("slow"), "error.type": "ERR_ACK_TIMEOUT" }],
    ],
    "holdfast.client.io": [
      "By",
      [transmitted, { ...common, "network.io.direction": "transmit" }],
      ['2["news",1]'.length, { ...common, "network.io.direction": "receive" }],
    ],
    "holdfast.client.dropped.events": [
      "{event}",
      [1, { ...common, "messaging.socket.io.event_name": "lost", "error.type": "ERR_DISCONNECTED" }],
    ],
    "holdfast.client.buffered.events": ["{event}", [0, common]],
    "holdfast.client.buffered.size": ["By", [0, common]],
  });
});

test("with a meter alone, and with a tracer alone", async () => {
  const { client, socket, measured, spans } = observed({ tracer: undefined });
  const ws = await client.connect();
  socket.emit("add", () => {});
  ws.receive("430[]");
  const { "messaging.client.operation.duration": durations } = await measured();
  expect([durations, spans()]).toEqual([
    ["s", [1, expect.objectContaining({ "messaging.operation.name": "emit" })]],
    [],
  ]);
  const other = observed({ meter: undefined });
  await other.client.connect();
  other.stop();
  expect([other.spans().length, await other.measured()]).toEqual([1, {}]);
});

describe("an exporter that sends by the same socket does not trace itself", () => {
  /** The spans that it sent. */
  const exporting = async (send: (emit: () => void) => void, options: Partial<OtelOptions> = {}) => {
    const client = start();
    const sent: string[] = [];
    const exporter: SpanExporter = {
      export: (spans, done) => {
        sent.push(...spans.map(({ name }) => name));
        // without this a test that fails would never end
        if (sent.length < 20) send(() => client.socket.emit("spans", spans.length, () => {}));
        done({ code: 0 });
      },
      shutdown: async () => {},
    };
    const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
    otel(client.socket, { tracer: provider.getTracer("t"), propagate: () => true, ...options });
    const ws = await client.connect();
    client.socket.emit("add", () => {});
    for (let id = 0; id < 30; id++) {
      ws.receive(`43${id}[]`);
      await settle();
    }
    return sent;
  };

  test("in the same turn", async () => {
    // not as the SDK does it, which says so
    expect(await exporting((emit) => context.with(ROOT_CONTEXT, emit))).toEqual(["connect /", "emit add"]);
  });
  test("later, where the SDK says that it exports", async () => {
    const later = (emit: () => void): void =>
      context.with(suppressTracing(context.active()), () => void Promise.resolve().then(emit));
    expect(await exporting(later)).toEqual(["connect /", "emit add"]);
  });
  test("nor is it measured", async () => {
    const { client, socket, measured } = observed();
    await client.connect();
    context.with(suppressTracing(context.active()), () => socket.emit("spans", 1));
    expect(await measured()).not.toHaveProperty("holdfast.client.io");
    socket.emit("add");
    expect(await measured()).toHaveProperty("holdfast.client.io");
  });
  test("later, by the names that it uses", async () => {
    const later = (emit: () => void): void => void setImmediate(emit);
    expect(await exporting(later, { ignore: ["spans"] })).toEqual(["connect /", "emit add"]);
  });
});

test("no secret is in a span or a measurement", async () => {
  const secret = "s3cr3t";
  const options = {
    auth: { token: secret },
    query: { token: secret },
    extraHeaders: { authorization: secret, cookie: secret },
  };
  const { client, socket, spans, measured } = observed({ propagate: () => true }, options, `http://host/?x=${secret}`);
  client.ws.end(`gone ${secret}`);
  await settle();
  client.world.advance(10);
  const ws = await client.connect();
  socket.emit("add", secret, () => {});
  ws.receive(`430["${secret}"]`);
  ws.receive(`427["ask","${secret}"]`);
  ws.receive(`44{"message":"${secret}"}`);
  ws.end();
  await settle();
  socket.volatile.emit("lost", secret);
  await settle();
  const told = JSON.stringify([spans().map(shown), await measured()]);
  expect(spans().length).toBeGreaterThan(2);
  expect(told).not.toContain(secret);
});
