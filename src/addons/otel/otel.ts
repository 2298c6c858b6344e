import { type Attributes, propagation } from "@opentelemetry/api";
import { type TraceRecord, trace } from "holdfast/trace";
import type { Hooks } from "../../socket/hooks.ts";
import { Connections } from "./connection.ts";
import { contextOf, Events } from "./events.ts";
import { chooser, type Guard, makeGuard } from "./guard.ts";
import { ADDRESS, NAMESPACE, PORT } from "./names.ts";
import type { Handlers, OtelOptions, OtelSocket, Parts } from "./options.ts";

const HOOKS = Symbol.for("holdfast.hooks");

type Hooked = { [HOOKS]?: Hooks };

/** By this name the server finds the context of the trace in the last argument (holdfast/server). */
const CARRIER = "holdfast:trace";

/** Keeps the address of the server, which records tell. */
const makeCommon = ({ nsp }: OtelSocket): { readonly handlers: Handlers } & Pick<Parts, "common"> => {
  let server: Attributes = {};
  const read = ({ url }: { readonly url: string | undefined }): void => {
    const [, host, port] = /\/\/([^/]+):(\d+)/.exec(`${url}`) ?? [];
    if (host) server = { [ADDRESS]: host, [PORT]: Number(port) };
  };
  return {
    common: (more) => ({ [NAMESPACE]: nsp, ...server, ...more }),
    handlers: { attempt: read, snapshot: read },
  };
};

/** Has the context of the trace sent along. Returns the function that ends that. */
const propagate = (
  socket: OtelSocket,
  events: Events,
  guard: Guard,
  choice: OtelOptions["propagate"],
): (() => void) => {
  const isChosen = chooser(choice);
  const hooked = socket as Hooked;
  const trailing: Hooks["trailing"] = ([name], { isDue }) => {
    const event = `${name}`;
    if (!isChosen(event) || guard.isIgnored(event)) return undefined;
    return guard.run(() => {
      const carrier: { traceparent?: string; tracestate?: string } = {};
      propagation.inject(contextOf(isDue ? events._begin(event) : undefined), carrier);
      const { traceparent, tracestate } = carrier;
      return traceparent && { [CARRIER]: { traceparent, tracestate } };
    });
  };
  hooked[HOOKS] = { ...hooked[HOOKS], trailing };
  return () => {
    if (hooked[HOOKS]?.trailing === trailing) hooked[HOOKS] = { ...hooked[HOOKS], trailing: undefined };
  };
};

/**
 * Makes spans and measurements for OpenTelemetry of what happens in a socket and its connection, until the function is called that this
 * returns. Nothing of the app's data is in them, nor a credential, a query, a cookie or a header.
 */
export const otel = (socket: OtelSocket, options: OtelOptions): (() => void) => {
  const { tracer, meter } = options;
  const guard = makeGuard(options);
  const server = makeCommon(socket);
  const parts: Parts = { socket, tracer, meter, common: server.common };
  const events = new Events(parts, guard);
  const connections = new Connections(parts, guard);
  const takers: readonly Handlers[] = [server.handlers, connections, events];
  const stopTrace = trace(socket, (record) =>
    guard.run(() => {
      for (const taker of takers)
        (taker[record.kind] as ((told: TraceRecord) => void) | undefined)?.call(taker, record);
    }),
  );
  const stopHook = options.propagate ? propagate(socket, events, guard, options.propagate) : undefined;
  return () => {
    stopTrace();
    stopHook?.();
    guard.run(() => {
      events._stop();
      connections._stop();
    });
  };
};
