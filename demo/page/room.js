// The room: what is said, by whom, and what became of each message written here.

import { DELIVERY } from "./describe.js";
import { $, h, hueOf, setText } from "./dom.js";
import { saveIdentity } from "./identity.js";
import { createMessages } from "./messages.js";
import { preparePicture, samplePicture } from "./picture.js";

const TYPING_LASTS = 3000;
const TYPING_EVERY = 2000;

/** `seen` is what `auth` tells the server, so that only what was missed comes again; it is kept up to date here. */
export function createRoomView(socket, identity, seen) {
  const messages = createMessages();
  const unsettled = new Map(); // id -> content of own messages whose outcome is open or in doubt
  let me; // the key by which the others know us; the server tells it
  // Until then own messages have some key, only to give them a colour.
  const myKey = () => me ?? "0000";

  // ---- what comes in

  socket.on("welcome", ({ epoch, you }) => {
    // Another epoch is another server: it counts from the start, and knows nothing of what we have seen.
    if (epoch !== seen.epoch) Object.assign(seen, { epoch, seq: 0 });
    me = you;
    $("my-avatar").style.setProperty("--hue", hueOf(you));
  });

  socket.on("message", (message) => {
    seen.seq = Math.max(seen.seq, message.seq);
    stopTyping(message.key);
    // Ours, in the history, after the answer to it was lost: so it did arrive.
    if (unsettled.has(message.id)) return settle(message.id, message.at);
    if (messages.has(message.id)) return;
    const mine = message.key === me;
    messages.add(message, { mine });
    if (mine) settle(message.id, message.at); // said before this page was reloaded
  });

  socket.on("people", (people) => {
    const others = people.filter((person) => person.key !== me);
    $("people").replaceChildren(
      ...others.map(({ key, name, transport }) => {
        const chip = h(
          "li",
          { class: "person", title: `${name}, over ${transport}` },
          h("span", { class: "avatar", "aria-hidden": "true" }, initials(name)),
          name,
        );
        chip.style.setProperty("--hue", hueOf(key));
        return chip;
      }),
      ...(others.length === 0 ? [h("li", { class: "alone" }, "Only you so far")] : []),
    );
  });

  // ---- what goes out

  /** Sends it, now or when there is a connection: the client keeps it until then. */
  async function deliver(id) {
    showWaiting(id);
    const { text, picture } = unsettled.get(id);
    try {
      const answer = await (picture
        ? socket.emitWithAck(
            "picture",
            { id, type: picture.type, width: picture.width, height: picture.height },
            picture.bytes,
          )
        : socket.emitWithAck("message", { id, text }));
      if (!unsettled.has(id)) return; // it came back with the history before this answer did
      if (answer.ok) {
        seen.seq = Math.max(seen.seq, answer.seq);
        settle(id, answer.at);
      } else {
        unsettled.delete(id);
        messages.setStatus(id, "failed", `refused: ${answer.error}`);
      }
    } catch (error) {
      if (!unsettled.has(id)) return;
      // The connection went away with the message or with the answer to it. The id makes it safe to send it again:
      // at once if there will be another connection, or else when somebody asks for it.
      if (error.code === "ERR_DISCONNECTED" && socket.active) return deliver(id);
      const what = error.delivery === "not-sent" ? "not sent" : "not confirmed";
      messages.setStatus(id, "failed", `${what}: ${error.message}`, () => deliver(id));
      unsettled.get(id).failed = true;
    }
  }

  function settle(id, at) {
    unsettled.delete(id);
    messages.setStatus(id, "delivered", DELIVERY.delivered(at));
  }

  function showWaiting(id) {
    const state = socket.connected ? "sending" : "waiting";
    unsettled.get(id).failed = false;
    messages.setStatus(id, state, DELIVERY[state]());
  }

  function say(content) {
    const id = crypto.randomUUID();
    unsettled.set(id, { ...content, failed: false });
    messages.add({ id, key: myKey(), name: identity.name, at: Date.now(), ...content }, { mine: true });
    deliver(id);
  }

  socket.lifecycle.on("state_change", () => {
    for (const [id, { failed }] of unsettled) if (!failed) showWaiting(id);
  });

  // ---- the composer

  const text = $("text");
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    const said = text.value.trim();
    text.value = "";
    lastTyped = Number.NEGATIVE_INFINITY;
    if (said !== "") say({ text: said });
  });

  let lastTyped = Number.NEGATIVE_INFINITY;
  text.addEventListener("input", () => {
    if (performance.now() - lastTyped < TYPING_EVERY || text.value === "") return;
    lastTyped = performance.now();
    // Of no use later: without a connection it is dropped, which the panel shows.
    socket.volatile.emit("typing");
  });

  async function sendPicture(file) {
    try {
      say({ picture: await preparePicture(file) });
    } catch (error) {
      hint(error.message);
    }
  }

  const sendPictures = (files) => {
    for (const file of files) sendPicture(file);
  };
  const file = $("file");
  file.addEventListener("change", () => {
    sendPictures(file.files);
    file.value = ""; // so that the same file can be chosen again
  });
  $("sample").addEventListener("click", async () => sendPicture(await samplePicture()));
  document.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    sendPictures(event.clipboardData.files);
  });
  acceptDrops($("room"), sendPictures);

  // ---- who types

  const typing = new Map(); // key -> { name, timer }
  let hinted; // a hint of our own takes the place for a while

  socket.on("typing", ({ key, name }) => {
    clearTimeout(typing.get(key)?.timer);
    typing.set(key, { name, timer: setTimeout(stopTyping, TYPING_LASTS, key) });
    showTyping();
  });

  function stopTyping(key) {
    clearTimeout(typing.get(key)?.timer);
    if (typing.delete(key)) showTyping();
  }

  function showTyping() {
    if (hinted) return;
    const names = [...typing.values()].map((t) => t.name);
    const who =
      names.length > 2
        ? "Several people are"
        : names.length === 2
          ? `${names.join(" and ")} are`
          : names[0] && `${names[0]} is`;
    setText($("typing"), who ? `${who} typing…` : "");
  }

  function hint(message) {
    clearTimeout(hinted);
    setText($("typing"), message);
    hinted = setTimeout(() => {
      hinted = undefined;
      showTyping();
    }, 6000);
  }

  // ---- the name

  const name = $("name");
  const fitName = () => name.style.setProperty("--chars", Math.max(4, name.value.length + 1));
  const showName = () => {
    name.value = identity.name;
    fitName();
    setText($("my-avatar"), initials(identity.name));
  };
  showName();
  name.addEventListener("input", fitName);
  name.addEventListener("change", rename);
  name.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    showName();
    name.blur();
  });
  $("rename").addEventListener("submit", (event) => {
    event.preventDefault();
    name.blur(); // which is what makes the `change` event, if there was one
  });

  async function rename() {
    const wanted = name.value.trim();
    if (wanted !== "" && wanted !== identity.name) {
      identity.name = wanted;
      saveIdentity(identity);
      // Without a connection there is nothing to send: `auth` carries the name to the next one.
      if (socket.connected) {
        const answer = await socket.emitWithAck("rename", wanted).catch(() => undefined);
        if (answer?.ok && identity.name === wanted) identity.name = answer.name;
        if (answer && !answer.ok) hint(answer.error);
      }
      saveIdentity(identity);
    }
    showName();
  }
}

function acceptDrops(target, onFiles) {
  // Moving over a child leaves and enters again: count.
  let depth = 0;
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const mark = (by) => {
    depth = by === 0 ? 0 : depth + by;
    target.classList.toggle("dropping", depth > 0);
  };
  target.addEventListener("dragenter", (event) => hasFiles(event) && mark(1));
  target.addEventListener("dragleave", (event) => hasFiles(event) && mark(-1));
  target.addEventListener("drop", (event) => {
    mark(0);
    if (hasFiles(event)) onFiles(event.dataTransfer.files);
  });
  // Without these the browser leaves the page and opens the file.
  for (const type of ["dragover", "drop"])
    document.addEventListener(type, (event) => hasFiles(event) && event.preventDefault());
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => [...word][0])
    .join("")
    .toUpperCase();
}
