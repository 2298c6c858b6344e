import { Parser } from "@asyncapi/parser";
import { type } from "arktype";
import { defineContract, toAsyncApi } from "holdfast/contract";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import * as z from "zod";

const about = { title: "Chat", version: "1.2.3" };

/** What the official parser has to say against a document, and what it reads in it. */
const parse = async (document: object) => {
  const { document: read, diagnostics } = await new Parser().parse(JSON.stringify(document));
  const complaints = diagnostics
    .filter(({ severity }) => severity === 0)
    .map(({ message, path }) => [message, path.join(".")]);
  expect(complaints).toEqual([]);
  return read!;
};

const tree = z.object({
  name: z.string(),
  get children() {
    return z.array(tree);
  },
});
const chat = defineContract({
  clientToServer: {
    say: { args: [z.string().max(280), z.object({ urgent: z.boolean() }).optional()], description: "To all" },
    "room:join": { args: [type("string")], ack: type({ members: "number" }) },
    "room join": { args: [tree] },
    leave: {},
  },
  serverToClient: { news: { args: [z.string().transform(Number)] } },
});

describe("toAsyncApi", () => {
  test("the official parser reads it, and finds every event", async () => {
    const read = await parse(toAsyncApi(chat, { ...about, description: "All of it", namespace: "/chat" }));
    expect([read.version(), read.info().title(), read.info().version(), read.info().description()]).toEqual([
      "3.0.0",
      "Chat",
      "1.2.3",
      "All of it",
    ]);
    expect(
      read
        .channels()
        .all()
        .map((channel) => channel.address()),
    ).toEqual(["/chat"]);
    const operations = read.operations().all();
    expect(
      operations.map((one) => [
        one.action(),
        one.messages().all()[0]!.name(),
        one.reply()?.messages().all()[0]?.name(),
      ]),
    ).toEqual([
      ["receive", "say", undefined],
      ["receive", "room:join", "room:join.ack"],
      ["receive", "room join", undefined],
      ["receive", "leave", undefined],
      ["send", "news", undefined],
    ]);
  });

  test("a payload is the array of the arguments, as they are sent", async () => {
    const read = await parse(toAsyncApi(chat, about));
    const payloads = Object.fromEntries(
      read
        .allMessages()
        .all()
        .map((message) => [message.name(), message.payload()?.json()]),
    );
    expect(payloads.say).toMatchObject({
      items: [
        { type: "string", maxLength: 280 },
        { type: "object", properties: { urgent: { type: "boolean" } }, required: ["urgent"] },
      ],
      additionalItems: false,
      minItems: 1,
      maxItems: 2,
    });
    expect(payloads["room:join.ack"]).toMatchObject({ items: [{ properties: { members: { type: "number" } } }] });
    expect(payloads.leave).toMatchObject({ minItems: 0, maxItems: 0 });
    // what comes out of the transform is not what is sent
    expect(payloads.news).toMatchObject({ items: [{ type: "string" }] });
  });

  test("a schema that refers to itself refers to its place in the document", () => {
    const { components } = toAsyncApi(chat, about) as { components: { schemas: Record<string, object> } };
    expect(components.schemas["room_join.0_2"]).toMatchObject({
      properties: { children: { items: { $ref: "#/components/schemas/room_join.0_2" } } },
    });
  });

  test("of a client it says what a client does", async () => {
    const read = await parse(toAsyncApi(chat, { ...about, role: "client" }));
    expect(
      read
        .operations()
        .all()
        .map((one) => one.action()),
    ).toEqual(["send", "send", "send", "send", "receive"]);
  });

  test("schemas that can't write themselves are written by a function, or named", async () => {
    const contract = defineContract({ serverToClient: { tick: { args: [v.number()] } } });
    const message = 'jsonSchema: argument 0 of "tick" is of valibot, which can\'t write it itself';
    expect(() => toAsyncApi(contract, about)).toThrow(expect.objectContaining({ code: "ERR_INVALID_OPTION", message }));
    await parse(toAsyncApi(contract, { ...about, jsonSchema: () => ({ type: "number" }) }));
    const dates = defineContract({ serverToClient: { day: { ack: z.date() } } });
    expect(() => toAsyncApi(dates, about)).toThrow('the acknowledgement of "day" can\'t be written as JSON Schema');
  });

  test("names that are special to objects, and an empty contract", async () => {
    const odd = defineContract({ clientToServer: { ["__proto__"]: { args: [z.number()] }, constructor: {} } });
    const read = await parse(toAsyncApi(odd, about));
    expect(
      read
        .allMessages()
        .all()
        .map((one) => one.name()),
    ).toEqual(["__proto__", "constructor"]);
    await parse(toAsyncApi({}, about));
  });
});
