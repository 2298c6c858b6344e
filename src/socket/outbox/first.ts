import type { Listener } from "../../util/emitter.ts";
import type { Flags } from "../view.ts";

/** By this name add-ons find a socket's {@link First}, of whichever copy of the package the socket is. */
export const FIRST: unique symbol = Symbol.for("holdfast.first");

/** What has something to send at the beginning of each connection. */
export interface Starter {
  /** Events flow, and nothing was sent before. */
  readonly connected: () => void;
}

/**
 * What add-ons send before all that was held, and past the queue of retries, `ackTimeout` and `bufferLimit`. Its names are plain,
 * since private ones are others in each build.
 */
export interface First {
  /** Who is to be called at each connection, in this order; by keys of the add-on's. */
  readonly starters: Map<unknown, Starter>;
  /** Would an event go out now? */
  readonly isOpen: () => boolean;
  /** Sends an event now or not at all; throws as `emit` does. A function at the end of `args` takes an error first. */
  readonly send: (args: unknown[], how: FirstFlags) => void;
}

export interface FirstFlags {
  /** ms that the acknowledgement may take. */
  readonly timeout: number;
  /** Called if it is not sent, as there is no connection, or it died first. The callback may hear of that as well. */
  readonly unsent: () => void;
}

/** What it works on. */
interface Sender {
  /** Do events flow? */
  _canSend(): boolean;
  _submit(flags: Flags, args: unknown[]): void;
}

/** Made for the first add-on that asks for it. */
export const firstOf = (sender: Sender): First => ({
  starters: new Map(),
  isOpen: () => sender._canSend(),
  send: (args, flags) => (sender._canSend() ? sender._submit(flags, args) : flags.unsent()),
});

/** Who is to be called now that events flow. */
export const startersOf = (first: First | undefined): Listener[] =>
  Array.from(first?.starters.values() ?? [], ({ connected }) => connected);
