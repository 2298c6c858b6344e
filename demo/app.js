// Puts the demo together. `io` is the global of dist/holdfast.min.js, loaded by a plain script tag.

import { createConnectionView } from "./page/connection.js";
import { $, h } from "./page/dom.js";
import { loadIdentity } from "./page/identity.js";
import { createRoomView } from "./page/room.js";

const { io } = globalThis;

setUpTheme();
setUpViews();

if (typeof io === "function") {
  const identity = loadIdentity();
  const seen = { epoch: undefined, seq: 0 };
  // A function, so that each connection tells the name of now, and what was seen until now.
  const socket = io({ auth: (done) => done({ ...identity, ...seen }) });
  createRoomView(socket, identity, seen);
  createConnectionView(socket);
} else {
  document.body.prepend(
    h("p", { class: "fatal", role: "alert" }, "dist/holdfast.min.js is missing. Run `npm run build`, then reload."),
  );
}

/** The system decides until somebody presses the button. */
function setUpTheme() {
  const button = $("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("holdfast-demo-theme", root.dataset.theme);
    } catch {
      // Then it lasts as long as the page.
    }
    show();
  });
  system.addEventListener("change", show);
  show();
}

/** On a phone there is room for one of the two. */
function setUpViews() {
  const buttons = document.querySelectorAll("[data-show]");
  for (const button of buttons) {
    button.addEventListener("click", () => {
      document.body.dataset.view = button.dataset.show;
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
    });
  }
}
