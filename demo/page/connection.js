// The view beside the room: how the connection is, in words, the buttons that break it, and below them the panel of holdfast
// itself, which shows the rest.

import { brief, REASONS } from "./describe.js";
import { $, h, setText } from "./dom.js";

const HEADLINES = {
  connected: "Connected",
  connecting: "Connecting",
  reconnecting: "Reconnecting",
  disconnected: "Disconnected",
};
const TOGGLE = { connected: "Disconnect", connecting: "Stop", reconnecting: "Try now", disconnected: "Connect" };

export function createConnectionView(socket) {
  let why = ""; // what to say under the headline while there is no connection
  let transport; // the one in use

  function showTransport(name, { note = "", refused = false } = {}) {
    transport = name;
    $("path").dataset.transport = name ?? "";
    $("path").classList.toggle("refused", refused);
    setText($("transport"), name ?? "none");
    setText($("upgrade"), note);
    showState();
  }

  function showState() {
    const { state } = socket;
    const connected = state === "connected";
    document.body.dataset.state = state;
    setText($("state"), HEADLINES[state]);
    setText($("pill-text"), connected && transport ? `Connected · ${transport}` : HEADLINES[state]);
    setText($("why"), connected ? `as ${socket.id}` : why || "\u00a0");
    $("why").title = $("why").textContent; // it may be cut off
    setText($("toggle"), TOGGLE[state]);
    // Not `disabled`: that would take the focus away from whoever just pressed it.
    for (const button of document.querySelectorAll(".break button"))
      button.setAttribute("aria-disabled", String(!connected));
  }

  // ---- what happens

  socket.lifecycle.on("state_change", showState);
  socket.lifecycle.on("connect_error", (error) => {
    why = [brief(error), error.hint].filter(Boolean).join(" → ");
    showTransport(undefined);
  });
  socket.lifecycle.on("disconnect", (reason) => {
    why = REASONS[reason] ?? reason;
    showTransport(undefined);
  });
  socket.io.on("open", () => {
    const { engine } = socket.io;
    const opened = performance.now();
    showTransport(engine.transport.name);
    // Events of an engine that is history already are not about this connection.
    const on = (event, listener) => engine.on(event, (arg) => engine === socket.io.engine && listener(arg));
    on("upgrade", ({ name }) => showTransport(name, { note: `${Math.round(performance.now() - opened)} ms` }));
    on("upgradeError", () => showTransport(transport, { note: "failed", refused: true }));
  });
  socket.on("upgrade_refused", () => showTransport(transport, { note: "403", refused: true }));

  // ---- buttons

  $("toggle").addEventListener("click", () => {
    if (socket.state === "disconnected" || socket.state === "reconnecting") {
      // While it waits for the next attempt, connect() makes it try at once.
      socket.connect();
    } else {
      why = REASONS["io client disconnect"]; // if it was not connected, there will be no `disconnect` event
      socket.disconnect();
    }
    showState();
  });

  for (const button of document.querySelectorAll("[data-break]")) {
    button.addEventListener("click", () => {
      if (socket.connected) socket.emit("break", button.dataset.break);
    });
  }

  const refuse = $("refuse-ws");
  const showRefusal = ({ refuseWebSocket }) => refuse.setAttribute("aria-checked", String(refuseWebSocket));
  refuse.addEventListener("click", () => {
    if (!socket.connected) return;
    const on = refuse.getAttribute("aria-checked") === "true";
    socket.emit("break", on ? "allow-websocket" : "refuse-websocket");
  });
  socket.on("welcome", showRefusal);
  socket.on("settings", showRefusal);

  showState();
  inspect(socket);
}

/** Loads the panel of holdfast, as an app does it for its developers. `args`: here nothing that is sent is a secret. */
async function inspect(socket) {
  try {
    const { panel } = await import("/dist/web/panel.js");
    panel(socket, { into: $("inspector"), args: true, hotkey: false });
  } catch (error) {
    $("inspector").append(h("p", { class: "missing", role: "alert" }, `holdfast/panel is not here: ${brief(error)}`));
  }
}
