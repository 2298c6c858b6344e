/** PROTOCOL.md, "Hostile or broken input". Engine.IO packets as they come, several where an attachment is due. */
export const BAD: (string | Buffer)[][] = [
  ["9"],
  ["x"],
  [""],
  ["4"],
  ["47"],
  ["4x"],
  ["44"],
  ["42"],
  ["42{}"],
  ["42[]"],
  ['42["x"'],
  ['42"x"'],
  ["43"],
  ["43[]"],
  ['43["x"]'],
  ["431{}"],
  ["431"],
  ["41[]"],
  ["40[]"],
  ['40"x"'],
  ['45["x"]'],
  ['450-["x"]'],
  ['451-["x"]', Buffer.from("b")],
  ['452-["x",{"_placeholder":true,"num":0}]', Buffer.from("b"), Buffer.from("c")],
  ['451-["x",{"_placeholder":true,"num":0}]', '42["y"]'],
  ['451-["x",{"_placeholder":true,"num":0}]', "41"],
  ['45999999999-["x",{"_placeholder":true,"num":0}]', Buffer.from("b")],
  ['45-["x"]'],
  ["461-[]", Buffer.from("b")],
  [Buffer.from("nobody announced this")],
  [Buffer.alloc(0)],
  ["b"],
  ["b!!!"],
];

export const show = (frames: readonly (string | Buffer)[]): string =>
  frames
    .map((frame) => (typeof frame === "string" ? `"${frame.length > 70 ? `${frame.slice(0, 70)}…` : frame}"` : "bytes"))
    .join(", ");
