import type { Socket } from "holdfast";
import { HoldfastError, isHoldfastError } from "holdfast/core";
import type { EventOf } from "./types.ts";

/** How a file is cut up, and how much of it is under way. */
export interface UploadOptions {
  /** Bytes of a piece. @default 65536 */
  chunk?: number;
  /** Pieces that may wait for their acknowledgement at a time. @default 4 */
  window?: number;
  /** Ends the upload. */
  signal?: AbortSignal;
}

/** How far an upload is. */
export interface UploadProgress {
  /** Bytes that the server has acknowledged, from the beginning on. */
  sent: number;
  /** Bytes in all. */
  total: number;
}

/** What the server is told with each piece. */
export interface UploadPart {
  /** The same for all pieces of an upload, over any number of connections. */
  id: string;
  /** Where in the whole the piece belongs. */
  offset: number;
  /** Bytes of the whole. */
  total: number;
}

interface Sender {
  readonly connected: boolean;
  readonly active: boolean;
  ready(options: { signal?: AbortSignal | undefined }): Promise<unknown>;
  signal(signal: AbortSignal): Sender;
  emitWithAck(event: string, ...args: unknown[]): Promise<unknown>;
}

/** Bytes of a piece. Node ends the process where a Blob is cut at what is no whole number. */
const sizeOf = (chunk: number, total: number): number => Math.max(1, Math.min(chunk, total, 2 ** 30) | 0);

/**
 * Sends a Blob (a File) in pieces, each as the event with its bytes, an {@link UploadPart} and a callback that the server calls once it
 * has the piece. Gives the progress each time that it does. After a lost connection it goes on with the first piece that was not
 * acknowledged, which the server may have already: `offset` says so. An acknowledgement with a truthy `error` in its first argument
 * ends it with `ERR_REFUSED`. Nothing is sent before it is iterated, nor after the loop is left.
 */
export async function* upload<Listen extends object, Emit extends object>(
  socket: Socket<Listen, Emit>,
  event: EventOf<Emit>,
  blob: Blob,
  { chunk: asked = 65_536, window = 4, signal }: UploadOptions = {},
): AsyncGenerator<UploadProgress, void, undefined> {
  const given = socket as unknown as Sender;
  const sender = signal ? given.signal(signal) : given;
  const id = Math.random().toString(36).slice(2);
  const total = blob.size;
  const chunk = sizeOf(asked, total);
  /** Acknowledgements that are due, in order. */
  let due: Promise<unknown>[] = [];
  let sent = 0;
  for (;;) {
    try {
      await given.ready({ signal });
      while (!due.length || (due.length < window && sent + due.length * chunk < total)) {
        const offset = sent + due.length * chunk;
        const bytes = await blob.slice(offset, offset + chunk).arrayBuffer();
        // it would wait, and go out once more after those that are sent again
        if (!given.connected) break;
        const answer = sender.emitWithAck(event, bytes, { id, offset, total });
        // it is told when its turn comes
        answer.catch(() => {});
        due.push(answer);
      }
      if (!due.length) continue;
      const answer = (await due.shift()) as { error?: unknown } | undefined;
      if (answer?.error) throw new HoldfastError("ERR_REFUSED", "the server refused the upload", { cause: answer });
    } catch (error) {
      if (!isHoldfastError(error, "ERR_DISCONNECTED") || !given.active) throw error;
      due = [];
      continue;
    }
    sent = Math.min(sent + chunk, total);
    yield { sent, total };
    if (sent === total) return;
  }
}
