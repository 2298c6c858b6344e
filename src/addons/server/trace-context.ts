import type { Context } from "@opentelemetry/api";
import { type Middleware, middleware } from "./stages.ts";

/** By this name the last argument of an event has the context of the client's trace (holdfast/otel). */
const CARRIER = "holdfast:trace";

/** Before anything else looks at the arguments. */
const ORDER = 0;

/** What of OpenTelemetry's API is needed. */
type Api = Pick<typeof import("@opentelemetry/api"), "context" | "propagation">;

interface Carrier {
  traceparent?: string;
  tracestate?: string;
}

/** What a client sent, which may be anything. */
const read = (value: unknown): Carrier | undefined => {
  const given = (value as { [CARRIER]?: { [Name in keyof Carrier]: unknown } } | null | undefined)?.[CARRIER];
  if (typeof given !== "object" || !given) return undefined;
  const { traceparent, tracestate } = given;
  return {
    ...(typeof traceparent === "string" && { traceparent }),
    ...(typeof tracestate === "string" && { tracestate }),
  };
};

/**
 * Makes a middleware that takes the context of the client's trace off the arguments of an event (`propagate` of `holdfast/otel`) before
 * anybody sees it, and makes it the active one for listeners and handlers: `io.use(extractTraceContext())`. Without
 * `@opentelemetry/api` it takes it off all the same, and warns.
 */
export const extractTraceContext = (): Middleware => {
  let api: Api | undefined;
  // whoever has no use for it need not have it installed
  const loading = import("@opentelemetry/api").then(
    (loaded) => void (api = loaded),
    () => console.warn("holdfast: extractTraceContext() needs @opentelemetry/api"),
  );
  return middleware({
    order: ORDER,
    take: (arrival) => {
      const carrier = read(arrival.args[arrival.args.length - 1]);
      if (!carrier) return true;
      arrival.args.pop();
      const enter = (): true => {
        if (!api) return true;
        const { context, propagation } = api;
        const active: Context = propagation.extract(context.active(), carrier);
        arrival.around = (go) => context.with(active, go);
        return true;
      };
      return api ? enter() : loading.then(enter);
    },
  });
};
