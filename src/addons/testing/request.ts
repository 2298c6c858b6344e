import { theirs } from "./theirs.ts";

/** What the server and its middlewares read of the request that opened a connection. */
export interface MemoryRequest {
  readonly method: "GET";
  readonly url: string;
  readonly headers: Record<string, string>;
  /** Parameters of the address, as Engine.IO has them. */
  readonly _query: Record<string, string>;
  readonly httpVersion: "1.1";
  readonly connection: Peer;
  readonly socket: Peer;
}

interface Peer {
  readonly encrypted: boolean;
  readonly remoteAddress: "127.0.0.1";
  readonly remotePort: number;
}

/** `sent`: headers that the app gives the client. */
export const requestOf = (address: string, sent: Record<string, unknown>): MemoryRequest => {
  const { pathname, search, searchParams, host, protocol } = new URL(address);
  const headers: Record<string, string> = { host };
  for (const [name, value] of Object.entries(sent)) headers[name.toLowerCase()] = String(value);
  const peer: Peer = { encrypted: /^(https|wss):$/.test(protocol), remoteAddress: "127.0.0.1", remotePort: 1 };
  return {
    method: "GET",
    url: pathname + search,
    headers,
    [theirs("query")]: Object.fromEntries(searchParams),
    httpVersion: "1.1",
    connection: peer,
    socket: peer,
  };
};
