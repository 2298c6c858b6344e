import Emitter from "component-emitter";

// biome-ignore lint/suspicious/noExplicitAny: an open event map takes any arguments
export type Listener = (...args: any[]) => void;

/** Names that may be listened to: those of the map, and plain strings where the map is open. */
export type EventName<Events> = keyof Events & (string | number | symbol);

/** The listener that an event map asks for. */
export type ListenerFor<Events, Name extends EventName<Events>> = Events[Name] extends Listener
  ? Events[Name]
  : Listener;

interface UntypedEmitter {
  readonly _callbacks: ReadonlyMap<unknown, Listener[]>;
  on(event: unknown, listener: Listener): unknown;
  once(event: unknown, listener: Listener): unknown;
  off(event?: unknown, listener?: Listener): unknown;
  listeners(event: unknown): Listener[];
}
const Base = Emitter as unknown as new () => UntypedEmitter;

/** Event names compare as strings: `on(1)` hears `"1"`. */
const nameOf = (event: unknown): unknown => (typeof event === "number" ? `${event}` : event);

/**
 * Calls the listeners that are there now, each on its own: what one throws goes to `report` and stops nobody, as with an
 * EventTarget.
 */
export const callAll = (
  listeners: readonly Listener[],
  self: unknown,
  args: readonly unknown[],
  report: (error: unknown) => void,
): void => {
  // a listener may remove itself; one listener, the common case, needs no copy
  for (const listener of listeners.length > 1 ? [...listeners] : listeners) {
    try {
      listener.apply(self, args as unknown[]);
    } catch (error) {
      report(error);
    }
  }
};

/**
 * `component-emitter` with types and with two of its habits guarded: `off(undefined)` removes nothing, and a number as
 * name hears like the string.
 */
export class TypedEmitter<Events extends object> extends Base {
  /** @internal */
  readonly _report: (error: unknown) => void;

  constructor(report: (error: unknown) => void) {
    super();
    this._report = report;
  }

  /** Calls `listener` at each such event. */
  override on<Name extends EventName<Events>>(event: Name, listener: ListenerFor<Events, Name>): this {
    super.on(nameOf(event), listener);
    return this;
  }

  /** Calls `listener` at the next such event, then removes it. */
  override once<Name extends EventName<Events>>(event: Name, listener: ListenerFor<Events, Name>): this {
    super.once(nameOf(event), listener);
    return this;
  }

  /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
  override off<Name extends EventName<Events>>(event?: Name, listener?: ListenerFor<Events, Name>): this {
    const given = arguments.length;
    if (!given) super.off();
    else if (event !== undefined && (listener || given === 1)) super.off(nameOf(event), listener);
    return this;
  }

  /** The listeners of an event, in the order in which they are called. */
  override listeners<Name extends EventName<Events>>(event: Name): ListenerFor<Events, Name>[] {
    return super.listeners(nameOf(event)) as ListenerFor<Events, Name>[];
  }

  hasListeners(event: EventName<Events>): boolean {
    return this.listeners(event).length > 0;
  }

  /** @internal */
  _call(event: unknown, args: readonly unknown[]): void {
    callAll(super.listeners(nameOf(event)), this, args, this._report);
  }
}
