import { expect, test } from "vitest";
import { FakeClient } from "../../support/fake-client.ts";

/** Servers refuse more than 10 attachments by default, and close the connection without a word (docs/protocol.md). */

const closedAfter = async (attachments: number, heard: string[] = []): Promise<unknown> => {
  const client = new FakeClient({ reconnection: false });
  const details: unknown[] = [];
  client.socket.on("disconnect", (_, more) => details.push(more));
  const ws = await client.connect();
  client.socket.emit(
    "x",
    Array.from({ length: attachments }, () => new Uint8Array(1)),
  );
  ws.receive(...heard);
  ws.end(null);
  expect(client.world.left).toEqual([]);
  return details[0];
};

test("a connection that is closed on more than 10 attachments: a hint says why", async () => {
  expect(await closedAfter(11)).toMatchObject({ hint: expect.stringContaining("10 attachments") });
});

test.each([
  ["10 attachments", 10, []],
  ["the server went on", 11, ['42["y"]']],
])("no hint: %s", async (_, attachments, heard) => {
  expect(await closedAfter(attachments, heard)).not.toHaveProperty("hint");
});
