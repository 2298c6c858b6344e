import { Agent as HttpAgent, request as httpRequest } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { WebSocket } from "ws";
import type { Clock, Http, Platform, WebSocketFactory, WebSocketLike } from "./platform.ts";

const native = { setTimeout, clearTimeout };

const clock: Platform["clock"] = ({ useNativeTimers, autoUnref }): Clock => {
  const timers = useNativeTimers ? native : globalThis;
  return {
    now: () => Date.now(),
    setTimeout: (callback, ms) => {
      const timer = timers.setTimeout(callback, ms);
      // a fake clock's timers may lack it
      if (autoUnref) timer.unref?.();
      return timer;
    },
    clearTimeout: (timer) => timers.clearTimeout(timer as NodeJS.Timeout),
  };
};

const http: Platform["http"] = ({ node, cookies, autoUnref }): Http => {
  return ({ method, url, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const secure = url.startsWith("https");
      const cookie = cookies?.header(url);
      const request = (secure ? httpsRequest : httpRequest)(
        url,
        {
          ...node,
          method,
          signal,
          headers: {
            Accept: "*/*",
            ...headers,
            ...(cookie && { Cookie: cookie }),
            ...(body !== undefined && { "Content-Length": Buffer.byteLength(body) }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("aborted", () => reject(new Error("the answer was cut short")));
          response.on("end", () => {
            cookies?.store(url, response.headers["set-cookie"] ?? []);
            try {
              const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
              resolve({ status: response.statusCode ?? 0, text });
            } catch (error) {
              reject(error);
            }
          });
        },
      );
      if (autoUnref) request.on("socket", (socket) => socket.unref());
      request.on("error", reject);
      request.end(body);
    });
};

const openWebSocket: WebSocketFactory = (url, options, handlers) => {
  const { node, extraHeaders, protocols, perMessageDeflate, autoUnref, cookies } = options;
  const cookie = cookies?.header(url);
  let end: { error?: unknown; status?: number; body?: string } = {};
  const socket = new WebSocket(url, protocols, {
    ...node,
    headers: { ...extraHeaders, ...(cookie && { Cookie: cookie }) },
    perMessageDeflate: perMessageDeflate as boolean,
  });
  socket.on("open", () => {
    if (autoUnref) rawSocket(socket)?.unref();
    handlers.open();
  });
  socket.on("upgrade", ({ headers }) => cookies?.store(url, headers["set-cookie"] ?? []));
  socket.on("message", (data: Buffer, isBinary) => handlers.message(isBinary ? data : data.toString()));
  socket.on("unexpected-response", (request, response) => {
    let body = "";
    response.setEncoding("utf8").on("data", (chunk: string) => {
      if (body.length < 1000) body += chunk;
    });
    const refused = (): void => {
      end = { status: response.statusCode ?? 0, body };
      socket.terminate();
      request.destroy();
    };
    response.on("end", refused).on("error", refused);
  });
  socket.on("error", (error) => {
    if (end.status === undefined) end = { error };
  });
  socket.on("close", (code, reason) => handlers.close({ code, reason: reason.toString(), ...end }));
  let corked = false;
  const like: WebSocketLike = {
    get bufferedAmount() {
      return socket.bufferedAmount;
    },
    send: (data, compress) => {
      if (!corked) {
        // one write to the kernel for all that is sent in this turn
        const raw = rawSocket(socket);
        raw?.cork();
        corked = true;
        process.nextTick(() => {
          corked = false;
          raw?.uncork();
        });
      }
      socket.send(data as string, { compress });
    },
    close: () => socket.close(),
    abort: () => {
      socket.removeAllListeners().on("error", () => {});
      socket.terminate();
    },
  };
  return like;
};

/** The TCP or TLS socket under a WebSocket of `ws`. */
const rawSocket = (socket: WebSocket): import("node:net").Socket | undefined =>
  (socket as unknown as { _socket?: import("node:net").Socket })._socket;

/** Node and Bun: `node:http` and `ws`. */
export const node: Platform = {
  clock,
  random: () => Math.random(),
  http,
  webSocket: openWebSocket,
  webTransport: undefined,
  binaryType: "nodebuffer",
  webSocketHeaders: true,
  // a page that Node imitates (jsdom) has an address
  location: () => {
    const page = (globalThis as { location?: { protocol: string; host: string } }).location;
    return page?.host ? page : undefined;
  },
  byteLength: (text) => Buffer.byteLength(text),
  report: (error) => {
    process.nextTick(() => {
      throw error;
    });
  },
  warn: (message) => console.warn(message),
};
