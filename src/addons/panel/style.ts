/**
 * Adopted by the shadow root: a policy that forbids inline styles allows that. Above the page the element is out of the flow, so that it
 * is no row of a body that is a grid. A page may set the colours, which are custom properties.
 */
export const STYLE = `
:host { all: initial; color-scheme: light dark; position: fixed; right: 0; bottom: 0; z-index: 2147483647; --panel-back: #fff;
  --panel-text: #1b1b1b; --panel-dim: #555; --panel-line: #767676; --panel-soft: #eee; --panel-in: #0b57a4; --panel-out: #7a3f00;
  --panel-bad: #b3221b; --panel-good: #17692f; }
@media (prefers-color-scheme: dark) {
  :host { --panel-back: #1c1c1e; --panel-text: #f0f0f0; --panel-dim: #b4b4b4; --panel-line: #8c8c8c; --panel-soft: #303033;
    --panel-in: #8ec3ff; --panel-out: #ffc078; --panel-bad: #ff9a92; --panel-good: #86d99b; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.launch, .panel { background: var(--panel-back); color: var(--panel-text); border: 1px solid var(--panel-line);
  font: 13px/1.45 system-ui, sans-serif; }
.launch { margin: 8px; border-radius: 16px; padding: 4px 12px; }
.panel { width: min(600px, 100vw); height: min(420px, 70vh); display: flex; flex-direction: column; }
:host([inside]) { display: block; position: static; height: 100%; }
:host([inside]) .panel { width: auto; height: 100%; border: 0; }
.head { display: flex; flex-wrap: wrap; gap: 3px; padding: 4px; border-bottom: 1px solid var(--panel-line); }
[role=tablist] { display: flex; flex: 1; gap: 3px; }
[role=tabpanel] { flex: 1; min-height: 0; display: flex; flex-direction: column; gap: 6px; padding: 8px; overflow: auto; }
button, input { font: inherit; color: inherit; background: var(--panel-soft); border: 1px solid var(--panel-line); border-radius: 4px;
  padding: 3px 8px; min-height: 28px; }
.head button { padding: 3px 6px; }
input { flex: 1; min-width: 80px; }
[aria-selected=true], [aria-pressed=true] { background: var(--panel-text); color: var(--panel-back); }
:focus-visible { outline: 2px solid var(--panel-in); outline-offset: 1px; }
.row { display: flex; flex-wrap: wrap; gap: 4px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0; }
dt { color: var(--panel-dim); }
dd { margin: 0; overflow-wrap: anywhere; }
ol, pre { flex: 1; min-height: 40px; margin: 0; padding: 0; overflow: auto; list-style: none; }
.events li { display: flex; flex-wrap: wrap; gap: 0 8px; padding: 2px 0; border-bottom: 1px solid var(--panel-soft); }
.time, .size, .outcome { color: var(--panel-dim); }
.in .way { color: var(--panel-in); }
.out .way { color: var(--panel-out); }
.size { display: flex; align-items: center; gap: 4px; }
.size svg { width: 50px; height: 6px; }
b, code { overflow-wrap: anywhere; }
code { flex-basis: 100%; font: 12px/1.4 ui-monospace, monospace; }
.spark { width: 120px; height: 24px; }
.line { fill: none; stroke: var(--panel-in); stroke-width: 1.5; }
.bar { fill: var(--panel-dim); }
.timeline { display: flex; gap: 6px; }
.names { display: flex; flex-direction: column; color: var(--panel-dim); font-size: 12px; line-height: 18px; }
.lanes { flex: 1; min-width: 0; height: 72px; background: var(--panel-soft); }
.attempts, .upgrades { fill: var(--panel-in); }
.waits { fill: var(--panel-out); }
.sessions { fill: var(--panel-good); }
rect.bad { fill: var(--panel-bad); }
`;
