/** Watches the real classes while a test drives them. */

export interface Recording {
  /** `from → to`, and `[*] → first`; a state that is entered from itself is none. */
  readonly edges: Set<string>;
  /** Where `_enter` was called: file and line. */
  readonly callers: Set<string>;
  restore(): void;
}

interface Named {
  name: string;
}

const KEPT = Symbol("kept");

/**
 * Follows `_state`, a field or an accessor: what it is set to, and what is assigned to the name of the state that it holds. Of an
 * accessor a state counts once it is read, which each change does to tell of it.
 */
export const recordStates = (prototype: object): Recording => {
  const edges = new Set<string>();
  const callers = new Set<string>();
  const owner = prototype as { _enter: (...args: unknown[]) => unknown };
  const { _enter } = owner;
  const own = Object.getOwnPropertyDescriptor(prototype, "_state");
  const note = (from: string, to: string): void => {
    if (from !== to) edges.add(`${from} → ${to}`);
  };
  const keep = (object: { [KEPT]?: Named }, next: Named): Named => {
    if (next === object[KEPT]) return next;
    note(object[KEPT]?.name ?? "[*]", next.name);
    let { name } = next;
    Object.defineProperty(next, "name", {
      configurable: true,
      enumerable: true,
      get: () => name,
      set(to: string) {
        note(name, to);
        name = to;
      },
    });
    return (object[KEPT] = next);
  };
  Object.defineProperty(prototype, "_state", {
    configurable: true,
    get(this: { [KEPT]?: Named }) {
      return own ? keep(this, own.get!.call(this)) : this[KEPT];
    },
    set(this: { [KEPT]?: Named }, next: Named) {
      keep(this, next);
    },
  });
  owner._enter = function (...args) {
    const [, , caller = ""] = new Error().stack!.split("\n");
    callers.add(/(\w+\.ts:\d+):\d+\)?$/.exec(caller)?.[1] ?? caller);
    return _enter.apply(this, args);
  };
  return {
    edges,
    callers,
    restore() {
      owner._enter = _enter;
      if (own) Object.defineProperty(prototype, "_state", own);
      else Reflect.deleteProperty(prototype, "_state");
    },
  };
};

/** Follows what listeners of `state_change` are told. */
export const recordChanges = (prototype: object): Recording => {
  const edges = new Set<string>(["[*] → disconnected"]);
  const owner = prototype as { _socket: { _shown: string }; _tellState: (to: string, cause: string) => void };
  const { _tellState } = owner;
  owner._tellState = function (to, cause) {
    const { _shown } = this._socket;
    _tellState.call(this, to, cause);
    if (to !== _shown) edges.add(`${_shown} → ${to}`);
  };
  return {
    edges,
    callers: new Set(),
    restore() {
      owner._tellState = _tellState;
    },
  };
};
