/** Bytes of the body of an answer that is no Socket.IO server's, such as an error page: what is more is not read. */
const MOST_OF_OTHERS = 65_536;
/** Bytes of packets beside the largest message. */
const MOST_OVERHEAD = 1e6;

/**
 * Reads the body of an answer piece by piece, so that one without an end takes no more memory than its kind may. The function
 * that is returned takes a piece, or nothing at the end, and gives the text once it is whole. Of a body that can't be packets it
 * gives the beginning, as soon as there is more than an error should keep. Packets that are too many, or no UTF-8, make it throw.
 * `maxMessageBytes`: where packets may come.
 */
export const bodyReader = (status: number, maxMessageBytes?: number): ((piece?: Uint8Array) => string | undefined) => {
  let decoder: TextDecoder | undefined;
  let fatal = false;
  let room = MOST_OF_OTHERS;
  let text = "";
  return (piece) => {
    if (piece && !decoder) {
      fatal = status === 200 && maxMessageBytes !== undefined && /[\db]/.test(String.fromCharCode(piece[0]!));
      // base64 takes four bytes for three
      if (fatal) room = MOST_OVERHEAD + (4 / 3) * maxMessageBytes!;
      decoder = new TextDecoder("utf-8", { fatal });
    }
    if (decoder) text += decoder.decode(piece?.subarray(0, room), { stream: !!piece });
    if (piece) room -= piece.length;
    if (fatal && room < 0) throw new Error("message too large");
    return piece && room >= 0 ? undefined : text;
  };
};
