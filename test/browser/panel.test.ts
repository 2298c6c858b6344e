import { describe, expect } from "vitest";
import type { BrowserTest } from "./scenario.ts";
import type { TestServer } from "./support/server.ts";
import { inBrowser, type PageFunction, type TestTab } from "./support/suite.ts";

/** A policy without inline styles, inline scripts and eval. */
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self' ws:; img-src data:";

/** What tests have at hand in the page, from `openPanel` on. */
interface Kept {
  socket: any;
  panel: any;
  /** An element in the panel. */
  q(selector: string): any;
  all(selector: string): any[];
  /** A button or tab by its text. */
  press(text: string): void;
  /** Waits until it holds. */
  until(holds: () => unknown): Promise<void>;
  facts(): Record<string, string>;
}

/** A connected socket with its panel, open. */
const openPanel: PageFunction<object, void> = async (page, options) => {
  const socket = page.io({
    transports: ["websocket"],
    reconnectionDelay: 60_000,
    reconnectionDelayMax: 60_000,
    ...options,
  });
  const panel = (globalThis as any).panel(socket, options);
  const all = (selector: string) => [...panel.element.shadowRoot.querySelectorAll(selector)];
  const kept: Kept = {
    socket,
    panel,
    all,
    q: (selector) => all(selector)[0],
    press: (text) =>
      all("button")
        .find((one) => one.textContent === text)
        .click(),
    until: (holds) =>
      new Promise((resolve) => {
        const look = (): unknown => (holds() ? resolve() : setTimeout(look, 10));
        look();
      }),
    facts: () => Object.fromEntries(all("dd").map((one) => [one.getAttribute("data-fact"), one.textContent])),
  };
  page.kept = kept;
  panel.open();
  await page.once(socket, "connect");
};

/** Runs with what was kept. */
type InPanel = (kept: Kept, page: any) => unknown;

const withPanel = async (
  { server, openTab }: { server: TestServer; openTab(path: string): Promise<TestTab> },
  options: object = {},
): Promise<(source: InPanel) => Promise<any>> => {
  server.headers["content-security-policy"] = POLICY;
  server.io.on("connection", (socket) => {
    socket.on("add", (a, b, answer) => answer(a + b));
    socket.on("ask me", () => socket.emit("question", "how?", () => {}));
  });
  const tab = await openTab("/addons");
  await tab.run(openPanel, options);
  return (source) => tab.run(`(page) => (${source})(page.kept, page)` as never);
};

const scenario = (test: BrowserTest): void => {
  describe("the tab of now", () => {
    test("says how things are, and what is to come", async ({ server, openTab }) => {
      const run = await withPanel({ server, openTab });
      const first = await run(async ({ facts, until }) => {
        await until(() => facts()["State"] === "connected");
        return facts();
      });
      expect(first).toMatchObject({
        State: "connected",
        Transport: "websocket",
        Session: expect.stringMatching(/^[\w-]{20}$/),
        "Socket id": expect.stringMatching(/^[\w-]{20}$/),
        "Next attempt": "none",
        Buffered: "0 events, 0 bytes",
        Pending: "none",
        Latency: "none",
      });
      const asked = await run(async ({ socket, facts, until, q }) => {
        await socket.emitWithAck("add", 1, 2);
        await socket.emitWithAck("add", 1, 2);
        socket.emit("never answered", () => {});
        await until(() => facts()["Pending"]!.includes("never") && facts()["Latency"]!.includes("of 2"));
        return [facts(), q(".line").getAttribute("points")];
      });
      expect(asked[0]).toMatchObject({ Pending: "1: never answered" });
      expect(asked[0].Latency).toMatch(/^\d+ ms; half of 2 within \d+ ms, 95 % within \d+ ms$/);
      expect(asked[1]).toMatch(/^0\.0,[\d.]+ 120\.0,[\d.]+$/);
    });

    test("has buttons that drop the connection, reconnect, disconnect, and simulate that there is no network", async ({
      server,
      openTab,
    }) => {
      const run = await withPanel({ server, openTab });
      const lost = await run(async ({ press, facts, socket, until }) => {
        press("Drop the connection");
        socket.emit("hello", 1);
        await until(() => facts()["State"] === "reconnecting" && facts()["Buffered"] !== "0 events, 0 bytes");
        return facts();
      });
      expect(lost).toMatchObject({ Transport: "none", "Socket id": "none", Buffered: "1 events, 12 bytes" });
      expect(lost["Next attempt"]).toMatch(/^in (2\d|[3-9]\d)\.\d s$/);
      const states = await run(async ({ press, facts, until, all }) => {
        press("Reconnect");
        await until(() => facts()["State"] === "connected");
        const pressed = (): string => all("[aria-pressed]")[0].getAttribute("aria-pressed");
        press("Simulate offline");
        await until(() => facts()["State"] === "reconnecting");
        press("Reconnect");
        await until(() => all(".attempts.bad").length || facts()["Next attempt"] !== "none");
        const offline = [pressed(), facts()["Transport"]];
        press("Simulate offline");
        await until(() => facts()["State"] === "connected");
        const online = [pressed(), facts()["Transport"]];
        press("Disconnect");
        await until(() => facts()["State"] === "disconnected");
        return [offline, online, facts()["Next attempt"]];
      });
      expect(states).toEqual([["true", "none"], ["false", "websocket"], "none"]);
    });

    test("knows when the next attempt is due, also where it comes within the wait", async ({ server, openTab }) => {
      const run = await withPanel({ server, openTab });
      const due = await run(async ({ press, facts, until, socket }) => {
        press("Drop the connection");
        await until(() => facts()["Next attempt"] !== "none");
        const late = (globalThis as any).panel(socket);
        late.open();
        return late.element.shadowRoot.querySelector("[data-fact='Next attempt']").textContent;
      });
      expect(due).toMatch(/^in (2\d|[3-9]\d)\.\d s$/);
    });

    test("simulates nothing any more once the panel is gone", async ({ server, openTab }) => {
      const run = await withPanel({ server, openTab });
      const transports = await run(async ({ press, socket, panel }, page) => {
        press("Simulate offline");
        const offline = socket.io.opts.transports;
        panel.remove();
        await page.once(socket, "connect");
        return [offline, socket.io.opts.transports];
      });
      expect(transports).toEqual([[], ["websocket"]]);
    });
  });

  describe("the tab of events", () => {
    test("shows both directions, filters, pauses, and has the data that `args` lets through", async ({
      server,
      openTab,
    }) => {
      const run = await withPanel({ server, openTab }, { args: true });
      const rows = await run(async ({ socket, press, all, until }) => {
        socket.on("question", (_: unknown, answer: () => void) => answer());
        press("Events");
        await socket.emitWithAck("add", 1, 2);
        socket.emit("ask me");
        await until(() => all("li").some((one) => one.textContent.includes("answered")));
        const texts = (one: any) =>
          [".way", "b", ".outcome", "code"].map((name) => one.querySelector(name)?.textContent);
        return all("li").map((one) => [...texts(one), +one.querySelector("rect").getAttribute("width") > 20]);
      });
      expect(
        rows.map(([way, event, outcome, data, bar]: string[]) => [way, event, outcome!.replace(/\d+/, "n"), data, bar]),
      ).toEqual([
        ["in", "question", "answered", '["how?"]', true],
        ["out", "ask me", "", "[]", true],
        ["out", "add", "acknowledged after n ms", "[1,2]", true],
      ]);
      const names = await run(async ({ socket, press, all, q, until }) => {
        const filter = (text: string): string[] => {
          q("input").value = text;
          q("input").dispatchEvent(new Event("input"));
          return all("b").map((one) => one.textContent);
        };
        const filtered = [filter("QUEST"), filter("[1,2]"), filter("")];
        press("Pause");
        socket.emit("while paused");
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        const paused = all("b").length;
        press("Pause");
        await until(() => all("b").length === 4);
        return [...filtered, paused];
      });
      expect(names).toEqual([["question"], ["add"], ["question", "ask me", "add"], 3]);
    });

    test("has of bytes how many there are", async ({ server, openTab }) => {
      const run = await withPanel({ server, openTab }, { args: true });
      const data = await run(async ({ socket, press, q, until }) => {
        press("Events");
        socket.emit("bytes", new Uint8Array(5000), new ArrayBuffer(3), new Blob(["ab"]), "and text");
        await until(() => q("code"));
        return q("code").textContent;
      });
      expect(JSON.parse(data)).toEqual(["(5000 bytes)", "(3 bytes)", "(2 bytes)", "and text"]);
    });

    test("shows sizes alone where `args` is off, and what is held and dropped", async ({ server, openTab }) => {
      const run = await withPanel({ server, openTab });
      const texts = await run(async ({ socket, press, all, until }) => {
        press("Events");
        socket.disconnect();
        socket.emit("held", "secret");
        socket.volatile.emit("now or never");
        await until(() => all("li").length === 2);
        return all("li").map((one) => one.textContent.replace(/^[\d.]+/, ""));
      });
      expect(texts).toEqual(["outnow or never0 bytesdropped: ERR_DISCONNECTED", "outheld18 bytesheld"]);
    });
  });

  test("the timeline has attempts, waits and sessions, as a drawing and in words", async ({ server, openTab }) => {
    const run = await withPanel({ server, openTab });
    const [lanes, words] = await run(async ({ socket, press, all, until, panel }, page) => {
      press("Drop the connection");
      const back = page.once(socket, "connect");
      socket.connect();
      await back;
      press("Timeline");
      await until(() => all("ol[aria-label=Timeline] li").length === 5);
      const listed = all("ol[aria-label=Timeline] li").map((one) => one.textContent);
      panel.close();
      return [all(".lanes rect").map((one) => one.getAttribute("class")), listed];
    });
    expect(lanes).toEqual(["attempts", "sessions bad", "waits", "attempts", "sessions"]);
    expect(words.map((text: string) => text.replace(/[\d.]+ m?s$/, "n"))).toEqual([
      "session over websocket, now",
      "attempt 1, n",
      "wait, n",
      "session over websocket: forced close, n",
      "attempt, n",
    ]);
  });

  test("the timeline says which transports a session had, and no more of an upgrade than the panel has seen", async ({
    server,
    openTab,
  }) => {
    let upgrade = (): void => {};
    const gate = new Promise<void>((resolve) => {
      upgrade = resolve;
    });
    server.beforeUpgrade = () => gate;
    const run = await withPanel({ server, openTab }, { transports: ["polling", "websocket"] });
    await run(({ socket, press }, page) => {
      press("Timeline");
      page.late = (globalThis as any).panel(socket);
      page.late.open();
      [...page.late.element.shadowRoot.querySelectorAll("button")]
        .find((one: HTMLElement) => one.textContent === "Timeline")
        .click();
    });
    upgrade();
    const words = await run(async ({ panel, until }, { late }) => {
      const listed = ({ element }: any): string[] =>
        [...element.shadowRoot.querySelectorAll("ol[aria-label=Timeline] li")].map((one) => one.textContent);
      await until(() => listed(panel).length === 3 && listed(late).length === 2);
      return [listed(panel), listed(late)];
    });
    expect(words.map((texts: string[]) => texts.map((text) => text.replace(/[\d.]+ m?s$/, "n")))).toEqual([
      ["upgrade to websocket, n", "session over polling, then websocket, now", "attempt, n"],
      ["upgrade to websocket, –", "session over polling, then websocket, now"],
    ]);
  });

  test("exports what was recorded", async ({ server, openTab }) => {
    const run = await withPanel({ server, openTab });
    const [summary, files] = await run(async ({ press, q, until }) => {
      const made: { name: string; blob: Blob }[] = [];
      URL.createObjectURL = (blob) => {
        made.push({ name: "", blob: blob as Blob });
        return "#";
      };
      HTMLAnchorElement.prototype.click = function () {
        made.at(-1)!.name = this.download;
      };
      press("Export");
      await until(() => q("pre").textContent);
      press("Download JSON lines");
      press("Download HAR");
      return [q("pre").textContent, await Promise.all(made.map(async ({ name, blob }) => [name, await blob.text()]))];
    });
    expect(JSON.parse(summary)).toMatchObject({ attempts: 1, dropped: 0 });
    const [[lines, text], [har, archive]] = files;
    expect([lines, har]).toEqual(["holdfast.jsonl", "holdfast.har"]);
    expect(text).toContain('"kind":"joined"');
    expect(JSON.parse(archive).log.entries).toHaveLength(1);
  });

  test("opens and closes by key and button, is used by keyboard, shifts nothing, and goes without a trace", async ({
    server,
    openTab,
  }) => {
    const run = await withPanel({ server, openTab }, { hotkey: "Ctrl+Shift+P" });
    const seen = await run(async ({ panel, q, all, socket, press }) => {
      const root = panel.element.shadowRoot;
      const size = (): number[] => [document.documentElement.scrollWidth, document.documentElement.scrollHeight];
      const open = size();
      const key = (target: EventTarget, name: string, more: object = {}): unknown =>
        target.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
      const isOpen = (): boolean => !q(".panel").hidden;
      const hotkey = (more: object = {}): unknown =>
        key(document.body, "P", { ctrlKey: true, shiftKey: true, ...more });
      const log: unknown[] = [isOpen()];
      hotkey({ altKey: true });
      log.push(isOpen());
      hotkey();
      log.push(isOpen(), JSON.stringify(size()) === JSON.stringify(open));
      hotkey();
      log.push(isOpen());
      const steps = ["ArrowRight", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home", "x"];
      for (const step of steps) {
        key(q("[aria-selected=true]"), step);
        log.push(root.activeElement.textContent, all("[role=tabpanel]").filter((one) => !one.hidden).length);
      }
      press("Close");
      log.push(isOpen(), root.activeElement.textContent);
      q(".launch").click();
      log.push(isOpen());
      panel.remove();
      hotkey();
      socket.emit("hello");
      log.push(document.querySelectorAll("holdfast-panel").length, socket.io.engine.hasListeners("ping"));
      return log;
    });
    expect(seen).toEqual([
      ...[true, true, false, true, true],
      ...["Events", 1, "Timeline", 1, "Export", 1, "Now", 1, "Export", 1, "Now", 1, "Now", 1],
      ...[false, "holdfast", true, 0, false],
    ]);
  });

  test("fills an element in the page's colours, open, without buttons for that, and takes no focus", async ({
    server,
    openTab,
  }) => {
    const run = await withPanel({ server, openTab });
    const seen = await run(({ socket, panel }) => {
      panel.remove();
      const place = document.createElement("div");
      Object.assign(place.style, { width: "300px", height: "200px" });
      const field = document.createElement("input");
      document.body.append(place, field);
      field.focus();
      const { element } = (globalThis as any).panel(socket, { into: place });
      element.style.setProperty("--panel-back", "rgb(1, 2, 3)");
      const root = element.shadowRoot;
      const { width, height } = root.querySelector(".panel").getBoundingClientRect();
      const { backgroundColor } = getComputedStyle(root.querySelector(".panel"));
      const texts = [...root.querySelectorAll(".head button, .launch")].map((one: any) => one.textContent);
      const isFocused = document.activeElement === field;
      return [element.parentElement === place, width, height, backgroundColor, texts, isFocused];
    });
    expect(seen).toEqual([true, 300, 200, "rgb(1, 2, 3)", ["Now", "Events", "Timeline", "Export"], true]);
  });

  test("axe finds nothing, in any tab, nor in the button", async ({ server, openTab }) => {
    const run = await withPanel({ server, openTab }, { args: true });
    const found = await run(async ({ socket, press, panel }, page) => {
      await page.load("/axe.js");
      const problems: string[] = [];
      const check = async (where: string): Promise<void> => {
        const { violations } = await (globalThis as any).axe.run("holdfast-panel");
        for (const { id, nodes } of violations) problems.push(`${where}: ${id} ${nodes.map((one: any) => one.html)}`);
      };
      await socket.emitWithAck("add", 1, 2);
      for (const name of ["Now", "Events", "Timeline", "Export"]) {
        press(name);
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        await check(name);
      }
      panel.close();
      await check("closed");
      return problems;
    });
    expect(found).toEqual([]);
  });
};

for (const name of ["Chromium", "Firefox", "WebKit"] as const) inBrowser(name, scenario);
