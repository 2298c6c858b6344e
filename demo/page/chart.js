// The last minute: a line of round-trip times over bands for the time without a connection.

const SPAN = 60_000;
const WIDTH = 600;
const HEIGHT = 60;
const SVG = "http://www.w3.org/2000/svg";

export function createChart(svg) {
  let samples = []; // { at, rtt }
  let states = [{ at: performance.now(), state: "connecting" }]; // each lasts until the next
  const bands = svg.appendChild(document.createElementNS(SVG, "g"));
  const area = svg.appendChild(document.createElementNS(SVG, "path"));
  const line = svg.appendChild(document.createElementNS(SVG, "path"));
  area.setAttribute("class", "area");
  line.setAttribute("class", "line");

  function draw() {
    // Nobody looks: the browser skips our timer sometimes, so what is drawn next has to come from the samples alone.
    if (document.hidden) return;
    const now = performance.now();
    const oldest = now - SPAN;
    samples = samples.filter((s) => s.at > oldest - 5000);
    states = states.filter((_, i) => i === states.length - 1 || states[i + 1].at > oldest);

    const x = (at) => Math.max(0, ((at - oldest) / SPAN) * WIDTH);
    const top = Math.max(10, ...samples.map((s) => s.rtt)) * 1.25;
    const y = (rtt) => HEIGHT - 3 - (rtt / top) * (HEIGHT - 8);

    const rects = states.flatMap(({ at, state }, i) => {
      if (state === "connected") return [];
      const rect = document.createElementNS(SVG, "rect");
      const left = x(at);
      rect.setAttribute("class", state);
      rect.setAttribute("x", left);
      rect.setAttribute("width", Math.max(1.5, x(states[i + 1]?.at ?? now) - left));
      rect.setAttribute("height", HEIGHT);
      return [rect];
    });
    bands.replaceChildren(...rects);

    // A new connection begins a new line: nothing was measured in between.
    const runs = [];
    for (const sample of samples) {
      const previous = runs.at(-1)?.at(-1);
      const cut = !previous || states.some((s) => s.at > previous.at && s.at <= sample.at);
      if (cut) runs.push([sample]);
      else runs.at(-1).push(sample);
    }
    const points = (run) => run.map((s) => `${x(s.at).toFixed(1)} ${y(s.rtt).toFixed(1)}`).join("L");
    // A single sample would be invisible: lines have two ends.
    line.setAttribute("d", runs.map((run) => `M${points(run)}${run.length === 1 ? "h.1" : ""}`).join(""));
    const ends = (run) => [x(run[0].at), x(run.at(-1).at)].map((n) => n.toFixed(1));
    area.setAttribute(
      "d",
      runs.map((run) => `M${ends(run)[0]} ${HEIGHT}L${points(run)}L${ends(run)[1]} ${HEIGHT}Z`).join(""),
    );
  }

  setInterval(draw, 250);

  return {
    sample(rtt) {
      samples.push({ at: performance.now(), rtt });
      const recent = samples.map((s) => s.rtt);
      const [low, high] = [Math.min(...recent), Math.max(...recent)].map((n) => n.toFixed(1));
      svg.setAttribute("aria-label", `Round-trip times of the last minute: ${low} to ${high} ms`);
      draw();
    },
    state(state) {
      states.push({ at: performance.now(), state });
      draw();
    },
  };
}
