import { html } from "./dom.ts";
import type { View } from "./view.ts";

/** Tabs, as the ARIA practices have them: arrow keys go from one to the other, and only the chosen one is reached by Tab. */
export const tabs = (views: {
  readonly [name: string]: View;
}): { readonly _list: HTMLElement; readonly _panels: readonly HTMLElement[]; readonly _update: () => void } => {
  const all = Object.entries(views).map(([name, view]) => {
    const tab = html(
      "button",
      { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}` },
      name,
    );
    const labels = { id: `panel-${name}`, "aria-labelledby": `tab-${name}` };
    return { tab, panel: html("div", { role: "tabpanel", ...labels }, ...view._elements), view };
  });
  let chosen = 0;
  const choose = (index: number): void => {
    chosen = (index + all.length) % all.length;
    all.forEach(({ tab, panel }, i) => {
      tab.setAttribute("aria-selected", `${i === chosen}`);
      tab.tabIndex = i === chosen ? 0 : -1;
      panel.hidden = i !== chosen;
    });
    all[chosen]?.view._update();
  };
  const onKey = ({ key }: KeyboardEvent): void => {
    const steps: { readonly [key: string]: number } = {
      ArrowRight: chosen + 1,
      ArrowLeft: chosen - 1,
      Home: 0,
      End: -1,
    };
    const next = steps[key];
    if (next === undefined) return;
    choose(next);
    all[chosen]?.tab.focus();
  };
  all.forEach(({ tab }, i) => void tab.addEventListener("click", () => choose(i)));
  const list = html("div", { role: "tablist", "aria-label": "Views" }, ...all.map(({ tab }) => tab));
  list.addEventListener("keydown", onKey);
  choose(0);
  return { _list: list, _panels: all.map(({ panel }) => panel), _update: () => all[chosen]?.view._update() };
};
