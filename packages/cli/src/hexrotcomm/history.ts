/** Columns of the widest chart. */
const MOST_SAMPLES = 40;

/** Values for a chart, one per time step however often they come: the newest of each step counts. */
export class History {
  readonly #stepMs: number;
  readonly #values: number[] = [];
  #nextMs = Number.NEGATIVE_INFINITY;

  constructor(stepMs = 300) {
    this.#stepMs = stepMs;
  }

  get values(): readonly number[] {
    return this.#values;
  }

  add(value: number, nowMs: number): void {
    if (nowMs < this.#nextMs) {
      this.#values[this.#values.length - 1] = value;
      return;
    }
    this.#nextMs = nowMs + this.#stepMs;
    this.#values.push(value);
    if (this.#values.length > MOST_SAMPLES) this.#values.shift();
  }
}
