/** How commands are counted: see `counter` in `wireGenerations`. */
export interface CounterRule {
  /** "code": one counter for each command code; "client": one for all commands. */
  readonly scope: "code" | "client";
  /** The counter of the first command. */
  readonly first: 0 | 1;
}

/** Counts commands, as the controller expects it. After 4294967295 comes 0, because the field is an unsigned int. */
export class CommandCounter {
  readonly #rule: CounterRule;
  readonly #last = new Map<number, number>();

  /** @param rule default: that of `gen1`, 1 for the first of each code */
  constructor(rule: CounterRule = { scope: "code", first: 1 }) {
    this.#rule = rule;
  }

  /** The counter of the next command with this code. */
  next(code: number): number {
    const key = this.#keyOf(code);
    const counter = ((this.#last.get(key) ?? this.#rule.first - 1) + 1) >>> 0;
    this.#last.set(key, counter);
    return counter;
  }

  /** Sets what the last counter of a code was (of all codes, where there is one for all), to go on from a saved state. */
  set(code: number, last: number): void {
    this.#last.set(this.#keyOf(code), last >>> 0);
  }

  #keyOf(code: number): number {
    return this.#rule.scope === "code" ? code : -1;
  }
}
