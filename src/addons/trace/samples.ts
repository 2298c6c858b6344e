/** Durations in ms, of which the last are kept. */
export class Samples {
  readonly _limit: number;
  readonly _values: number[] = [];

  constructor(limit: number) {
    this._limit = limit;
  }

  _add(ms: number): void {
    this._values.push(ms);
    if (this._values.length > this._limit) this._values.shift();
  }

  /** The least of them that so many percent do not exceed; `undefined` if there is none. */
  _percentile(percent: number): number | undefined {
    const sorted = [...this._values].sort((a, b) => a - b);
    return sorted[Math.ceil((percent / 100) * sorted.length) - 1];
  }
}
