/** Names of the events of a map. */
export type EventOf<Events> = keyof Events & string;

/** The arguments that a listener of an event is called with. */
export type ArgumentsOf<Events, Name extends keyof Events> = Events[Name] extends (...args: infer Args) => unknown
  ? Args
  : never;
