/**
 * Feeds a client with events that were made beforehand: WebSocket frames, written to the TCP socket as they are. So the source is
 * never the bottleneck. A server that made each event anew would be slower than the client; that is then woken for each, while a
 * slower client finds hundreds at a time, and the figures say who was slower rather than what an event costs.
 */

/** A frame as a server sends it: whole, without a mask. */
function webSocketFrame(data) {
  const payload = Buffer.from(data);
  const { length } = payload;
  const opcode = typeof data === "string" ? 0x81 : 0x82;
  const head = length < 126 ? [opcode, length] : [opcode, 126, length >> 8, length & 255];
  return Buffer.concat([Buffer.from(head), payload]);
}

/** An event, given the messages that it is made of: the packet, then its attachments. */
export const eventOf = (...messages) => Buffer.concat(messages.map(webSocketFrame));

/** Events in one write. */
const BURST = 500;

/** Sends the event so many times, in bursts, as fast as the client takes them; then calls `done`. */
export function sendInBursts(tcp, event, count, done) {
  const burst = Buffer.alloc(BURST * event.length, event);
  let left = count;
  const turn = () => {
    const size = Math.min(BURST, left);
    left -= size;
    // the next one when the kernel has this one
    tcp.write(burst.subarray(0, size * event.length), () => (left ? setImmediate(turn) : done?.()));
  };
  turn();
}
