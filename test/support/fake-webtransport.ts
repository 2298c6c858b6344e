import { atEnd } from "./leaks.ts";
import { Transcript } from "./until.ts";
import { FakeSession, framed } from "./webtransport-session.ts";

export { framed };

/**
 * A WebTransport of which the test plays the server, byte by byte; Node has none of its own.
 *
 *     const sessions = fakeWebTransport();               // in place until the test ends
 *     const socket = client("http://host", { transports: ["webtransport"] });
 *     const session = await sessions.get(0);             // it has joined
 *     session.send('42["x"]', Buffer.from("bytes"));     // Engine.IO packets, framed as they should be
 *     session.bytes(Buffer.from([0x00]));                // or any bytes
 *     session.deaf = true;                               // it reads no more
 *     session.end();  session.fail(new Error("reset"));
 *     expect(session.heard.entries).toEqual(["0", "40", …]);
 */
const HANDSHAKE = '0{"sid":"SID","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}';

export interface FakeSessions {
  /** The n-th session, from 0, once the client wants to join. */
  get(n: number): Promise<FakeSession>;
  readonly all: FakeSession[];
}

/** Puts the fake in place until the test ends. `handshake`: the bytes in answer to the n-th session's first packet. */
export const fakeWebTransport = (handshake: (n: number) => Buffer = () => framed(HANDSHAKE)): FakeSessions => {
  const all: FakeSession[] = [];
  const joined = new Transcript<FakeSession>();
  const onPacket = (session: FakeSession, packet: string | Buffer): void => {
    if (packet === "0") session.bytes(handshake(all.indexOf(session)));
    if (packet !== "40") return;
    session.send('40{"sid":"x"}');
    joined.push(session);
  };
  class WebTransport extends FakeSession {
    constructor(url: string) {
      super(url, onPacket);
      all.push(this);
    }
  }
  const world = globalThis as { WebTransport?: unknown };
  world.WebTransport = WebTransport;
  atEnd("real server", () => {
    delete world.WebTransport;
  });
  return {
    all,
    get: async (n) => {
      await joined.size(n + 1);
      return joined.entries[n] as FakeSession;
    },
  };
};
