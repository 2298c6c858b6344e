import type { Server, Socket } from "socket.io";

/** Acknowledges an event. */
type Answer = (...values: unknown[]) => void;

/** An event that came in, on its way to the handlers of the server's socket. */
export interface Arrival {
  readonly socket: Socket;
  /** Its name, then its arguments; without the function by which it is acknowledged. */
  args: unknown[];
  /** Acknowledges it, where the client waits for that. */
  readonly answer: Answer | undefined;
  /** Handlers get a function to acknowledge it by, though no client waits. */
  expectsAnswer: boolean;
  /** Called around what follows: other steps, listeners and handlers. */
  around: (go: () => void) => void;
}

/** What is done with each event before anybody sees it. */
export interface Step {
  /** Steps go in this order, in whatever order the middlewares were given. */
  readonly order: number;
  /** Says whether the event goes on, at once or by a promise that does not reject. */
  readonly take: (arrival: Arrival) => boolean | Promise<boolean>;
}

/** A middleware for a namespace of the official server: `io.use(…)`. As a listener of `connection` it does the same. */
export type Middleware = (socket: Socket, next?: (error?: Error) => void) => void;

/** The packet of an event, as the server's socket is given it. */
interface Packet {
  readonly id?: number;
  data?: unknown[];
}

/** What the server's socket has and does not tell of. */
interface Inner {
  onevent?: (packet: Packet) => void;
  ack(id: number): Answer;
}

/** By this name the server's socket has its steps, of whichever copy of the package they are. */
const STEPS = Symbol.for("holdfast.server.steps");

type Stepped = Socket & { [STEPS]?: Step[] };

const nothing = (): void => {};

/** Takes an event through the steps. Does it go on? */
const walk = (steps: readonly Step[], arrival: Arrival): boolean | Promise<boolean> => {
  for (const [i, step] of steps.entries()) {
    const goesOn = step.take(arrival);
    if (typeof goesOn !== "boolean") return goesOn.then((ok) => ok && walk(steps.slice(i + 1), arrival));
    if (!goesOn) return false;
  }
  return true;
};

/** Takes events through the steps; those that go on do so in the order in which they came. */
const makeGate = (steps: readonly Step[]): ((arrival: Arrival, go: () => void) => void) => {
  let last: Promise<void> | undefined;
  return (arrival, go) => {
    const goesOn = walk(steps, arrival);
    if (!last && typeof goesOn === "boolean") {
      if (goesOn) arrival.around(go);
      return;
    }
    const mine = Promise.all([goesOn, last])
      .then(([ok]) => ok && arrival.around(go))
      // what a listener throws is uncaught, as it would be otherwise
      .catch((error) => process.nextTick(() => raise(error)))
      .then(() => {
        if (last === mine) last = undefined;
      });
    last = mine;
  };
};

const raise = (error: unknown): never => {
  throw error;
};

/** An event that nothing was done about yet. */
const arrivalOf = (socket: Socket, args: unknown[], answer: Answer | undefined): Arrival => ({
  socket,
  args,
  answer,
  expectsAnswer: false,
  around: (go) => go(),
});

/** Wraps the method by which the server's socket is given its events. */
const wrap = (socket: Stepped, steps: readonly Step[]): boolean => {
  const inner = socket as unknown as Inner;
  const { onevent } = inner;
  if (typeof onevent !== "function") return false;
  const gate = makeGate(steps);
  inner.onevent = (packet) => {
    const answer = packet.id == null ? undefined : inner.ack(packet.id);
    const arrival = arrivalOf(socket, packet.data ?? [], answer);
    gate(arrival, () => {
      packet.data = arrival.args;
      // with an id, the server adds the function by itself
      if (!answer && arrival.expectsAnswer) packet.data.push(nothing);
      onevent.call(socket, packet);
    });
  };
  return true;
};

/** Where the server is of another make: its own middlewares of events, before which `onAny` listeners are called. */
const useInstead = (socket: Stepped, steps: readonly Step[]): void => {
  const gate = makeGate(steps);
  socket.use((event, next) => {
    const last: unknown = event[event.length - 1];
    const answer = typeof last === "function" ? (last as Answer) : undefined;
    const arrival = arrivalOf(socket, answer ? event.slice(0, -1) : [...event], answer);
    gate(arrival, () => {
      const given = answer ?? (arrival.expectsAnswer ? nothing : undefined);
      event.splice(0, event.length, ...(arrival.args as [string]), ...(given ? [given] : []));
      next();
    });
  });
};

/** Makes a middleware of a step, which each socket gets once. */
export const middleware = (step: Step): Middleware => {
  let isWarned = false;
  const namespaces = new WeakSet<object>();
  const attach = (socket: Stepped): void => {
    const known = socket[STEPS];
    if (known?.includes(step)) return;
    const steps = known ?? [];
    steps.push(step);
    steps.sort((one, other) => one.order - other.order);
    if (known) return;
    socket[STEPS] = steps;
    if (wrap(socket, steps)) return;
    if (!isWarned)
      console.warn(
        "holdfast: this server's sockets have no onevent: onAny listeners see events before they are checked",
      );
    isWarned = true;
    useInstead(socket, steps);
  };
  return (socket, next) => {
    attach(socket);
    // a session that is recovered does not go through the middlewares, by default
    if (!namespaces.has(socket.nsp)) {
      namespaces.add(socket.nsp);
      (socket.nsp as unknown as Server).on("connection", attach);
    }
    next?.();
  };
};
