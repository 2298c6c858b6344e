import type { Socket } from "holdfast";
import { recorder, type TraceArgs, trace } from "holdfast/trace";
import { button, html } from "./dom.ts";
import { eventsView } from "./events.ts";
import { exportView } from "./export.ts";
import { onHotkey } from "./hotkey.ts";
import { Model } from "./model.ts";
import { nowView } from "./now.ts";
import { STYLE } from "./style.ts";
import { tabs } from "./tabs.ts";
import { timelineView } from "./timeline.ts";
import type { Shown } from "./view.ts";

/** Options of the panel. */
export interface PanelOptions {
  /** Opens and closes it, such as `"Alt+Shift+H"`; `false`: no key does. @default "Alt+Shift+H" */
  readonly hotkey?: string | false | undefined;
  /** What of the data is shown and recorded. @default false */
  readonly args?: TraceArgs | undefined;
  /** The element that it fills, open from the beginning and without buttons to open and close it. By default it is above the page. */
  readonly into?: Element | undefined;
}

/** The panel in the page. */
export interface Panel {
  /** The element, at the end of `document.body` or of what it fills. */
  readonly element: HTMLElement;
  /** Opens it. */
  open(): void;
  /** Closes it: a button remains. */
  close(): void;
  /** Takes it out of the page, and ends the recording. */
  remove(): void;
}

const TAG = "holdfast-panel";
/** ms between two looks at what changes by itself, such as the time until the next attempt. */
const TICK = 250;

/** Defined when the first panel is made: on a server there is no HTMLElement. */
const makeElement = (): HTMLElement => {
  if (!customElements.get(TAG)) customElements.define(TAG, class extends HTMLElement {});
  return document.createElement(TAG);
};

/** What is recorded, and the function that ends it. */
const record = (socket: Socket, args: TraceArgs | undefined, changed: () => void): Shown & { _stop(): void } => {
  const _model = new Model();
  const _recording = recorder(socket, { args });
  const stop = trace(
    socket,
    (one) => {
      _model._add(one);
      changed();
    },
    { args },
  );
  const _stop = (): void => {
    stop();
    _recording.stop();
  };
  return { _socket: socket, _model, _recording, _stop };
};

/** The panel and the button that opens it, of which one is there at a time. */
const overlay = (content: readonly HTMLElement[], update: () => void) => {
  let tick: ReturnType<typeof setInterval> | undefined;
  const box = html("section", { class: "panel", "aria-label": "holdfast", hidden: "" }, ...content);
  const launch = html("button", { type: "button", class: "launch" }, "holdfast");
  const _close = (): void => {
    box.hidden = true;
    launch.hidden = false;
    clearInterval(tick);
    tick = undefined;
  };
  const _show = (): void => {
    box.hidden = false;
    launch.hidden = true;
    tick ??= setInterval(update, TICK);
    update();
  };
  const _open = (): void => {
    _show();
    box.querySelector<HTMLElement>("[aria-selected=true]")?.focus();
  };
  const _end = (): void => {
    _close();
    // such as the simulation of no network
    for (const pressed of box.querySelectorAll<HTMLElement>("[aria-pressed=true]")) pressed.click();
  };
  launch.addEventListener("click", _open);
  return { _box: box, _launch: launch, _show, _open, _close, _end, _isOpen: () => !box.hidden };
};

/** Puts it into a shadow root: of an element that it fills, or at the end of the page, above all else and in nobody's way. */
const mount = (into: Element | undefined, ...content: HTMLElement[]): HTMLElement => {
  const element = makeElement();
  element.toggleAttribute("inside", !!into);
  const root = element.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(...content);
  (into ?? document.body).append(element);
  return element;
};

/**
 * Puts a panel into the page, for developers, that shows what a socket does: how things are now, events, attempts over time, exports. It
 * begins as a button in the corner, or fills an element.
 */
export const panel = <Listen extends object, Emit extends object>(
  socket: Socket<Listen, Emit>,
  { hotkey = "Alt+Shift+H", args, into }: PanelOptions = {},
): Panel => {
  let frame = 0;
  // the first record comes before there is anything to see
  let isOpen = (): boolean => false;
  const shown = record(socket as unknown as Socket, args, () => {
    if (isOpen()) frame ||= requestAnimationFrame(update);
  });
  const { _list, _panels, _update } = tabs({
    Now: nowView(shown),
    Events: eventsView(shown),
    Timeline: timelineView(shown),
    Export: exportView(shown),
  });
  const update = (): void => {
    frame = 0;
    _update();
  };
  const shut = button("Close", () => {
    _close();
    _launch.focus();
  });
  const content = [html("div", { class: "head" }, _list, ...(into ? [] : [shut])), ..._panels];
  const { _box, _launch, _show, _open, _close, _end, _isOpen } = overlay(content, update);
  isOpen = _isOpen;
  const element = mount(into, _box, ...(into ? [] : [_launch]));
  // the focus stays where it is
  if (into) _show();
  const stopKeys = onHotkey(hotkey, () => (_isOpen() ? _close() : _open()));
  const remove = (): void => {
    _end();
    cancelAnimationFrame(frame);
    stopKeys();
    shown._stop();
    element.remove();
  };
  return { element, open: _open, close: _close, remove };
};
