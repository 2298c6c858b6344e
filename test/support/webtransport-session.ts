import { Transcript } from "./until.ts";

/** The server's side of one WebTransport session, and the session as the platform has it; see `fake-webtransport.ts`. */
export class FakeSession {
  /** The client's packets. */
  readonly heard = new Transcript<string | Buffer>();
  readonly ready: Promise<void>;
  readonly closed: Promise<unknown>;
  isClosed = false;
  /** The server reads nothing any more. */
  deaf = false;
  #close!: () => void;
  #toClient!: ReadableStreamDefaultController<Uint8Array>;
  #rest = Buffer.alloc(0);

  constructor(
    readonly url: string,
    readonly onPacket: (session: FakeSession, packet: string | Buffer) => void,
  ) {
    this.ready = Promise.resolve();
    this.closed = new Promise<void>((resolve) => {
      this.#close = resolve;
    });
  }

  // ---- as the platform has it

  async createBidirectionalStream(): Promise<{ readable: ReadableStream; writable: WritableStream }> {
    const readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#toClient = controller;
      },
    });
    const writable = new WritableStream<Uint8Array>({
      write: (chunk) => (this.deaf ? new Promise(() => {}) : this.#take(chunk)),
    });
    return { readable, writable };
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.#close();
    try {
      this.#toClient?.close();
    } catch {
      // it was closed, or has failed
    }
  }

  // ---- the server's side

  send(...packets: (string | Buffer)[]): void {
    this.bytes(Buffer.concat(packets.map((packet) => framed(packet))));
  }

  bytes(bytes: Buffer): void {
    if (!this.isClosed) this.#toClient.enqueue(new Uint8Array(bytes));
  }

  end(): void {
    this.close();
  }

  fail(error: Error): void {
    this.#toClient.error(error);
  }

  #take(chunk: Uint8Array): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (;;) {
      const first = this.#rest[0] ?? 0;
      const short = first & 0x7f;
      const head = short < 126 ? 1 : short === 126 ? 3 : 9;
      if (this.#rest.length < head) return;
      const length =
        short < 126 ? short : short === 126 ? this.#rest.readUInt16BE(1) : Number(this.#rest.readBigUInt64BE(1));
      if (this.#rest.length < head + length) return;
      const payload = this.#rest.subarray(head, head + length);
      this.#rest = this.#rest.subarray(head + length);
      const packet = first & 0x80 ? payload : payload.toString();
      this.heard.push(packet);
      this.onPacket(this, packet);
    }
  }
}

/** A packet behind its header, whose length takes 7, 16 or 64 bits; the least by default. */
export const framed = (packet: string | Buffer, bits?: 7 | 16 | 64): Buffer => {
  const payload = Buffer.from(packet as string);
  const top = typeof packet === "string" ? 0 : 0x80;
  const size = bits ?? (payload.length < 126 ? 7 : payload.length < 65_536 ? 16 : 64);
  const head = Buffer.alloc({ 7: 1, 16: 3, 64: 9 }[size]);
  head[0] = top | (size === 7 ? payload.length : size === 16 ? 126 : 127);
  if (size === 16) head.writeUInt16BE(payload.length, 1);
  if (size === 64) head.writeBigUInt64BE(BigInt(payload.length), 1);
  return Buffer.concat([head, payload]);
};
