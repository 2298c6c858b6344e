import { describe, expect, test } from "vitest";
import type { IoOptions } from "../../../src/manager/options.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
const NO = '44{"message":"expired","data":{"code":7}}';
/** Opens the connection. */
const asked = async (options: IoOptions): Promise<FakeClient> => {
  let token = 0;
  const client = start({ auth: () => ({ token: ++token }), ...options });
  client.socket.on("connect_error", ({ willRetry, retryIn }) => void client.log.push(`${willRetry} ${retryIn}`));
  client.ws.accept();
  await settle();
  return client;
};

describe("retryRefused", () => {
  test("true: auth is asked again and the attempt repeated, once", async () => {
    const client = await asked({ retryRefused: true });
    client.ws.receive(NO);
    await settle();
    expect([client.take(), client.ws.take()]).toEqual([
      ["connect_error ERR_REFUSED", "true 0"],
      ['40{"token":1}', '40{"token":2}'],
    ]);
    client.ws.receive(NO);
    await settle();
    expect([client.take(), client.ws.take(), client.socket.active]).toEqual([
      ["connect_error ERR_REFUSED", "false undefined"],
      [],
      false,
    ]);
  });

  test("after it was accepted, and on a new connection, there is another try again", async () => {
    const client = await asked({ retryRefused: true });
    client.ws.receive(NO);
    await settle();
    client.ws.receive('40{"sid":"x"}');
    client.ws.end(null);
    client.world.advance(1000);
    client.ws.accept();
    await settle();
    client.ws.receive(NO);
    await settle();
    expect(client.ws.take()).toEqual(['40{"token":3}', '40{"token":4}']);
    client.ws.end(null);
    client.world.advance(5000);
    client.ws.accept();
    await settle();
    client.ws.receive(NO);
    await settle();
    expect(client.ws.take()).toEqual(['40{"token":5}', '40{"token":6}']);
  });

  test("and when it is joined anew on the same connection", async () => {
    const client = await asked({ retryRefused: true });
    const other = client.io("/other");
    await settle();
    client.ws.receive(NO);
    await settle();
    client.ws.receive('40{"sid":"x"}', '40/other,{"sid":"o"}', "41");
    client.ws.take();
    client.socket.connect();
    await settle();
    client.ws.receive(NO);
    await settle();
    expect(client.ws.take()).toEqual(['40{"token":3}', '40{"token":4}']);
    other.disconnect();
  });

  test("a function decides by the error", async () => {
    const seen: unknown[] = [];
    const client = await asked({
      retryRefused: ({ code, message, data }) => {
        seen.push([code, message, data]);
        return data.code === 7;
      },
    });
    client.ws.receive(NO);
    await settle();
    expect(client.ws.take()).toEqual(['40{"token":1}', '40{"token":2}']);
    client.ws.receive('44{"message":"no","data":{"code":8}}');
    expect([client.socket.active, seen]).toEqual([false, [["ERR_REFUSED", "expired", { code: 7 }]]]);
  });

  test("one that says no, one that throws, none: no try", async () => {
    const failing = () => {
      throw new Error("mine");
    };
    for (const retryRefused of [() => false, failing, false, undefined]) {
      const client = await asked({ retryRefused });
      client.ws.receive(NO);
      await settle();
      expect([client.ws.take(), client.socket.active]).toEqual([['40{"token":1}'], false]);
      expect(client.world.reported.splice(0)).toHaveLength(retryRefused === failing ? 1 : 0);
    }
  });

  test("disconnect() in the listener ends it", async () => {
    const client = await asked({ retryRefused: true });
    client.socket.on("connect_error", () => void client.socket.disconnect());
    client.ws.receive(NO);
    await settle();
    expect([client.ws.take(), client.socket.active]).toEqual([['40{"token":1}'], false]);
  });

  test("connect() in it makes one try, not two", async () => {
    const client = await asked({ retryRefused: true });
    client.socket.on("connect_error", () => void client.socket.connect());
    client.ws.receive(NO);
    await settle();
    expect(client.ws.take()).toEqual(['40{"token":1}', '40{"token":2}']);
  });

  test("what is emitted meanwhile waits; a server that is too old is not asked twice", async () => {
    const client = await asked({ retryRefused: true });
    client.socket.emit("waits");
    client.ws.receive(NO);
    await settle();
    expect(client.socket.buffered.count).toBe(1);
    client.ws.receive("40");
    expect([client.take().at(-2), client.socket.active]).toEqual(["connect_error ERR_UNSUPPORTED_PROTOCOL", false]);
  });
});

describe("what a refusal says", () => {
  test.each([
    ['44{"message":"m","data":1}', "m", 1],
    ['44{"message":"m"}', "m", undefined],
    ["44{}", "refused", undefined],
    ['44"as a text"', "as a text", undefined],
    ['44{"message":{"a":1}}', "[object Object]", undefined],
  ])("%s", async (frame, message, data) => {
    const client = start();
    const errors: unknown[] = [];
    client.socket.on("connect_error", (error) => errors.push([error.message, error.data, error.phase]));
    client.ws.accept();
    await settle();
    client.ws.receive(frame);
    expect(errors).toEqual([[message, data, "namespace"]]);
  });

  test("one that comes before we asked is no answer", async () => {
    const client = start({ auth: () => new Promise(() => {}) });
    client.ws.accept();
    await settle();
    client.ws.receive('44{"message":"m"}', '40{"sid":"x"}');
    expect([client.take(), client.socket.active, client.socket.connected]).toEqual([[], true, false]);
  });
});
