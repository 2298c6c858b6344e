import Emitter from "component-emitter";

// biome-ignore lint/suspicious/noExplicitAny: an open event map takes any arguments
export type Listener = (...args: any[]) => void;

/** Names that may be listened to: those of the maps, and any where a map is open. */
export type EventName<Events, Reserved = object> = (keyof Events | keyof Reserved) & (string | symbol);

/** The listener that the maps ask for; in an open map the emitter's own events keep their types. */
export type ListenerFor<Events, Reserved, Name> = Name extends keyof Events &
  (string extends keyof Events ? never : unknown)
  ? Events[Name] extends Listener
    ? Events[Name]
    : Listener
  : Name extends keyof Reserved
    ? Reserved[Name]
    : Listener;

/** Not `this["on"]`: a mapped type, such as a mock's joined with what it mocks, would never come to its end. */
interface Methods<Self, Events, Reserved> {
  on<Name extends EventName<Events, Reserved>>(event: Name, listener: ListenerFor<Events, Reserved, Name>): Self;
  off<Name extends EventName<Events, Reserved>>(event?: Name, listener?: ListenerFor<Events, Reserved, Name>): Self;
}

interface UntypedEmitter {
  _callbacks: ReadonlyMap<unknown, unknown[]>;
  on(event: unknown, listener: unknown): unknown;
  off(event?: unknown, listener?: unknown): unknown;
  listeners(event: unknown): unknown[];
}
/** Of an emitter that nobody has listened to yet: a Map of its own takes 180 bytes, and most have three such emitters. */
const NONE: ReadonlyMap<unknown, unknown[]> = new Map();
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
  const call = (listener: Listener): void => {
    try {
      listener.apply(self, args as unknown[]);
    } catch (error) {
      report(error);
    }
  };
  const [first] = listeners;
  // most are alone
  if (first && listeners.length === 1) call(first);
  // a listener may add others, which count from the next event, and remove some
  else listeners.slice().forEach(call);
};

/**
 * `component-emitter` with types and with two of its habits guarded: `off(undefined)` removes nothing, and a number as
 * name hears like the string.
 */
export abstract class TypedEmitter<Events extends object, Reserved extends object = object> extends Base {
  /** @internal */
  readonly _report: (error: unknown) => void;
  /** Calls `listener` at the next such event, then removes it. */
  declare once: Methods<this, Events, Reserved>["on"];
  /** The same as {@link on}. */
  declare addEventListener: Methods<this, Events, Reserved>["on"];
  /** The same as {@link off}. */
  declare removeListener: Methods<this, Events, Reserved>["off"];
  /** The same as {@link off}. */
  declare removeEventListener: Methods<this, Events, Reserved>["off"];
  /** The same as {@link off}. */
  declare removeAllListeners: Methods<this, Events, Reserved>["off"];

  constructor(report: (error: unknown) => void) {
    super();
    this._callbacks = NONE;
    this._report = report;
  }

  /**
   * @internal The emitter itself, where `this` is a proxy of it. By a function of its own, which no library wraps that watches an
   * app's state; all that we have is read and compared through this.
   */
  abstract _self(): this;

  /** Calls `listener` at each such event. */
  override on<Name extends EventName<Events, Reserved>>(
    event: Name,
    listener: ListenerFor<Events, Reserved, Name>,
  ): this {
    const self = this._self();
    if (self._callbacks === NONE) self._callbacks = new Map();
    super.on.call(self, nameOf(event), listener);
    return this;
  }

  /** Removes one listener, all of an event, or, without arguments, all. `undefined` as event or listener removes nothing. */
  override off<Name extends EventName<Events, Reserved>>(
    event?: Name,
    listener?: ListenerFor<Events, Reserved, Name>,
  ): this {
    const given = arguments.length;
    if (!given || (event !== undefined && (listener || given === 1)))
      super.off.call(this._self(), nameOf(event), listener);
    return this;
  }

  /** The listeners of an event, in the order in which they are called. */
  override listeners<Name extends EventName<Events, Reserved>>(event: Name): ListenerFor<Events, Reserved, Name>[] {
    return super.listeners.call(this._self(), nameOf(event)) as ListenerFor<Events, Reserved, Name>[];
  }

  /** Does anybody listen to an event? */
  hasListeners(event: EventName<Events, Reserved>): boolean {
    return this.listeners(event).length > 0;
  }

  /** @internal */
  _call(event: unknown, args: readonly unknown[]): void {
    const listeners = this._callbacks.get(nameOf(event)) as Listener[] | undefined;
    if (listeners) callAll(listeners, this, args, this._report);
  }
}

/** An emitter that has nothing else in it. */
export class OwnEmitter<Events extends object> extends TypedEmitter<Events> {
  readonly _me: () => this;

  constructor(report: (error: unknown) => void) {
    super(report);
    this._me = () => this;
  }

  _self(): this {
    return this._me();
  }
}

// no static block in the class: Safari before 16.4 and Hermes do not read it
const { prototype } = TypedEmitter;
prototype.addEventListener = prototype.on;
prototype.removeListener = prototype.removeEventListener = prototype.removeAllListeners = prototype.off;
