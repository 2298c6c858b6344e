// Joins the room of the demo from a terminal:
//
//   node examples/script.mjs http://127.0.0.1:3000 Ada
//   echo "The backup is done" | node examples/script.mjs http://127.0.0.1:3000 Cron
//
// Each line that is typed is sent. Ctrl-C leaves. From a pipe it sends the lines, waits until the server has them all,
// and leaves; the exit code is 1 if it could not.

import { randomUUID } from "node:crypto";
import process from "node:process";
import { createInterface } from "node:readline";
import { io } from "holdfast";

const [url, name = process.env.USER ?? "Terminal"] = process.argv.slice(2);
if (!url) {
  console.error("Usage: node examples/script.mjs URL [name]");
  process.exit(2);
}

const interactive = process.stdin.isTTY === true;
const seen = { epoch: undefined, seq: 0 };
const identity = { client: randomUUID(), name };

const socket = io(url, {
  // A function, so that each connection tells what was seen until then: the server sends what was missed.
  auth: (done) => done({ ...identity, ...seen }),
  // A person can press Ctrl-C. A cron job has to end one day.
  reconnectionAttempts: interactive ? Number.POSITIVE_INFINITY : 5,
});

// ---- what the room says

let me;
let here = new Map();

socket.on("welcome", ({ epoch, you }) => {
  if (epoch !== seen.epoch) Object.assign(seen, { epoch, seq: 0 });
  me = you;
});

socket.on("message", (message) => {
  seen.seq = Math.max(seen.seq, message.seq);
  if (message.key === me) return;
  const { picture } = message;
  const what = picture
    ? `[a picture, ${picture.width} × ${picture.height}, ${picture.bytes.length} bytes]`
    : safe(message.text);
  print(`${bold(safe(message.name))}: ${what}`);
});

socket.on("people", (people) => {
  const now = new Map(people.filter((p) => p.key !== me).map((p) => [p.key, safe(p.name)]));
  for (const [key, who] of now) {
    if (!here.has(key)) print(dim(`+ ${who} is here`));
    else if (here.get(key) !== who) print(dim(`~ ${here.get(key)} is now ${who}`));
  }
  for (const [key, who] of here) if (!now.has(key)) print(dim(`- ${who} has left`));
  here = now;
});

// ---- what the client does

const { lifecycle } = socket;
lifecycle.on("connect", () => print(dim(`* connected to ${url} as ${name}`)));
lifecycle.on("disconnect", (reason) => print(dim(`* disconnected: ${reason}`)));
lifecycle.on("connect_error", (error) => {
  const next = error.willRetry ? `, again in ${(error.retryIn / 1000).toFixed(1)} s` : "";
  print(dim(`* ${error.message}${next}`));
  if (error.hint) print(dim(`  ${error.hint}`));
});
lifecycle.on("reconnect", (attempt) =>
  print(dim(`* it took ${attempt === 1 ? "one attempt" : `${attempt} attempts`}`)),
);
lifecycle.on("reconnect_failed", () => {
  print("The server can't be reached. Giving up.");
  leave(1);
});

// ---- what is typed

const input = createInterface({ input: process.stdin, output: interactive ? process.stdout : undefined, prompt: "> " });
const underway = new Set();
let left = false;

input.on("line", (line) => {
  const text = line.trim();
  if (text !== "") {
    const sending = send({ id: randomUUID(), text });
    underway.add(sending);
    sending.finally(() => underway.delete(sending));
  }
  if (interactive) input.prompt();
});
input.on("close", async () => {
  if (interactive) return leave(0); // Ctrl-D
  const results = await Promise.all(underway);
  leave(results.every(Boolean) ? 0 : 1);
});
input.on("SIGINT", () => leave(0));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => leave(interactive ? 0 : 130));
if (interactive) input.prompt();

/** Resolves to whether the server took it. */
async function send(message) {
  for (;;) {
    try {
      const answer = await socket.emitWithAck("message", message);
      if (!answer.ok) print(`Refused: ${answer.error}`);
      return answer.ok;
    } catch (error) {
      // The connection died before the answer came. The id makes it safe to send the message again.
      if (error.code === "ERR_DISCONNECTED" && socket.active) continue;
      print(`Not confirmed (${error.message}): ${message.text}`);
      return false;
    }
  }
}

function leave(code) {
  if (left) return;
  left = true;
  process.exitCode ||= code;
  socket.disconnect();
  input.close();
  // Nothing is left that keeps the process alive, so it ends by itself once the goodbye is sent.
  process.stdin.destroy();
}

// ---- writing, above the line that is being typed

function print(text) {
  if (!interactive) return console.log(text);
  process.stdout.write(`\r\u001b[K${text}\n`);
  if (!left) input.prompt(true);
}

/** What others write must not be able to steer this terminal. */
function safe(text) {
  return text.replace(/\p{Cc}+/gu, " ");
}

function bold(text) {
  return process.stdout.isTTY ? `\u001b[1m${text}\u001b[22m` : text;
}

function dim(text) {
  return process.stdout.isTTY ? `\u001b[2m${text}\u001b[22m` : text;
}
