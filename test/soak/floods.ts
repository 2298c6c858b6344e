import type { ServerResponse } from "node:http";
import { constants, createGzip } from "node:zlib";
import { type Flood, fill, frameOf, pour } from "./flood-server.ts";

/** What each case pours out, by which transport, and what the client has to say of it. */
export interface FloodCase {
  readonly name: string;
  readonly transport: "polling" | "websocket";
  /** Made in the server's process alone: there are many megabytes of it. */
  readonly flood: () => Flood;
  /** Of the error, where one is due. */
  readonly code?: string;
  /** On this build alone. */
  readonly only?: "node";
}

const SEPARATOR = "\x1e";

/** A payload of so many bytes. */
const payload = (packet: string, bytes = 5e6): Buffer => fill(packet + SEPARATOR, bytes).subarray(0, -1);
const frames = (packet: string, opcode = 1): Buffer => fill(frameOf(packet, opcode), 64 * 1024);
const objects = (bytes: number): string => `42["x",[${"{},".repeat(bytes / 3)}{}]]`;

const endless =
  (status: number, unit: string, zipped = false) =>
  (): Flood => ({
    answer: (response: ServerResponse) => {
      response.writeHead(status, { "Content-Type": "text/plain", ...(zipped && { "Content-Encoding": "gzip" }) });
      if (!zipped) return pour(response, fill(unit, 64 * 1024));
      const gzip = createGzip({ level: constants.Z_BEST_SPEED });
      gzip.pipe(response);
      response.on("close", () => gzip.destroy());
      pour(gzip, fill(unit, 256 * 1024));
    },
  });

/** The first frame of a message, and more of them; all that is poured out again begins with what may not come then. */
const endlessMessage = (): Buffer =>
  Buffer.concat([frameOf("x".repeat(1e4), 1, false), fill(frameOf("x".repeat(1e4), 0, false), 8e6)]);

const POLLING: Omit<FloodCase, "transport">[] = [
  { name: "pings", flood: () => ({ poll: payload("2") }) },
  { name: "noops", flood: () => ({ poll: payload("6") }) },
  { name: "separators", flood: () => ({ poll: fill(SEPARATOR, 5e6) }), code: "ERR_PARSE" },
  { name: "unknown acknowledgements", flood: () => ({ poll: payload("43999[]") }) },
  { name: "CONNECTs of a namespace left", flood: () => ({ poll: payload('40/left,{"sid":"x"}') }) },
  { name: "joined and left", flood: () => ({ poll: payload(`41${SEPARATOR}40{"sid":"x"}`, 5e5) }) },
  {
    name: "answers asked for",
    flood: () => ({ poll: payload('421["ask"]'), deaf: true }),
    code: "ERR_BUFFER_FULL",
  },
  {
    name: "events before the join",
    flood: () => ({ poll: payload('42["x"]'), silent: true }),
    code: "ERR_BUFFER_FULL",
  },
  {
    name: "large events before the join",
    flood: () => ({ poll: Buffer.from(objects(1e6)), silent: true }),
    code: "ERR_BUFFER_FULL",
  },
  { name: "many objects", flood: () => ({ poll: Buffer.from(objects(3.9e6)) }) },
  { name: "a large message", flood: () => ({ poll: Buffer.from(objects(4.1e6)) }), code: "ERR_PAYLOAD_TOO_LARGE" },
  { name: "a handshake without an end", flood: endless(200, "0{"), code: "ERR_PAYLOAD_TOO_LARGE" },
  { name: "a page without an end", flood: endless(200, "<p>page</p>"), code: "ERR_NOT_SOCKETIO" },
  { name: "a page without an end, compressed", flood: endless(200, "<p>page</p>", true) },
  { name: "packets without an end, compressed", flood: endless(200, "0{", true) },
  { name: "an error page without an end", flood: endless(502, "<p>page</p>"), code: "ERR_HTTP_STATUS" },
  {
    name: "an error page without an end, compressed",
    flood: endless(502, "<p>page</p>", true),
    code: "ERR_HTTP_STATUS",
  },
];

const WEBSOCKET: Omit<FloodCase, "transport">[] = [
  { name: "pings", flood: () => ({ bytes: frames("2"), deaf: true }) },
  { name: "pings of WebSocket's own", flood: () => ({ bytes: frames("x", 9), deaf: true }) },
  { name: "answers asked for", flood: () => ({ bytes: frames('421["ask"]'), deaf: true }), code: "ERR_BUFFER_FULL" },
  { name: "CONNECTs of a namespace left", flood: () => ({ bytes: frames('40/left,{"sid":"x"}') }) },
  {
    name: "events before the join",
    flood: () => ({ bytes: frames('42["x"]'), silent: true }),
    code: "ERR_BUFFER_FULL",
  },
  {
    name: "compressed objects",
    flood: () => ({ message: objects(2e7), deflate: true }),
    code: "ERR_PAYLOAD_TOO_LARGE",
  },
  { name: "many objects", flood: () => ({ bytes: frameOf(objects(3.9e6)) }) },
  {
    name: "a message without an end",
    flood: () => ({ bytes: endlessMessage() }),
    code: "ERR_PAYLOAD_TOO_LARGE",
    only: "node",
  },
  {
    name: "a refusal without an end",
    flood: () => ({
      refuse: (socket) => {
        socket.write("HTTP/1.1 403 No\r\nContent-Type: text/plain\r\n\r\n");
        pour(socket, fill("no ", 64 * 1024));
      },
    }),
  },
];

export const FLOODS: readonly FloodCase[] = [
  ...POLLING.map((one) => ({ ...one, transport: "polling" as const })),
  ...WEBSOCKET.map((one) => ({ ...one, transport: "websocket" as const })),
];
