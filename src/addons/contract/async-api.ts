import { HoldfastError } from "holdfast/core";
import { checkValue, isPromise } from "./check.ts";
import type { Contract, EventContract, EventContracts, StandardSchema } from "./schema.ts";

/** What {@link toAsyncApi} is told beside the contract. */
export interface AsyncApiOptions {
  /** Title of the document. */
  title: string;
  /** Version of what it describes, which is the app's own. */
  version: string;
  /** What it describes, in words. */
  description?: string;
  /** The namespace, which becomes the channel's address. @default "/" */
  namespace?: string;
  /** Whom it describes, since a client sends what the server receives. @default "server" */
  role?: "server" | "client";
  /** Writes a schema as JSON Schema, draft 7, for libraries whose schemas do not do that themselves (`~standard.jsonSchema`). */
  jsonSchema?: (schema: StandardSchema) => object;
}

type Json = { [key: string]: unknown };

/** Schemas that follow Standard JSON Schema write themselves. */
type Writing = { "~standard": { jsonSchema?: { input(options: { target: string }): object } } };

/** `/` in a JSON pointer is `~1`. */
const pointer = (text: string): string => text.replace(/~/g, "~0").replace(/\//g, "~1");

/** What a schema says of a place in itself is a place in the document now. */
const moved = (value: unknown, to: string): unknown => {
  if (Array.isArray(value)) return value.map((item) => moved(item, to));
  if (typeof value !== "object" || !value) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "$schema");
  return Object.fromEntries(
    entries.map(([key, below]) => [
      key,
      key === "$ref" && typeof below === "string" ? below.replace(/^#/, to) : moved(below, to),
    ]),
  );
};

/** May an argument be left out? */
const isOptional = (schema: StandardSchema): boolean => {
  const checked = checkValue(schema, undefined);
  return !isPromise(checked) && !checked.issues;
};

/** Collects the parts of a document; each has a key of its own, made of the characters that AsyncAPI allows. */
const makeParts = (): { all: Json; add(name: string, make: (key: string) => unknown): string } => {
  const all: Json = {};
  return {
    all,
    add: (name, make) => {
      const plain = name.replace(/[^\w.-]/g, "_");
      let key = plain;
      // nor is it a name that every object has: readers of the document trip over `__proto__`
      for (let n = 2; key in all; n++) key = `${plain}_${n}`;
      all[key] = make(key);
      return key;
    },
  };
};

const write = (schema: StandardSchema, what: string, { jsonSchema }: AsyncApiOptions): object => {
  const { vendor, jsonSchema: own } = schema["~standard"] as Writing["~standard"] & { vendor: string };
  try {
    if (jsonSchema) return jsonSchema(schema);
    if (own) return own.input({ target: "draft-07" });
  } catch (cause) {
    const text = `${what} can't be written as JSON Schema: ${(cause as Error).message}`;
    throw new HoldfastError("ERR_INVALID_OPTION", text, { cause });
  }
  throw new HoldfastError("ERR_INVALID_OPTION", `jsonSchema: ${what} is of ${vendor}, which can't write it itself`);
};

/** Writes the events of one direction. */
type Direction = (events: EventContracts | undefined, action: "send" | "receive") => void;

const writeDirection = (
  options: AsyncApiOptions,
  parts: Record<"schemas" | "messages" | "operations", ReturnType<typeof makeParts>>,
): Direction => {
  const place = (schema: StandardSchema, name: string, what: string): Json => {
    const to = (key: string): string => `#/components/schemas/${key}`;
    const key = parts.schemas.add(name, (own) => moved(write(schema, what, options), to(own)));
    return { $ref: to(key) };
  };
  const message = (name: string, payload: Json, { description }: EventContract): Json => {
    const key = parts.messages.add(name, () => ({ name, ...(description && { description }), payload }));
    return { $ref: `#/channels/namespace/messages/${pointer(key)}` };
  };
  const channel = { $ref: "#/channels/namespace" };
  return (events = {}, action) => {
    for (const [name, event] of Object.entries(events)) {
      const { args = [], ack } = event;
      const items = args.map((schema, i) => place(schema, `${name}.${i}`, `argument ${i} of "${name}"`));
      const needed = args.map(isOptional).lastIndexOf(false) + 1;
      const tuple = items.length ? { items, additionalItems: false } : {};
      const sent = message(name, { type: "array", ...tuple, minItems: needed, maxItems: items.length }, event);
      const answer = ack && place(ack, `${name}.ack`, `the acknowledgement of "${name}"`);
      const reply = answer && { channel, messages: [message(`${name}.ack`, { type: "array", items: [answer] }, {})] };
      parts.operations.add(`${action}.${name}`, () => ({ action, channel, messages: [sent], ...(reply && { reply }) }));
    }
  };
};

/**
 * Writes a contract as a document of AsyncAPI 3, an object for `JSON.stringify`. A message's payload is the array of the event's
 * arguments as they are sent, an acknowledgement's the array of its one value.
 *
 * Throws `ERR_INVALID_OPTION` for a schema that can't be written as JSON Schema.
 */
export const toAsyncApi = (contract: Contract, options: AsyncApiOptions): object => {
  const { title, version, description, namespace = "/", role = "server" } = options;
  const parts = { schemas: makeParts(), messages: makeParts(), operations: makeParts() };
  const direction = writeDirection(options, parts);
  direction(contract.clientToServer, role === "server" ? "receive" : "send");
  direction(contract.serverToClient, role === "server" ? "send" : "receive");
  return {
    asyncapi: "3.0.0",
    info: { title, version, ...(description && { description }) },
    defaultContentType: "application/json",
    channels: { namespace: { address: namespace, messages: parts.messages.all } },
    operations: parts.operations.all,
    components: { schemas: parts.schemas.all },
  };
};
