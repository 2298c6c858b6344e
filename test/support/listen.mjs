/** Plain JavaScript, since the benches and the tests that run without vitest use it too. */
import { createServer } from "node:net";

/** Starts a server, on a free port if none is given; resolves to its port. */
export const listen = (server, port = 0, host = "127.0.0.1") =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve(server.address().port);
    });
  });

/** A port on which nothing listens, for a program that has to be told one. */
export const freePort = async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
};
