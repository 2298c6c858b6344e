/** Wall and processor time of this process, in µs for each operation. */

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Collects garbage; needs `--expose-gc`. */
export const gc = () => {
  for (let i = 0; i < 3; i++) globalThis.gc();
};

export async function measure(count, work) {
  gc();
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  await work();
  const wall = Number(process.hrtime.bigint() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { wall: wall / count, cpu: (user + system) / count };
}

/** As above for operations one after the other; the wall time is their median. */
export async function measureEach(count, work) {
  const times = [];
  const kept = [];
  const measured = await measure(count, async () => {
    for (let i = 0; i < count; i++) {
      const start = process.hrtime.bigint();
      await work(kept);
      times.push(Number(process.hrtime.bigint() - start) / 1000);
    }
  });
  return { ...measured, wall: median(times) };
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
