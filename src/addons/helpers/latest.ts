import type { Socket } from "holdfast";
import { HoldfastError } from "holdfast/core";
import type { ArgumentsOf, EventOf } from "./types.ts";

/** ms between two looks at a transport that takes nothing. */
const PAUSE = 20;

type Event = [name: string, ...args: unknown[]];

/** What is needed of a socket, here without its types. */
interface Sender {
  readonly connected: boolean;
  readonly io: { readonly engine: { readonly transport: { readonly writable: boolean } } };
  readonly lifecycle: {
    once(event: "connect", listener: () => void): unknown;
    listeners(event: "dropped"): ((dropped: object) => void)[];
  };
  emit(...event: Event): unknown;
}

/** Keeps events while they can't be sent, and sends them once they can. */
const keeper = (socket: Sender, keyOf: (...event: Event) => unknown) => {
  const kept = new Map<unknown, Event>();

  /** Told in a later turn, each on its own: no call of the app calls the app, and one that throws stops nobody. */
  const drop = ([event, ...args]: Event, cause: unknown): void => {
    for (const listener of socket.lifecycle.listeners("dropped"))
      setTimeout(() => listener({ event, args, cause, delivery: "not-sent" }), 0);
  };
  const isOpen = (): boolean => socket.connected && socket.io.engine.transport.writable;
  /** Sends what is kept, now or once that can be done. */
  const flow = (): void => {
    if (!kept.size) return;
    if (isOpen())
      for (const [key, event] of kept) {
        kept.delete(key);
        try {
          socket.emit(...event);
        } catch (error) {
          drop(event, error);
        }
      }
    else if (socket.connected) setTimeout(flow, PAUSE);
    else socket.lifecycle.once("connect", flow);
  };
  return function (this: unknown, ...event: Event): unknown {
    if (isOpen()) flow();
    // the outcome of one with a callback is promised
    if (isOpen() || typeof event[event.length - 1] === "function") socket.emit(...event);
    else {
      const key = keyOf(...event);
      const last = kept.get(key);
      kept.delete(key);
      kept.set(key, event);
      if (last) drop(last, new HoldfastError("ERR_BUFFER_FULL", "a later one took its place"));
      // with others, it is under way
      else if (kept.size < 2) flow();
    }
    return this;
  };
};

/**
 * A view of the socket whose `emit` keeps, while the event can't be sent, only the last one for each key: while the socket is not
 * connected, or its transport takes nothing. The key is what `key` makes of the name and the arguments; without it, the name. An event
 * whose place is taken is told by `dropped`. One that asks for an acknowledgement is sent as the socket sends it.
 */
export const latest = <Listen extends object, Emit extends object>(
  socket: Socket<Listen, Emit>,
  key?: <Name extends EventOf<Emit>>(event: Name, ...args: ArgumentsOf<Emit, Name>) => unknown,
): Socket<Listen, Emit> => {
  const emit = keeper(socket as unknown as Sender, (key ?? ((name) => name)) as (...event: Event) => unknown);
  return new Proxy(socket, {
    get: (target, name, receiver) => (name === "emit" ? emit : Reflect.get(target, name, receiver)),
  });
};
