// The room: what is said in it and who is here. It knows nothing of HTTP or of restarts, and outlives both,
// as a database behind a real server would.
//
// From a client:                                    To a client:
//   message ({ id, text }, ack)                       welcome  ({ epoch, you, refuseWebSocket })
//   picture ({ id, type, width, height }, bytes, ack) people   ([{ key, name, transport }])
//   rename  (name, ack)                               message  ({ seq, id, key, name, at, text | picture })
//   typing  ()                                        typing   ({ key, name })
//   break   ("drop" | "disconnect" | "restart" |      settings ({ refuseWebSocket })
//            "refuse-websocket" | "allow-websocket")
//
// `auth` of a client: { client, name, epoch, seq }. With the epoch and the sequence number of the last message it saw,
// someone who comes back gets what was missed, a newcomer gets the whole history.
// Message ids are made by the client, so that sending again after a lost answer is safe: the second copy is only acked.

import { createHash, randomUUID } from "node:crypto";

const HISTORY = 50;
const PICTURES = 6;
const MAX_TEXT = 2000;
const MAX_NAME = 24;
const MAX_PICTURE = 4 * 1024 * 1024;
const MAX_SIDE = 20_000;
const PICTURE_TYPES = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

export function createRoom() {
  const epoch = randomUUID();
  /** @type {{ seq: number, id: string, key: string, name: string, at: number, text?: string, picture?: object }[]} */
  let history = [];
  let seq = 0;

  function add(person, id, content) {
    const known = history.find((m) => m.id === id);
    if (known) return { message: known, isNew: false };
    const message = { seq: ++seq, id, key: person.key, name: person.name, at: Date.now(), ...content };
    history.push(message);
    history = trimmed(history);
    return { message, isNew: true };
  }

  /** Lets `socket` take part. `breakIt(what, socket)` does what the buttons ask for. */
  function join(socket, { people, refuseWebSocket, breakIt }) {
    const auth = isObject(socket.handshake.auth) ? socket.handshake.auth : {};
    const person = { key: keyOf(auth.client, socket), name: cleanName(auth.name) ?? "Guest" };
    socket.data.person = person;

    const post = (id, content, ack) => {
      if (typeof id !== "string" || id.length < 8 || id.length > 64)
        return ack({ ok: false, error: "A message needs an id." });
      const { message, isNew } = add(person, id, content);
      if (isNew) socket.broadcast.emit("message", message);
      ack({ ok: true, seq: message.seq, at: message.at });
    };

    // Everything below comes from the network: nothing is taken for granted, not even that there is an ack.
    socket.on("message", (input, ack) => {
      const text = isObject(input) && typeof input.text === "string" ? input.text.trim() : "";
      if (text === "") return answer(ack)({ ok: false, error: "There is no text in it." });
      if (text.length > MAX_TEXT) return answer(ack)({ ok: false, error: `Longer than ${MAX_TEXT} characters.` });
      post(input.id, { text }, answer(ack));
    });

    socket.on("picture", (input, bytes, ack) => {
      const problem = pictureProblem(input, bytes);
      if (problem) return answer(ack)({ ok: false, error: problem });
      const { type, width, height } = input;
      post(input.id, { picture: { type, width, height, bytes } }, answer(ack));
    });

    socket.on("rename", (name, ack) => {
      const cleaned = cleanName(name);
      if (!cleaned) return answer(ack)({ ok: false, error: `A name has 1 to ${MAX_NAME} characters.` });
      person.name = cleaned;
      answer(ack)({ ok: true, name: cleaned });
      people();
    });

    socket.on("typing", () => socket.broadcast.emit("typing", { key: person.key, name: person.name }));
    socket.on("break", (what) => breakIt(what, socket));
    socket.conn.on("upgrade", people);
    // Not while the server shuts down: then the others would see everybody leave, one by one.
    socket.on("disconnect", (reason) => reason !== "server shutting down" && people());

    socket.emit("welcome", { epoch, you: person.key, refuseWebSocket: refuseWebSocket() });
    // One event for each: a packet with the bytes of many pictures might have more attachments than a parser takes (10).
    const since = auth.epoch === epoch && Number.isInteger(auth.seq) ? auth.seq : 0;
    for (const message of history) if (message.seq > since) socket.emit("message", message);
    people();
  }

  return { join };
}

/** One entry for each person, even while the server still holds a dead connection of somebody who is back already. */
export function peopleOf(sockets) {
  const byKey = new Map();
  for (const socket of sockets) {
    const { person } = socket.data;
    if (person) byKey.set(person.key, { ...person, transport: socket.conn.transport.name });
  }
  return [...byKey.values()];
}

/** The last messages; of the pictures, which are large, only the last few. */
function trimmed(history) {
  let pictures = 0;
  return history
    .slice(-HISTORY)
    .reverse()
    .filter((m) => !m.picture || ++pictures <= PICTURES)
    .reverse();
}

function pictureProblem(input, bytes) {
  const side = (n) => Number.isInteger(n) && n > 0 && n <= MAX_SIDE;
  if (!isObject(input) || !PICTURE_TYPES.has(input.type)) return "Only PNG, JPEG, WebP and GIF pictures.";
  if (!side(input.width) || !side(input.height)) return "The size of the picture is missing.";
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return "There are no bytes in it.";
  if (bytes.length > MAX_PICTURE) return "Larger than 4 MB.";
}

/** Others see this key, never the secret that it is made of, so nobody can speak as somebody else. */
function keyOf(client, socket) {
  const secret = typeof client === "string" && client !== "" ? client.slice(0, 200) : socket.id;
  return createHash("sha256").update(secret).digest("hex").slice(0, 12);
}

function cleanName(name) {
  if (typeof name !== "string") return;
  const cleaned = name
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, MAX_NAME);
  return cleaned === "" ? undefined : cleaned;
}

const isObject = (value) => typeof value === "object" && value !== null;
const answer = (ack) => (typeof ack === "function" ? ack : () => {});
