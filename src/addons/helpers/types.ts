/** Names of the events of a map. */
export type EventOf<Events> = keyof Events & string;

/** The arguments that a listener of an event is called with. */
export type ArgumentsOf<Events, Name extends keyof Events> = Events[Name] extends (...args: infer Args) => unknown
  ? Args
  : never;

/** The same without the callback at the end, if there is one. */
export type DataOf<Args extends unknown[]> = Args extends [...infer Data, (...answer: never[]) => unknown]
  ? Data
  : Args;

/** An event of a map as an array: its name, its data and, where it has one, the callback for its acknowledgement or none. */
export type EventCall<Events> = {
  [Name in EventOf<Events>]:
    | readonly [Name, ...ArgumentsOf<Events, Name>]
    | readonly [Name, ...DataOf<ArgumentsOf<Events, Name>>];
}[EventOf<Events>];
