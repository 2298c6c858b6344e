import { EventEmitter } from "node:events";
import type { MemoryRequest } from "./request.ts";

/**
 * What a middleware of `io.engine.use()` has for the answer that opens a connection, as far as such middlewares go: whoever ends it has
 * refused.
 */
export class MemoryResponse extends EventEmitter {
  readonly req: MemoryRequest;
  statusCode = 200;
  headersSent = false;
  writableEnded = false;
  readonly _headers = new Map<string, unknown>();
  readonly _ended: (status: number, text: string) => void;

  constructor(request: MemoryRequest, ended: (status: number, text: string) => void) {
    super();
    this.req = request;
    this._ended = ended;
  }

  getHeader(name: string): unknown {
    return this._headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: unknown): this {
    this._headers.set(name.toLowerCase(), value);
    return this;
  }

  removeHeader(name: string): void {
    this._headers.delete(name.toLowerCase());
  }

  writeHead(status = this.statusCode): this {
    this.statusCode = status;
    this.headersSent = true;
    return this;
  }

  write(): true {
    return true;
  }

  end(body?: unknown): this {
    if (this.writableEnded) return this;
    this.writeHead();
    this.writableEnded = true;
    this.emit("finish");
    this._ended(this.statusCode, typeof body === "string" ? body : "");
    return this;
  }
}
