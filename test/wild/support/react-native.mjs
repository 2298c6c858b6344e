import { createContext, runInContext } from "node:vm";
import { WebSocket } from "ws";

/** React Native's own, up to 0.79: it can be filled, and hardly asked. */
class HalfURLSearchParams {
  #pairs = [];
  constructor(pairs = {}) {
    for (const [name, value] of Object.entries(pairs)) this.append(name, value);
  }
  append(name, value) {
    this.#pairs.push(`${name}=${value}`);
  }
  toString() {
    return this.#pairs.join("&");
  }
}
for (const name of ["delete", "get", "getAll", "has", "set", "sort"])
  HalfURLSearchParams.prototype[name] = () => {
    throw new Error(`URLSearchParams.${name} is not implemented`);
  };

/** It takes headers and two kinds of binary data, has a ping() that nobody answers to, and does not know what waits. */
class NativeWebSocket extends WebSocket {
  constructor(url, protocols, { headers = {}, ...others } = {}) {
    if (Object.keys(others).length) console.log(`unrecognized WebSocket options: ${Object.keys(others)}`);
    super(url, Array.isArray(protocols) ? protocols : [protocols ?? []].flat(), { headers });
    Object.defineProperty(this, "bufferedAmount", { value: undefined });
  }
  get binaryType() {
    return super.binaryType;
  }
  set binaryType(type) {
    if (type !== "blob" && type !== "arraybuffer") throw new Error("binaryType must be either 'blob' or 'arraybuffer'");
    super.binaryType = type;
  }
  ping() {
    super.ping();
  }
}

/** As much of it as a client asks for. */
class NativeXMLHttpRequest {
  readyState = 0;
  responseText = "";
  #headers = {};
  #abort = new AbortController();

  open(method, url) {
    Object.assign(this, { method, url });
  }
  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }
  getResponseHeader(name) {
    return this.headers.get(name);
  }
  async send(body) {
    const { method, url } = this;
    const options = { method, headers: this.#headers, body: body ?? undefined, signal: this.#abort.signal };
    try {
      const answer = await fetch(url, options);
      this.headers = answer.headers;
      this.responseText = await answer.text();
      this.status = answer.status;
    } catch {
      this.status = 0;
    }
    if (this.#abort.signal.aborted) return;
    this.readyState = 4;
    this.onreadystatechange?.();
  }
  abort() {
    this.#abort.abort();
  }
}

/** React Native's fetch: an answer comes whole. */
async function fetchWhole(url, options) {
  const { status, headers, text } = await fetch(url, options).then(async (answer) => ({
    status: answer.status,
    headers: answer.headers,
    text: await answer.text(),
  }));
  return { status, headers, text: async () => text };
}

const ALWAYS = {
  ...{ console, setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, queueMicrotask, performance },
  ...{ AbortController, URL, Blob, ArrayBuffer, Uint8Array, DataView },
  fetch: fetchWhole,
  XMLHttpRequest: NativeXMLHttpRequest,
  WebSocket: NativeWebSocket,
  navigator: { product: "ReactNative" },
};

/** What a bundle finds; none has TextEncoder. */
const WORLDS = {
  "React Native to 0.73": { URLSearchParams: HalfURLSearchParams },
  "React Native 0.74 to 0.79": { URLSearchParams: HalfURLSearchParams, btoa, atob },
  "React Native from 0.80": { URLSearchParams, btoa, atob },
};

/** Each with a name, and what runs a bundle in it and gives its globals. */
export const worlds = Object.entries(WORLDS).map(([name, more]) => ({
  name,
  run(text) {
    const world = createContext({ ...ALWAYS, ...more });
    world.window = world.self = world.global = world;
    runInContext(text, world);
    return world;
  },
}));
