import { describe, expect, test } from "vitest";
import { type FakeClient, startsClients } from "../../support/fake-client.ts";
import { settle } from "../../support/fake-platform.ts";

const start = startsClients();
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
    expect(client.socket._offset).toBe("o3");
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
    expect(client.socket._offset).toBe("o1");
    const plain = start();
    await rejoin(plain, '40{"sid":"a"}');
    plain.ws.receive('42["news","text"]');
    expect([plain.socket._offset, plain.socket.recovered]).toEqual([undefined, false]);
  });

  test("an event that waited for connect moves it when it is delivered", async () => {
    const client = start();
    client.ws.accept();
    await settle();
    client.socket.once("connect", () => void client.log.push(`${client.socket._offset}`));
    client.ws.receive('42["news","o1"]', '40{"sid":"a","pid":"p"}');
    expect([client.take(), client.socket._offset]).toEqual([["connect", "undefined"], "o1"]);
  });
});
