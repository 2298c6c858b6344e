import { afterAll, beforeAll } from "vitest";
import { WebSocket } from "ws";
import { io as node } from "../../src/index.node.ts";
import { io as web } from "../../src/index.ts";
import type { Client } from "./client.ts";
import { atEnd } from "./leaks.ts";
import type { TestServer } from "./server.ts";

const { WebSocket: own } = globalThis;

/** Node 20 has no WebSocket; that of `ws` does what a page's does. */
beforeAll(() => {
  globalThis.WebSocket = WebSocket as never;
});
afterAll(() => {
  globalThis.WebSocket = own;
});

const PLATFORMS = { node, web };

/** Polling and WebSocket, each over the Node platform and over the web's. */
export const EVERYWHERE = (["node", "web"] as const).flatMap((platform) =>
  ["polling", "websocket"].map((transport) => ({
    where: `${platform}, ${transport}`,
    /** A socket as {@link client} of `client.ts` makes it. */
    open: ({ url }: Pick<TestServer, "url">, options: object = {}): Client => {
      const socket = PLATFORMS[platform](url, {
        forceNew: true,
        reconnectionDelay: 10,
        randomizationFactor: 0,
        transports: [transport],
        ...options,
      }) as unknown as Client;
      atEnd("client", () => socket.disconnect());
      return socket;
    },
  })),
);
