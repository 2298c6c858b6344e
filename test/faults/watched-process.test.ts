import http, { type ClientRequest } from "node:http";
import https from "node:https";
import { afterEach, describe, expect, test, vi } from "vitest";
import { makeCertificate } from "../support/certificate.ts";
import { client, MODES, ready } from "../support/client.ts";
import { onRequest, startServer } from "../support/server.ts";
import { until } from "../support/until.ts";

/**
 * What watches or redirects the requests of a whole process (agents of monitoring services, `global-agent`, `nock`) puts its own function
 * in the place of `http.request`, before or after holdfast is loaded, and lacks what does not go through it.
 */
const { key, cert } = makeCertificate({ name: "localhost", addresses: ["127.0.0.1"] });

type Request = (...args: unknown[]) => ClientRequest;

afterEach(() => vi.restoreAllMocks());

describe.each(MODES)("$mode", ({ options }) => {
  test.each([
    ["http", http, undefined],
    ["https", https, { key, cert }],
  ])("each request goes by the function that %s has now", async (_, module, tls) => {
    let seen = 0;
    const request = module.request as Request;
    const watching = vi.spyOn(module as { request: Request }, "request").mockImplementation((...args) => {
      seen++;
      return request.apply(module, args);
    });
    let served = 0;
    const server = await startServer((io) => onRequest(io, () => served++), {}, tls);
    const socket = client(server, { ...options, rejectUnauthorized: false, reconnection: false });
    await ready(socket);
    await until("each has arrived", () => seen === served);
    watching.mockRestore();
    const before = served;
    socket.disconnect().connect();
    await ready(socket);
    expect([seen < served, served > before]).toEqual([true, true]);
  });
});
