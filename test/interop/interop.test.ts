import { describe, expect, test } from "vitest";
import { type ChildServer, startChildServer } from "../support/child-server.ts";
import { client, MODES, transcribe } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { next } from "../support/until.ts";
import { Conversation, expected } from "./conversation.ts";
import { type Peer, peers, tooOld } from "./servers.ts";

const start = async ({ command, args }: Peer): Promise<ChildServer> => {
  const server = await startChildServer(command, args);
  atEnd("real server", server.kill);
  return server;
};

describe.each(peers())("$name", (peer) => {
  const { missing } = peer;
  if (missing) {
    console.warn(missing);
    // CI can't do without
    if (process.env["CI"] === "true") test("is installed", () => expect.fail(missing));
    else test.skip(missing, () => {});
    return;
  }

  test("one conversation, by polling, by WebSocket and across the upgrade", async () => {
    const server = await start(peer);
    const conversations = MODES.map((mode) => new Conversation(server.url, mode));
    await Promise.all(conversations.map((conversation) => conversation.begin()));
    await server.kill();
    await Promise.all(conversations.map((conversation) => conversation.isDown()));
    await server.start();
    await Promise.all(conversations.map((conversation) => conversation.end()));
    for (const [i, mode] of MODES.entries()) {
      expect(conversations[i]?.log.entries, mode.mode).toEqual(expected(mode));
    }
  });
});

describe(tooOld.name, () => {
  test.each(MODES)("by $mode: ERR_UNSUPPORTED_PROTOCOL", async ({ options }) => {
    const server = await start(tooOld);
    const socket = client(server, { ...options, reconnection: false });
    const log = transcribe(socket);
    const [error] = await next(socket, "connect_error");
    expect(error).toMatchObject({ code: "ERR_UNSUPPORTED_PROTOCOL", willRetry: false });
    expect(error.hint).toMatch(/socket\.io/i);
    expect(log.entries).toEqual(["connect_error: ERR_UNSUPPORTED_PROTOCOL"]);
    expect([socket.connected, socket.state]).toEqual([false, "disconnected"]);
  });
});
