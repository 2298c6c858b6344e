import { tooManyBytes } from "../util/errors.ts";

/** Bytes of the body of an answer that is no Socket.IO server's, such as an error page: what is more is not read. */
const MOST_OF_OTHERS = 65_536;
/** Bytes of packets beside the largest message. */
const MOST_OVERHEAD = 1e6;

/** Bytes that a body of packets may have: base64 takes four bytes for three. */
const mostOfPackets = (maxMessageBytes: number): number => Math.floor(MOST_OVERHEAD + (4 / 3) * maxMessageBytes);

/** May a body that begins so be packets? */
const mayBePackets = (status: number, first: string): boolean => status === 200 && /[\db]/.test(first);

/**
 * Reads the body of an answer piece by piece, so that one without an end takes no more memory than its kind may. The function
 * that is returned takes a piece, or nothing at the end, and gives the text once it is whole. Of a body that can't be packets it
 * gives the beginning, as soon as there is more than an error should keep. Packets that are too many, or no UTF-8, make it throw.
 * `maxMessageBytes`: where packets may come.
 */
export const bodyReader = (status: number, maxMessageBytes?: number): ((piece?: Uint8Array) => string | undefined) => {
  let decoder: TextDecoder | undefined;
  /** Bytes that packets may have, if these may be some. */
  let most: number | undefined;
  let room = MOST_OF_OTHERS;
  let text = "";
  return (piece) => {
    if (piece && !decoder) {
      if (maxMessageBytes !== undefined && mayBePackets(status, String.fromCharCode(...piece.subarray(0, 1))))
        room = most = mostOfPackets(maxMessageBytes);
      decoder = new TextDecoder("utf-8", { fatal: most !== undefined });
    }
    if (decoder) text += decoder.decode(piece?.subarray(0, room), { stream: !!piece });
    if (piece) room -= piece.length;
    if (most !== undefined && room < 0) throw tooManyBytes(most);
    return piece && room >= 0 ? undefined : text;
  };
};

/**
 * The same where the platform hands over bodies whole, as React Native does. Its own memory for them can't be bounded from here.
 * What the server announces as larger than any answer may be is not asked for, and what turns out to be is not handed on.
 */
export const wholeBody = async (response: Response, maxMessageBytes: number): Promise<string> => {
  const { status, headers } = response;
  const most = mostOfPackets(maxMessageBytes);
  const isLarge = Number(headers.get("content-length")) > most;
  if (isLarge && status === 200) throw tooManyBytes(most);
  const text = isLarge ? "" : await response.text();
  if (!mayBePackets(status, text.slice(0, 1))) return text.slice(0, MOST_OF_OTHERS);
  // no text has fewer bytes than UTF-16 units
  if (text.length > most) throw tooManyBytes(most);
  return text;
};
