/** Requests by `fetch`, for polling; a bundle without polling goes without them. */
import { bodyReader, wholeBody } from "./body.ts";
import { nativeClock } from "./browser.ts";
import type { Http, Requests } from "./platform.ts";

/** The body of an answer, as far as its kind goes. */
const textOf = async (response: Response, maxMessageBytes: number): Promise<string> => {
  const { body } = response;
  // React Native's answers come whole
  if (!body?.getReader || !globalThis.TextDecoder) return wholeBody(response, maxMessageBytes);
  const reader = body.getReader();
  const read = bodyReader(response.status, maxMessageBytes);
  for (;;) {
    const { value } = await reader.read();
    const text = read(value);
    if (text === undefined) continue;
    // nobody waits for the rest
    if (value) reader.cancel().catch(() => {});
    return text;
  }
};

/**
 * A page can't see a redirect before it was followed. What comes from another host is not the server's, and of a POST that became
 * a GET the server has nothing: `ok` is the answer to a POST alone.
 */
const checkRedirect = (from: URL, to: URL, { lost }: { lost: boolean }): void => {
  if (to.host !== from.host || from.protocol > to.protocol || lost)
    throw new Error(`redirected to ${to.origin}${to.pathname}${lost ? ", which takes no POST" : ""}`);
};

const send: Http = async (url, body, signal, { extraHeaders, withCredentials, maxMessageBytes }, { keepalive }) => {
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: extraHeaders,
    body,
    signal,
    credentials: withCredentials ? "include" : "same-origin",
    cache: "no-store",
    keepalive,
  } as RequestInit).catch(
    // Chromium fails what is under way just before it tells of pagehide: then this never comes
    (error) => new Promise<Response>((_, reject) => nativeClock.setTimeout(() => reject(error), 0)),
  );
  const text = await textOf(response, maxMessageBytes);
  if (response.redirected)
    checkRedirect(new URL(url), new URL(response.url), {
      lost: body !== undefined && !/^ok$/i.test(text),
    });
  return { status: response.status, text, header: (name) => response.headers.get(name) };
};

export const requests: Requests = { send };
