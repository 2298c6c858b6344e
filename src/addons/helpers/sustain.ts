import type { Socket } from "holdfast";
import type { First, Starter } from "../../socket/outbox/first.ts";
import type { EventCall } from "./types.ts";

/** An event, or the function that gives it. */
export type Sustained<Events> = EventCall<Events> | (() => EventCall<Events>);

/** How an event is kept up. */
export interface SustainOptions<Emit extends object> {
  /** Sent when the last that asked for it lets go; or a function that gives that. */
  stop?: Sustained<Emit>;
  /** Does a session that the server has recovered still have what was acknowledged, or sent where nothing asks for that? @default true */
  skipIfRecovered?: boolean;
  /** ms that the acknowledgement may take, which is then asked for in any case. @default Infinity */
  timeout?: number;
  /**
   * Told of an acknowledgement that did not come in time (`ERR_ACK_TIMEOUT`); of a refusal, which is an answer with a truthy `error` in
   * its first argument (`ERR_REFUSED`), or what the callback throws; and of what can't be sent.
   */
  onError?: (error: unknown) => void;
}

/** One event that is kept up, for all that asked for it. */
interface Kept extends Starter {
  /** Returns the function that lets go. */
  readonly hold: () => () => void;
}

type Callback = (...answer: unknown[]) => void;
type Given = readonly unknown[] | (() => readonly unknown[]);

/** What is kept up, and how. */
interface What extends Omit<SustainOptions<object>, "stop"> {
  readonly socket: { readonly recovered: boolean };
  readonly key: unknown;
  readonly given: Given;
  readonly stop?: Given;
}

const isFunction = (value: unknown): value is (...args: never[]) => unknown => typeof value === "function";

/** Makes the function that sends an event, if events flow. `done`: it was acknowledged, or sent, where nothing asks for that. */
const poster =
  ({ send, isOpen }: First, { timeout = Infinity, onError }: What) =>
  (given: Given, unsent: () => void, done?: () => void): void => {
    try {
      const args = [...(isFunction(given) ? given() : given)];
      const callback = isFunction(args[args.length - 1]) && (args.pop() as Callback);
      const settle = (error: unknown, ...answer: [{ error?: unknown }?, ...unknown[]]): void => {
        // of a connection that is lost nobody is told: it is sent again on the next one
        if (error) return isOpen() ? onError?.(error) : undefined;
        done?.();
        if (answer[0]?.error) onError?.(answer[0].error);
        if (callback) callback(...answer);
      };
      if (callback || timeout < Infinity) args.push(settle);
      else done?.();
      send(args, { timeout, unsent });
    } catch (error) {
      unsent();
      if (!onError) throw error;
      onError(error);
    }
  };

const keep = (first: First, what: What): Kept => {
  const { starters, isOpen } = first;
  const { socket, key, given, stop, skipIfRecovered = true } = what;
  const post = poster(first, what);
  let holders = 0;
  /** What the server has of it, as far as is known. */
  let state: "sent" | "done" | undefined;
  const becomes = (next: typeof state) => (): void => {
    state = next;
  };
  const start = (): void => {
    const unsent = becomes(state);
    state = "sent";
    post(given, unsent, becomes("done"));
  };
  const end = (): void => {
    starters.delete(key);
    // a session that is recovered without it is still to be told
    if (stop && state) post(stop, () => starters.has(key) || starters.set(key, kept));
  };
  const kept: Kept = {
    connected: () => {
      if (!socket.recovered) state = undefined;
      if (!holders) end();
      else if (!skipIfRecovered || state !== "done") start();
    },
    hold: () => {
      if (!state && isOpen()) start();
      starters.set(key, kept);
      holders++;
      let isHeld = true;
      return () => {
        if (isHeld && !--holders && (!state || isOpen())) end();
        isHeld = false;
      };
    },
  };
  return kept;
};

/**
 * Keeps up what the server knows of a connection, such as that it is in a room: sends the event now if the socket is connected, and
 * again after each `connect`, before all that was buffered. Past the queue of retries, `ackTimeout` and `bufferLimit`. The same event
 * (the same name and JSON of its arguments, or the same function) asked for twice is sent once, as the first asked for it.
 *
 * Returns the function that lets go; when the last has done so, `stop` is sent. Nothing is sent for what was let go before it went out.
 */
export const sustain = <Listen extends object, Emit extends object>(
  socket: Socket<Listen, Emit>,
  call: Sustained<Emit>,
  options: SustainOptions<Emit> = {},
): (() => void) => {
  const first = (socket as unknown as { [name: symbol]: First })[Symbol.for("holdfast.first")] as First;
  const given = call as Given;
  // a function at the end is no part of it
  const key = isFunction(given) ? given : JSON.stringify(given.filter((argument) => !isFunction(argument)));
  const kept =
    (first.starters.get(key) as Kept | undefined) ?? keep(first, { ...(options as object), socket, key, given });
  return kept.hold();
};
