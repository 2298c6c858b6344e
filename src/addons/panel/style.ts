/** Adopted by the shadow root: a policy that forbids inline styles allows that. */
export const STYLE = `
:host { all: initial; color-scheme: light dark; --back: #fff; --text: #1b1b1b; --dim: #555; --line: #767676; --soft: #eee;
  --in: #0b57a4; --out: #7a3f00; --bad: #b3221b; --good: #17692f; }
@media (prefers-color-scheme: dark) {
  :host { --back: #1c1c1e; --text: #f0f0f0; --dim: #b4b4b4; --line: #8c8c8c; --soft: #303033; --in: #8ec3ff; --out: #ffc078;
    --bad: #ff9a92; --good: #86d99b; }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.launch, .panel { position: fixed; right: 0; bottom: 0; z-index: 2147483647; background: var(--back); color: var(--text);
  border: 1px solid var(--line); font: 13px/1.45 system-ui, sans-serif; }
.launch { margin: 8px; border-radius: 16px; padding: 4px 12px; }
.panel { width: min(600px, 100vw); height: min(420px, 70vh); display: flex; flex-direction: column; }
.head { display: flex; flex-wrap: wrap; gap: 3px; padding: 4px; border-bottom: 1px solid var(--line); }
[role=tablist] { display: flex; flex: 1; gap: 3px; }
[role=tabpanel] { flex: 1; min-height: 0; display: flex; flex-direction: column; gap: 6px; padding: 8px; overflow: auto; }
button, input { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: 4px;
  padding: 3px 8px; min-height: 28px; }
.head button { padding: 3px 6px; }
input { flex: 1; min-width: 80px; }
[aria-selected=true], [aria-pressed=true] { background: var(--text); color: var(--back); }
:focus-visible { outline: 2px solid var(--in); outline-offset: 1px; }
.row { display: flex; flex-wrap: wrap; gap: 4px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
ol, pre { flex: 1; min-height: 40px; margin: 0; padding: 0; overflow: auto; list-style: none; }
.events li { display: flex; flex-wrap: wrap; gap: 0 8px; padding: 2px 0; border-bottom: 1px solid var(--soft); }
.time, .size, .outcome { color: var(--dim); }
.in .way { color: var(--in); }
.out .way { color: var(--out); }
.size { display: flex; align-items: center; gap: 4px; }
.size svg { width: 50px; height: 6px; }
b, code { overflow-wrap: anywhere; }
code { flex-basis: 100%; font: 12px/1.4 ui-monospace, monospace; }
.spark { width: 120px; height: 24px; }
.line { fill: none; stroke: var(--in); stroke-width: 1.5; }
.bar { fill: var(--dim); }
.timeline { display: flex; gap: 6px; }
.names { display: flex; flex-direction: column; color: var(--dim); font-size: 12px; line-height: 18px; }
.lanes { flex: 1; min-width: 0; height: 72px; background: var(--soft); }
.attempts, .upgrades { fill: var(--in); }
.waits { fill: var(--out); }
.sessions { fill: var(--good); }
rect.bad { fill: var(--bad); }
`;
