import { button, html } from "./dom.ts";
import type { Shown, View } from "./view.ts";

/** Offers a text as a download. */
const download = (text: string, name: string): void => {
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  html("a", { href, download: name }).click();
  // the browser has begun to read it by then
  setTimeout(() => URL.revokeObjectURL(href), 1000);
};

/** The tab of what there is to take away. */
export const exportView = ({ _recording: recording }: Shown): View => {
  const summary = html("pre", { tabindex: 0, "aria-label": "Summary" });
  return {
    _elements: [
      html(
        "div",
        { class: "row" },
        button("Download JSON lines", () => download(recording.export("jsonl"), "holdfast.jsonl")),
        button("Download HAR", () => download(recording.export("har"), "holdfast.har")),
      ),
      summary,
    ],
    _update() {
      const rounded = (_: string, value: unknown): unknown => (typeof value === "number" ? Math.round(value) : value);
      summary.textContent = JSON.stringify(recording.summary(), rounded, 2);
    },
  };
};
