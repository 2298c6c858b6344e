/** Entry `holdfast/core`: the same, with the transports named by the caller, so that the rest is not bundled. */
import { bindIo, type IoFunction } from "./io.ts";
import { BaseManager } from "./manager/manager.ts";
import type { IoOptions } from "./manager/options.ts";
import { browser } from "./platform/browser.ts";
import type { TransportKind } from "./transport/transport.ts";

/** Makes an `io` that knows these transports alone, in this order; `io.Manager` goes with it. */
export const createIo = ({ transports }: { transports: readonly TransportKind[] }): IoFunction => {
  class Manager extends BaseManager {
    constructor(url?: string | IoOptions, options?: IoOptions) {
      super({ platform: browser, kinds: transports }, url, options);
    }
  }
  return bindIo(Manager, browser);
};

export * from "./exports.ts";
export { Socket } from "./io.ts";
export { polling, websocket, webtransport } from "./transports.ts";
