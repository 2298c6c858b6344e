import { createServer } from "node:http";
import { expect, test } from "vitest";
import { client } from "../support/client.ts";
import { atEnd } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";
import { next } from "../support/until.ts";

/** An answer that never ends must not take all memory: it is given up once it is larger than any that the limits allow. */
test("a poll that is answered without an end", async () => {
  let sent = 0;
  const server = createServer((_, response) => {
    const chunk = Buffer.alloc(64 * 1024, "x");
    const write = (): void => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
    };
    response.on("drain", write);
    write();
  });
  const port = await listen(server);
  atEnd("abrupt server", () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  const options = { transports: ["polling"], reconnection: false, maxMessageBytes: 1e6 };
  const socket = client(`http://127.0.0.1:${port}`, options);
  const [error] = await next(socket, "connect_error");
  expect(error).toMatchObject({ code: "ERR_NOT_SOCKETIO", status: 200 });
  expect(sent).toBeLessThan(20e6);
});
