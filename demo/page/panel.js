// The panel beside the room: what the client does, as it happens, and the buttons that break things.

import { createChart } from "./chart.js";
import { brief, describe, describePacket, REASONS } from "./describe.js";
import { $, clock, h, setText } from "./dom.js";
import { observe } from "./observe.js";

const ENTRIES = 200;
const PING_EVERY = 2000;
const PING_TIMEOUT = 5000;

const HEADLINES = {
  connected: "Connected",
  connecting: "Connecting",
  reconnecting: "Reconnecting",
  disconnected: "Disconnected",
};
const TOGGLE = { connected: "Disconnect", connecting: "Stop", reconnecting: "Try now", disconnected: "Connect" };

export function createPanel(socket) {
  const chart = createChart($("chart"));
  const retry = createCountdown();
  const packets = { in: 0, out: 0 };
  let why = ""; // what to say under the headline while there is no connection

  observe(socket, {
    lifecycle(event, args) {
      list("lifecycle", event, describe(event, args, socket));
      if (event === "connect_error") {
        why = brief(args[0]);
        if (typeof args[0].retryIn === "number") retry.start(args[0].retryIn);
      }
      if (event === "disconnect") why = REASONS[args[0]] ?? args[0];
      if (event === "disconnect" || event === "connect_error") showTransport(undefined);
      // How long the first wait is, nobody tells: there is no error to tell it.
      if (event === "disconnect") retry.stop("soon");
      if (event === "reconnect_attempt") retry.stop("now");
      if (event === "connect" || event === "reconnect_failed") retry.stop();
      if (event === "connect") measure();
      showState();
    },
    engine(event, detail) {
      list("lifecycle", event, describe(event, [detail], socket));
      if (event === "upgrade") {
        showTransport(detail.transport, `${Math.round(detail.after)} ms`);
        showState();
      }
    },
    open(name) {
      showTransport(name);
      showState();
    },
    packet(direction, packet) {
      packets[direction] += 1;
      setText($(`packets-${direction}`), packets[direction].toLocaleString("en"));
      list("packets", direction, { text: describePacket(packet) });
    },
  });

  // ---- state

  let transport; // the one in use
  function showTransport(name, note = "", refused = false) {
    transport = name;
    $("path").dataset.transport = name ?? "";
    $("path").classList.toggle("refused", refused);
    setText($("transport"), name ?? "none");
    setText($("upgrade"), note);
  }

  let shown;
  function showState() {
    const { state } = socket;
    const connected = state === "connected";
    if (state === "disconnected" || connected) retry.stop();
    document.body.dataset.state = state;
    setText($("state"), HEADLINES[state]);
    setText($("pill-text"), connected && transport ? `Connected · ${transport}` : HEADLINES[state]);
    setText($("why"), connected ? `as ${socket.id}` : why || "\u00a0");
    $("why").title = $("why").textContent; // it may be cut off
    setText($("toggle"), TOGGLE[state]);
    // Not `disabled`: that would take the focus away from whoever just pressed it.
    for (const button of document.querySelectorAll(".break button"))
      button.setAttribute("aria-disabled", String(!connected));
    if (state !== shown) chart.state(state);
    shown = state;
  }

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

  // ---- round trip

  let measuring = false;
  async function measure() {
    if (measuring || !socket.connected) return;
    measuring = true;
    const start = performance.now();
    try {
      await socket.timeout(PING_TIMEOUT).emitWithAck("rtt");
      const rtt = performance.now() - start;
      setText($("rtt"), rtt.toFixed(rtt < 100 ? 1 : 0));
      chart.sample(rtt);
    } catch {
      // The connection died or is too slow: the rest of the panel tells.
    } finally {
      measuring = false;
    }
  }
  setInterval(measure, PING_EVERY);

  // ---- buttons that break things

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
  socket.on("upgrade_refused", () => {
    showTransport(transport, "403", true);
    list("lifecycle", "upgrade_refused", describe("upgrade_refused", [], socket));
  });

  // ---- lists

  function list(id, event, { text, hint }) {
    const now = Date.now();
    const name = id === "packets" ? { in: "in", out: "out" }[event] : event;
    $(id).prepend(
      h(
        "li",
        { "data-event": event },
        h("time", { datetime: new Date(now).toISOString() }, clock(now, { ms: true })),
        h("div", {}, h("b", {}, name), " ", h("span", {}, text), hint && h("em", {}, hint)),
      ),
    );
    while ($(id).childElementCount > ENTRIES) $(id).lastElementChild.remove();
  }

  const tabs = [$("tab-lifecycle"), $("tab-packets")];
  const select = (tab) => {
    for (const other of tabs) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
      $(other.getAttribute("aria-controls")).hidden = other !== tab;
    }
  };
  for (const [i, tab] of tabs.entries()) {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = tabs[1 - i];
      select(other);
      other.focus();
    });
  }
  $("clear").addEventListener("click", () => {
    for (const id of ["lifecycle", "packets"]) if (!$(`panel-${id}`).hidden) $(id).replaceChildren();
  });

  showState();
}

/** The time to the next attempt, as `err.retryIn` told it. */
function createCountdown() {
  let timer;
  const progress = $("progress");

  function stop(text = "–") {
    clearInterval(timer);
    timer = undefined;
    setText($("countdown"), text);
    progress.style.width = "0";
  }

  function start(ms) {
    stop();
    const end = performance.now() + ms;
    const show = () => {
      const left = Math.max(0, end - performance.now());
      setText($("countdown"), left > 0 ? `in ${(left / 1000).toFixed(1)} s` : "now");
      progress.style.width = `${ms > 0 ? (left / ms) * 100 : 0}%`;
    };
    show();
    timer = setInterval(show, 100);
  }

  return { start, stop };
}
