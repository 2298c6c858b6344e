/** Settings for what is emitted through a view of the Socket. */
export interface Flags {
  readonly volatile?: boolean;
  readonly compress?: boolean;
  /** ms that the acknowledgement may take. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** The event is never held; called if it was not sent. */
  readonly unsent?: () => void;
}

/** Where a socket has the view whose settings are for the next event that is emitted on itself. */
interface Next {
  _next: unknown;
  /** Is it to be forgotten at the end of this turn? */
  _isForgetting: boolean;
}

/** By this name a view tells of itself; a socket has nothing there. A symbol is no property that can be listed or watched. */
export const VIEW: unique symbol = Symbol();

const isOwn = Object.prototype.hasOwnProperty;

/**
 * What makes a proxy of the socket a view: the socket in all but its settings. What is set through it, and every listener, is the
 * socket's own. The methods of the socket find the settings on `this`. A method that the app has put in the place of one of ours
 * may go on with the socket in place of `this`: the first event that it emits takes the settings.
 */
export class View<Inner extends Next = Next> implements ProxyHandler<object> {
  readonly _flags: Flags;
  /** The socket as the app had it when it asked for the view. */
  readonly _owner: object;
  /** A function, as on the socket. */
  readonly _inner: () => Inner;
  /** Has anything been done with the view? */
  _touched = false;

  constructor(flags: Flags, owner: object, inner: () => Inner) {
    this._flags = flags;
    this._owner = owner;
    this._inner = inner;
  }

  /** Until it is touched, or the turn ends, it is for the next event. */
  _pass(): void {
    const inner = this._inner();
    inner._next = this;
    if (inner._isForgetting) return;
    inner._isForgetting = true;
    Promise.resolve().then(() => {
      inner._isForgetting = false;
      inner._next = undefined;
    });
  }

  /** It is not for the next event any more. */
  _forget(): void {
    const inner = this._inner();
    if (inner._next === this) inner._next = undefined;
  }

  get(target: object, name: PropertyKey, receiver: unknown): unknown {
    // asked by our methods alone, for each event
    if (name === VIEW) return this;
    if (!this._touched) {
      this._touched = true;
      this._forget();
    }
    const value: unknown = Reflect.get(target, name, receiver);
    if (typeof value !== "function" || !isOwn.call(target, name) || !(name in Object.getPrototypeOf(target)))
      return value;
    const view = this;
    return function (this: unknown, ...args: unknown[]): unknown {
      view._inner()._next = view;
      try {
        return value.apply(this, args);
      } finally {
        view._forget();
      }
    };
  }
}
