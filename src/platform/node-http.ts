import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { bodyReader } from "./body.ts";
import { connectionsFor, endConnections } from "./node-agent.ts";
import { connectOptions, headersFor, keepCookies, NodeUrl } from "./node-options.ts";
import type { Http, HttpResponse, Requests } from "./platform.ts";

/** An answer, whose body is read. */
export const answerOf = ({ statusCode = 0, headers }: IncomingMessage, text: string): HttpResponse => ({
  status: statusCode,
  text,
  to: headers.location?.split("?")[0],
  header: (name) => headers[name] as string | undefined,
});

/** Reads the body of an answer, as far as its kind goes. */
export const textOf = (response: IncomingMessage, maxMessageBytes?: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const { statusCode = 0 } = response;
    const read = bodyReader(statusCode, maxMessageBytes);
    const take = (piece?: Buffer): void => {
      try {
        const text = read(piece);
        if (text === undefined) return;
        resolve(text);
        // nobody waits for the rest
        if (piece) response.destroy();
      } catch (error) {
        reject(error);
        response.destroy();
      }
    };
    // what came of an error page will do
    response.on("error", (error) => (statusCode === 200 ? reject(error) : take()));
    response.on("data", take).on("end", () => take());
  });

const send: Http = (address, body, signal, options) =>
  new Promise((resolve, reject) => {
    const url = new NodeUrl(address);
    const { origin } = options;
    const post = body !== undefined && {
      "Content-Type": "text/plain;charset=UTF-8",
      "Content-Length": Buffer.byteLength(body),
    };
    const secure = url.protocol === "https:";
    const connections = connectionsFor({ secure }, options);
    connections.prune();
    // by its module: what watches or redirects a process's requests puts its own function there
    const request = (secure ? https : http).request(url, {
      agent: connections.agent,
      ...connectOptions(options),
      method: post ? "POST" : "GET",
      headers: { Accept: "*/*", ...(origin && { Origin: origin }), ...headersFor(url, options), ...post },
      signal,
    });
    request.on("error", reject);
    // whatever else may end it: each request has an outcome
    const unanswered = (): void => reject(new Error("closed without an answer"));
    request.on("close", unanswered);
    request.on("upgrade", ({ statusCode = 101 }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, text: "", header: () => undefined });
    });
    request.on("response", (response) => {
      request.off("close", unanswered);
      connections.heed(response);
      textOf(response, options.maxMessageBytes).then((text) => {
        keepCookies(url, options, response, text);
        resolve(answerOf(response, text));
      }, reject);
    });
    if (options.autoUnref) request.on("socket", (socket) => socket.unref());
    request.end(body);
  });

/** Requests by `node:http`, for polling. */
export const requests: Requests = { send, end: endConnections };
