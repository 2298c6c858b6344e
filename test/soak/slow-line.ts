import { connect, createServer } from "node:net";
import { Transform } from "node:stream";
import { atEnd, notTheClients } from "../support/leaks.ts";
import { listen } from "../support/listen.mjs";

/** A line that passes a piece on each millisecond, and reads no more than that. */
export const slowLine = async (target: number): Promise<string> => {
  const server = createServer((near) => {
    const far = notTheClients(() => connect(target, "127.0.0.1"));
    const slow = new Transform({
      transform: (piece, _encoding, done) => void setTimeout(() => done(null, piece), 1),
    });
    near.pipe(slow).pipe(far).pipe(near);
    for (const socket of [near, far])
      socket.on("error", () => {}).on("close", () => [near, far].map((s) => s.destroy()));
  });
  const port = await listen(server);
  atEnd("abrupt server", () => new Promise((resolve) => server.close(resolve)));
  return `http://127.0.0.1:${port}`;
};
