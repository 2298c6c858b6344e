/** Settings for what is emitted through a view of the Socket. */
export interface Flags {
  readonly volatile?: boolean;
  readonly compress?: boolean;
  /** ms that the acknowledgement may take. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** What a view has of its own. */
export interface View {
  readonly _flags: Flags;
  /** The socket as the app had it when it asked for the view. */
  readonly _owner: object;
  /** Has anything been done with the view? */
  _touched: boolean;
}

/** Where the socket has the settings for the next event that is emitted on itself. */
interface Next {
  _next?: View | undefined;
}

/** By this name a view tells of itself; a socket has nothing there. A symbol is no property that can be listed or watched. */
export const VIEW: unique symbol = Symbol();

const isOwn = Object.prototype.hasOwnProperty;

/**
 * The socket in all but its {@link View}: what is set through it, and every listener, is the socket's own. The methods of the
 * socket find the settings on `this`. A method that the app has put in the place of one of ours may go on with the socket in
 * place of `this`: the first event that it emits takes the settings.
 */
export const viewOf = <Socket extends object>(socket: Socket, inner: Next, view: View): Socket => {
  const forget = (): void => {
    if (inner._next === view) inner._next = undefined;
  };
  return new Proxy(socket, {
    get(target, name, receiver) {
      if (!view._touched) {
        view._touched = true;
        forget();
      }
      if (name === VIEW) return view;
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== "function" || !isOwn.call(target, name) || !(name in Object.getPrototypeOf(target)))
        return value;
      return function (this: unknown, ...args: unknown[]): unknown {
        inner._next = view;
        try {
          return value.apply(this, args);
        } finally {
          forget();
        }
      };
    },
  });
};
