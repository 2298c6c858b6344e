/** Entry for the script tag with `socket.io-msgpack-parser` as the parser, as in socket.io-client's build of that name. */
import parser from "socket.io-msgpack-parser";
import { Manager as BareManager, protocol } from "./index.ts";
import { bindIo } from "./io.ts";
import type { IoOptions } from "./manager/options.ts";
import { browser } from "./platform/browser.ts";
import type { Address } from "./util/url.ts";

class Manager extends BareManager {
  constructor(url?: Address | IoOptions, options?: IoOptions) {
    super(typeof url === "object" ? { parser, ...url } : url, { parser, ...options });
  }
}

const io = bindIo(Manager, browser);
export default Object.assign(io, { protocol });
