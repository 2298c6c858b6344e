// The list of messages. It only shows; what is sent and what came of it is decided in room.js.

import { $, clock, h, hueOf } from "./dom.js";
import { pictureUrl } from "./picture.js";

const KEEP = 200;
const GROUP_WITHIN = 3 * 60_000;
const MOST_HEIGHT = 300;

export function createMessages() {
  const log = $("messages");
  const toEnd = $("to-end");
  const byId = new Map(); // id -> { element, status, url }

  // Whoever reads older messages is not pulled away from them.
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 60;
  const scrollToEnd = () => {
    log.scrollTop = log.scrollHeight;
  };
  toEnd.addEventListener("click", () => {
    scrollToEnd();
    log.focus();
  });
  log.addEventListener("scroll", () => {
    if (atEnd()) toEnd.hidden = true;
  });
  // The log gets smaller when a phone's keyboard opens.
  let wasAtEnd = true;
  log.addEventListener("scroll", () => (wasAtEnd = atEnd()));
  new ResizeObserver(() => wasAtEnd && scrollToEnd()).observe(log);

  /** Adds a message: `{ id, key, name, at, text | picture }`. */
  function add(message, { mine }) {
    $("empty").hidden = true;
    const follow = mine || atEnd();
    const last = log.lastElementChild;
    const grouped = last?.dataset.key === message.key && message.at - Number(last.dataset.at) < GROUP_WITHIN;
    const status = mine ? h("span", { class: "status" }) : undefined;
    const url = message.picture && pictureUrl(message.picture);

    const element = h(
      "article",
      {
        class: `message${mine ? " mine" : ""}${grouped ? " grouped" : ""}`,
        "data-id": message.id,
        "data-key": message.key,
        "data-at": message.at,
      },
      h(
        "header",
        {},
        // One knows who one is.
        mine ? undefined : h("b", {}, message.name),
        h("time", { datetime: new Date(message.at).toISOString() }, clock(message.at)),
      ),
      message.picture ? pictureOf(message, url) : h("p", { class: "bubble", dir: "auto" }, message.text),
      status,
    );
    element.style.setProperty("--hue", hueOf(message.key));
    log.append(element);
    byId.set(message.id, { element, status, url });
    forgetOld();
    if (follow) scrollToEnd();
    else toEnd.hidden = false;
  }

  /** What became of an own message: `state` for the looks, `text` for the reader, `retry` to try again. */
  function setStatus(id, state, text, retry) {
    const { element, status } = byId.get(id) ?? {};
    if (!status) return;
    element.dataset.status = state;
    const again = retry && h("button", { type: "button", class: "link-button", onclick: retry }, "Try again");
    const follow = atEnd();
    status.replaceChildren(text, ...(again ? [" · ", again] : []));
    if (follow) scrollToEnd();
  }

  function forgetOld() {
    for (const [id, { element, url }] of byId) {
      if (byId.size <= KEEP) return;
      element.remove();
      if (url) URL.revokeObjectURL(url);
      byId.delete(id);
    }
  }

  return { add, setStatus, has: (id) => byId.has(id) };
}

function pictureOf({ name, picture }, url) {
  const { width, height } = picture;
  const image = h("img", { src: url, alt: `Picture from ${name}`, width, height });
  // The size is known beforehand, so nothing jumps when the picture is there.
  image.style.width = `${Math.min(width, (MOST_HEIGHT * width) / height)}px`;
  const size = Math.ceil(picture.bytes.byteLength / 1024);
  return h(
    "figure",
    { class: "bubble" },
    h("a", { href: url, target: "_blank", rel: "noopener" }, image),
    h("figcaption", {}, `${width} × ${height}, ${size} KB, sent as binary`),
  );
}
