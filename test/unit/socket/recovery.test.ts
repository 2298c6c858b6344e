import { describe, expect, test } from "vitest";
import type { HeldSession, SessionOption } from "../../../src/socket/recovery.ts";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
const offsetOf = ({ _inner }: FakeClient["socket"]): unknown => _inner()._membership._recovery.offset;
const rejoin = async (client: FakeClient, answer: string): Promise<unknown[]> => {
  client.world.advance(5000);
  client.ws.accept();
  await settle();
  client.ws.receive(answer);
  return client.ws.take();
};
const begin = async (options: object = {}): Promise<FakeClient> => {
  const client = start(options);
  client.socket.on("news", (...args) => void client.log.push(`news ${args.map(String)}`));
  await rejoin(client, '40{"sid":"a","pid":"p1"}');
  client.take();
  return client;
};

describe("connection state recovery", () => {
  test("pid and the offset of the last event go along; the same pid in the answer means recovered", async () => {
    const client = await begin({ auth: { token: 1 } });
    expect(client.socket.recovered).toBe(false);
    client.ws.receive('42["news",1,"o1"]', '42["other","o2"]');
    client.ws.end(null);
    expect(await rejoin(client, '40{"sid":"b","pid":"p1"}')).toEqual(['40{"pid":"p1","offset":"o2","token":1}']);
    client.ws.receive('42["news",2,"o3"]');
    expect(offsetOf(client.socket)).toBe("o3");
    expect([client.socket.recovered, client.take()]).toEqual([
      true,
      ["news 1,o1", "disconnect transport close", "reconnect_attempt 1", "connect", "reconnect 1", "news 2,o3"],
    ]);
  });

  test("another pid: not recovered, and the new one goes along next time", async () => {
    const client = await begin();
    client.ws.receive('42["news","o1"]');
    client.ws.end(null);
    await rejoin(client, '40{"sid":"b","pid":"p2"}');
    expect(client.socket.recovered).toBe(false);
    client.ws.end(null);
    expect(await rejoin(client, '40{"sid":"c"}')).toEqual(['40{"pid":"p2","offset":"o1"}']);
    expect(client.socket.recovered).toBe(false);
    client.ws.end(null);
    expect(await rejoin(client, '40{"sid":"d"}')).toEqual(["40"]);
  });

  test("only events without ack id move the offset, and only where the server recovers", async () => {
    const client = await begin();
    client.ws.receive('42["news","o1"]', '427["news","not an offset"]', '42["news",5]');
    expect(offsetOf(client.socket)).toBe("o1");
    const plain = start();
    await rejoin(plain, '40{"sid":"a"}');
    plain.ws.receive('42["news","text"]');
    expect([offsetOf(plain.socket), plain.socket.recovered]).toEqual([undefined, false]);
  });

  test("an event that waited for connect moves it when it is delivered", async () => {
    const client = start();
    client.ws.accept();
    await settle();
    client.socket.once("connect", () => void client.log.push(`${offsetOf(client.socket)}`));
    client.ws.receive('42["news","o1"]', '40{"sid":"a","pid":"p"}');
    expect([client.take(), offsetOf(client.socket)]).toEqual([["connect", "undefined"], "o1"]);
  });

  describe("a packet that is not delivered does not come again", () => {
    const next = async (client: FakeClient): Promise<unknown> => (await rejoin(client, '40{"sid":"b","pid":"p1"}'))[0];
    const bare = ['40{"token":1}', ["disconnect parse error", "reconnect_attempt 1", "connect", "reconnect 1"]];
    const moved = (frame: string) => [
      frame,
      ["disconnect parse error", "reconnect_attempt 1", "connect", "reconnect 1"],
    ];
    const many = `[${Array(30).fill('{"_placeholder":true,"num":0}').join()}]`;

    test.each([
      ["a name that is reserved", '42["disconnect","o2"]'],
      ["a name that is no text", '42[{},"o2"]'],
      ["too many arguments", '42["news",1,2,3,4,5,6,"o2"]'],
      ["too deep", '42["news",[[[[[[1]]]]]],"o2"]'],
    ])("dropped alone, %s: the offset moves past it", async (_, frame) => {
      const client = await begin({ auth: { token: 1 }, maxArguments: 5, maxDepth: 4 });
      client.ws.receive('42["news","o1"]', frame);
      client.ws.end(null);
      expect(await next(client)).toBe('40{"pid":"p1","offset":"o2","token":1}');
    });

    test.each([
      ["too many attachments", `4530-["news",${many},"o2"]`, moved('40{"pid":"p1","offset":"o2","token":1}')],
      [
        "text where one is due",
        '451-["news",{"_placeholder":true,"num":0},"o2"]',
        moved('40{"pid":"p1","offset":"o2","token":1}'),
      ],
      ["an acknowledgement has no offset", '4530-7["news","o2"]', bare],
      ["text that is cut off", '42["news",1,"o2', bare],
      ["not an array", '42{"0":"news"}', bare],
      ["nothing at all", "4", bare],
      ["no packet", "49", bare],
      ["no Engine.IO packet", "x", bare],
    ])("parse error, %s", async (_, frame, expected) => {
      const client = await begin({ auth: { token: 1 }, maxAttachments: 10 });
      client.ws.receive('42["news","o1"]');
      client.take();
      client.ws.receive(frame, '42["behind"]');
      expect([await next(client), client.take()]).toEqual(expected);
    });

    test("only the namespace that it was for goes without its session", async () => {
      const client = await begin();
      const other = client.io("/other");
      await settle();
      client.ws.receive('40/other,{"sid":"c","pid":"p2"}', '42/other,["x","q1"]', '42["news","o1"]');
      client.ws.receive("42/other,[]");
      client.world.advance(5000);
      client.ws.accept();
      await settle();
      expect(client.ws.take()).toEqual(['40{"pid":"p1","offset":"o1"}', "40/other,"]);
      other.disconnect();
    });

    test("one that was too large to be read: it is not known what it was", async () => {
      const client = await begin();
      client.ws.receive('42["news","o1"]');
      client.ws.end(new Error("too large"), { fields: { code: "ERR_PAYLOAD_TOO_LARGE" } });
      expect(await next(client)).toBe("40");
    });

    test("nothing is kept of a session that was given up", async () => {
      const client = await begin();
      client.ws.receive('42["news","o1"]', "4");
      expect(await next(client)).toBe("40");
      client.ws.end(null);
      expect(await rejoin(client, '40{"sid":"d"}')).toEqual(['40{"pid":"p1"}']);
    });
  });
});

describe("who keeps the session beyond the page", () => {
  /** A client whose session is kept so, and what its keeper was told. */
  const kept = (opened: Promise<void> = Promise.resolve(), held: Partial<HeldSession> = {}) => {
    const log: string[] = [];
    const session: SessionOption = ({ url, nsp }, own) => {
      log.push(`of ${url} ${nsp}`);
      return {
        open: async () => {
          await opened;
          Object.assign(own, held);
          log.push("opened");
        },
        changed: () => void log.push(`changed ${own.pid} ${own.offset}`),
        closed: (cause) => void log.push(`closed ${cause}`),
      };
    };
    const client = start({ session, autoConnect: false });
    return Object.assign(client, { told: () => log.splice(0) });
  };

  test("is told of each change, and when it ends", async () => {
    const client = kept();
    expect(client.told()).toEqual(["of http://host /"]);
    client.socket.connect();
    await rejoin(client, '40{"sid":"a","pid":"p1"}');
    client.ws.receive('42["news","o1"]');
    client.ws.end(null);
    expect(client.told()).toEqual(["opened", "changed p1 undefined", "changed p1 o1"]);
    await rejoin(client, '40{"sid":"b","pid":"p1"}');
    client.socket.disconnect();
    // that it is idle may be said again
    expect(client.told().slice(0, 3)).toEqual(["opened", "changed p1 o1", "closed disconnect()"]);
  });

  test("gives what the socket goes on with", async () => {
    const client = kept(Promise.resolve(), { pid: "before", offset: "o7" });
    client.socket.connect();
    expect(await rejoin(client, '40{"sid":"a","pid":"before"}')).toEqual(['40{"pid":"before","offset":"o7"}']);
    expect(client.socket.recovered).toBe(true);
  });

  test("is waited for; where it fails, so does joining", async () => {
    const client = kept(Promise.reject(new Error("no storage")));
    client.socket.connect();
    client.ws.accept();
    await settle();
    expect([client.ws.take(), client.take()]).toEqual([[], ["connect_error ERR_AUTH"]]);
    client.socket.disconnect();
    expect(client.told()).toContain("closed disconnect()");
  });
});
