import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { atEnd, notTheClients } from "./leaks.ts";
import { listen } from "./listen.mjs";

/**
 * An HTTP proxy as offices have it: tunnels by `CONNECT`. It is closed when the test ends.
 *
 *     const proxy = await startConnectProxy();                 // or ("user:secret"): answers 407 without these credentials
 *     const agent = new HttpsProxyAgent(proxy.url);
 *     …
 *     expect(proxy.tunnels).toEqual(["127.0.0.1:12345"]);      // what was asked for, in order
 *     proxy.cut();                                             // ends the tunnels that are open
 */
export interface ConnectProxy {
  readonly url: string;
  readonly tunnels: readonly string[];
  /** The ports that it connected from: what the server sees of its clients. */
  readonly ports: readonly number[];
  cut(): void;
}

export async function startConnectProxy(credentials?: string): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const ports: number[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connection", keep);
  server.on("connect", ({ url = "", headers }, client, head) => {
    const wanted = credentials && `Basic ${Buffer.from(credentials).toString("base64")}`;
    if (wanted && headers["proxy-authorization"] !== wanted) {
      client.end("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return;
    }
    tunnels.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const target = notTheClients(() => connect(Number(port), hostname));
    keep(target);
    target.on("connect", () => {
      ports.push(target.localPort as number);
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
      target.pipe(client).pipe(target);
    });
    target.on("close", () => client.destroy());
    client.on("close", () => target.destroy());
  });
  const port = await listen(server);
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  atEnd("abrupt server", () => {
    cut();
    return new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${port}`, tunnels, ports, cut };
}
