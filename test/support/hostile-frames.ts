import fc from "fast-check";

/** Frames for fuzzing: what a good server sends, what a bad one may, and everything between. */

/** `valid`: an event that has to be delivered, with this name, where the connection is in order. */
export interface FuzzFrame {
  frame: string | Uint8Array;
  valid?: string;
}

const only = (frame: string | Uint8Array): FuzzFrame => ({ frame });

const json = fc.json({ maxDepth: 3 });
/** Text without what separates the packets of a payload. */
const text = fc.string({ unit: "binary", maxLength: 30 }).map((some) => some.replaceAll("\x1e", ""));
const bytes = fc.uint8Array({ maxLength: 20 });

const valid = fc
  .tuple(fc.nat(99), fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }))
  .filter(([, args]) => !JSON.stringify(args).includes("_placeholder"))
  .map(([n, args]) => ({
    frame: `42${JSON.stringify([`valid ${n}`, ...args])}`.replaceAll("\x1e", ""),
    valid: `valid ${n}`,
  }));

const placeholder = fc
  .oneof(fc.integer({ min: -2, max: 4 }), fc.constantFrom("0", "splice", "__proto__", null, 0.5, 1e99))
  .map((num) => JSON.stringify({ _placeholder: true, num }));
const binary = fc
  .tuple(fc.constantFrom(5, 6), fc.nat(3), fc.constantFrom("", "0", "1", "7"), fc.array(placeholder, { maxLength: 3 }))
  .map(([type, count, id, slots]) => `4${type}${count}-${id}["binary"${slots.map((slot) => `,${slot}`).join("")}]`);

/** Packets of all types, with what belongs to another one. */
const packet = fc
  .tuple(
    fc.constantFrom("40", "41", "42", "43", "44", "45", "46", "47", "4", "0", "1", "2", "3", "5", "6", "9", ""),
    fc.constantFrom("", "", "", "/", "/other,", "/,", "1-", "0-", "99999999999-", "-", ","),
    fc.constantFrom("", "", "0", "1", "2", "999", "00", "1e9"),
    fc.oneof(
      json,
      fc.constantFrom("", '["x"]', '["connect"]', '["disconnect","x"]', '[""]', "[5]", "{}", "[]", "null"),
    ),
  )
  .map((parts) => parts.join(""));

const good = fc.constantFrom(
  '40{"sid":"again"}',
  '44{"message":"no"}',
  '430["ack"]',
  '431["ack","twice"]',
  '431["ack","twice"]',
  '420["ask"]',
  "2",
  "3probe",
  '0{"sid":"other","upgrades":[],"pingInterval":1,"pingTimeout":1}',
  '42["reconnect",1]',
  '42["connect_timeout"]',
  '42["__proto__",{"__proto__":{"polluted":true}}]',
  `42["deep",${"[".repeat(3000)}${"]".repeat(3000)}]`,
  "1",
  "41",
);

/** A frame with a character changed, cut out or put in, or cut short. */
const mutated = fc
  .tuple(
    fc.oneof(
      valid.map(({ frame }) => frame.replace("valid", "mutant")),
      binary,
      good,
      packet,
    ),
    fc.nat(2),
    fc.double({ min: 0, max: 1, noNaN: true }),
    text,
  )
  .map(([frame, how, where, other]) => {
    const at = Math.floor(where * frame.length);
    const rest = [frame.slice(at + 1), frame.slice(at), ""][how] as string;
    return frame.slice(0, at) + (how === 2 ? "" : other.slice(0, 1)) + rest;
  });

/** Mostly good ones, or nothing would live long enough to be broken in an interesting state. */
export const fuzzFrame: fc.Arbitrary<FuzzFrame> = fc.oneof(
  { arbitrary: valid, weight: 12 },
  { arbitrary: good.map(only), weight: 6 },
  { arbitrary: binary.map(only), weight: 2 },
  { arbitrary: bytes.map(only), weight: 1 },
  { arbitrary: mutated.map(only), weight: 2 },
  { arbitrary: packet.map(only), weight: 2 },
  { arbitrary: text.map(only), weight: 1 },
);

const field = fc.oneof(
  fc.constantFrom(undefined, null, 0, -1, 1, 25_000, 2 ** 31, 1e300, "x", "", [], {}),
  fc.jsonValue({ maxDepth: 1 }),
);
/** The first packet of a session, or what comes in its place. */
export const fuzzHandshake: fc.Arbitrary<FuzzFrame> = fc.oneof(
  fc
    .record(
      { sid: field, upgrades: field, pingInterval: field, pingTimeout: field, maxPayload: field, more: field },
      { requiredKeys: [] },
    )
    .map((fields) => {
      const good = { sid: "SID", upgrades: [], pingInterval: 25_000, pingTimeout: 20_000, maxPayload: 1000 };
      return only(`0${JSON.stringify({ ...good, ...fields })}`.replaceAll("\x1e", ""));
    }),
  fuzzFrame,
);
