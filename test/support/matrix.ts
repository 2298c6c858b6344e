import { expect, test } from "vitest";

/** A cell in which nothing can happen, and why. */
export class Impossible {
  constructor(readonly why: string) {}
}

export const impossible = (why: string): Impossible => new Impossible(why);

/** What a component does at each event in each state. */
export interface Matrix<State extends string, Event extends string, Subject> {
  /** How each state is reached. */
  readonly states: Readonly<Record<State, () => Subject | Promise<Subject>>>;
  /** How each event comes about. */
  readonly events: Readonly<Record<Event, (subject: Subject) => unknown>>;
  /** What is seen of it, as a transcript; what led to the state is not seen any more. */
  readonly seen: (subject: Subject) => string[];
  /** State, event: the transcript, as one line. The types ask for every cell, and so does a test. */
  readonly cells: Readonly<Record<State, Readonly<Record<Event, string | Impossible>>>>;
  /** Ends a test; nothing may be left. */
  readonly end: (subject: Subject) => void | Promise<void>;
}

/** One test for each cell, and one that no cell is missing. */
export const testMatrix = <State extends string, Event extends string, Subject>({
  states,
  events,
  seen,
  cells,
  end,
}: Matrix<State, Event, Subject>): void => {
  const rows = Object.keys(states) as State[];
  const columns = Object.keys(events) as Event[];

  test("no cell is missing", () => {
    const all = rows.flatMap((state) => columns.map((event) => `${state} × ${event}`));
    const there = Object.entries(cells).flatMap(([state, row]) =>
      Object.keys(row as object).map((event) => `${state} × ${event}`),
    );
    expect(there.sort()).toEqual(all.sort());
  });

  for (const state of rows)
    for (const event of columns) {
      const expected = cells[state]?.[event];
      if (expected instanceof Impossible) continue;
      test(`${state} × ${event}`, async () => {
        const subject = await states[state]();
        seen(subject);
        await events[event](subject);
        expect(seen(subject).join(" | ")).toBe(expected);
        await end(subject);
      });
    }
};
